import { Badge, Button, Group, Text } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { ContactLine, UnitArrears } from '../../../electron/contract/dunning.ts'
import { orpc } from '../../api/client.ts'
import { useMay, useOffice } from '../../api/session.ts'
import { askReason } from '../../ui/ConfirmReason.tsx'
import { formatMoney } from '../../ui/format.ts'
import { useWrite } from '../../ui/write.ts'
import classes from './arrears.module.css'
import { PromiseBadge } from './PromiseBadge.tsx'
import { Section } from './Section.tsx'

/** What was said and sent, the latest first; what was entered wrongly stays, struck through. */
export function ContactSection({ of }: { readonly of: UnitArrears }) {
  const { t } = useTranslation()
  const { today } = useOffice()
  // An earlier day is looked at, not changed.
  const mayStrike = useMay('dunning.strikeContact') && of.account.asOf === today
  const strike = useStrikeContact()
  return (
    <Section title={t('arrears:contact.title')} none={of.contacts.length === 0 && t('arrears:empty.contacts')}>
      <ol className={classes.lines} data-testid="contacts">
        {of.contacts.map((contact) => (
          <li key={contact.id}>
            <time>{contact.onDate}</time>
            <div {...(contact.struckOn !== null && { 'data-struck': true })}>
              <Group gap={8}>
                <b>{t(`vocabulary:contactWay.${contact.way}`)}</b>
                <span>{t(`vocabulary:contactOutcome.${contact.outcome}`)}</span>
                {contact.noticeNo && <span className="figure">{contact.noticeNo}</span>}
                {contact.documented && contact.way !== 'notice' && (
                  <Badge color="gray">{t('arrears:contact.documentedShort')}</Badge>
                )}
                <Text span size="sm" c="dimmed">
                  {[contact.person, contact.actor].filter(Boolean).join(' · ')}
                </Text>
                {mayStrike && contact.mayStrike && contact.struckOn === null && (
                  <Button
                    size="compact-xs"
                    variant="subtle"
                    color="gray"
                    ml="auto"
                    className="no-print"
                    onClick={() => void strike(contact)}
                    data-testid="strike"
                  >
                    {t('arrears:contact.strike')}
                  </Button>
                )}
              </Group>
              {contact.promiseOn && (
                <Group gap={8}>
                  <span className="figure">
                    {t('arrears:contact.promise', {
                      date: contact.promiseOn,
                      amount: formatMoney(contact.promiseAmount ?? 0),
                    })}
                  </span>
                  {contact.promiseState && <PromiseBadge state={contact.promiseState} />}
                </Group>
              )}
              {contact.note && <div>{contact.note}</div>}
              {contact.struckOn !== null && (
                <Text size="sm" c="var(--mantine-color-error)" className={classes.strike}>
                  {t('arrears:contact.struck', {
                    date: contact.struckOn,
                    by: contact.struckBy,
                    reason: contact.struckReason,
                  })}
                </Text>
              )}
            </div>
          </li>
        ))}
      </ol>
    </Section>
  )
}

/** Asks why, and strikes the contact out. */
function useStrikeContact() {
  const { t } = useTranslation()
  const write = useWrite(orpc.dunning.strikeContact, { done: t('arrears:contact.strikeDone') })
  return async ({ id, version, onDate }: ContactLine) => {
    const reason = await askReason({
      title: t('arrears:contact.strikeTitle', { date: onDate }),
      message: t('arrears:contact.strikeMessage'),
      action: t('arrears:contact.strike'),
      danger: true,
    })
    if (reason !== null) write.mutate({ id, version, reason })
  }
}
