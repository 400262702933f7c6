import { Table, TextInput } from '@mantine/core'
import { type KeyboardEvent, type RefObject, useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { type CashCount, counted, denominations } from '../../../electron/contract/books.ts'
import { formatMoney } from '../../ui/format.ts'
import classes from './books.module.css'

/** Notes and coins as they are typed, and what they come to. */
export interface Count {
  readonly typed: Readonly<Record<string, string>>
  readonly type: (denomination: number, text: string) => void
  readonly counts: CashCount
  /** Fen. */
  readonly sum: number
  /** Denominations whose text is no whole number. */
  readonly wrong: readonly number[]
}

export function useCount(): Count {
  const [typed, setTyped] = useState<Record<string, string>>({})
  const counts: CashCount = Object.fromEntries(
    denominations.map((value) => [String(value), numberIn(typed[String(value)]) ?? 0]),
  )
  return {
    typed,
    type: (denomination, text) => setTyped((old) => ({ ...old, [String(denomination)]: text })),
    counts,
    sum: counted(counts),
    wrong: denominations.filter((value) => numberIn(typed[String(value)]) === undefined),
  }
}

/** A whole number of notes; nothing typed is none; undefined for anything else. */
function numberIn(text: string | undefined): number | undefined {
  const plain = (text ?? '').normalize('NFKC').trim()
  if (plain === '') return 0
  return /^\d{1,5}$/.test(plain) ? Number(plain) : undefined
}

/** A denomination as people call it. */
export function useNoteName(): (fen: number) => string {
  const { t } = useTranslation()
  return (fen) =>
    fen >= 100 ? t('books:shift.noteYuan', { value: fen / 100 }) : t('books:shift.noteJiao', { value: fen / 10 })
}

/** Counts cash note by note, at once: Enter and ↓ go to the next denomination, ↑ back, after the last one on to `next`. */
export function CountTable(props: {
  readonly count: Count
  readonly disabled?: boolean
  readonly next: RefObject<HTMLElement | null>
}) {
  const { t } = useTranslation()
  const noteName = useNoteName()
  const { count, disabled = false } = props
  const table = useRef<HTMLTableElement>(null)
  useEffect(() => table.current?.querySelector('input')?.focus(), [])

  function move(event: KeyboardEvent<HTMLInputElement>): void {
    const step = { Enter: 1, ArrowDown: 1, ArrowUp: -1 }[event.key]
    if (step === undefined || event.ctrlKey || event.metaKey) return
    event.preventDefault()
    const fields = [...(table.current?.querySelectorAll('input') ?? [])]
    const next = fields[fields.indexOf(event.currentTarget) + step]
    if (next) next.select()
    else if (step > 0) props.next.current?.focus()
    next?.focus()
  }

  return (
    <Table ref={table} withRowBorders={false} verticalSpacing={2} className={classes.count}>
      <Table.Tbody>
        {denominations.map((value) => (
          <Table.Tr key={value}>
            <Table.Td ta="right">{noteName(value)}</Table.Td>
            <Table.Td w={110}>
              <TextInput
                size="xs"
                inputMode="numeric"
                aria-label={t('books:shift.countOf', { note: noteName(value) })}
                disabled={disabled}
                maxLength={6}
                styles={{ input: { textAlign: 'right', fontVariantNumeric: 'tabular-nums' } }}
                value={count.typed[String(value)] ?? ''}
                error={count.wrong.includes(value)}
                onChange={(event) => count.type(value, event.currentTarget.value)}
                onKeyDown={move}
                data-testid={`count-${value}`}
              />
            </Table.Td>
            <Table.Td ta="right" miw={90}>
              {formatMoney(value * (count.counts[String(value)] ?? 0))}
            </Table.Td>
          </Table.Tr>
        ))}
      </Table.Tbody>
    </Table>
  )
}
