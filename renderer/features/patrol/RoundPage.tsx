import { Badge, Button, Checkbox, Group, Paper, Select, Stack, Table, Text, Textarea, TextInput } from '@mantine/core'
import { IconPrinter } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useNavigate, useParams } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { z } from 'zod'
import { optionalTime } from '../../../electron/contract/base.ts'
import { momentInZone, timeTyped } from '../../../electron/contract/dates.ts'
import { type RoundDetail, type RoundFields, roundFields } from '../../../electron/contract/patrol.ts'
import { client, orpc } from '../../api/client.ts'
import { useActor, useMay, useOffice } from '../../api/session.ts'
import { Keys, useCommands } from '../../app/commands.tsx'
import { Loaded, NotFoundFace } from '../../ui/Faces.tsx'
import { Page } from '../../ui/Page.tsx'
import { useRecordForm } from '../../ui/recordForm.tsx'
import { sendByKey } from '../../ui/sendByKey.ts'
import { sayDone } from '../../ui/write.ts'
import { ProblemLines, ProblemList } from '../inspections/Problems.tsx'
import classes from './patrol.module.css'
import { RoundStateBadge } from './RoundStateBadge.tsx'

export function RoundPage() {
  const { id } = useParams({ from: '/patrol/$id' })
  return /^[1-9]\d{0,14}$/.test(id) ? <Round key={id} id={Number(id)} /> : <NotFoundFace />
}

/** One round point by point; on a tablet it is filled in on the way. */
function Round({ id }: { readonly id: number }) {
  const { t } = useTranslation()
  const navigate = useNavigate()
  const query = useQuery(orpc.patrol.round.queryOptions({ input: { id } }))
  const mayRecord = useMay('patrol.record')
  const mayRecordLate = useMay('patrol.recordLate')
  const print = () => void navigate({ to: '/patrol/$id/paper', params: { id: String(id) } })
  useCommands([{ key: 'p', label: t('patrol:sheet'), run: print }])
  const { data } = query
  return (
    <Page
      title={data ? `${data.route} · ${data.window}` : ''}
      subtitle={
        data && (
          <Group gap={8} className="figure">
            {data.onDate} {data.fromTime}–{data.toTime} <RoundStateBadge state={data.state} />
          </Group>
        )
      }
      crumbs={[{ label: t('common:nav.patrol'), link: { to: '/patrol' } }]}
      actions={
        <Button
          variant="default"
          leftSection={<IconPrinter size={16} />}
          rightSection={<Keys of="p" />}
          onClick={print}
          data-testid="to-sheet"
        >
          {t('patrol:sheet')}
        </Button>
      }
    >
      <Loaded query={query}>
        {(round) => (
          <Stack gap="sm" maw={1100}>
            <Paper p="md">
              {(round.isOver ? mayRecordLate : mayRecord) &&
              round.state !== 'upcoming' &&
              round.points.some((point) => point.time === null) ? (
                <RoundForm key={round.version} round={round} />
              ) : (
                <Points round={round} />
              )}
            </Paper>
            <ProblemList problems={round.problems} />
          </Stack>
        )}
      </Loaded>
    </Page>
  )
}

function Points({ round }: { readonly round: RoundDetail }) {
  const { t } = useTranslation()
  return (
    <>
      <Text size="sm" mb={6}>
        {round.walker === '' && round.duty.length > 0
          ? `${t('lists:patrolRounds.columns.duty')}: ${round.duty.map(({ name }) => name).join(' ')}`
          : `${t('lists:patrolRounds.columns.walker')}: ${round.walker || '—'}`}
        {round.note && ` · ${round.note}`}
        {round.lateReason && ` · ${t('lists:patrolRounds.columns.lateReason')}: ${round.lateReason}`}
      </Text>
      {round.isOver && round.walker === '' && (
        <Text size="sm" c="dimmed" mb={6}>
          {t('patrol:over')}
        </Text>
      )}
      <Table verticalSpacing={6}>
        <Head />
        <Table.Tbody>
          {round.points.map((point, index) => (
            <Table.Tr key={point.pointId} data-testid={`point-${point.pointId}`}>
              <Table.Td className="figure">{index + 1}</Table.Td>
              <Table.Td>
                <PointName point={point} />
              </Table.Td>
              <Table.Td className="figure">{point.time ?? '—'}</Table.Td>
              <Table.Td>
                <PointState point={point} />
              </Table.Td>
              <Table.Td>{point.note}</Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </>
  )
}

function Head() {
  const { t } = useTranslation()
  return (
    <Table.Thead>
      <Table.Tr>
        <Table.Th w={36}>{t('patrol:number')}</Table.Th>
        <Table.Th>{t('patrol:point')}</Table.Th>
        <Table.Th w={150}>{t('patrol:time')}</Table.Th>
        <Table.Th w={110}>{t('lists:patrolRounds.columns.state')}</Table.Th>
        <Table.Th>{t('lists:patrolRounds.columns.note')}</Table.Th>
      </Table.Tr>
    </Table.Thead>
  )
}

function PointName({ point }: { readonly point: RoundDetail['points'][number] }) {
  return (
    <>
      <Text size="sm" fw={600}>
        {point.name}
        {point.place && (
          <Text span size="xs" c="dimmed">
            {' '}
            {point.place}
          </Text>
        )}
      </Text>
      <Text size="xs" c="dimmed">
        {point.look}
      </Text>
    </>
  )
}

/** When it was seen, and that something was not in order there. */
function PointState({ point }: { readonly point: RoundDetail['points'][number] }) {
  const { t } = useTranslation()
  return (
    <Group gap={4}>
      <RoundStateBadge state={point.state} />
      {point.time !== null && !point.ok && <Badge color="red">{t('patrol:notInOrder')}</Badge>}
    </Group>
  )
}

interface Line {
  pointId: number
  time: string
  ok: boolean
  note: string
}
type Values = Omit<RoundFields, 'seen'> & { seen: Line[]; reason: string } & Record<string, unknown>

/** Until somebody else is chosen the round was walked by whom the rota has on it: by oneself, if that is among them. */
function walkerOf({ walkerId, duty }: RoundDetail, actorId: number | null): number | null {
  return walkerId ?? (duty.some(({ id }) => id === actorId) ? null : (duty[0]?.id ?? null))
}

function RoundForm({ round }: { readonly round: RoundDetail }) {
  const { t } = useTranslation()
  const { zone } = useOffice()
  const actor = useActor()
  const workers = useQuery(orpc.jobs.workers.queryOptions()).data ?? []
  const walkers = new Map([...round.duty, ...workers].map((one) => [one.id, one.name]))
  const open = round.points.filter((point) => point.time === null)
  const record = useRecordForm<Values>({
    schema: roundFields.extend({
      // A point without a time has not been seen.
      seen: z.array(z.object({ time: optionalTime })),
      reason: z
        .string()
        .trim()
        .min(round.isOver ? 1 : 0)
        .max(500),
    }),
    record: {
      version: round.version,
      values: {
        walkerId: walkerOf(round, actor?.id ?? null),
        note: round.note,
        reason: '',
        seen: open.map(({ pointId }) => ({ pointId, time: '', ok: true, note: '' })),
        problems: [],
      },
    },
    save: ({ values, version }) => {
      const seen = values.seen.filter(({ time }) => time.trim() !== '')
      const recorded = { id: round.id, version, fields: roundFields.parse({ ...values, seen }) }
      return round.isOver
        ? client.patrol.recordLate({ ...recorded, reason: values.reason })
        : client.patrol.record(recorded)
    },
    reload: async () => {
      const now = await client.patrol.round({ id: round.id })
      return {
        version: now.version,
        values: {
          walkerId: walkerOf(now, actor?.id ?? null),
          note: now.note,
          reason: '',
          seen: now.points
            .filter((point) => point.time === null)
            .map(({ pointId }) => ({ pointId, time: '', ok: true, note: '' })),
          problems: [],
        },
      }
    },
    onSaved: () => sayDone(t('patrol:recorded')),
  })
  const { form } = record
  const now = () => momentInZone(new Date(), zone).slice(11)
  const stamp = (index: number) => form.setFieldValue(`seen.${index}.time`, now() as never)
  return (
    <form onSubmit={record.submit} onKeyDown={sendByKey} noValidate>
      <Stack gap="sm">
        {record.notice}
        <Group gap="sm" align="flex-end">
          <Select
            w={180}
            label={t('lists:patrolRounds.columns.walker')}
            placeholder={actor?.name ?? ''}
            clearable
            data={[...walkers].map(([id, name]) => ({ value: String(id), label: name }))}
            value={form.values.walkerId === null ? null : String(form.values.walkerId)}
            onChange={(value) => form.setFieldValue('walkerId', value === null ? null : Number(value))}
            data-testid="round-walker"
          />
          <Textarea
            flex={1}
            label={t('lists:patrolRounds.columns.note')}
            autosize
            minRows={1}
            maxLength={2000}
            {...form.getInputProps('note')}
          />
        </Group>
        {round.isOver && (
          <TextInput
            label={t('lists:patrolRounds.columns.lateReason')}
            description={t('patrol:lateHint')}
            required
            maxLength={500}
            {...form.getInputProps('reason')}
            data-testid="late-reason"
          />
        )}
        <Table verticalSpacing={6} className={classes.points}>
          <Head />
          <Table.Tbody>
            {round.points.map((point, position) => {
              const index = open.findIndex((one) => one.pointId === point.pointId)
              return (
                <Table.Tr key={point.pointId} data-testid={`point-${point.pointId}`}>
                  <Table.Td className="figure">{position + 1}</Table.Td>
                  <Table.Td>
                    <PointName point={point} />
                  </Table.Td>
                  <Table.Td className="figure">
                    {index < 0 ? (
                      point.time
                    ) : (
                      <Group gap={6} wrap="nowrap">
                        <TextInput
                          w={74}
                          placeholder="HH:MM"
                          aria-label={`${point.name} ${t('patrol:time')}`}
                          maxLength={8}
                          {...form.getInputProps(`seen.${index}.time`)}
                          onBlur={(event) =>
                            form.setFieldValue(`seen.${index}.time`, timeTyped(event.target.value) as never)
                          }
                          data-testid={`time-${position + 1}`}
                        />
                        <Button
                          size="xs"
                          variant="light"
                          onClick={() => stamp(index)}
                          data-testid={`seen-${position + 1}`}
                        >
                          {t('patrol:seenNow')}
                        </Button>
                      </Group>
                    )}
                  </Table.Td>
                  <Table.Td>
                    {index < 0 ? (
                      <PointState point={point} />
                    ) : (
                      <Checkbox
                        mt={6}
                        label={t('patrol:inOrder')}
                        {...form.getInputProps(`seen.${index}.ok`, { type: 'checkbox' })}
                        data-testid="point-ok"
                      />
                    )}
                  </Table.Td>
                  <Table.Td>
                    {index < 0 ? (
                      point.note
                    ) : (
                      <TextInput
                        aria-label={`${point.name} ${t('lists:patrolRounds.columns.note')}`}
                        maxLength={500}
                        {...form.getInputProps(`seen.${index}.note`)}
                      />
                    )}
                  </Table.Td>
                </Table.Tr>
              )
            })}
          </Table.Tbody>
        </Table>
        <ProblemLines form={form} points={round.points.map(({ pointId, name }) => ({ id: pointId, name }))} />
        <Group justify="flex-end">
          <Button type="submit" loading={record.busy} data-testid="go-ahead">
            {t('common:save')}
          </Button>
        </Group>
      </Stack>
    </form>
  )
}
