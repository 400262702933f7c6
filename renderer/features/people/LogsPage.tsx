import { Badge, Button, Group, Paper, Text } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import type { shiftLogStates } from '../../../electron/contract/staffWords.ts'
import { orpc } from '../../api/client.ts'
import { useOffice } from '../../api/session.ts'
import { DataList } from '../../ui/DataList.tsx'
import { ChoiceFilter, DateFilter, TextFilter } from '../../ui/ListFilters.tsx'
import { useWrite } from '../../ui/write.ts'
import { PeopleFrame } from './PeopleFrame.tsx'

const colours = { draft: 'gray', given: 'orange', read: 'teal', missing: 'red' } as const

export function LogBadge({ state }: { readonly state: (typeof shiftLogStates)[number] }) {
  const { t } = useTranslation()
  return <Badge color={colours[state]}>{t(`vocabulary:shiftLogState.${state}`)}</Badge>
}

/** The handover log, page by page; what is still to be written or signed stands on top. */
export function LogsPage() {
  const { t } = useTranslation()
  const navigate = useNavigate()
  return (
    <PeopleFrame tab="logs" fill>
      <Waiting />
      <DataList
        list="shiftLogs"
        filters={
          <>
            <TextFilter placeholder={t('people:log.find')} />
            <ChoiceFilter field="state" w={130} />
            <DateFilter field="from" label={t('lists:shiftLogs.filters.from')} />
            <DateFilter field="to" label={t('lists:shiftLogs.filters.to')} />
          </>
        }
        cells={{
          state: (row) => <LogBadge state={row.state} />,
          notes: (row) => (
            <Text span inherit truncate display="block" maw={420} title={row.notes}>
              {row.notes}
            </Text>
          ),
        }}
        onOpen={(row) => void navigate({ to: '/people/logs/$id', params: { id: String(row.id) } })}
      />
    </PeopleFrame>
  )
}

/** Shifts of today whose page can be opened, and pages that are not signed by both. */
function Waiting() {
  const { t } = useTranslation()
  const navigate = useNavigate()
  const { today } = useOffice()
  const waiting = useQuery(orpc.handoverLog.waiting.queryOptions()).data ?? []
  const shifts = useQuery(orpc.rota.shifts.queryOptions({ staleTime: 60_000 })).data ?? []
  const show = ({ id }: { readonly id: number }) =>
    void navigate({ to: '/people/logs/$id', params: { id: String(id) } })
  const open = useWrite(orpc.handoverLog.open, { onDone: show })
  const kept = shifts.filter(
    (shift) =>
      shift.keepsLog && shift.active && !waiting.some((one) => one.onDate === today && one.shiftId === shift.id),
  )
  return (
    <Paper p="xs" mb="sm" component="section" aria-label={t('people:log.waiting')} className="no-print">
      <Group gap={8} data-testid="log-waiting">
        {waiting.map((one) => (
          <Button
            key={`${one.onDate} ${one.shiftId}`}
            size="compact-sm"
            variant="default"
            onClick={() =>
              one.id === null ? open.mutate({ onDate: one.onDate, shiftId: one.shiftId }) : show({ id: one.id })
            }
          >
            {one.onDate} {one.shift}&nbsp;
            <Badge size="sm" color={colours[one.state]}>
              {t(`vocabulary:shiftLogState.${one.state}`)}
            </Badge>
          </Button>
        ))}
        {kept.map((shift) => (
          <Button
            key={shift.id}
            size="compact-sm"
            variant="subtle"
            onClick={() => open.mutate({ onDate: today, shiftId: shift.id })}
            data-testid={`open-log-${shift.letter}`}
          >
            {t('people:log.openToday', { shift: shift.name })}
          </Button>
        ))}
      </Group>
    </Paper>
  )
}
