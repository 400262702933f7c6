import { Alert, Badge, Button, Group, List, Paper, Select, Table, Text, VisuallyHidden } from '@mantine/core'
import { IconAlertTriangle, IconLock, IconLockOpen } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { MonthState } from '../../../electron/contract/books.ts'
import { type StatementChannel, statementChannels } from '../../../electron/contract/bookWords.ts'
import { lastOfMonth, momentInZone } from '../../../electron/contract/dates.ts'
import type { Problem } from '../../../electron/contract/errors.ts'
import { client, orpc } from '../../api/client.ts'
import { problemText } from '../../api/errors.ts'
import { useMay, useOffice } from '../../api/session.ts'
import { useCommands } from '../../app/commands.tsx'
import { currentLanguage } from '../../app/i18n.ts'
import { askConfirm, askReason } from '../../ui/ConfirmReason.tsx'
import { ExportButton } from '../../ui/exporting.tsx'
import { EmptyFace, ErrorFace, Loaded } from '../../ui/Faces.tsx'
import { type Goal, LinkAnchor } from '../../ui/links.tsx'
import { useWrite } from '../../ui/write.ts'
import classes from './books.module.css'

/** Which months are closed, what stands in the way of the next one, and the way back. */
export function ClosingTab() {
  const months = useQuery(orpc.books.months.queryOptions())
  const { t } = useTranslation()
  return (
    <Loaded query={months}>
      {(states) =>
        states.length === 0 ? (
          <EmptyFace title={t('books:closing.empty')} />
        ) : (
          <div className={classes.closing}>
            <Next months={states} />
            <Months states={states} />
          </div>
        )
      }
    </Loaded>
  )
}

/** The month to close now, with what has to be settled first. */
function Next({ months }: { readonly months: readonly MonthState[] }) {
  const { t } = useTranslation()
  const { today } = useOffice()
  const state = useQuery(orpc.books.state.queryOptions())
  const over = months.filter((one) => lastOfMonth(one.month) < today)
  const [chosen, setChosen] = useState<string | null>(null)
  const begins = state.data?.closedThrough === null
  const month = (begins ? chosen : null) ?? state.data?.next ?? null
  const problems = useQuery({
    ...orpc.books.problems.queryOptions({ input: { month: month ?? '' } }),
    enabled: month !== null,
  })
  const mayClose = useMay('books.close')
  const close = useWrite(orpc.books.close, {
    done: t('books:closing.done', { month: month ?? '' }),
    onDone: () => setChosen(null),
  })
  const refusals = problems.data?.refusals ?? []
  const ready = month !== null && problems.data !== undefined && refusals.length === 0 && mayClose

  async function closeNow(): Promise<void> {
    if (!ready || close.isPending) return
    const yes = await askConfirm({
      title: t('books:closing.question', { month }),
      message: t('books:closing.consequence', { date: lastOfMonth(month) }),
      action: t('books:closing.close'),
    })
    if (yes) close.mutate({ month })
  }
  useCommands([{ key: 'c', label: t('books:closing.close'), run: () => void closeNow() }])

  return (
    <Paper className={`no-print ${classes.next}`}>
      <Text size="sm" c="dimmed">
        {t('books:closing.through')}
      </Text>
      <Text fw={600} className="figure" data-testid="closed-through">
        {state.data?.closedThrough ?? t('books:closing.nothing')}
      </Text>
      <Text size="sm" c="dimmed" mt="md">
        {t('books:closing.next')}
      </Text>
      {begins ? (
        <Select
          aria-label={t('books:closing.begin')}
          description={t('books:closing.begin')}
          allowDeselect={false}
          data={over.map((one) => one.month)}
          value={month}
          onChange={setChosen}
          w={220}
          data-testid="first-month"
        />
      ) : (
        <Text fw={600} size="lg" className="figure" data-testid="next-month">
          {month ?? t('books:closing.allDone')}
        </Text>
      )}
      {month !== null && (
        <>
          {problems.error && !problems.data && (
            <ErrorFace error={problems.error} onRetry={() => void problems.refetch()} />
          )}
          {refusals.length > 0 && (
            <Alert
              mt="sm"
              color="red"
              icon={<IconAlertTriangle size={18} />}
              title={t('books:closing.refused')}
              data-testid="refusals"
            >
              <List size="sm">
                {refusals.map((one) => (
                  <List.Item key={one.code}>
                    {problemText(one)} <WayThere of={one} month={month} />
                  </List.Item>
                ))}
              </List>
            </Alert>
          )}
          {(problems.data?.warnings.length ?? 0) > 0 && (
            <Alert mt="sm" color="orange" title={t('books:closing.look')} data-testid="warnings">
              <List size="sm">
                {problems.data?.warnings.map((one) => (
                  <List.Item key={one.code}>{problemText(one)}</List.Item>
                ))}
              </List>
            </Alert>
          )}
          {ready && (
            <Text size="sm" mt="sm">
              {t('books:closing.ready')}
            </Text>
          )}
          {mayClose && (
            <Button
              mt="md"
              leftSection={<IconLock size={16} />}
              disabled={!ready}
              loading={close.isPending}
              onClick={() => void closeNow()}
              data-testid="close-month"
            >
              {t('books:closing.closeMonth', { month })}
            </Button>
          )}
        </>
      )}
    </Paper>
  )
}

/** Where a reason can be settled; its code says which book it lies in. */
function WayThere({ of, month }: { readonly of: Problem; readonly month: string }) {
  const { t } = useTranslation()
  const goals: Readonly<Record<string, Goal>> = {
    'close-approvals-waiting': { to: '/approvals' },
    'close-shifts-open': { to: '/books', search: { tab: 'shifts', state: 'open' } },
    'close-shifts-uncounted': { to: '/books', search: { tab: 'shifts', state: 'uncounted' } },
    'close-statement-open': {
      to: '/books',
      search: {
        tab: 'statements',
        from: String(of.params?.first ?? `${month}-01`),
        to: lastOfMonth(month),
        ...(statementChannels.find((one) => one === of.params?.channel) && {
          channel: of.params?.channel as StatementChannel,
        }),
      },
    },
  }
  const goal = goals[of.code]
  return goal ? (
    <LinkAnchor {...goal} c="inherit" td="underline">
      {t('books:closing.goThere')}
    </LinkAnchor>
  ) : null
}

function Months({ states }: { readonly states: readonly MonthState[] }) {
  const { t } = useTranslation()
  const { zone } = useOffice()
  const mayAsk = useMay('books.askReopen')
  const ask = useWrite(orpc.books.askReopen, { done: t('books:closing.asked') })
  const moment = (at: string) => momentInZone(new Date(at), zone)

  async function reopen(month: string): Promise<void> {
    const reason = await askReason({
      title: t('books:closing.reopenTitle', { month }),
      message: t('books:closing.reopenHint', { month }),
      action: t('books:closing.ask'),
    })
    if (reason !== null) ask.mutate({ month, reason })
  }
  return (
    <div className={classes.months}>
      <Group justify="space-between" mb={8} className="no-print">
        <Text fw={600}>{t('books:closing.months')}</Text>
        <ExportButton
          start={() => client.exports.list({ list: 'monthCloses', filter: {}, language: currentLanguage() })}
          disabled={!states.some((state) => state.actions.length > 0)}
        />
      </Group>
      <div className={classes.scroll}>
        <Table stickyHeader verticalSpacing={5}>
          <Table.Thead>
            <Table.Tr>
              <Table.Th w={100}>{t('lists:monthCloses.columns.month')}</Table.Th>
              <Table.Th w={110}>{t('books:closing.state')}</Table.Th>
              <Table.Th>{t('books:closing.history')}</Table.Th>
              <Table.Th w={130} className="no-print">
                <VisuallyHidden>{t('books:closing.reopen')}</VisuallyHidden>
              </Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {states.map((state) => (
              <Table.Tr key={state.month} data-testid={`month-${state.month}`}>
                <Table.Td>{state.month}</Table.Td>
                <Table.Td>
                  <StateBadge of={state} />
                </Table.Td>
                <Table.Td>
                  {state.actions.map((action) => (
                    <Text
                      size="sm"
                      key={`${action.at}${action.action}`}
                      c={action.action === 'reopen' ? 'var(--mantine-color-orange-light-color)' : undefined}
                    >
                      {moment(action.at)} {action.actor} {t(`vocabulary:closingAction.${action.action}`)}
                      {action.reason && t('common:history.reason', { reason: action.reason })}
                    </Text>
                  ))}
                </Table.Td>
                <Table.Td ta="right" className="no-print">
                  {state.closed &&
                    mayAsk &&
                    (state.reopeningAsked ? (
                      <Text size="sm" c="dimmed">
                        {t('books:closing.waiting')}
                      </Text>
                    ) : (
                      <Button
                        size="compact-xs"
                        variant="default"
                        leftSection={<IconLockOpen size={13} />}
                        onClick={() => void reopen(state.month)}
                        data-testid="reopen"
                      >
                        {t('books:closing.reopen')}
                      </Button>
                    ))}
                </Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      </div>
    </div>
  )
}

function StateBadge({ of }: { readonly of: MonthState }) {
  const { t } = useTranslation()
  if (of.closed) return <Badge color="teal">{t('books:closing.closed')}</Badge>
  if (of.reopened) return <Badge color="orange">{t('books:closing.reopened')}</Badge>
  return <Badge color="gray">{t('books:closing.open')}</Badge>
}
