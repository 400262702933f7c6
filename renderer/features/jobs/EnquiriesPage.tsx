import { useNavigate } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { DataList } from '../../ui/DataList.tsx'
import { EmptyFace } from '../../ui/Faces.tsx'
import { ChoiceFilter, DateFilter, TextFilter } from '../../ui/ListFilters.tsx'
import { Page } from '../../ui/Page.tsx'
import { JobsNavigation } from './JobsNavigation.tsx'

/** Enquiries and suggestions, answered and closed on the spot. */
export function EnquiriesPage() {
  const { t } = useTranslation()
  const navigate = useNavigate()
  return (
    <Page
      fill
      title={t('jobs:pages.enquiries')}
      crumbs={[{ label: t('common:nav.jobs'), link: { to: '/jobs' } }]}
      actions={<JobsNavigation at="enquiries" />}
    >
      <DataList
        list="enquiries"
        filters={
          <>
            <TextFilter placeholder={t('jobs:findEnquiry')} />
            <ChoiceFilter field="kind" w={110} />
            <DateFilter field="from" label={t('lists:enquiries.filters.from')} />
            <DateFilter field="to" label={t('lists:enquiries.filters.to')} />
          </>
        }
        onOpen={(row) => {
          if (row.unitId !== null) void navigate({ to: '/estate/unit/$id', params: { id: String(row.unitId) } })
        }}
        empty={<EmptyFace title={t('jobs:noEnquiries')} />}
      />
    </Page>
  )
}
