import { Button } from '@mantine/core'
import { IconPrinter } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useSearch } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import type { PlannedLine } from '../../../electron/contract/visits.ts'
import { orpc } from '../../api/client.ts'
import { useOffice } from '../../api/session.ts'
import { Keys, useCommands } from '../../app/commands.tsx'
import { EmptyFace, Loaded } from '../../ui/Faces.tsx'
import { formatCount } from '../../ui/format.ts'
import { Page } from '../../ui/Page.tsx'
import { printPage } from '../../ui/print.ts'
import papers from '../arrears/paper.module.css'
import classes from './visits.module.css'

/** Households that fit on one sheet with room to write. */
const linesOnSheet = 12

/** The day's list on paper: a sheet or more for each steward, with boxes to tick and room to write. */
export function DayPaperPage() {
  const { t } = useTranslation()
  const { today } = useOffice()
  const { day = today } = useSearch({ from: '/visits/paper' })
  const query = useQuery(orpc.visits.day.queryOptions({ input: { onDate: day } }))
  useCommands([{ key: 'p', label: t('common:print'), run: printPage }])
  return (
    <Page
      ownPaper
      title={t('visits:plan.dayTitle', { day })}
      crumbs={[
        { label: t('common:nav.visits'), link: { to: '/visits' } },
        { label: t('visits:tabs.plan'), link: { to: '/visits/plan', search: day === today ? {} : { day } } },
      ]}
      actions={
        <Button leftSection={<IconPrinter size={16} />} rightSection={<Keys of="p" />} onClick={printPage}>
          {t('common:print')}
        </Button>
      }
    >
      <Loaded query={query}>
        {(lines) =>
          lines.length === 0 ? (
            <EmptyFace title={t('visits:plan.empty')} />
          ) : (
            sheetsOf(lines).map((sheet) => <Sheet key={sheet[0]?.id} lines={sheet} day={day} />)
          )
        }
      </Loaded>
    </Page>
  )
}

function sheetsOf(lines: readonly PlannedLine[]): PlannedLine[][] {
  return [...Map.groupBy(lines, (line) => line.stewardId).values()].flatMap((own) =>
    Array.from({ length: Math.ceil(own.length / linesOnSheet) }, (_, index) =>
      own.slice(index * linesOnSheet, (index + 1) * linesOnSheet),
    ),
  )
}

function Sheet({ lines, day }: { readonly lines: readonly PlannedLine[]; readonly day: string }) {
  const { t } = useTranslation()
  const office = useOffice()
  return (
    <article className={papers.sheet} aria-label={lines[0]?.steward ?? day} data-testid="visit-sheet">
      <header>
        <h2>{office.name}</h2>
        <div className={papers.kind}>{t('visits:paper.title')}</div>
        <div className={papers.head}>
          <span>{t('visits:paper.steward', { name: lines[0]?.steward || '________' })}</span>
          <span>{t('visits:paper.count', { count: formatCount(lines.length) as never })}</span>
          <span className="figure">{day}</span>
        </div>
      </header>
      <table className={classes.list}>
        <thead>
          <tr>
            <th>{t('visits:unit')}</th>
            <th>{t('visits:col.people')}</th>
            <th>{t('visits:col.reason')}</th>
            <th>{t('visits:col.result')}</th>
            <th className={classes.wide}>{t('visits:col.findings')}</th>
          </tr>
        </thead>
        <tbody>
          {lines.map((line) => (
            <tr key={line.id}>
              <td>
                {line.area}
                <br />
                <b>{line.unit}</b>
              </td>
              <td>
                {line.people}
                <br />
                <span className="figure">{line.phone}</span>
              </td>
              <td>
                {line.reasons.map((reason) => t(`vocabulary:visitReason.${reason}`)).join(t('common:listSeparator'))}
              </td>
              <td>
                {t('visits:paper.results')
                  .split(' ')
                  .map((result) => (
                    <div key={result} className={classes.tick}>
                      {result}
                    </div>
                  ))}
              </td>
              <td />
            </tr>
          ))}
        </tbody>
      </table>
      <div className={papers.foot}>
        <span>
          {t('visits:paper.signed')}
          <i />
        </span>
      </div>
    </article>
  )
}
