import { Badge, Button, Group, Modal, Stack, Text, Textarea } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import type { TFunction } from 'i18next'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { WriteOffWish } from '../../../electron/contract/dunning.ts'
import type { ListRow } from '../../../electron/contract/lists.ts'
import type { PaymentMethod } from '../../../electron/contract/vocabulary.ts'
import { orpc } from '../../api/client.ts'
import { useActor, useMay } from '../../api/session.ts'
import { DataList } from '../../ui/DataList.tsx'
import { FactTable } from '../../ui/FactTable.tsx'
import { formatCount, formatMoney } from '../../ui/format.ts'
import { ChoiceFilter, TextFilter } from '../../ui/ListFilters.tsx'
import { LinkAnchor, LinkButton } from '../../ui/links.tsx'
import { Page } from '../../ui/Page.tsx'
import { useWrite } from '../../ui/write.ts'
import { periodText } from './periods.ts'
import { WrittenOff } from './WrittenOff.tsx'

const colours = { waiting: 'orange', approved: 'teal', rejected: 'red', withdrawn: 'gray' } as const

/** Requests that need a second person. */
export function ApprovalsPage() {
  const { t } = useTranslation()
  const [open, setOpen] = useState<ListRow<'approvals'> | null>(null)
  return (
    <Page title={t('common:nav.approvals')} fill actions={<WaitingGifts />}>
      <DataList
        list="approvals"
        filters={
          <>
            <TextFilter placeholder={t('counter:findApproval')} w={200} />
            <ChoiceFilter field="state" choices="approvalState" label={t('counter:state')} />
            <ChoiceFilter field="kind" choices="approvalKind" label={t('counter:kind')} w={160} />
          </>
        }
        cells={{
          kind: (row) => kindOf(row, t),
          state: (row) => <Badge color={colours[row.state]}>{t(`vocabulary:approvalState.${row.state}`)}</Badge>,
        }}
        onOpen={setOpen}
      />
      <Modal
        opened={open !== null}
        onClose={() => setOpen(null)}
        title={open ? kindOf(open, t) : ''}
        closeButtonProps={{ 'aria-label': t('common:close') }}
      >
        {open && <Decide of={open} onDone={() => setOpen(null)} />}
      </Modal>
    </Page>
  )
}

/** What is asked for. Money held for others that is handed over is no deposit that goes back. */
function kindOf({ kind, payload }: ListRow<'approvals'>, t: TFunction): string {
  const isHandOver = kind === 'deposit-back' && (JSON.parse(payload) as Payload).kind === 'pay-over'
  return t(isHandOver ? 'vocabulary:depositMove.pay-over' : `vocabulary:approvalKind.${kind}`)
}

/** Gifts for paying a year ahead are asked for by the dozen: the way to where they are looked through and decided at once. */
function WaitingGifts() {
  const { t } = useTranslation()
  const mayGrant = useMay('billing.grantGifts')
  const query = useQuery({
    ...orpc.lists.approvals.queryOptions({
      input: { filter: { state: 'waiting', kind: 'prepay-gift' }, offset: 0, limit: 1 },
    }),
    enabled: mayGrant,
  })
  const [first] = query.data?.rows ?? []
  if (!first) return null
  const { itemId, year } = JSON.parse(first.payload) as Payload
  return (
    <LinkButton
      to="/billing/gifts"
      search={{ item: itemId, year, state: 'waiting' }}
      variant="default"
      data-testid="waiting-gifts"
    >
      {t('counter:waitingGifts', { units: formatCount(query.data?.total ?? 0) })}
    </LinkButton>
  )
}

/** What of a request's payload the page shows. */
interface Payload {
  readonly chargeId?: number
  /** What of which charges is to be written off. */
  readonly charges?: readonly WriteOffWish[]
  readonly receiptId?: number
  readonly runId?: number
  readonly replacement?: { readonly amount: number; readonly dueOn: string } | null
  readonly rebill?: boolean
  readonly depositId?: number
  /** What becomes of a deposit. */
  readonly kind?: 'return' | 'pay-over'
  readonly countId?: number
  readonly deducted?: number
  readonly deductReason?: string
  /** How money goes out, and to whom. */
  readonly method?: PaymentMethod
  readonly payee?: string
  /** A vacancy: from when to when, and what share is still to be paid, in 0.01 %. */
  readonly fromOn?: string
  readonly toOn?: string | null
  readonly ratioBp?: number
  /** The closed month that is to be opened again. */
  readonly month?: string
  /** The year and item a gift for paying ahead is for. */
  readonly year?: number
  readonly itemId?: number
}

/** Which charge a request is about: item and period. */
function ChargeWords({ id }: { readonly id: number }) {
  const { data } = useQuery(orpc.billing.charge.queryOptions({ input: { id } }))
  return data ? `${data.item} ${periodText(data)}` : null
}

/** Whether a deposit goes back or is handed over, and to whom. */
function DepositGoesTo({ id, kind }: { readonly id: number; readonly kind: 'return' | 'pay-over' }) {
  const { t } = useTranslation()
  const { data } = useQuery(orpc.books.deposit.queryOptions({ input: { id } }))
  const whom = data && (kind === 'pay-over' ? data.beneficiary : data.payer)
  return [t(`vocabulary:depositMove.${kind}`), whom].filter(Boolean).join(' ')
}

/** What comes after the reversal of a charge. */
function After({ of }: { readonly of: Payload }) {
  const { t } = useTranslation()
  if (!of.replacement) return t(of.rebill ? 'billing:reversal.rebill' : 'billing:reversal.forGood')
  return (
    <>
      {t('billing:reversal.newAmount')} <span className="figure">{formatMoney(of.replacement.amount)}</span> ·{' '}
      {t('billing:dueOn')} <span className="figure">{of.replacement.dueOn}</span>
    </>
  )
}

function Decide({ of, onDone }: { readonly of: ListRow<'approvals'>; readonly onDone: () => void }) {
  const { t } = useTranslation()
  const actor = useActor()
  const mayDecide = useMay('approvals.decide')
  const [decision, setDecision] = useState('')
  const decide = useWrite(orpc.approvals.decide, { done: t('counter:decided'), onDone })
  const withdraw = useWrite(orpc.approvals.withdraw, { done: t('counter:withdrawn'), onDone })
  const isOwn = actor?.id === of.askedBy
  const waiting = of.state === 'waiting'
  const payload = JSON.parse(of.payload) as Payload
  const { receiptId, runId, depositId, countId, deducted, deductReason, method, payee, charges = [] } = payload
  const chargeId = payload.chargeId ?? (charges.length === 1 ? charges[0]?.chargeId : undefined)
  const { fromOn, toOn, ratioBp, month, year } = payload
  const answer = (approve: boolean) => decide.mutate({ id: of.id, version: of.version, approve, decision })
  return (
    <Stack gap="sm">
      <FactTable
        columns={1}
        facts={[
          ...(of.unitId === null
            ? []
            : [
                {
                  label: t('counter:unit'),
                  value: (
                    <LinkAnchor to="/counter" search={{ unit: of.unitId }}>
                      {of.unit}
                    </LinkAnchor>
                  ),
                },
              ]),
          { label: t('counter:paper.amount'), value: of.amount === null ? '' : formatMoney(of.amount), figure: true },
          ...(method === undefined
            ? []
            : [{ label: t('counter:method'), value: t(`vocabulary:paymentMethod.${method}`) }]),
          ...(payee ? [{ label: t('counter:payee'), value: payee }] : []),
          ...(receiptId === undefined
            ? []
            : [
                {
                  label: t('counter:receipt'),
                  value: (
                    <LinkAnchor to="/counter/receipt/$id" params={{ id: String(receiptId) }}>
                      {t('counter:open')}
                    </LinkAnchor>
                  ),
                },
              ]),
          ...(depositId === undefined
            ? []
            : [
                ...(payload.kind === undefined
                  ? []
                  : [{ label: t('counter:goesTo'), value: <DepositGoesTo id={depositId} kind={payload.kind} /> }]),
                {
                  label: t('counter:deposit'),
                  value: (
                    <LinkAnchor to="/books" search={{ tab: 'deposits', text: of.unit ?? '' }}>
                      {t('counter:open')}
                    </LinkAnchor>
                  ),
                },
              ]),
          ...(countId === undefined
            ? []
            : [
                {
                  label: t('stores:tabs.counts'),
                  value: (
                    <LinkAnchor to="/stores/count/$id" params={{ id: String(countId) }}>
                      {t('counter:open')}
                    </LinkAnchor>
                  ),
                },
              ]),
          ...(deducted ? [{ label: t('counter:deducted'), value: `${formatMoney(deducted)} · ${deductReason}` }] : []),
          ...(chargeId === undefined
            ? []
            : [{ label: t('lists:charges.title'), value: <ChargeWords id={chargeId} /> }]),
          ...(runId === undefined
            ? []
            : [
                {
                  label: t('billing:tabs.charges'),
                  value: (
                    <LinkAnchor to="/billing/charges" search={{ run: runId }}>
                      {t('billing:charge.ofRun', { run: runId })}
                    </LinkAnchor>
                  ),
                },
              ]),
          ...(of.kind === 'charge-reversal'
            ? [{ label: t('billing:reversal.after'), value: <After of={payload} /> }]
            : []),
          ...(ratioBp === undefined
            ? []
            : [
                {
                  label: t('counter:vacancySpan'),
                  value: `${fromOn} – ${toOn ?? t('billing:vacancy.open')}`,
                  figure: true,
                },
                { label: t('counter:stillPaid'), value: `${ratioBp / 100}%`, figure: true },
              ]),
          ...(month === undefined ? [] : [{ label: t('counter:monthToReopen'), value: month, figure: true }]),
          ...(year === undefined ? [] : [{ label: t('counter:giftYear'), value: String(year), figure: true }]),
          { label: t('common:reason'), value: of.reason },
          { label: t('counter:askedBy'), value: `${of.askedName} · ${of.askedOn}` },
          ...(of.decidedName === null
            ? []
            : [{ label: t('counter:decidedBy'), value: `${of.decidedName} · ${of.decidedOn ?? ''} ${of.decision}` }]),
        ]}
      />
      {charges.length > 1 && of.unitId !== null && <WrittenOff unitId={of.unitId} of={charges} />}
      {waiting && (of.kind === 'payment-reversal' || of.kind === 'refund') && (
        <Text size="sm" c="dimmed">
          {t('counter:giftHint')}
        </Text>
      )}
      {waiting && isOwn && (
        <>
          <Text size="sm" c="dimmed">
            {t('counter:ownRequest')}
          </Text>
          <Group justify="flex-end">
            <Button
              variant="default"
              loading={withdraw.isPending}
              onClick={() => withdraw.mutate({ id: of.id, version: of.version })}
              data-testid="withdraw"
            >
              {t('counter:withdraw')}
            </Button>
          </Group>
        </>
      )}
      {waiting && !isOwn && mayDecide && (
        <>
          <Textarea
            label={t('counter:decision')}
            data-autofocus
            maxLength={500}
            value={decision}
            onChange={(event) => setDecision(event.currentTarget.value)}
          />
          <Group justify="flex-end" gap={8}>
            <Button
              variant="default"
              color="red"
              disabled={decision.trim() === ''}
              loading={decide.isPending}
              onClick={() => answer(false)}
              data-testid="reject"
            >
              {t('counter:reject')}
            </Button>
            <Button loading={decide.isPending} onClick={() => answer(true)} data-testid="approve">
              {t('counter:approve')}
            </Button>
          </Group>
        </>
      )}
    </Stack>
  )
}
