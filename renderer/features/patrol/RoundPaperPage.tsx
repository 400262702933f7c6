import { Button } from '@mantine/core'
import { IconPrinter } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useParams } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import type { RoundDetail } from '../../../electron/contract/patrol.ts'
import { orpc } from '../../api/client.ts'
import { useOffice } from '../../api/session.ts'
import { Keys, useCommands } from '../../app/commands.tsx'
import { Loaded, NotFoundFace } from '../../ui/Faces.tsx'
import { Page } from '../../ui/Page.tsx'
import { printPage } from '../../ui/print.ts'
import papers from '../arrears/paper.module.css'
import classes from './patrol.module.css'

/** 巡查记录表: a round on paper, with room for the time, a tick and what is found at each point. */
export function RoundPaperPage() {
  const { id } = useParams({ from: '/patrol/$id/paper' })
  return /^[1-9]\d{0,14}$/.test(id) ? <Paper key={id} id={Number(id)} /> : <NotFoundFace />
}

function Paper({ id }: { readonly id: number }) {
  const { t } = useTranslation()
  const query = useQuery(orpc.patrol.round.queryOptions({ input: { id } }))
  useCommands([{ key: 'p', label: t('common:print'), run: printPage }])
  return (
    <Page
      ownPaper
      title={t('patrol:sheet')}
      crumbs={[
        { label: t('common:nav.patrol'), link: { to: '/patrol' } },
        { label: query.data?.route ?? '', link: { to: '/patrol/$id', params: { id: String(id) } } },
      ]}
      actions={
        <Button leftSection={<IconPrinter size={16} />} rightSection={<Keys of="p" />} onClick={printPage}>
          {t('common:print')}
        </Button>
      }
    >
      <Loaded query={query}>{(round) => <Sheet round={round} />}</Loaded>
    </Page>
  )
}

function Sheet({ round }: { readonly round: RoundDetail }) {
  const { t } = useTranslation()
  const office = useOffice()
  return (
    <article className={papers.sheet} aria-label={`${round.route} ${round.onDate}`} data-testid="round-sheet">
      <header>
        <h2>{office.name}</h2>
        <div className={papers.kind}>{t('patrol:sheetTitle')}</div>
        <div className={papers.head}>
          <span>
            {round.route} · {round.window}
          </span>
          <span className="figure">
            {round.onDate} {round.fromTime}–{round.toTime}
          </span>
          <span>
            {t('lists:patrolRounds.columns.walker')}: {round.walker || '________'}
          </span>
        </div>
      </header>
      <table className={classes.list}>
        <thead>
          <tr>
            <th>{t('patrol:number')}</th>
            <th>{t('patrol:point')}</th>
            <th>{t('patrol:look')}</th>
            <th className={classes.time}>{t('patrol:time')}</th>
            <th>{t('patrol:inOrder')}</th>
            <th className={classes.write}>{t('inspections:problems')}</th>
          </tr>
        </thead>
        <tbody>
          {round.points.map((point, index) => (
            <tr key={point.pointId}>
              <td className="figure">{index + 1}</td>
              <td>
                <b>{point.name}</b>
                <br />
                {point.place}
              </td>
              <td>{point.look}</td>
              <td className="figure">{point.time}</td>
              <td>{point.time === null ? '□' : point.ok ? '☑' : '☒'}</td>
              <td>
                {point.note}
                {round.problems
                  .filter((problem) => problem.pointId === point.pointId)
                  .map((problem) => (
                    <div key={problem.id}>{problem.content}</div>
                  ))}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      <div className={papers.foot}>
        <span>
          {t('patrol:signed')}
          <i />
        </span>
      </div>
    </article>
  )
}
