import { Button } from '@mantine/core'
import { IconPrinter } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useParams } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { recordFields, registerOf } from '../../../electron/contract/registerKinds.ts'
import { addressed, type RecordDetail } from '../../../electron/contract/registers.ts'
import { orpc } from '../../api/client.ts'
import { useOffice } from '../../api/session.ts'
import { Keys, useCommands } from '../../app/commands.tsx'
import { Loaded } from '../../ui/Faces.tsx'
import { formatCount, formatMoney } from '../../ui/format.ts'
import { Page } from '../../ui/Page.tsx'
import { printPage } from '../../ui/print.ts'
import papers from '../arrears/paper.module.css'
import { cardOf, crumbsOf } from './places.ts'
import classes from './registers.module.css'
import { eventName, fieldName, registerName } from './words.ts'

/** A record on paper: a notice under the office's head, everything else as a slip with its facts and room to sign. */
export function PaperPage() {
  const { t } = useTranslation()
  const { id } = useParams({ strict: false }) as { id: string }
  const query = useQuery(orpc.registers.detail.queryOptions({ input: { id: Number(id) } }))
  useCommands([{ key: 'p', label: t('common:print'), run: printPage }])
  return (
    <Page
      ownPaper
      title={query.data?.number ?? ''}
      crumbs={
        query.data
          ? [
              ...crumbsOf(t, query.data.register),
              { label: query.data.number, link: cardOf(query.data.register, query.data.id) },
            ]
          : []
      }
      actions={
        <Button leftSection={<IconPrinter size={16} />} rightSection={<Keys of="p" />} onClick={printPage}>
          {t('common:print')}
        </Button>
      }
    >
      <Loaded query={query}>
        {(record) => (record.register === 'notice' ? <Notice record={record} /> : <Slip record={record} />)}
      </Loaded>
    </Page>
  )
}

function Notice({ record }: { readonly record: RecordDetail }) {
  const { t } = useTranslation()
  const office = useOffice()
  return (
    <article className={papers.sheet} aria-label={record.title} data-testid="notice-paper">
      <header>
        <h2>{office.name}</h2>
        <div className={papers.kind}>{record.title}</div>
        {record.state === 'cancelled' && (
          <div className={classes.void} data-testid="void">
            {t('vocabulary:recordState.cancelled')}
          </div>
        )}
        <div className={papers.head}>
          <span>{record.code && t('registers:reference', { code: record.code })}</span>
          <span className="figure">{record.onDate}</span>
        </div>
      </header>
      <p className={classes.notice}>
        {record.place && `${addressed(record.place)}${t('registers:salutation')}\n`}
        {record.body}
      </p>
      <div className={papers.foot}>
        <span>
          {office.name}
          <br />
          <span className="figure">{record.onDate}</span>
        </span>
      </div>
    </article>
  )
}

/** What was done about an incident, step by step. */
function Course({ of }: { readonly of: RecordDetail }) {
  const { t } = useTranslation()
  return (
    <div className={classes.course} data-testid="course">
      {of.steps.map(({ id, event, onDate, atTime, person, text, actor }) => (
        <p key={id}>
          <span className="figure">{[onDate, atTime].filter(Boolean).join(' ')}</span>{' '}
          {eventName(t, of.register, event)} {[person, text].filter(Boolean).join(' · ')} <i>{actor}</i>
        </p>
      ))}
    </div>
  )
}

function Slip({ record }: { readonly record: RecordDetail }) {
  const { t } = useTranslation()
  const office = useOffice()
  const { needs, asks } = registerOf(record.register)
  const asked = recordFields.filter((field) => field !== 'body' && (needs.includes(field) || asks.includes(field)))
  const facts = [
    [fieldName(t, record.register, 'onDate'), record.onDate],
    ...asked.map((field) => [fieldName(t, record.register, field), shown(field)] as const),
  ] as const
  const rows = Array.from({ length: Math.ceil(facts.length / 2) }, (_, index) => facts.slice(index * 2, index * 2 + 2))
  return (
    <article className={`${papers.sheet} ${classes.slip}`} aria-label={record.number} data-testid="record-paper">
      <header>
        <h2>{office.name}</h2>
        <div className={papers.kind}>{registerName(t, record.register)}</div>
        <div className={papers.head}>
          <span>{t('registers:no', { number: record.number })}</span>
          <span>{t(`vocabulary:recordState.${record.state}`)}</span>
        </div>
      </header>
      <table className={classes.facts}>
        <tbody>
          {rows.map((pair) => (
            <tr key={pair[0]?.[0]}>
              {pair.flatMap(([label, value]) => [
                <td key={label}>{label}</td>,
                <td key={`${label} value`}>{value}</td>,
              ])}
              {pair.length === 1 && [<td key="label" />, <td key="value" />]}
            </tr>
          ))}
        </tbody>
      </table>
      {record.body !== '' && <p style={{ whiteSpace: 'pre-wrap' }}>{record.body}</p>}
      {record.register === 'incident' && <Course of={record} />}
      <div className={papers.foot}>
        <span>
          {t('registers:signedOffice')}
          <i />
        </span>
        <span>
          {t('registers:signedHolder')}
          <i />
        </span>
      </div>
    </article>
  )

  function shown(field: (typeof asked)[number]): string {
    switch (field) {
      case 'unitId':
        return record.unit ?? ''
      case 'spaceId':
        return record.space ?? ''
      case 'category':
        return record.category && t(`vocabulary:recordCategory.${record.category}`)
      case 'amount':
        return record.amount === null ? '' : `${formatMoney(record.amount)} ${t('common:yuan')}`
      case 'quantity':
        return record.quantity === null ? '' : formatCount(record.quantity)
      default:
        return record[field] ?? ''
    }
  }
}
