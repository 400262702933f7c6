import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { UnitArrears } from '../../../electron/contract/dunning.ts'
import { amountInWords } from '../../../electron/contract/money.ts'
import { useActor, useOffice } from '../../api/session.ts'
import { formatArea, formatMoney } from '../../ui/format.ts'
import { periodText } from '../counter/periods.ts'
import classes from './paper.module.css'

/** The evidence of one household's arrears, for a lawyer or a court. Reversed charges and payments stay in, marked. */
export function EvidencePaper({ of }: { readonly of: UnitArrears }) {
  const { t, i18n } = useTranslation()
  const office = useOffice()
  const actor = useActor()
  const { account } = of
  const debtors = [...new Set(account.charges.filter((one) => one.owed > 0).map((one) => one.debtor))].filter(Boolean)
  const paid = of.payments.reduce((sum, one) => sum + (one.reversedOn === null ? one.amount : 0), 0)
  return (
    <article className={`${classes.sheet} ${classes.long}`} data-testid="evidence-paper">
      <header>
        <h2>{t('arrears:evidence.heading')}</h2>
        <div className={classes.head}>
          <span>{office.name}</span>
          <span className="figure">{t('common:printedOn', { date: office.today, name: actor?.name ?? '' })}</span>
        </div>
      </header>
      <table className={classes.facts}>
        <tbody>
          <tr>
            <th>{t('arrears:evidence.unit')}</th>
            <td>
              {of.area} {of.unit} · {formatArea(of.areaCenti)} m²
            </td>
            <th>{t('arrears:debtor')}</th>
            <td>{debtors.join(t('common:listSeparator')) || of.owners}</td>
          </tr>
          <tr>
            <th>{t('arrears:evidence.owed', { date: account.asOf })}</th>
            <td>
              {formatMoney(account.owed)} {t('common:yuan')}
              {i18n.language === 'zh' && <span className={classes.words}>{amountInWords(account.owed)}</span>}
            </td>
            <th>{t('arrears:evidence.phone')}</th>
            <td>{of.phone}</td>
          </tr>
        </tbody>
      </table>
      <Part title={t('arrears:evidence.charges')} empty={account.charges.length === 0}>
        <thead>
          <tr>
            <th>{t('arrears:item')}</th>
            <th>{t('arrears:period')}</th>
            <th>{t('arrears:dueOn')}</th>
            <th className={classes.number}>{t('arrears:charged')}</th>
            <th className={classes.number}>{t('arrears:discounted')}</th>
            <th className={classes.number}>{t('arrears:paid')}</th>
            <th className={classes.number}>{t('arrears:owed')}</th>
          </tr>
        </thead>
        <tbody>
          {account.charges.map((charge) => (
            <tr key={charge.id}>
              <td>{charge.item}</td>
              <td>{periodText(charge)}</td>
              <td>{charge.dueOn}</td>
              <td className={classes.number}>{formatMoney(charge.amount)}</td>
              <td className={classes.number}>{formatMoney(charge.discounted)}</td>
              <td className={classes.number}>{formatMoney(charge.paid)}</td>
              <td className={classes.number}>{charge.reversedOn ? t('arrears:reversed') : formatMoney(charge.owed)}</td>
            </tr>
          ))}
        </tbody>
        <tfoot>
          <tr>
            <td colSpan={6}>{t('arrears:total')}</td>
            <td className={classes.number}>{formatMoney(account.owed)}</td>
          </tr>
        </tfoot>
      </Part>
      <Part title={t('arrears:evidence.payments')} empty={of.payments.length === 0}>
        <thead>
          <tr>
            <th>{t('arrears:date')}</th>
            <th>{t('arrears:evidence.receiptNo')}</th>
            <th>{t('arrears:item')}</th>
            <th>{t('arrears:evidence.payer')}</th>
            <th>{t('arrears:evidence.method')}</th>
            <th className={classes.number}>{t('arrears:evidence.amount')}</th>
          </tr>
        </thead>
        <tbody>
          {of.payments.map((payment) => (
            <tr key={payment.id}>
              <td>{payment.onDate}</td>
              <td>{payment.receiptNo}</td>
              <td>{payment.item}</td>
              <td>{payment.payer}</td>
              <td>{t(`vocabulary:paymentMethod.${payment.method}`)}</td>
              <td className={classes.number}>
                {formatMoney(payment.amount)}
                {payment.reversedOn && ` ${t('arrears:reversed')}`}
              </td>
            </tr>
          ))}
        </tbody>
        <tfoot>
          <tr>
            <td colSpan={5}>{t('arrears:total')}</td>
            <td className={classes.number}>{formatMoney(paid)}</td>
          </tr>
        </tfoot>
      </Part>
      <Part title={t('arrears:evidence.notices')} empty={of.notices.length === 0}>
        <thead>
          <tr>
            <th>{t('lists:paymentNotices.columns.noticeNo')}</th>
            <th>{t('lists:paymentNotices.columns.issuedOn')}</th>
            <th>{t('lists:paymentNotices.columns.addressee')}</th>
            <th>{t('arrears:issue.payBy')}</th>
            <th className={classes.number}>{t('lists:paymentNotices.columns.amount')}</th>
            <th>{t('lists:paymentNotices.columns.state')}</th>
          </tr>
        </thead>
        <tbody>
          {of.notices.toReversed().map((notice) => (
            <tr key={notice.id}>
              <td>{notice.noticeNo}</td>
              <td>{notice.issuedOn}</td>
              <td>{notice.addressee || t(`vocabulary:debtorKind.${notice.debtorKind}`)}</td>
              <td>{notice.payBy}</td>
              <td className={classes.number}>{formatMoney(notice.amount)}</td>
              <td>{t(`vocabulary:noticeState.${notice.cancelledOn ? 'cancelled' : 'valid'}`)}</td>
            </tr>
          ))}
        </tbody>
      </Part>
      <Part title={t('arrears:evidence.contacts')} empty={of.contacts.length === 0}>
        <thead>
          <tr>
            <th>{t('arrears:date')}</th>
            <th>{t('lists:contacts.columns.way')}</th>
            <th>{t('lists:contacts.columns.outcome')}</th>
            <th>{t('lists:contacts.columns.note')}</th>
            <th>{t('lists:contacts.columns.actor')}</th>
          </tr>
        </thead>
        <tbody>
          {of.contacts.toReversed().map((contact) => (
            <tr key={contact.id} className={contact.struckOn === null ? undefined : classes.struck}>
              <td className={classes.whole}>{contact.onDate}</td>
              <td>{t(`vocabulary:contactWay.${contact.way}`)}</td>
              <td>{t(`vocabulary:contactOutcome.${contact.outcome}`)}</td>
              <td>
                {[
                  contact.noticeNo,
                  contact.note,
                  contact.promiseOn &&
                    t('arrears:contact.promise', {
                      date: contact.promiseOn,
                      amount: formatMoney(contact.promiseAmount ?? 0),
                    }),
                  contact.promiseState && t(`vocabulary:promiseState.${contact.promiseState}`),
                  contact.documented && t('arrears:contact.documentedShort'),
                ]
                  .filter(Boolean)
                  .join(' · ')}
                {contact.struckOn !== null && (
                  <span className={classes.strike}>
                    {t('arrears:contact.struck', {
                      date: contact.struckOn,
                      by: contact.struckBy,
                      reason: contact.struckReason,
                    })}
                  </span>
                )}
              </td>
              <td className={classes.whole}>{contact.actor}</td>
            </tr>
          ))}
        </tbody>
      </Part>
      {of.cases.map((one) => (
        <Part key={one.id} title={t('arrears:evidence.case', { date: one.openedOn, amount: formatMoney(one.amount) })}>
          <tbody>
            {one.steps.map((step) => (
              <tr key={step.id}>
                <td>{step.onDate}</td>
                <td>{t(`vocabulary:legalState.${step.state}`)}</td>
                <td>{step.interrupts && t('arrears:case.interruptsShort')}</td>
                <td>{step.note}</td>
              </tr>
            ))}
          </tbody>
        </Part>
      ))}
    </article>
  )
}

function Part(props: { readonly title: string; readonly empty?: boolean; readonly children: ReactNode }) {
  const { t } = useTranslation()
  return (
    <section>
      <h3>{props.title}</h3>
      {props.empty ? <p>{t('common:none')}</p> : <table>{props.children}</table>}
    </section>
  )
}
