import { useNavigate } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { DataList } from '../../ui/DataList.tsx'
import { EmptyFace } from '../../ui/Faces.tsx'
import { ChoiceFilter, DateFilter, LinkedFilters, TextFilter } from '../../ui/ListFilters.tsx'
import { Page } from '../../ui/Page.tsx'
import { JobStateBadge } from './JobStateBadge.tsx'
import { JobsNavigation } from './JobsNavigation.tsx'

/** Work that was done again. */
export function ReworksPage() {
  const { t } = useTranslation()
  const navigate = useNavigate()
  return (
    <Page
      fill
      title={t('jobs:pages.reworks')}
      crumbs={[{ label: t('common:nav.jobs'), link: { to: '/jobs' } }]}
      actions={<JobsNavigation at="reworks" />}
    >
      <DataList
        list="jobReworks"
        filters={
          <>
            <TextFilter placeholder={t('jobs:find')} w={190} />
            <ChoiceFilter field="trade" w={110} />
            <DateFilter field="from" label={t('lists:jobReworks.filters.from')} />
            <DateFilter field="to" label={t('lists:jobReworks.filters.to')} />
            <LinkedFilters fields={['show', 'worker', 'steward', 'finishedFrom', 'finishedTo', 'within']} />
          </>
        }
        cells={{ reworkState: (row) => row.reworkState && <JobStateBadge state={row.reworkState} /> }}
        onOpen={(row) => void navigate({ to: '/jobs/$id', params: { id: String(row.jobId) } })}
        empty={<EmptyFace title={t('jobs:noReworks')} />}
      />
    </Page>
  )
}
