import { useNavigate } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { DataList } from '../../ui/DataList.tsx'
import { ChoiceFilter, PlaceFilter, TextFilter } from '../../ui/ListFilters.tsx'
import { Page } from '../../ui/Page.tsx'

export function DuePage() {
  const { t } = useTranslation()
  const navigate = useNavigate()
  return (
    <Page title={t('common:nav.handover')} fill>
      <DataList
        list="handoverDue"
        filters={
          <>
            <TextFilter />
            <PlaceFilter />
            <ChoiceFilter field="kind" />
            <ChoiceFilter field="when" choices="handoverWhen" label={t('common:list.when')} />
          </>
        }
        onOpen={(row) => void navigate({ to: '/estate/unit/$id', params: { id: String(row.id) } })}
      />
    </Page>
  )
}
