import { useNavigate } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { DataList } from '../../ui/DataList.tsx'
import { ChoiceFilter, PlaceFilter, TextFilter } from '../../ui/ListFilters.tsx'
import { Page } from '../../ui/Page.tsx'

export function ResidentsPage() {
  const { t } = useTranslation()
  const navigate = useNavigate()
  return (
    <Page title={t('common:nav.residents')} fill>
      <DataList
        list="residents"
        filters={
          <>
            <TextFilter />
            <PlaceFilter />
            <ChoiceFilter field="role" />
          </>
        }
        onOpen={(row) => void navigate({ to: '/residents/$id', params: { id: String(row.personId) } })}
      />
    </Page>
  )
}
