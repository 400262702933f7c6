import { Combobox, Group, Loader, Text, TextInput, useCombobox } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { type ReactNode, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { SearchHit } from '../../../electron/contract/desk.ts'
import { orpc } from '../../api/client.ts'
import { errorText } from '../../api/errors.ts'

/** A unit or a person that was chosen. */
export interface Picked {
  readonly id: number
  readonly title: string
  readonly detail: string
}

/** A unit or a person found by typing: `1-101`, a name, pinyin, initials, the end of a phone. */
export function SearchPicker(props: {
  readonly kind: SearchHit['kind']
  readonly label: string
  readonly placeholder: string
  readonly value: Picked | null
  readonly onChange: (picked: Picked | null) => void
  readonly error?: ReactNode
  readonly required?: boolean
  readonly autoFocus?: boolean
  readonly testId: string
}) {
  const { t } = useTranslation()
  const [typed, setTyped] = useState<string | null>(null)
  const [wanted] = useDebouncedValue((typed ?? '').trim(), 40)
  const combobox = useCombobox({ onDropdownClose: () => combobox.resetSelectedOption() })
  const query = useQuery({
    ...orpc.desk.search.queryOptions({ input: { text: wanted, limit: 50 }, placeholderData: keepPreviousData }),
    enabled: wanted !== '',
    gcTime: 30_000,
  })
  const hits = wanted === '' ? [] : (query.data ?? []).filter((hit) => hit.kind === props.kind).slice(0, 12)
  const upToDate = wanted === (typed ?? '').trim() && !query.isPlaceholderData && !query.isFetching

  function pick(id: string): void {
    const hit = hits.find((one) => String(one.id) === id)
    if (!hit) return
    props.onChange({ id: hit.id, title: hit.title, detail: hit.detail })
    setTyped(null)
    combobox.closeDropdown()
  }

  return (
    <Combobox store={combobox} onOptionSubmit={pick} position="bottom-start" shadow="md" withinPortal>
      <Combobox.Target withExpandedAttribute>
        <TextInput
          role="combobox"
          label={props.label}
          placeholder={props.placeholder}
          required={props.required ?? false}
          error={props.error}
          maxLength={60}
          {...(props.autoFocus && { 'data-autofocus': true })}
          value={typed ?? props.value?.title ?? ''}
          rightSection={query.isFetching && wanted !== '' ? <Loader size={13} className="late" /> : null}
          description={typed === null ? props.value?.detail : undefined}
          onChange={(event) => {
            setTyped(event.currentTarget.value)
            if (props.value) props.onChange(null)
            combobox.openDropdown()
            combobox.resetSelectedOption()
          }}
          onFocus={(event) => event.currentTarget.select()}
          onBlur={() => combobox.closeDropdown()}
          onKeyDown={(event) => {
            if (event.nativeEvent.isComposing) return
            // Type, Enter, chosen: but only among what was really asked for.
            if (event.key !== 'Enter' || typed === null) return
            if (combobox.getSelectedOptionIndex() === -1 && upToDate) combobox.selectFirstOption()
            if (hits.length === 0 || !upToDate) event.preventDefault()
          }}
          data-testid={props.testId}
        />
      </Combobox.Target>
      <Combobox.Dropdown hidden={wanted === ''}>
        <Combobox.Options mah={300} style={{ overflowY: 'auto' }} aria-label={props.label}>
          {query.error && !query.data ? (
            <Combobox.Empty>{errorText(query.error)}</Combobox.Empty>
          ) : hits.length === 0 ? (
            <Combobox.Empty>{upToDate ? t('residents:nothingFound', { text: wanted }) : null}</Combobox.Empty>
          ) : (
            hits.map((hit) => (
              <Combobox.Option key={hit.id} value={String(hit.id)} data-testid="pick">
                <Group gap="sm" wrap="nowrap" justify="space-between">
                  <Text size="sm" fw={600} style={{ whiteSpace: 'nowrap' }}>
                    {hit.title}
                  </Text>
                  <Text size="xs" c="dimmed" truncate>
                    {hit.detail}
                  </Text>
                </Group>
              </Combobox.Option>
            ))
          )}
        </Combobox.Options>
      </Combobox.Dropdown>
    </Combobox>
  )
}
