import { Badge, Button, Text } from '@mantine/core'
import { IconCalendarEvent, IconHomeEdit } from '@tabler/icons-react'
import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useMay } from '../../api/session.ts'
import { Keys, useCommands } from '../../app/commands.tsx'
import { DataList } from '../../ui/DataList.tsx'
import { ChoiceFilter, DateFilter, PlaceFilter, TextFilter } from '../../ui/ListFilters.tsx'
import { Page } from '../../ui/Page.tsx'
import { ReportButton } from '../../ui/ReportButton.tsx'
import { VisitDialog } from './VisitDialog.tsx'
import { VisitResultBadge } from './VisitResultBadge.tsx'

/** Every visit to a household; what was said and not followed up stands out. */
export function VisitsPage() {
  const { t } = useTranslation()
  const navigate = useNavigate()
  const mayRecord = useMay('visits.record')
  const [recording, setRecording] = useState(false)
  const plan = () => void navigate({ to: '/visits/plan' })
  useCommands([
    ...(mayRecord ? [{ key: 'a', label: t('visits:record'), run: () => setRecording(true) }] : []),
    { key: 'p', label: t('visits:tabs.plan'), run: plan },
  ])
  return (
    <Page
      title={t('common:nav.visits')}
      fill
      actions={
        <>
          <ReportButton report="visit-summary" />
          <Button
            variant="default"
            leftSection={<IconCalendarEvent size={16} />}
            rightSection={<Keys of="p" />}
            onClick={plan}
            data-testid="to-plan"
          >
            {t('visits:tabs.plan')}
          </Button>
          {mayRecord && (
            <Button
              leftSection={<IconHomeEdit size={16} />}
              rightSection={<Keys of="a" />}
              onClick={() => setRecording(true)}
              data-testid="record-visit"
            >
              {t('visits:record')}
            </Button>
          )}
        </>
      }
    >
      <DataList
        list="visits"
        filters={
          <>
            <TextFilter placeholder={t('visits:find')} />
            <ChoiceFilter field="result" w={100} />
            <ChoiceFilter field="show" choices="visitsShown" label={t('lists:visits.filters.show')} w={130} />
            <ChoiceFilter field="finding" choices="findingKind" label={t('lists:visits.filters.finding')} w={140} />
            <PlaceFilter />
            <DateFilter field="from" label={t('lists:visits.filters.from')} />
            <DateFilter field="to" label={t('lists:visits.filters.to')} />
          </>
        }
        cells={{
          result: (row) => <VisitResultBadge result={row.result} />,
          findings: (row) => (row.findings === 0 ? '' : row.findings),
          open: (row) =>
            row.open === 0 ? (
              ''
            ) : (
              <Badge color="orange" className="figure">
                {row.open}
              </Badge>
            ),
          content: (row) => (
            <Text span inherit truncate display="block" maw={340} title={row.content ?? ''}>
              {row.content}
            </Text>
          ),
        }}
        onOpen={(row) => void navigate({ to: '/visits/$id', params: { id: String(row.id) } })}
      />
      {recording && <VisitDialog onClose={() => setRecording(false)} />}
    </Page>
  )
}
