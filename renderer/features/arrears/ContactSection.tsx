import { Badge, Group, Text } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { UnitArrears } from '../../../electron/contract/dunning.ts'
import { formatMoney } from '../../ui/format.ts'
import classes from './arrears.module.css'
import { PromiseBadge } from './PromiseBadge.tsx'
import { Section } from './Section.tsx'

/** What was said and sent, the latest first. */
export function ContactSection({ of }: { readonly of: UnitArrears }) {
  const { t } = useTranslation()
  return (
    <Section title={t('arrears:contact.title')} none={of.contacts.length === 0 && t('arrears:empty.contacts')}>
      <ol className={classes.lines} data-testid="contacts">
        {of.contacts.map((contact) => (
          <li key={contact.id}>
            <time>{contact.onDate}</time>
            <div>
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
            </div>
          </li>
        ))}
      </ol>
    </Section>
  )
}
