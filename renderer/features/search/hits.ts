import { useCombobox } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { type ChangeEvent, type KeyboardEvent, useEffect, useState } from 'react'
import type { SearchHit } from '../../../electron/contract/desk.ts'
import { orpc } from '../../api/client.ts'

/** What an option of a list of hits is called: `unit-12`. */
export function hitKey(hit: SearchHit): string {
  return `${hit.kind}-${hit.id}`
}

/** A unit typed with a dash, as its title: `1-101` is `1栋101`. */
function calledBy(typed: string): string {
  return typed.replace(/\s*[-－—]\s*/, '栋')
}

/**
 * Units and people found while typing, and the one that is picked. Enter without a choice picks the first hit of
 * exactly what is typed; where it comes before the hits do, they are awaited, so that nothing found for a letter
 * before is ever picked and no key is lost.
 * @param props.limit most hits asked for
 * @param props.onlyUnits a person stands for the units of today
 * @param props.among those of the hits that can be picked here, in the order they are shown in
 */
export function useHits(props: {
  readonly limit: number
  readonly onlyUnits?: boolean
  readonly among: (hits: readonly SearchHit[]) => readonly SearchHit[]
  readonly onPick: (hit: SearchHit) => void
}) {
  const [typed, setTyped] = useState('')
  const [wanted] = useDebouncedValue(typed.trim(), 40)
  const combobox = useCombobox({ onDropdownClose: () => combobox.resetSelectedOption() })
  const query = useQuery({
    ...orpc.desk.search.queryOptions({
      input: { text: wanted, limit: props.limit, onlyUnits: props.onlyUnits ?? false },
      placeholderData: keepPreviousData,
    }),
    enabled: wanted !== '',
    gcTime: 30_000,
  })
  const hits = wanted === '' ? [] : props.among(query.data ?? [])
  const settled = wanted !== '' && wanted === typed.trim() && query.data !== undefined && !query.isPlaceholderData
  /** Enter came before the hits did: which of them is picked as soon as they are there. */
  const [hurried, setHurried] = useState<number | null>(null)
  useEffect(() => {
    if (hurried === null || !settled) return
    setHurried(null)
    const hit = hits[hurried]
    if (hit) take(hit)
  })
  /** Whoever goes on to the next field has meant the one hit that there is, or the one that is called so. */
  const [isLeaving, setLeaving] = useState(false)
  useEffect(() => {
    if (!isLeaving || !settled) return
    setLeaving(false)
    const hit = hits.length === 1 ? hits[0] : hits.find(({ title }) => title === calledBy(wanted))
    if (hit) take(hit)
  })

  function take(hit: SearchHit): void {
    combobox.closeDropdown()
    setHurried(null)
    setTyped('')
    props.onPick(hit)
  }
  return {
    combobox,
    typed,
    wanted,
    hits,
    /** The hits on screen are those of what is typed, not of a letter before. */
    settled,
    isAsking: query.isFetching && wanted !== '',
    /** Why there is no answer. */
    failure: query.data === undefined ? query.error : null,
    /** For a field that is left with words in it: what they can only mean is picked. */
    settleOnLeaving: () => setLeaving(typed.trim() !== ''),
    /** For the list's onOptionSubmit. */
    onOption: (key: string) => {
      const hit = hits.find((one) => hitKey(one) === key)
      if (hit) take(hit)
    },
    /** For the field the words are typed into. */
    field: {
      onChange: (event: ChangeEvent<HTMLInputElement>) => {
        setTyped(event.currentTarget.value)
        setHurried(null)
        setLeaving(false)
        combobox.openDropdown()
        combobox.resetSelectedOption()
      },
      onBlur: () => combobox.closeDropdown(),
      onKeyDown: (event: KeyboardEvent<HTMLInputElement>) => {
        if (event.nativeEvent.isComposing || event.key !== 'Enter' || typed.trim() === '') return
        const chosen = combobox.getSelectedOptionIndex()
        if (chosen !== -1 && settled) return
        event.preventDefault()
        combobox.resetSelectedOption()
        setHurried(Math.max(chosen, 0))
      },
      'data-settled': settled,
    },
  }
}
