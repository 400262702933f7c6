import { Combobox, Group, Text, TextInput, useCombobox } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { useQuery } from '@tanstack/react-query'
import { type ReactNode, useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { StockPick } from '../../../electron/contract/stores.ts'
import { orpc } from '../../api/client.ts'
import { formatQuantity } from './quantity.ts'

interface Option {
  readonly id: number
  readonly title: string
  readonly detail: string
}

interface FieldProps {
  readonly label?: string
  readonly ariaLabel?: string
  readonly placeholder: string
  readonly error?: ReactNode
  readonly required?: boolean
  readonly autoFocus?: boolean
  readonly testId: string
}

/** One of what is found while typing; Enter takes the first, also where it comes before the answer. */
function Picker(
  props: FieldProps & {
    readonly chosen: string
    readonly typed: string
    readonly options: readonly Option[]
    /** The options are those of what is typed. */
    readonly settled: boolean
    readonly onType: (text: string) => void
    readonly onPick: (id: number) => void
  },
) {
  const { t } = useTranslation()
  const combobox = useCombobox({ onDropdownClose: () => combobox.resetSelectedOption() })
  const [hurried, setHurried] = useState(false)
  const { settled, options, typed } = props
  function take(id: number): void {
    setHurried(false)
    combobox.closeDropdown()
    props.onPick(id)
  }
  useEffect(() => {
    if (!hurried || !settled) return
    setHurried(false)
    const [first] = options
    if (first) take(first.id)
  })
  return (
    <Combobox
      store={combobox}
      withinPortal
      onOptionSubmit={(id) => take(Number(id))}
      position="bottom-start"
      shadow="md"
    >
      <Combobox.Target withExpandedAttribute>
        <TextInput
          role="combobox"
          {...(props.label !== undefined && { label: props.label })}
          {...(props.ariaLabel !== undefined && { 'aria-label': props.ariaLabel })}
          placeholder={props.placeholder}
          required={props.required ?? false}
          error={props.error}
          maxLength={60}
          {...(props.autoFocus && { 'data-autofocus': true })}
          value={typed || props.chosen}
          onFocus={(event) => {
            event.currentTarget.select()
            combobox.openDropdown()
          }}
          onBlur={() => combobox.closeDropdown()}
          onChange={(event) => {
            setHurried(false)
            props.onType(event.currentTarget.value)
            combobox.openDropdown()
            combobox.resetSelectedOption()
          }}
          onKeyDown={(event) => {
            if (event.nativeEvent.isComposing || event.key !== 'Enter' || typed.trim() === '') return
            if (combobox.getSelectedOptionIndex() !== -1 && settled) return
            event.preventDefault()
            setHurried(true)
          }}
          data-testid={props.testId}
        />
      </Combobox.Target>
      <Combobox.Dropdown miw={380} hidden={typed.trim() === ''}>
        <Combobox.Options mah={280} style={{ overflowY: 'auto' }} aria-label={props.label ?? props.ariaLabel ?? ''}>
          {settled && options.length === 0 && <Combobox.Empty>{t('stores:nothingFound')}</Combobox.Empty>}
          {options.map((option) => (
            <Combobox.Option key={option.id} value={String(option.id)} data-testid="pick">
              <Group gap="sm" wrap="nowrap" justify="space-between">
                <Text size="sm" fw={600} style={{ whiteSpace: 'nowrap' }}>
                  {option.title}
                </Text>
                <Text size="xs" c="dimmed" truncate>
                  {option.detail}
                </Text>
              </Group>
            </Combobox.Option>
          ))}
        </Combobox.Options>
      </Combobox.Dropdown>
    </Combobox>
  )
}

/** How an item is called in one line. */
export function itemName(item: Pick<StockPick, 'code' | 'name' | 'specification'>): string {
  return [item.code, item.name, item.specification].filter(Boolean).join(' ')
}

/** An item found by code, name or its pinyin, specification or bin. */
export function ItemPicker(
  props: FieldProps & {
    readonly value: StockPick | null
    readonly onDate?: string
    readonly onChange: (item: StockPick | null) => void
  },
) {
  const { value, onDate, onChange, ...field } = props
  const [typed, setTyped] = useState('')
  const [wanted] = useDebouncedValue(typed.trim(), 80)
  const input = { text: wanted, ...(onDate !== undefined && { onDate }) }
  const query = useQuery({ ...orpc.stores.pickItems.queryOptions({ input }), enabled: wanted !== '' })
  const items = query.data ?? []
  return (
    <Picker
      {...field}
      chosen={value ? itemName(value) : ''}
      typed={typed}
      settled={wanted === typed.trim() && query.data !== undefined}
      options={items.map((item) => ({
        id: item.id,
        title: itemName(item),
        detail: [`${formatQuantity(item.quantity)} ${item.unitName}`, item.bin].filter(Boolean).join(' · '),
      }))}
      onType={(text) => {
        setTyped(text)
        if (value) onChange(null)
      }}
      onPick={(id) => {
        setTyped('')
        onChange(items.find((item) => item.id === id) ?? null)
      }}
    />
  )
}

export interface PickedJob {
  readonly id: number
  readonly number: string
  readonly title: string
}

/** A job found by its number, place or words. */
export function JobPicker(
  props: FieldProps & { readonly value: PickedJob | null; readonly onChange: (job: PickedJob | null) => void },
) {
  const { value, onChange, ...field } = props
  const [typed, setTyped] = useState('')
  const [wanted] = useDebouncedValue(typed.trim(), 80)
  const query = useQuery({ ...orpc.stores.pickJobs.queryOptions({ input: { text: wanted } }), enabled: wanted !== '' })
  const jobs = query.data ?? []
  return (
    <Picker
      {...field}
      chosen={value ? [value.number, value.title].filter(Boolean).join(' ') : ''}
      typed={typed}
      settled={wanted === typed.trim() && query.data !== undefined}
      options={jobs.map((job) => ({ id: job.id, title: job.number, detail: job.title }))}
      onType={(text) => {
        setTyped(text)
        if (value) onChange(null)
      }}
      onPick={(id) => {
        setTyped('')
        onChange(jobs.find((job) => job.id === id) ?? null)
      }}
    />
  )
}
