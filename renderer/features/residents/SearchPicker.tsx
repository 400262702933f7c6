import { Combobox, Group, Loader, Text, TextInput } from '@mantine/core'
import { type ReactNode, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { SearchHit } from '../../../electron/contract/desk.ts'
import { errorText } from '../../api/errors.ts'
import { hitKey, useHits } from '../search/hits.ts'

/** A unit or a person that was chosen. */
export interface Picked {
  readonly id: number
  readonly title: string
  readonly detail: string
}

/**
 * A unit or a person found by typing: `1-101`, a name, pinyin, initials, the end of a phone. Words of which nothing was
 * picked say so, and no form around goes out over them.
 */
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
  const [isLeft, setLeft] = useState(false)
  const { combobox, typed, wanted, hits, settled, isAsking, failure, onOption, settleOnLeaving, field } = useHits({
    limit: 50,
    onlyUnits: props.kind === 'unit',
    among: (found) => found.filter((hit) => hit.kind === props.kind).slice(0, 12),
    onPick: ({ id, title, detail }) => props.onChange({ id, title, detail }),
  })
  const unpicked = typed.trim() !== ''
  const hint = hits.length === 0 ? t('residents:nothingFound', { text: wanted }) : t('residents:pickOne')
  return (
    <Combobox store={combobox} onOptionSubmit={onOption} position="bottom-start" shadow="md" withinPortal>
      <Combobox.Target withExpandedAttribute>
        <TextInput
          role="combobox"
          label={props.label}
          placeholder={props.placeholder}
          required={props.required ?? false}
          error={isLeft && unpicked && settled ? hint : props.error}
          maxLength={60}
          {...(unpicked && { 'data-unpicked': true })}
          {...(props.autoFocus && { 'data-autofocus': true })}
          {...field}
          value={typed || (props.value?.title ?? '')}
          rightSection={isAsking ? <Loader size={13} className="late" /> : null}
          description={typed === '' ? props.value?.detail : undefined}
          onChange={(event) => {
            setLeft(false)
            field.onChange(event)
            if (props.value) props.onChange(null)
          }}
          onFocus={(event) => event.currentTarget.select()}
          onBlur={() => {
            field.onBlur()
            settleOnLeaving()
            setLeft(true)
          }}
          onInvalid={() => setLeft(true)}
          data-testid={props.testId}
        />
      </Combobox.Target>
      <Combobox.Dropdown hidden={wanted === ''}>
        <Combobox.Options mah={300} style={{ overflowY: 'auto' }} aria-label={props.label}>
          {failure ? (
            <Combobox.Empty>{errorText(failure)}</Combobox.Empty>
          ) : hits.length === 0 ? (
            <Combobox.Empty>{settled ? t('residents:nothingFound', { text: wanted }) : null}</Combobox.Empty>
          ) : (
            hits.map((hit) => (
              <Combobox.Option key={hit.id} value={hitKey(hit)} data-testid="pick">
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
