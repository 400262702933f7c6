import { Badge, Button, Text } from '@mantine/core'
import { IconChartBar, IconClockUp, IconPhonePlus } from '@tabler/icons-react'
import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useMay } from '../../api/session.ts'
import { DataList } from '../../ui/DataList.tsx'
import { EmptyFace } from '../../ui/Faces.tsx'
import { ChoiceFilter, DateFilter, LinkedFilters, PlaceFilter, TextFilter } from '../../ui/ListFilters.tsx'
import { LinkButton } from '../../ui/links.tsx'
import { Page } from '../../ui/Page.tsx'
import { openIntake } from '../jobs/intakeDoor.ts'
import { ComplaintStateBadge } from './ComplaintStateBadge.tsx'
import { EscalationDialog } from './EscalationDialog.tsx'

/** Every complaint; what is late or has gone up stands out. */
export function ComplaintsPage() {
  const { t } = useTranslation()
  const navigate = useNavigate()
  const mayReceive = useMay('complaints.receive')
  const [rules, setRules] = useState(false)
  return (
    <Page
      title={t('common:nav.complaints')}
      actions={
        <>
          <LinkButton to="/complaints/analysis" variant="default" leftSection={<IconChartBar size={16} />}>
            {t('complaints:analysis')}
          </LinkButton>
          <Button variant="default" leftSection={<IconClockUp size={16} />} onClick={() => setRules(true)}>
            {t('complaints:rules')}
          </Button>
          {mayReceive && (
            <Button
              leftSection={<IconPhonePlus size={16} />}
              onClick={() => openIntake({ kind: 'complaint' })}
              data-testid="new-complaint"
            >
              {t('complaints:new')}
            </Button>
          )}
        </>
      }
      fill
    >
      <DataList
        list="complaints"
        filters={
          <>
            <TextFilter placeholder={t('complaints:find')} w={230} />
            <ChoiceFilter field="show" choices="complaintsShown" label={t('lists:complaints.filters.show')} w={130} />
            <ChoiceFilter field="state" w={104} />
            <ChoiceFilter field="kind" w={150} />
            <PlaceFilter />
            <DateFilter field="from" label={t('lists:complaints.filters.from')} />
            <DateFilter field="to" label={t('lists:complaints.filters.to')} />
            <LinkedFilters fields={['valid', 'closed', 'areaName', 'cause', 'against']} />
          </>
        }
        cells={{
          state: (row) => (
            <>
              <ComplaintStateBadge state={row.state} />
              {!row.isValid && (
                <Badge ml={4} color="gray" variant="outline">
                  {t('complaints:invalid')}
                </Badge>
              )}
            </>
          ),
          level: (row) => (
            <Text span inherit c={row.level > 1 ? 'red.8' : undefined} fw={row.level > 1 ? 600 : undefined}>
              {t(`complaints:level.${row.level}`)}
            </Text>
          ),
          respondDueAt: (row) => (
            <Text span inherit c={row.late ? 'red.8' : undefined} fw={row.late ? 600 : undefined}>
              {row.respondDueAt}
            </Text>
          ),
        }}
        onOpen={(row) => void navigate({ to: '/complaints/$id', params: { id: String(row.id) } })}
        empty={<EmptyFace title={t('complaints:none')} />}
      />
      {rules && <EscalationDialog onClose={() => setRules(false)} />}
    </Page>
  )
}
