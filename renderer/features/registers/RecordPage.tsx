import { Alert, Button, Group, Paper, Stack, Text } from '@mantine/core'
import { IconPrinter } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useLocation, useNavigate, useParams } from '@tanstack/react-router'
import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import {
  isRecordOpen,
  type RecordEvent,
  type RecordField,
  recordFields,
  registerOf,
  stepsFrom,
} from '../../../electron/contract/registerKinds.ts'
import { type RecordDetail, registerFields } from '../../../electron/contract/registers.ts'
import { orpc } from '../../api/client.ts'
import { useMay, useOffice } from '../../api/session.ts'
import { Keys, useCommands } from '../../app/commands.tsx'
import { Loaded, NotFoundFace } from '../../ui/Faces.tsx'
import { FactTable } from '../../ui/FactTable.tsx'
import { formatCount, formatMoney } from '../../ui/format.ts'
import { LinkAnchor } from '../../ui/links.tsx'
import { Page } from '../../ui/Page.tsx'
import { type Step, StepList } from '../../ui/StepList.tsx'
import { useWrite } from '../../ui/write.ts'
import { Participants } from './Participants.tsx'
import { cardOf, crumbsOf, groupOf, paperOf } from './places.ts'
import { RecordDialog } from './RecordDialog.tsx'
import { RecordStateBadge } from './RecordStateBadge.tsx'
import { RecordStepForm } from './RecordStepForm.tsx'
import { useKeeps } from './RegisterPage.tsx'
import { RentBeyond } from './RentBeyond.tsx'
import { eventName, fieldName, registerName } from './words.ts'

export function RecordPage() {
  const { id } = useParams({ strict: false }) as { id: string }
  return /^[1-9]\d{0,14}$/.test(id) ? <RecordCard key={id} id={Number(id)} /> : <NotFoundFace />
}

function RecordCard({ id }: { readonly id: number }) {
  const { t } = useTranslation()
  const query = useQuery(orpc.registers.detail.queryOptions({ input: { id } }))
  const record = query.data
  useOwnPlace(record)
  return (
    <Page
      title={record ? `${registerName(t, record.register)} ${record.number}` : ''}
      subtitle={record && <RecordStateBadge state={record.state} />}
      crumbs={record ? crumbsOf(t, record.register) : []}
      actions={record && <Actions record={record} />}
    >
      <Loaded query={query}>{(loaded) => <Card record={loaded} />}</Loaded>
    </Page>
  )
}

/** Who comes by a number alone is taken to where the record stands, so that the navigation shows its register. */
function useOwnPlace(record: RecordDetail | undefined): void {
  const navigate = useNavigate()
  const path = useLocation({ select: ({ pathname }) => pathname })
  // On the way to another page the card is still here for a moment; it calls nobody back.
  const group = /^\/(registers|notices)\/record\//.exec(path)?.[1]
  const isElsewhere = record !== undefined && group !== undefined && group !== groupOf(record.register)
  useEffect(() => {
    if (record && isElsewhere) void navigate({ ...cardOf(record.register, record.id), replace: true })
  }, [record, isElsewhere, navigate])
}

function Actions({ record }: { readonly record: RecordDetail }) {
  const { t } = useTranslation()
  const navigate = useNavigate()
  const keeps = useKeeps(record.register) && record.state !== 'cancelled'
  const [editing, setEditing] = useState(false)
  const print = () => void navigate(paperOf(record.register, record.id))
  useCommands([
    ...(keeps ? [{ key: 'e', label: t('common:edit'), run: () => setEditing(true) }] : []),
    { key: 'p', label: t('common:print'), run: print },
  ])
  return (
    <>
      {keeps && (
        <Button
          variant="default"
          rightSection={<Keys of="e" />}
          onClick={() => setEditing(true)}
          data-testid="edit-record"
        >
          {t('common:edit')}
        </Button>
      )}
      <Button
        variant="default"
        leftSection={<IconPrinter size={16} />}
        rightSection={<Keys of="p" />}
        onClick={print}
        data-testid="print-record"
      >
        {t('common:print')}
      </Button>
      {editing && <RecordDialog register={record.register} of={record} onClose={() => setEditing(false)} />}
    </>
  )
}

/** What was registered, what can be done next, and every step so far. */
function Card({ record }: { readonly record: RecordDetail }) {
  const { t } = useTranslation()
  const { today } = useOffice()
  const keeps = useKeeps(record.register)
  const navigate = useNavigate()
  const mayTakeDeposit = useMay('books.takeDeposit')
  const mayTakeMoney = useMay('books.addService')
  const [event, setEvent] = useState<RecordEvent | null>(null)
  const possible = stepsFrom(record.register, record.state).filter(
    (one) => (one !== 'deposit' || (record.deposit === null && mayTakeDeposit)) && (one !== 'receive' || mayTakeMoney),
  )
  // The deposit comes and goes in the books, whether the permit took it or the till.
  const moved = (record.deposit?.moves ?? []).map(
    ({ id, kind, onDate, amount, method, slipNo, reason, actor }): Step => ({
      id: `deposit-${id}`,
      at: onDate,
      what: t(`registers:depositMove.${kind}`),
      words: (
        <LinkAnchor {...slipOf(record.deposit?.id)} size="sm">
          {[slipNo, `${formatMoney(amount)} ${t('common:yuan')}`, t(`vocabulary:paymentMethod.${method}`), reason]
            .filter(Boolean)
            .join(' · ')}
        </LinkAnchor>
      ),
      actor,
    }),
  )
  const isOpen = isRecordOpen(record.register, record.state, record.toOn)
  const isOver = isOpen && record.toOn !== null && record.toOn < today
  return (
    <Stack gap="sm" maw={980} data-testid="record">
      {isOver && (
        <Alert color="red" role="status" p={8}>
          {t('registers:over', { date: record.toOn })}
        </Alert>
      )}
      {!isOpen && <RentBeyond record={record} lastDay={record.toOn ?? today} />}
      {keeps && <DepositsToLink record={record} />}
      <Paper p="md">
        <FactTable columns={3} facts={factsOf(record)} />
        {record.body !== '' && (
          <Text size="sm" mt="sm" style={{ whiteSpace: 'pre-wrap', overflowWrap: 'anywhere' }}>
            {record.body}
          </Text>
        )}
        {keeps && record.state === 'cancelled' && <Again of={record} />}
        {keeps && event === null && record.state !== 'cancelled' && (
          <Group gap={8} mt="md" className="no-print">
            {possible.map((one, index) => (
              <Button
                key={one}
                variant={one === 'cancel' ? 'subtle' : index === 0 ? 'filled' : 'default'}
                {...(one === 'cancel' && { ml: 'auto', color: 'red' })}
                {...(index === 0 && one !== 'cancel' && { 'data-focus-next': true })}
                onClick={() => setEvent(one)}
                data-testid={`step-${one}`}
              >
                {eventName(t, record.register, one)}
              </Button>
            ))}
          </Group>
        )}
        {event !== null && (
          <RecordStepForm
            key={event}
            record={record}
            event={event}
            onClose={() => setEvent(null)}
            onFollowed={(id) => void navigate(cardOf(record.register, id))}
          />
        )}
      </Paper>
      {record.register === 'event' && <Participants record={record} />}
      <StepList
        title={t('registers:steps')}
        none={t('registers:noSteps')}
        steps={[
          ...record.steps.filter(({ event }) => event !== 'deposit' || !record.deposit).map(shown),
          ...moved,
        ].sort((a, b) => a.at.slice(0, 10).localeCompare(b.at.slice(0, 10)))}
      />
    </Stack>
  )

  function shown(step: RecordDetail['steps'][number]): Step {
    const { id, onDate, atTime, event: what, actor } = step
    const at = [onDate, atTime].filter(Boolean).join(' ')
    return { id, at, what: eventName(t, record.register, what), words: wordsOf(step), actor }
  }

  function wordsOf(step: RecordDetail['steps'][number]): string {
    return [
      step.person,
      step.code,
      step.amount !== null && `${formatMoney(step.amount)} ${t('common:yuan')}`,
      step.method && t(`vocabulary:paymentMethod.${step.method}`),
      step.quantity !== null && formatCount(step.quantity),
      step.untilOn && t('registers:until', { date: step.untilOn }),
      step.text,
    ]
      .filter(Boolean)
      .join(' · ')
  }

  function factsOf(of: RecordDetail) {
    const { needs, asks } = registerOf(of.register)
    const asked = recordFields.filter((field) => field !== 'body' && (needs.includes(field) || asks.includes(field)))
    const day = { label: fieldName(t, of.register, 'onDate'), value: of.onDate, figure: true }
    const more = [
      of.deposit && {
        label: t('registers:deposit'),
        value: (
          <LinkAnchor {...slipOf(of.deposit.id)}>
            {t('registers:depositHeld', {
              amount: formatMoney(of.deposit.amount),
              held: formatMoney(of.deposit.held),
            })}
          </LinkAnchor>
        ),
      },
      of.received > 0 && { label: t('registers:received'), value: formatMoney(of.received), figure: true },
      of.tariff && { label: t('registers:tariff'), value: of.tariff },
      of.earlier && { label: t('registers:earlier'), value: <Other of={of.earlier} /> },
      of.later && { label: t('registers:later'), value: <Other of={of.later} /> },
      { label: fieldName(t, of.register, 'note'), value: of.note },
      { label: t('registers:actor'), value: of.actor },
    ].filter((fact) => fact !== false && fact !== null && fact !== '')
    return [day, ...asked.map((field) => factOf(of, field)), ...more] as Parameters<typeof FactTable>[0]['facts']
  }

  function factOf(of: RecordDetail, field: RecordField) {
    const label = fieldName(t, of.register, field)
    switch (field) {
      case 'unitId':
        return {
          label,
          value:
            of.unitId === null ? null : (
              <LinkAnchor to="/estate/unit/$id" params={{ id: String(of.unitId) }}>
                {of.unit}
              </LinkAnchor>
            ),
        }
      case 'spaceId':
        return { label, value: of.space }
      case 'category':
        return { label, value: of.category && t(`vocabulary:recordCategory.${of.category}`) }
      case 'amount':
        return {
          label: `${label} (${t('common:yuan')})`,
          value: of.amount === null ? null : formatMoney(of.amount),
          figure: true,
        }
      case 'quantity':
        return { label, value: of.quantity === null ? null : formatCount(of.quantity), figure: true }
      case 'atTime':
      case 'fromOn':
      case 'toOn':
        return { label, value: of[field], figure: true }
      default:
        return { label, value: of[field] }
    }
  }
}

/** What was called off is registered anew without being typed again: a notice with the right hour, a pass with the right day. */
function Again({ of }: { readonly of: RecordDetail }) {
  const { t } = useTranslation()
  const navigate = useNavigate()
  const { today } = useOffice()
  const [opened, setOpened] = useState(false)
  const { unit, space, ...record } = of
  return (
    <>
      <Button mt="md" variant="default" className="no-print" onClick={() => setOpened(true)} data-testid="again">
        {t('registers:again')}
      </Button>
      {opened && (
        <RecordDialog
          register={of.register}
          given={{
            ...registerFields.parse(record),
            onDate: today,
            ...(unit !== null && { unit }),
            ...(space !== null && { space }),
          }}
          onClose={() => setOpened(false)}
          onMade={(id) => void navigate(cardOf(of.register, id))}
        />
      )}
    </>
  )
}

/** The slip of a deposit. */
function slipOf(id: number | undefined) {
  return { to: '/books/deposit/$id', params: { id: String(id) } } as const
}

/** A deposit that the till took before the permit was registered. */
function DepositsToLink({ record }: { readonly record: RecordDetail }) {
  const { t } = useTranslation()
  const link = useWrite(orpc.registers.linkDeposit, { done: t('common:saved') })
  const [deposit] = record.depositsToLink
  if (!deposit || record.state === 'cancelled') return null
  const { id, version } = record
  return (
    <Alert color="blue" p={8} className="no-print">
      <Group gap="sm">
        {t('registers:depositTaken', { date: deposit.onDate, amount: formatMoney(deposit.amount) })}
        <Button
          size="compact-sm"
          variant="default"
          loading={link.isPending}
          onClick={() => link.mutate({ id, version, depositId: deposit.id })}
          data-testid="link-deposit"
        >
          {t('registers:linkDeposit')}
        </Button>
      </Group>
    </Alert>
  )
}

function Other({ of }: { readonly of: { readonly id: number; readonly number: string } }) {
  return (
    <LinkAnchor to="/registers/record/$id" params={{ id: String(of.id) }}>
      {of.number}
    </LinkAnchor>
  )
}
