import { Badge, Button, Group, Text } from '@mantine/core'
import { IconPhonePlus } from '@tabler/icons-react'
import { useNavigate } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { useMay } from '../../api/session.ts'
import { Keys } from '../../app/commands.tsx'
import { DataList } from '../../ui/DataList.tsx'
import { EmptyFace } from '../../ui/Faces.tsx'
import { ChoiceFilter, DateFilter, LinkedFilters, PlaceFilter, TextFilter } from '../../ui/ListFilters.tsx'
import { Page } from '../../ui/Page.tsx'
import { ReportButton } from '../../ui/ReportButton.tsx'
import { openIntake } from './intakeDoor.ts'
import { JobStateBadge } from './JobStateBadge.tsx'
import { JobsNavigation } from './JobsNavigation.tsx'

/** Every job; what is late stands in red. */
export function JobsPage() {
  const { t } = useTranslation()
  const navigate = useNavigate()
  const mayRegister = useMay('jobs.register')
  return (
    <Page
      title={t('common:nav.jobs')}
      actions={
        <>
          <JobsNavigation at="list" />
          <ReportButton report="job-summary" />
          {mayRegister && (
            <Button
              leftSection={<IconPhonePlus size={16} />}
              rightSection={<Keys of="mod+n" />}
              onClick={() => openIntake()}
              data-testid="intake"
            >
              {t('common:takeCall')}
            </Button>
          )}
        </>
      }
      fill
    >
      <DataList
        list="jobs"
        filters={
          <>
            <TextFilter placeholder={t('jobs:find')} w={190} />
            <ChoiceFilter field="show" choices="jobsShown" label={t('lists:jobs.filters.show')} w={130} />
            <ChoiceFilter field="state" w={100} />
            <ChoiceFilter field="trade" w={100} />
            <ChoiceFilter field="priority" w={96} />
            <PlaceFilter />
            <DateFilter field="from" label={t('lists:jobs.filters.from')} w={150} />
            <DateFilter field="to" label={t('lists:jobs.filters.to')} w={150} />
            <LinkedFilters fields={['worker', 'zone', 'steward', 'promise', 'dueFrom', 'dueTo']} />
          </>
        }
        cells={{
          state: (row) => (
            <Group gap={4} wrap="nowrap">
              <JobStateBadge state={row.state} />
              {row.unanswered && <Badge color="red">{t('jobs:unanswered')}</Badge>}
            </Group>
          ),
          priority: (row) =>
            row.priority === 'urgent' ? (
              <Badge color="red">{t('vocabulary:jobPriority.urgent')}</Badge>
            ) : (
              t(`vocabulary:jobPriority.${row.priority}`)
            ),
          finishDueAt: (row) => {
            const isMissed = row.late && !row.unanswered
            return (
              <Text span inherit c={isMissed ? 'red.8' : undefined} fw={isMissed ? 600 : undefined}>
                {row.finishDueAt}
              </Text>
            )
          },
        }}
        onOpen={(row) => void navigate({ to: '/jobs/$id', params: { id: String(row.id) } })}
        empty={<EmptyFace title={t('jobs:none')} />}
      />
    </Page>
  )
}
