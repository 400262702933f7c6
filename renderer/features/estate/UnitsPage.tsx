import { useNavigate } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { DataList } from '../../ui/DataList.tsx'
import { ChoiceFilter, DateFilter, PlaceFilter, TextFilter } from '../../ui/ListFilters.tsx'
import { Page } from '../../ui/Page.tsx'

export function UnitsPage() {
  const { t } = useTranslation()
  const navigate = useNavigate()
  return (
    <Page title={t('common:nav.estate')} fill>
      <DataList
        list="units"
        filters={
          <>
            <TextFilter />
            <PlaceFilter />
            <ChoiceFilter field="kind" />
            <ChoiceFilter field="occupancy" w={136} />
            <DateFilter field="asOf" label={t('common:asOf')} />
          </>
        }
        onOpen={(unit) => void navigate({ to: '/estate/unit/$id', params: { id: String(unit.id) } })}
      />
    </Page>
  )
}
