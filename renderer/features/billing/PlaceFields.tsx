import { Group, MultiSelect, Select } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { codesOf, unitKinds } from '../../../electron/contract/vocabulary.ts'
import { placesOf, usePlaces } from '../estate/places.ts'

export interface ChosenPlace {
  readonly estate?: number | undefined
  readonly area?: number | undefined
  readonly building?: number | undefined
}

/** The whole office, an area of it, or a building. */
export function PlaceSelect(props: {
  readonly value: ChosenPlace
  readonly onChange: (place: ChosenPlace) => void
  readonly label: string
}) {
  const { t } = useTranslation()
  const places = placesOf(usePlaces().data ?? [])
  const areas = places.filter((place) => place.level === 'area')
  const area = areas.find((one) => one.id === props.value.area)
  const buildings = places.filter((place) => place.level === 'building' && (!area || place.area?.id === area.id))
  return (
    <Group gap={8} grow align="flex-end" wrap="nowrap">
      <Select
        label={props.label}
        placeholder={t('billing:place.whole')}
        clearable
        searchable
        data={areas.map((one) => ({ value: String(one.id), label: one.name }))}
        value={area ? String(area.id) : null}
        onChange={(value) => props.onChange(value === null ? {} : { area: Number(value) })}
        data-testid="place-area"
      />
      <Select
        aria-label={t('common:list.building')}
        placeholder={t('billing:place.allBuildings')}
        clearable
        searchable
        data={buildings.map((one) => ({
          value: String(one.id),
          label: area ? one.name : `${one.area?.name ?? ''} ${one.name}`,
        }))}
        value={props.value.building === undefined ? null : String(props.value.building)}
        onChange={(value) => {
          const building = buildings.find((one) => String(one.id) === value)
          if (building) props.onChange({ area: building.area?.id, building: building.id })
          else props.onChange(area ? { area: area.id } : {})
        }}
        data-testid="place-building"
      />
    </Group>
  )
}

/** Kinds of units; none chosen means all, where `required` is not set. */
export function KindsSelect(props: {
  readonly value: readonly string[]
  readonly onChange: (kinds: string[]) => void
  readonly label: string
  readonly error?: React.ReactNode
  readonly required?: boolean
}) {
  const { t } = useTranslation()
  return (
    <MultiSelect
      label={props.label}
      placeholder={props.value.length === 0 ? t('billing:place.allKinds') : ''}
      withAsterisk={props.required ?? false}
      error={props.error}
      data={codesOf(unitKinds).map((kind) => ({ value: kind, label: t(`vocabulary:unitKind.${kind}`) }))}
      value={[...props.value]}
      onChange={props.onChange}
      data-testid="kinds"
    />
  )
}
