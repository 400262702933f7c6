import { useTranslation } from 'react-i18next'
import type { NoticeLine, NoticeSheet } from '../../../electron/contract/dunning.ts'
import { amountInWords } from '../../../electron/contract/money.ts'
import { useOffice } from '../../api/session.ts'
import { formatMoney } from '../../ui/format.ts'
import { periodText, spansOf } from '../counter/periods.ts'
import classes from './paper.module.css'

/** More lines than this do not fit on one sheet: months in a row are then put together. */
const linesThatFit = 18

/** One payment notice on one A4 sheet. A cancelled one is shown as such and not printed. */
export function NoticePaper({ of }: { readonly of: NoticeSheet }) {
  const { t, i18n } = useTranslation()
  const office = useOffice()
  const rows = of.lines.length > linesThatFit ? together(of.lines) : of.lines
  const cancelled = of.cancelledOn !== null
  return (
    <article
      className={`${classes.sheet} ${cancelled ? 'no-print' : ''}`}
      data-cancelled={cancelled || undefined}
      aria-label={of.noticeNo}
      data-testid="notice-sheet"
    >
      <header>
        <h2>{of.title}</h2>
        <div className={classes.kind}>{t('arrears:paper.title')}</div>
        <div className={classes.head}>
          <span>{office.name}</span>
          <span className="figure">
            {t('arrears:paper.number')} {of.noticeNo}
          </span>
        </div>
      </header>
      <p className={classes.to}>
        {t('arrears:paper.to', {
          unit: `${of.area} ${of.unit}`,
          name: of.addressee || t(`vocabulary:debtorKind.${of.debtorKind}`),
        })}
      </p>
      <p className={classes.text}>
        {t('arrears:paper.body', { asOf: of.asOf, amount: formatMoney(of.amount), payBy: of.payBy })}
      </p>
      <table>
        <thead>
          <tr>
            <th>{t('arrears:item')}</th>
            <th>{t('arrears:period')}</th>
            <th>{t('arrears:dueOn')}</th>
            <th className={classes.number}>{t('arrears:charged')}</th>
            <th className={classes.number}>{t('arrears:owed')}</th>
          </tr>
        </thead>
        <tbody>
          {rows.map((line) => (
            <tr key={`${line.item} ${line.fromOn}`}>
              <td>{line.item}</td>
              <td>{periodText(line)}</td>
              <td>{line.dueOn}</td>
              <td className={classes.number}>{formatMoney(line.amount)}</td>
              <td className={classes.number}>{formatMoney(line.owed)}</td>
            </tr>
          ))}
        </tbody>
        <tfoot>
          <tr>
            <td colSpan={3}>
              {t('arrears:total')}
              {i18n.language === 'zh' && <span className={classes.words}>{amountInWords(of.amount)}</span>}
            </td>
            <td colSpan={2} className={classes.number}>
              {formatMoney(of.amount)}
            </td>
          </tr>
        </tfoot>
      </table>
      <p className={classes.text}>{t('arrears:paper.ask')}</p>
      <div className={classes.foot}>
        <span>
          {t('arrears:paper.received')}
          <i />
        </span>
        <span>
          {office.name}
          <br />
          {of.issuedOn}
        </span>
      </div>
    </article>
  )
}

/** Lines of one item whose months follow each other as one, with the first due date. */
function together(lines: readonly NoticeLine[]): NoticeLine[] {
  return [...Map.groupBy(lines, (line) => line.item)].flatMap(([item, own]) =>
    spansOf(own).map((span) => {
      const inside = own.filter((line) => line.fromOn >= span.fromOn && line.toOn <= span.toOn)
      return {
        item,
        ...span,
        dueOn: inside.map((line) => line.dueOn).sort()[0] ?? '',
        amount: inside.reduce((sum, line) => sum + line.amount, 0),
        owed: inside.reduce((sum, line) => sum + line.owed, 0),
      }
    }),
  )
}
