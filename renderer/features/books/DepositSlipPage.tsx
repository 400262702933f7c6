import { Button, SegmentedControl } from '@mantine/core'
import { IconPrinter } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useParams } from '@tanstack/react-router'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { DepositView } from '../../../electron/contract/books.ts'
import { amountInWords } from '../../../electron/contract/money.ts'
import { orpc } from '../../api/client.ts'
import { useOffice } from '../../api/session.ts'
import { Keys, useCommands } from '../../app/commands.tsx'
import { Loaded } from '../../ui/Faces.tsx'
import { fieldLabel } from '../../ui/fields.ts'
import { formatMoney } from '../../ui/format.ts'
import { Page } from '../../ui/Page.tsx'
import { printPage } from '../../ui/print.ts'
import paper from '../counter/counter.module.css'

/** What whoever left a deposit takes home, and what they sign when it goes back: A5, as receipts. */
export function DepositSlipPage() {
  const { t } = useTranslation()
  const { id } = useParams({ from: '/books/deposit/$id' })
  const query = useQuery(orpc.books.deposit.queryOptions({ input: { id: Number(id) } }))
  useCommands([{ key: 'p', label: t('common:print'), run: printPage }])
  return (
    <Page
      ownPaper
      title={t(query.data?.kind === 'held-for-others' ? 'books:slip.forOthers.title' : 'books:slip.title')}
      crumbs={[{ label: t('books:deposit.title'), link: { to: '/books', search: { tab: 'deposits' } } }]}
      actions={
        <Button
          autoFocus
          leftSection={<IconPrinter size={16} />}
          rightSection={<Keys of="p" />}
          onClick={printPage}
          data-testid="print"
        >
          {t('common:print')}
        </Button>
      }
    >
      <Loaded query={query}>{(deposit) => <Slips of={deposit} />}</Loaded>
    </Page>
  )
}

type Move = DepositView['moves'][number]

/** The last thing that happened to it is what somebody stands at the counter for. */
function Slips({ of }: { readonly of: DepositView }) {
  const { t } = useTranslation()
  const moves = of.moves.filter((move) => move.kind !== 'deduct')
  const [at, setAt] = useState(String(moves.at(-1)?.id ?? 'taken'))
  const move = moves.find((one) => String(one.id) === at)
  return (
    <>
      {moves.length > 0 && (
        <SegmentedControl
          className="no-print"
          mb="sm"
          aria-label={t('books:slip.title')}
          value={at}
          onChange={setAt}
          data={[
            { value: 'taken', label: `${t('books:slip.taken')} ${of.onDate}` },
            ...moves.map((one) => ({
              value: String(one.id),
              label: `${t(`vocabulary:depositMove.${one.kind}`)} ${one.onDate}`,
            })),
          ]}
          data-testid="slip-of"
        />
      )}
      <Slip of={of} move={move} />
    </>
  )
}

function Slip({ of, move }: { readonly of: DepositView; readonly move: Move | undefined }) {
  const { t } = useTranslation()
  const office = useOffice()
  const amount = move?.amount ?? of.amount
  const deducted = move ? deductedWith(of, move) : []
  return (
    <div className={`${paper.sheet} ${paper.paper} ${paper.a5}`} data-testid="deposit-slip">
      <h2>{t(headingOf(of, move))}</h2>
      <div className={paper.paperHead}>
        <span>{office.name}</span>
        <span className="figure">No. {of.slipNo || t('books:slip.entry', { id: of.id })}</span>
      </div>
      <div className={paper.paperHead}>
        <span>
          {t(move?.kind === 'pay-over' ? 'books:slip.payee' : 'counter:paper.from')}{' '}
          {move?.kind === 'pay-over' ? of.beneficiary : of.payer}
        </span>
        <span>
          {t('counter:paper.method')} {t(`vocabulary:paymentMethod.${move?.method ?? of.method}`)}
        </span>
        <span className="figure">{move?.onDate ?? of.onDate}</span>
      </div>
      <table>
        <thead>
          <tr>
            <th>{t('counter:unit')}</th>
            <th>{t('lists:deposits.columns.kind')}</th>
            <th>{fieldLabel('note')}</th>
            <th className={paper.right}>{t('counter:paper.amount')}</th>
          </tr>
        </thead>
        <tbody>
          {move && <Row of={of} words={t('books:slip.tookOn', { date: of.onDate })} amount={of.amount} />}
          {deducted.map((one) => (
            <Row
              key={one.id}
              of={of}
              words={t('books:slip.why', { move: t('vocabulary:depositMove.deduct'), reason: one.reason })}
              amount={-one.amount}
            />
          ))}
          <Row
            of={of}
            words={
              move
                ? t('books:slip.why', { move: t(`vocabulary:depositMove.${move.kind}`), reason: move.reason })
                : of.note
            }
            amount={amount}
          />
          <tr>
            <td colSpan={3}>
              {t('counter:paper.words')} {amountInWords(amount)}
            </td>
            <td className={`${paper.right} figure`}>¥{formatMoney(amount)}</td>
          </tr>
        </tbody>
      </table>
      <div className={paper.paperFoot}>
        <span>
          {t(move ? 'books:by' : 'counter:paper.cashier')} {move?.actor ?? of.actor}
        </span>
        {move && <span>{t('books:slip.signed')}</span>}
        {move?.approver && (
          <span>
            {t('counter:decidedBy')} {move.approver}
          </span>
        )}
        <span>{t(move ? 'books:slip.seal' : 'counter:paper.seal')}</span>
      </div>
      {!move && (
        <p>
          {of.kind === 'held-for-others'
            ? t('books:slip.forOthers.keep', { beneficiary: of.beneficiary })
            : t('books:slip.keep')}
        </p>
      )}
    </div>
  )
}

/** Money held for others is no deposit: what is signed says which of the two it is, and where it went. */
function headingOf({ kind }: DepositView, move: Move | undefined) {
  if (kind !== 'held-for-others') return move ? 'books:slip.back' : 'books:slip.receipt'
  if (!move) return 'books:slip.forOthers.receipt'
  return move.kind === 'pay-over' ? 'books:slip.forOthers.pay-over' : 'books:slip.forOthers.return'
}

/** What was kept since the slip before, and so is missing on this one. */
function deductedWith({ moves }: DepositView, move: Move): Move[] {
  const before = moves.slice(0, moves.indexOf(move))
  return before.slice(before.findLastIndex((one) => one.kind !== 'deduct') + 1)
}

function Row(props: { readonly of: DepositView; readonly words: string; readonly amount: number }) {
  const { t } = useTranslation()
  const { of } = props
  return (
    <tr>
      <td>
        {of.area} {of.unit}
      </td>
      <td>{t(`vocabulary:depositKind.${of.kind}`)}</td>
      <td>{props.words}</td>
      <td className={`${paper.right} figure`}>{formatMoney(props.amount)}</td>
    </tr>
  )
}
