import { useTranslation } from 'react-i18next'
import { type JobDetail, lineAmount } from '../../../electron/contract/jobs.ts'
import { useOffice } from '../../api/session.ts'
import { formatArea, formatMoney } from '../../ui/format.ts'
import classes from './paper.module.css'

/** Lines for materials on the sheet; empty ones are filled in by hand. */
const materialLines = 4
/** Characters of a description that the sheet has room for. */
const wordsThatFit = 180

/** 服务凭证: a half sheet that the worker takes along and the resident signs. */
export function VoucherPaper({ of }: { readonly of: JobDetail }) {
  const { t } = useTranslation()
  const office = useOffice()
  const lines = [
    ...of.materials.map((line) => ({
      name: line.name,
      quantity: formatArea(line.quantityCenti),
      price: formatMoney(line.price),
      amount: formatMoney(lineAmount(line)),
    })),
    ...of.labour.map(({ labourCenti, labourPrice }) => ({
      name: t('jobs:labour'),
      quantity: t('jobs:hours', { hours: formatArea(labourCenti) }),
      price: formatMoney(labourPrice),
      amount: formatMoney(lineAmount({ quantityCenti: labourCenti, price: labourPrice })),
    })),
  ]
  const shown = lines.slice(0, lines.length > materialLines ? materialLines - 1 : materialLines)
  const rest = lines.length - shown.length
  const blank = Array.from({ length: Math.max(0, materialLines - shown.length - (rest > 0 ? 1 : 0)) }, (_, at) => at)
  const content = of.content.length > wordsThatFit ? `${of.content.slice(0, wordsThatFit)}…` : of.content
  const isDone = of.finishedAt !== null
  return (
    <article className={classes.sheet} aria-label={of.number} data-testid="voucher-sheet">
      <h2>{t('jobs:voucher.title')}</h2>
      <div className={classes.head}>
        <span>{office.name}</span>
        <span className="figure">
          {t('jobs:voucher.number')} {of.number}
        </span>
      </div>
      <table>
        <tbody>
          <tr>
            <th>{t('lists:jobs.columns.unit')}</th>
            <td>{[of.area, of.unit].filter(Boolean).join(' ')}</td>
            <th>{t('lists:jobs.columns.place')}</th>
            <td>{of.place}</td>
            <th>{t('lists:jobs.columns.registeredAt')}</th>
            <td className="figure">{of.registeredAt}</td>
          </tr>
          <tr>
            <th>{t('lists:jobs.columns.caller')}</th>
            <td>{of.caller}</td>
            <th>{t('jobs:intake.phone')}</th>
            <td className="figure">{of.phone}</td>
            <th>{t('jobs:appointment')}</th>
            <td className="figure">{[of.appointedOn, of.appointedTime].filter(Boolean).join(' ')}</td>
          </tr>
          <tr>
            <th>{t('lists:jobs.columns.trade')}</th>
            <td>{t(`vocabulary:trade.${of.trade}`)}</td>
            <th>{t('lists:jobs.columns.worker')}</th>
            <td>{of.worker}</td>
            <th>{t('lists:jobs.columns.chargeClass')}</th>
            <td>{t(`vocabulary:chargeClass.${of.chargeClass}`)}</td>
          </tr>
          <tr className={classes.words}>
            <th>{t('lists:jobs.columns.content')}</th>
            <td colSpan={5}>{content}</td>
          </tr>
          <tr className={classes.words}>
            <th>{t('jobs:result')}</th>
            <td colSpan={5}>{of.result.slice(0, wordsThatFit)}</td>
          </tr>
        </tbody>
      </table>
      <table className={classes.lines}>
        <thead>
          <tr>
            <th>{t('jobs:material')}</th>
            <th className={classes.number}>{t('jobs:quantity')}</th>
            <th className={classes.number}>{t('jobs:unitPrice')}</th>
            <th className={classes.number}>{t('jobs:amount')}</th>
          </tr>
        </thead>
        <tbody>
          {shown.map((line, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: two lines may be alike
            <tr key={index}>
              <td>{line.name}</td>
              <td className={classes.number}>{line.quantity}</td>
              <td className={classes.number}>{line.price}</td>
              <td className={classes.number}>{line.amount}</td>
            </tr>
          ))}
          {rest > 0 && (
            <tr>
              <td colSpan={4}>{t('jobs:voucher.more', { count: rest })}</td>
            </tr>
          )}
          {blank.map((at) => (
            <tr key={`blank ${at}`}>
              <td>&nbsp;</td>
              <td />
              <td />
              <td />
            </tr>
          ))}
        </tbody>
        <tfoot>
          <tr>
            <td colSpan={3}>{t('jobs:cost')}</td>
            <td className={classes.number}>{isDone ? formatMoney(of.cost) : ''}</td>
          </tr>
        </tfoot>
      </table>
      <div className={classes.foot}>
        <span>
          {t('jobs:voucher.finished')} {of.finishedAt ?? <i />}
        </span>
        <span>{t('jobs:voucher.satisfaction')}</span>
        <span>
          {t('jobs:voucher.workerSigns')} <i />
        </span>
        <span>
          {t('jobs:voucher.residentSigns')} <i />
        </span>
      </div>
    </article>
  )
}
