import { Select } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { usePlaces } from '../estate/places.ts'
import type { SummarySearch } from './period.ts'

/** Which estate a report is of; nothing while the office has one. */
export function EstateSelect(props: {
  readonly search: SummarySearch
  readonly onChange: (search: SummarySearch) => void
}) {
  const { t } = useTranslation()
  const estates = useEstates()
  if (estates.length < 2) return null
  const { estate, ...others } = props.search
  return (
    <Select
      w={136}
      aria-label={t('years:estate')}
      allowDeselect={false}
      data={[
        { value: '', label: t('years:allEstates') },
        ...estates.map(({ id, name }) => ({ value: String(id), label: name })),
      ]}
      value={estate === undefined ? '' : String(estate)}
      onChange={(value) => props.onChange(value ? { ...others, estate: Number(value) } : others)}
      data-testid="estate"
    />
  )
}

/** The office's estates; none until they are known. */
export function useEstates(): readonly { readonly id: number; readonly name: string }[] {
  return usePlaces().data ?? []
}
