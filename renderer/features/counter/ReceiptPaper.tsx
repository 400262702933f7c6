import { useTranslation } from 'react-i18next'
import type { ReceiptView } from '../../../electron/contract/counter.ts'
import { useOffice } from '../../api/session.ts'
import { formatMoney } from '../../ui/format.ts'
import classes from './counter.module.css'
import { periodText } from './periods.ts'

/** Paper a receipt is printed on: a half sheet, or continuous three-part paper of 241 × 93 mm. */
export type ReceiptForm = 'a5' | 'slip'

/** So many lines fit on a form; more are gathered by item. */
const linesThatFit = 6

/** The receipt as it is printed. */
export function ReceiptPaper({ of, form }: { readonly of: ReceiptView; readonly form: ReceiptForm }) {
  const { t } = useTranslation()
  const office = useOffice()
  const rows = of.lines.flatMap((line) => [
    ...line.settled.map((one) => ({
      key: `${line.paymentId}/${one.chargeId}`,
      unit: `${line.area} ${line.unit}`,
      item: line.item,
      period: periodText(one),
      amount: one.amount,
    })),
    ...(line.advance > 0
      ? [
          {
            key: `${line.paymentId}/advance`,
            unit: `${line.area} ${line.unit}`,
            item: line.item,
            period: t('counter:advance'),
            amount: line.advance,
          },
        ]
      : []),
  ])
  return (
    <div className={`${classes.sheet} ${classes.paper} ${classes[form]}`} data-testid="receipt-paper">
      <h2>{t('counter:paper.title')}</h2>
      <div className={classes.paperHead}>
        <span>{office.name}</span>
        {of.reversedOn !== null && <span className={classes.void}>{t('counter:paper.void')}</span>}
        <span className="figure">No. {of.receiptNo}</span>
      </div>
      <div className={classes.paperHead}>
        <span>
          {t('counter:paper.from')} {of.payer}
        </span>
        <span>
          {t('counter:paper.method')}{' '}
          {of.methods
            .map((one) =>
              of.methods.length === 1
                ? t(`vocabulary:paymentMethod.${one.method}`)
                : `${t(`vocabulary:paymentMethod.${one.method}`)} ${formatMoney(one.amount)}`,
            )
            .join(t('common:listSeparator'))}
        </span>
        <span className="figure">{of.onDate}</span>
      </div>
      <table>
        <thead>
          <tr>
            <th>{t('counter:unit')}</th>
            <th>{t('counter:item')}</th>
            <th>{t('counter:period')}</th>
            <th className={classes.right}>{t('counter:paper.amount')}</th>
          </tr>
        </thead>
        <tbody>
          {gathered(rows).map((row) => (
            <tr key={row.key}>
              <td>{row.unit}</td>
              <td>{row.item}</td>
              <td className="figure">{row.period}</td>
              <td className={`${classes.right} figure`}>{formatMoney(row.amount)}</td>
            </tr>
          ))}
          <tr>
            <td colSpan={3}>
              {t('counter:paper.words')} {of.words}
            </td>
            <td className={`${classes.right} figure`}>¥{formatMoney(of.amount)}</td>
          </tr>
        </tbody>
      </table>
      <div className={classes.paperFoot}>
        <span>
          {t('counter:paper.cashier')} {of.cashier}
        </span>
        <span>{of.note}</span>
        <span>{t('counter:paper.seal')}</span>
        <span>{of.prints > 1 ? t('counter:paper.reprint', { count: of.prints }) : ''}</span>
      </div>
    </div>
  )
}

interface PaperRow {
  readonly key: string
  readonly unit: string
  readonly item: string
  readonly period: string
  readonly amount: number
}

/** Many months of one unit and item become one line from the first to the last. */
function gathered(rows: readonly PaperRow[]): PaperRow[] {
  if (rows.length <= linesThatFit) return [...rows]
  return [...Map.groupBy(rows, (row) => `${row.unit} ${row.item}`).values()].map((own) => {
    const [first, last] = [own[0] as PaperRow, own.at(-1) as PaperRow]
    return {
      ...first,
      period: own.length === 1 ? first.period : `${first.period.split(' – ')[0]} – ${last.period.split(' – ').at(-1)}`,
      amount: own.reduce((sum, row) => sum + row.amount, 0),
    }
  })
}
