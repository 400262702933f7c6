import { Checkbox, Group, NumberInput, Select, SimpleGrid, TextInput } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import type { TFunction } from 'i18next'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { CampaignFilter } from '../../../electron/contract/campaigns.ts'
import { clientClasses, codesOf, occupancyCategories, residentRoles } from '../../../electron/contract/vocabulary.ts'
import { orpc } from '../../api/client.ts'
import { DateField } from '../../ui/DateField.tsx'

/** Spells in months, each with words under `campaigns:filter`. */
const spells = ['complainedWithin', 'notVisitedFor', 'jobWithin'] as const
const flags = ['elderly', 'owing'] as const

function usePlaces() {
  const tree = useQuery(orpc.estate.tree.queryOptions({ staleTime: 60_000 })).data ?? []
  return tree.flatMap((estate) => estate.areas)
}

/** Whom a call-out is for: what narrows the residents of today down. */
export function FilterFields(props: {
  readonly filter: CampaignFilter
  /** `undefined` takes a condition away. */
  readonly onNarrow: (patch: Partial<CampaignFilter>) => void
  /** What stands at the end of the last row. */
  readonly children: ReactNode
}) {
  const { t } = useTranslation()
  const { filter, onNarrow } = props
  const areas = usePlaces()
  const area = areas.find((one) => one.id === filter.area)
  const choices = (codes: readonly string[], words: string) =>
    codes.map((value) => ({ value, label: t(`vocabulary:${words}.${value}`) }))
  const choice = (field: keyof CampaignFilter, label: string, data: { value: string; label: string }[]) => (
    <Select
      label={label}
      clearable
      searchable
      data={data}
      value={filter[field] === undefined ? null : String(filter[field])}
      onChange={(value) => onNarrow({ [field]: value ?? undefined })}
      data-testid={`filter-${field}`}
    />
  )
  return (
    <>
      <SimpleGrid cols={3} spacing="sm" verticalSpacing="xs">
        <Select
          label={t('common:list.area')}
          clearable
          data={areas.map((one) => ({ value: String(one.id), label: one.name }))}
          value={filter.area === undefined ? null : String(filter.area)}
          onChange={(value) => onNarrow({ area: value === null ? undefined : Number(value), building: undefined })}
          data-testid="area"
        />
        <Select
          label={t('common:list.building')}
          clearable
          searchable
          disabled={!area}
          data={(area?.buildings ?? []).map((one) => ({ value: String(one.id), label: one.name }))}
          value={filter.building === undefined ? null : String(filter.building)}
          onChange={(value) => onNarrow({ building: value === null ? undefined : Number(value) })}
        />
        {choice('occupancy', t('campaigns:filter.occupancy'), choices(occupancyCategories, 'occupancy'))}
        {choice('role', t('campaigns:filter.role'), choices(codesOf(residentRoles), 'residentRole'))}
        {choice('clientClass', t('campaigns:filter.clientClass'), choices(codesOf(clientClasses), 'clientClass'))}
        <TextInput
          label={t('campaigns:filter.tag')}
          maxLength={20}
          value={filter.tag ?? ''}
          onChange={(event) => onNarrow({ tag: event.currentTarget.value.trim() || undefined })}
          data-testid="filter-tag"
        />
        {spells.map((field) => (
          <NumberInput
            key={field}
            label={t(`campaigns:filter.${field}`)}
            min={1}
            max={120}
            clampBehavior="strict"
            allowDecimal={false}
            allowNegative={false}
            value={filter[field] ?? ''}
            onChange={(value) => onNarrow({ [field]: typeof value === 'number' ? value : undefined })}
            data-testid={`filter-${field}`}
          />
        ))}
        <DateField
          label={t('campaigns:filter.movedInSince')}
          value={filter.movedInSince ?? null}
          onChange={(date) => onNarrow({ movedInSince: date ?? undefined })}
          onlyValid
          data-testid="filter-movedInSince"
        />
      </SimpleGrid>
      <Group gap="md">
        {flags.map((field) => (
          <Checkbox
            key={field}
            label={t(`campaigns:filter.${field}`)}
            checked={filter[field] ?? false}
            onChange={(event) => onNarrow({ [field]: event.currentTarget.checked })}
          />
        ))}
        {props.children}
      </Group>
    </>
  )
}

/** The conditions in words, for whoever approves it. */
export function useFilterWords(filter: CampaignFilter): string {
  const { t } = useTranslation()
  const areas = usePlaces()
  const building = areas.flatMap((one) => one.buildings).find((one) => one.id === filter.building)
  const place = [areas.find((one) => one.id === filter.area)?.name, building?.name].filter(Boolean).join(' ')
  return [place, ...conditions(filter, t)].filter(Boolean).join(t('campaigns:filter.and')) || t('campaigns:filter.all')
}

function conditions(filter: CampaignFilter, t: TFunction): string[] {
  const { occupancy, role, clientClass, tag, movedInSince } = filter
  return [
    ...(occupancy ? [t(`vocabulary:occupancy.${occupancy}`)] : []),
    ...(role ? [t(`vocabulary:residentRole.${role}`)] : []),
    ...(clientClass
      ? [t('campaigns:filter.said.clientClass', { value: t(`vocabulary:clientClass.${clientClass}`) })]
      : []),
    ...(tag ? [t('campaigns:filter.said.tag', { tag })] : []),
    ...spells.flatMap((field) =>
      filter[field] ? [t(`campaigns:filter.said.${field}`, { months: filter[field] })] : [],
    ),
    ...(movedInSince ? [t('campaigns:filter.said.movedInSince', { day: movedInSince })] : []),
    ...flags.flatMap((field) => (filter[field] ? [t(`campaigns:filter.${field}`)] : [])),
  ]
}
