import { ActionIcon, Checkbox, Group, Pill, Select, TextInput, Tooltip } from '@mantine/core'
import { useDebouncedCallback } from '@mantine/hooks'
import { IconFilterOff, IconSearch } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { z } from 'zod'
import { type ListColumn, lists, nobody } from '../../electron/contract/lists.ts'
import { orpc } from '../api/client.ts'
import { useCommands } from '../app/commands.tsx'
import { DateField } from './DateField.tsx'
import { useListState } from './listState.ts'

/** The filters of a DataList. Each names a field of the list's declared filter and keeps its value in the list's state. */

/** Free text: room, name, phone, whatever the list looks through. `/` goes to it. */
export function TextFilter({ placeholder, w = 180 }: { readonly placeholder?: string; readonly w?: number }) {
  const { t } = useTranslation()
  const state = useListState()
  const value = String(state.values.text ?? '')
  const [typed, setTyped] = useState(value)
  const sent = useRef(value)
  const input = useRef<HTMLInputElement>(null)
  const send = useDebouncedCallback((text: string) => {
    sent.current = text
    state.filter({ text: text.trim() || undefined })
  }, 200)
  useEffect(() => {
    // Changed from outside, by a link or "clear".
    if (value !== sent.current.trim()) setTyped(value)
    sent.current = value
  }, [value])
  useCommands([{ key: '/', label: t('common:list.focusFilter'), run: () => input.current?.focus() }])
  const hint = placeholder ?? t('common:list.filterText')
  return (
    <TextInput
      ref={input}
      // What may be typed is read whole; English says it at greater length.
      w={widthFor(hint, w)}
      maxLength={100}
      aria-label={t('common:list.filterText')}
      placeholder={hint}
      leftSection={<IconSearch size={15} />}
      value={typed}
      onChange={(event) => {
        setTyped(event.currentTarget.value)
        send(event.currentTarget.value)
      }}
      data-testid="filter-text"
    />
  )
}

/** About how many pixels a field needs for what it says while it is empty: a Chinese character takes two letters. */
export function widthFor(hint: string, least: number): number {
  return Math.max(
    least,
    [...hint].reduce((sum, letter) => sum + (letter > '\u2e80' ? 14 : 7), 56),
  )
}

/** One of the fixed values that the list's filter allows, in the words of the vocabulary. */
export function ChoiceFilter(props: {
  readonly field: string
  /** Key under `vocabulary`; the column of the same name knows it. */
  readonly choices?: string
  readonly label?: string
  readonly w?: number
}) {
  const { t } = useTranslation()
  const state = useListState()
  const columns: readonly ListColumn[] = lists[state.list].columns
  const choices = props.choices ?? columns.find((column) => column.id === props.field)?.choices ?? props.field
  const label = props.label ?? t(`lists:${state.list}.columns.${props.field}`)
  return (
    <Select
      w={props.w ?? 110}
      aria-label={label}
      placeholder={label}
      clearable
      data={allowedValues(state.list, props.field).map((value) => ({
        value,
        label: t(`vocabulary:${choices}.${value}`),
      }))}
      value={(state.values[props.field] as string | undefined) ?? null}
      onChange={(value) => state.filter({ [props.field]: value ?? undefined })}
      data-testid={`filter-${props.field}`}
    />
  )
}

function allowedValues(list: keyof typeof lists, field: string): string[] {
  const shape: Record<string, z.ZodType> = lists[list].filter.shape
  let schema = shape[field] as { unwrap?: () => z.ZodType; options?: string[] } | undefined
  while (schema?.unwrap) schema = schema.unwrap() as typeof schema
  return schema?.options ?? []
}

/** Filters that only a link sets: named as long as they hold, each with a cross that lets go of it. */
export function LinkedFilters({
  fields,
  choices: given = {},
}: {
  readonly fields: readonly string[]
  /** Keys under `vocabulary` of those whose words no column of the same name knows. */
  readonly choices?: Readonly<Record<string, string>>
}) {
  const { t, i18n } = useTranslation()
  const state = useListState()
  return fields.map((field) => {
    const value = state.values[field]
    if (value === undefined) return null
    const columns: readonly ListColumn[] = lists[state.list].columns
    const choices = given[field] ?? columns.find((column) => column.id === field)?.choices
    const word = [`listFilter.${field}`, ...(choices === undefined ? [] : [choices]), 'yesNo']
      .map((key) => `vocabulary:${key}.${String(value)}`)
      .find((key) => i18n.exists(key))
    const label = t(`lists:${state.list}.filters.${field}`)
    return (
      <Pill
        key={field}
        size="md"
        withRemoveButton
        removeButtonProps={{
          'aria-label': t('common:list.letGo', { filter: label }),
          tabIndex: 0,
          'aria-hidden': false,
        }}
        onRemove={() => state.filter({ [field]: undefined })}
        data-testid={`linked-${field}`}
      >
        {label}: {value === nobody ? t('common:none') : word === undefined ? String(value) : t(word)}
      </Pill>
    )
  })
}

/** Area, then a building of it. */
export function PlaceFilter() {
  const { t } = useTranslation()
  const state = useListState()
  const tree = useQuery(orpc.estate.tree.queryOptions({ staleTime: 60_000 })).data ?? []
  const areas = tree.flatMap((estate) => estate.areas)
  const area = areas.find((one) => one.id === state.values.area)
  const buildings = (area ? [area] : areas).flatMap((one) =>
    one.buildings.map((building) => ({
      value: String(building.id),
      label: area ? building.name : `${one.name} ${building.name}`,
    })),
  )
  return (
    <>
      <Select
        w={116}
        aria-label={t('common:list.area')}
        placeholder={t('common:list.area')}
        clearable
        searchable
        data={areas.map((one) => ({ value: String(one.id), label: one.name }))}
        value={area ? String(area.id) : null}
        onChange={(value) => state.filter({ area: value === null ? undefined : Number(value), building: undefined })}
        data-testid="filter-area"
      />
      <Select
        w={area ? 110 : 130}
        aria-label={t('common:list.building')}
        placeholder={t('common:list.building')}
        clearable
        searchable
        data={buildings}
        value={state.values.building === undefined ? null : String(state.values.building)}
        onChange={(value) => state.filter({ building: value === null ? undefined : Number(value) })}
        data-testid="filter-building"
      />
    </>
  )
}

/** A date, such as the day a list is looked at. */
export function DateFilter({
  field,
  label,
  w = 132,
}: {
  readonly field: string
  readonly label: string
  readonly w?: number
}) {
  const state = useListState()
  return (
    <DateField
      w={w}
      aria-label={label}
      placeholder={label}
      value={(state.values[field] as string | undefined) ?? null}
      onChange={(date) => state.filter({ [field]: date ?? undefined })}
      onlyValid
      data-testid={`filter-${field}`}
    />
  )
}

/** Yes or not at all. */
export function FlagFilter({ field, label }: { readonly field: string; readonly label: string }) {
  const state = useListState()
  return (
    <Checkbox
      size="sm"
      label={label}
      checked={state.values[field] === true}
      onChange={(event) => state.filter({ [field]: event.currentTarget.checked || undefined })}
      data-testid={`filter-${field}`}
    />
  )
}

/** The row of filters over a list, and the way to have none. */
export function FilterBar({ children }: { readonly children: React.ReactNode }) {
  const { t } = useTranslation()
  const state = useListState()
  const some = Object.keys(state.values).length > 0
  return (
    <Group gap={8} wrap="wrap" flex={1} role="search" aria-label={t('common:list.filters')}>
      {children}
      {/* Its place is kept, so that the row does not grow when the first letter is typed. */}
      <Tooltip label={t('common:list.clearFilters')} disabled={!some}>
        <ActionIcon
          size="lg"
          aria-label={t('common:list.clearFilters')}
          onClick={state.clear}
          style={{ visibility: some ? 'visible' : 'hidden' }}
          data-testid="clear-filters"
        >
          <IconFilterOff size={16} />
        </ActionIcon>
      </Tooltip>
    </Group>
  )
}
