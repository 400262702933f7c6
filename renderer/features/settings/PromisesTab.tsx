import { Badge, Button, Group, Paper, Stack, Table, Text, Title } from '@mantine/core'
import { IconCalendarPlus, IconPencil, IconPlus } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { PromiseRuleRow } from '../../../electron/contract/promises.ts'
import { orpc } from '../../api/client.ts'
import { useMay, useOffice } from '../../api/session.ts'
import { useCommands } from '../../app/commands.tsx'
import { EmptyFace, Loaded } from '../../ui/Faces.tsx'
import { formatCount } from '../../ui/format.ts'
import { DaysDialog } from './DaysDialog.tsx'
import { HoursDialog } from './HoursDialog.tsx'
import { MarkedDays } from './MarkedDays.tsx'
import { PromiseRuleDialog } from './PromiseRuleDialog.tsx'
import { spellText } from './promiseText.ts'
import classes from './settings.module.css'

type Task = { readonly type: 'rule'; readonly rule: PromiseRuleRow | null } | { readonly type: 'hours' | 'days' }

/** What the office promises and when it works. Everybody may look; manager and administrator change. */
export function PromisesTab() {
  const { t } = useTranslation()
  const mayEdit = useMay('promises.addRule')
  const rules = useQuery(orpc.promises.rules.queryOptions())
  const calendar = useQuery(orpc.promises.calendar.queryOptions())
  const [task, setTask] = useState<Task | null>(null)
  useCommands(
    mayEdit ? [{ key: 'n', label: t('promises:addRule'), run: () => setTask({ type: 'rule', rule: null }) }] : [],
  )
  return (
    <Stack gap="md" maw={1180}>
      <Paper component="section" aria-label={t('promises:rules')}>
        <Group justify="space-between" mb="sm" wrap="nowrap">
          <div>
            <Title order={2}>{t('promises:rules')}</Title>
            <Text size="sm" c="dimmed">
              {t(mayEdit ? 'promises:about' : 'promises:readOnly')}
            </Text>
          </div>
          {mayEdit && (
            <Button
              leftSection={<IconPlus size={16} />}
              onClick={() => setTask({ type: 'rule', rule: null })}
              data-testid="add-rule"
            >
              {t('promises:addRule')}
            </Button>
          )}
        </Group>
        <Loaded query={rules}>
          {(rows) =>
            rows.length === 0 ? (
              <EmptyFace />
            ) : (
              <RulesTable rules={rows} {...(mayEdit && { onEdit: (rule) => setTask({ type: 'rule', rule }) })} />
            )
          }
        </Loaded>
      </Paper>
      <Loaded query={calendar}>
        {({ hours, weekdays, days }) => (
          <Paper component="section" aria-label={t('promises:calendar')}>
            <Group justify="space-between" mb="sm" wrap="nowrap">
              <div>
                <Title order={2}>{t('promises:calendar')}</Title>
                <Text size="sm" data-testid="hours">
                  {t('promises:works', {
                    days: weekdays.map((day) => t(`promises:weekday.${day}`)).join(t('common:listSeparator')),
                    hours: hours.map(spellText).join(t('common:listSeparator')),
                  })}
                </Text>
              </div>
              {mayEdit && (
                <Group gap={8} wrap="nowrap">
                  <Button
                    variant="default"
                    leftSection={<IconPencil size={16} />}
                    onClick={() => setTask({ type: 'hours' })}
                    data-testid="edit-hours"
                  >
                    {t('promises:editHours')}
                  </Button>
                  <Button
                    variant="default"
                    leftSection={<IconCalendarPlus size={16} />}
                    onClick={() => setTask({ type: 'days' })}
                    data-testid="mark-days"
                  >
                    {t('promises:markDays')}
                  </Button>
                </Group>
              )}
            </Group>
            <MarkedDays days={days} mayEdit={mayEdit} />
            {task?.type === 'hours' && <HoursDialog of={{ hours, weekdays }} onClose={() => setTask(null)} />}
          </Paper>
        )}
      </Loaded>
      {task?.type === 'rule' && <PromiseRuleDialog rule={task.rule} onClose={() => setTask(null)} />}
      {task?.type === 'days' && <DaysDialog onClose={() => setTask(null)} />}
    </Stack>
  )
}

function RulesTable(props: {
  readonly rules: readonly PromiseRuleRow[]
  readonly onEdit?: (rule: PromiseRuleRow) => void
}) {
  const { t } = useTranslation()
  const { today } = useOffice()
  const { onEdit } = props
  const isOver = (rule: PromiseRuleRow) => rule.toOn !== null && rule.toOn < today
  const time = (minutes: number | null) => (minutes === null ? '—' : minutesText(minutes, t))
  return (
    <Table highlightOnHover verticalSpacing={4}>
      <Table.Thead>
        <Table.Tr>
          <Table.Th>{t('promises:name')}</Table.Th>
          <Table.Th>{t('promises:for')}</Table.Th>
          <Table.Th ta="right">{t('promises:respond')}</Table.Th>
          <Table.Th ta="right">{t('promises:finish')}</Table.Th>
          <Table.Th>{t('promises:countedIn')}</Table.Th>
          <Table.Th>{t('promises:valid')}</Table.Th>
          <Table.Th>{t('promises:source')}</Table.Th>
          <Table.Th ta="right">{t('promises:cases')}</Table.Th>
          {onEdit && <Table.Th className="no-print" />}
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {props.rules.map((rule) => (
          <Table.Tr
            key={rule.id}
            className={isOver(rule) ? classes.inactive : undefined}
            data-testid={`rule-${rule.id}`}
          >
            <Table.Td>{rule.name}</Table.Td>
            <Table.Td>
              {t(`promises:subject.${rule.subject}`)}
              {rule.subject === 'job' && (
                <>
                  {' · '}
                  {rule.priority === null ? t('promises:everyPriority') : t(`vocabulary:jobPriority.${rule.priority}`)}
                </>
              )}
            </Table.Td>
            <Table.Td ta="right">{time(rule.respondMinutes)}</Table.Td>
            <Table.Td ta="right">{time(rule.finishMinutes)}</Table.Td>
            <Table.Td>{t(`promises:hours.${rule.hours}`)}</Table.Td>
            <Table.Td style={{ whiteSpace: 'nowrap' }}>
              {rule.fromOn <= '1990-01-01' ? t('promises:fromBeginning') : rule.fromOn} —{' '}
              {rule.toOn ?? t('promises:openEnd')}
              {rule.fromOn > today && (
                <Badge ml={6} size="sm" color="blue">
                  {t('promises:ahead')}
                </Badge>
              )}
            </Table.Td>
            <Table.Td>{rule.source || '—'}</Table.Td>
            <Table.Td ta="right">{formatCount(rule.cases)}</Table.Td>
            {onEdit && (
              <Table.Td className="no-print" ta="right">
                <Button
                  variant="default"
                  size="compact-sm"
                  onClick={() => onEdit(rule)}
                  aria-label={t('promises:editOf', { name: rule.name })}
                >
                  {t('common:edit')}
                </Button>
              </Table.Td>
            )}
          </Table.Tr>
        ))}
      </Table.Tbody>
    </Table>
  )
}

/** Minutes in the largest unit that holds them whole: 120 → 2 小时, 4320 → 3 天. */
function minutesText(minutes: number, t: ReturnType<typeof useTranslation>['t']): string {
  if (minutes % 1440 === 0) return t('promises:days', { count: minutes / 1440 })
  if (minutes % 60 === 0) return t('promises:hoursOf', { count: minutes / 60 })
  return t('promises:minutes', { count: minutes })
}
