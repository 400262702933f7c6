import { Alert, Button, Group, Paper, Select, Stack, Table, Text, Textarea, Title } from '@mantine/core'
import { IconPrinter, IconSignature } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useParams } from '@tanstack/react-router'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { momentInZone } from '../../../electron/contract/dates.ts'
import type { LogCase, LogDetail } from '../../../electron/contract/handoverLog.ts'
import { orpc } from '../../api/client.ts'
import { type SignedIn, useActor, useOffice } from '../../api/session.ts'
import { Keys, useCommands } from '../../app/commands.tsx'
import { Loaded, NotFoundFace } from '../../ui/Faces.tsx'
import { formatCount } from '../../ui/format.ts'
import { LinkAnchor } from '../../ui/links.tsx'
import { Page } from '../../ui/Page.tsx'
import { printPage } from '../../ui/print.ts'
import { useUnsaved } from '../../ui/unsaved.ts'
import { useWrite } from '../../ui/write.ts'
import { CaseLink } from './CaseLink.tsx'
import { LogBadge } from './LogsPage.tsx'
import { PinField } from './PinField.tsx'

export function LogPage() {
  const { id } = useParams({ from: '/people/logs/$id' })
  return /^[1-9]\d{0,14}$/.test(id) ? <One key={id} id={Number(id)} /> : <NotFoundFace />
}

/** One page of the handover log: gathered by itself, written and signed by one, signed for by another. */
function One({ id }: { readonly id: number }) {
  const { t } = useTranslation()
  const query = useQuery(orpc.handoverLog.detail.queryOptions({ input: { id } }))
  useCommands([{ key: 'p', label: t('common:print'), run: printPage }])
  const log = query.data
  return (
    <Page
      title={log ? t('people:log.title', { day: log.onDate, shift: log.shift }) : ''}
      subtitle={log && <LogBadge state={log.state} />}
      crumbs={[
        { label: t('common:nav.people'), link: { to: '/people' } },
        { label: t('people:tabs.logs'), link: { to: '/people/logs' } },
      ]}
      actions={
        <Button
          variant="default"
          leftSection={<IconPrinter size={16} />}
          rightSection={<Keys of="p" />}
          onClick={printPage}
        >
          {t('common:print')}
        </Button>
      }
    >
      <Loaded query={query}>{(loaded) => <Sheet of={loaded} />}</Loaded>
    </Page>
  )
}

function Sheet({ of }: { readonly of: LogDetail }) {
  const { t } = useTranslation()
  const { zone } = useOffice()
  const clock = (moment: string) => momentInZone(new Date(moment), zone)
  const { gathered } = of
  return (
    <Stack gap="sm" maw={1100} data-testid="log">
      <Text size="sm" c="dimmed" className="figure">
        {t('people:log.spell', { from: clock(of.fromAt), to: clock(of.toAt), at: clock(gathered.at) })}
      </Text>
      <Paper p="md">
        <Group gap="xl">
          {(['registered', 'finished', 'received', 'openJobs', 'lateJobs', 'openComplaints'] as const).map((name) => (
            <div key={name}>
              <Text size="sm" c="dimmed">
                {t(`people:log.count.${name}`)}
              </Text>
              <Text fw={600} fz="lg" className="figure" data-testid={`log-${name}`}>
                {formatCount(gathered[name])}
              </Text>
            </div>
          ))}
        </Group>
      </Paper>
      <Notes of={of} />
      <Cases
        title={t('people:log.jobs', { count: gathered.openJobs })}
        kind="job"
        rows={gathered.jobs}
        all={gathered.openJobs}
      />
      <Cases
        title={t('people:log.complaints', { count: gathered.openComplaints })}
        kind="complaint"
        rows={gathered.complaints}
        all={gathered.openComplaints}
      />
      <Cases
        title={t('people:log.registrations', { count: gathered.registrations.length })}
        kind="record"
        rows={gathered.registrations}
        all={gathered.registrations.length}
      />
      <Paper p="md" component="section" aria-label={t('people:log.signatures')}>
        <Group gap="xl">
          <Text size="sm" data-testid="given">
            {t('people:log.given', { name: of.giver || '________', at: of.givenAt ? clock(of.givenAt) : '________' })}
          </Text>
          <Text size="sm" data-testid="read">
            {t('people:log.read', { name: of.reader || '________', at: of.readAt ? clock(of.readAt) : '________' })}
          </Text>
          {of.remark && <Text size="sm">{t('people:log.remarkIs', { remark: of.remark })}</Text>}
        </Group>
      </Paper>
    </Stack>
  )
}

function Notes({ of }: { readonly of: LogDetail }) {
  const { t } = useTranslation()
  const actor = useActor()
  const [notes, setNotes] = useState(of.notes)
  const [remark, setRemark] = useState('')
  const write = useWrite(orpc.handoverLog.write, { done: t('common:saved') })
  const give = useWrite(orpc.handoverLog.give, { done: t('people:log.signed') })
  const read = useWrite(orpc.handoverLog.read, { done: t('people:log.signed') })
  const { zone } = useOffice()
  const { id, version, state } = of
  useUnsaved(() => state === 'draft' && notes !== of.notes && !give.isSuccess)
  const readers = readersOf(of, actor)
  const [chosen, setChosen] = useState<number | null>(null)
  const [pin, setPin] = useState('')
  const reader = readers.find((one) => one.id === chosen) ?? readers[0]
  const isSelf = reader?.id === actor?.id
  const lacks = reader === undefined || (!isSelf && pin === '') || (reader.standsIn && remark.trim() === '')
  const sign = () => {
    if (state === 'draft') give.mutate({ id, version, notes })
    else if (!lacks) read.mutate({ id, version, remark, readerId: reader.id, secret: isSelf ? null : pin })
  }
  useCommands([{ key: 'mod+enter', label: t('people:log.sign'), run: sign }])
  return (
    <Paper p="md" component="section" aria-label={t('lists:shiftLogs.columns.notes')}>
      <Title order={2} mb="xs">
        {t('lists:shiftLogs.columns.notes')}
      </Title>
      {state === 'draft' ? (
        <>
          <Textarea
            aria-label={t('lists:shiftLogs.columns.notes')}
            placeholder={t('people:log.notesHint')}
            autosize
            minRows={4}
            maxLength={5000}
            value={notes}
            onChange={(event) => setNotes(event.currentTarget.value)}
            data-testid="log-notes"
          />
          <Group justify="flex-end" gap={8} mt="sm" className="no-print">
            {of.gathered.at < of.giveFrom && (
              <Text size="sm" c="dimmed" data-testid="give-from">
                {t('people:log.giveFrom', { at: momentInZone(new Date(of.giveFrom), zone) })}
              </Text>
            )}
            <Button
              variant="default"
              loading={write.isPending}
              onClick={() => write.mutate({ id, version, notes })}
              data-testid="save-notes"
            >
              {t('common:save')}
            </Button>
            <Button
              leftSection={<IconSignature size={16} />}
              rightSection={<Keys of="mod+enter" />}
              loading={give.isPending}
              onClick={sign}
              data-testid="give-log"
            >
              {t('people:log.give')}
            </Button>
          </Group>
        </>
      ) : (
        <Text size="sm" style={{ whiteSpace: 'pre-wrap', overflowWrap: 'anywhere' }}>
          {of.notes || t('common:none')}
        </Text>
      )}
      {state === 'given' && (
        <Text size="sm" c="dimmed" mt="sm" className="no-print" data-testid="takers">
          {of.takers.length === 0
            ? t('people:log.nobodyNext')
            : t('people:log.next', { names: of.takers.map((one) => one.name).join(t('common:listSeparator')) })}
        </Text>
      )}
      {reader && (
        <Group align="flex-end" gap={8} mt="xs" className="no-print">
          {readers.length > 1 && (
            <Select
              w={180}
              label={t('people:log.reader')}
              allowDeselect={false}
              data={readers.map((one) => ({ value: String(one.id), label: one.name }))}
              value={String(reader.id)}
              onChange={(value) => setChosen(Number(value))}
              data-testid="log-reader"
            />
          )}
          {!isSelf && (
            <PinField
              w={230}
              name={reader.name}
              value={pin}
              onChange={(event) => setPin(event.currentTarget.value)}
              onKeyDown={(event) => event.key === 'Enter' && !event.ctrlKey && sign()}
            />
          )}
          <Textarea
            flex={1}
            label={t(reader.standsIn ? 'people:log.standInWhy' : 'people:log.remark')}
            required={reader.standsIn}
            autosize
            minRows={1}
            maxLength={5000}
            value={remark}
            onChange={(event) => setRemark(event.currentTarget.value)}
            data-testid="log-remark"
          />
          <Button
            leftSection={<IconSignature size={16} />}
            rightSection={<Keys of="mod+enter" />}
            loading={read.isPending}
            disabled={lacks}
            onClick={sign}
            data-testid="read-log"
          >
            {t('people:log.takeOver')}
          </Button>
        </Group>
      )}
      {state === 'given' && !reader && (
        <Alert mt="sm" color="blue" className="no-print">
          {t('people:log.waitsForOther')}
        </Alert>
      )}
    </Paper>
  )
}

interface Reader {
  readonly id: number
  readonly name: string
  /** Not on the next shift: says why they sign. */
  readonly standsIn: boolean
}

/** Who can sign here: whoever is signed in, where they may, and those of the next shift who have a PIN. */
function readersOf({ state, takers, giverId, mayStandIn }: LogDetail, actor: SignedIn | null): Reader[] {
  if (state !== 'given') return []
  const isTaker = takers.some((one) => one.id === actor?.id)
  const self = actor && actor.id !== giverId && (isTaker || mayStandIn) ? [actor] : []
  const others = takers.filter((one) => one.hasPin && one.id !== actor?.id)
  return [
    ...self.map(({ id, name }) => ({ id, name, standsIn: !isTaker })),
    ...others.map(({ id, name }) => ({ id, name, standsIn: false })),
  ]
}

/** A case is due at a moment, a key on a day. */
function shownDue(due: string, zone: string): string {
  return due.length === 10 ? due : momentInZone(new Date(due), zone)
}

function Cases(props: {
  readonly title: string
  readonly kind: 'job' | 'complaint' | 'record'
  readonly rows: readonly LogCase[]
  readonly all: number
}) {
  const { t } = useTranslation()
  const { zone } = useOffice()
  if (props.rows.length === 0) return null
  return (
    <Paper p="md" component="section" aria-label={props.title}>
      <Title order={2} mb="xs">
        {props.title}
      </Title>
      <Table verticalSpacing={3}>
        <Table.Thead>
          <Table.Tr>
            <Table.Th>{t('people:log.number')}</Table.Th>
            <Table.Th>{t('people:log.place')}</Table.Th>
            <Table.Th>{t('people:log.content')}</Table.Th>
            <Table.Th>{t('people:log.who')}</Table.Th>
            <Table.Th>{t('people:log.due')}</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {props.rows.map((one) => (
            <Table.Tr key={one.id}>
              <Table.Td style={{ whiteSpace: 'nowrap' }}>
                {props.kind === 'record' ? (
                  <LinkAnchor to="/registers/record/$id" params={{ id: String(one.id) }}>
                    {one.number}
                  </LinkAnchor>
                ) : (
                  <CaseLink kind={props.kind} id={one.id} number={one.number} />
                )}
              </Table.Td>
              <Table.Td>{one.place}</Table.Td>
              <Table.Td style={{ overflowWrap: 'anywhere' }}>{one.content}</Table.Td>
              <Table.Td>{one.who}</Table.Td>
              <Table.Td {...(one.late && { c: 'red.8', fw: 600 })} style={{ whiteSpace: 'nowrap' }}>
                {one.dueAt ? shownDue(one.dueAt, zone) : '—'} {one.late && t('people:log.late')}
              </Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
      {props.all > props.rows.length && (
        <Text size="sm" c="dimmed" mt={4}>
          {t('people:log.more', { shown: props.rows.length, all: props.all })}
        </Text>
      )}
    </Paper>
  )
}
