import { Button } from '@mantine/core'
import { IconPrinter } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useParams } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import type { StockCountDetail } from '../../../electron/contract/stores.ts'
import { orpc } from '../../api/client.ts'
import { useOffice } from '../../api/session.ts'
import { Keys, useCommands } from '../../app/commands.tsx'
import { Loaded, NotFoundFace } from '../../ui/Faces.tsx'
import { formatArea, formatCount } from '../../ui/format.ts'
import { Page } from '../../ui/Page.tsx'
import { printPage } from '../../ui/print.ts'
import papers from '../arrears/paper.module.css'
import classes from './stores.module.css'

/** Items that fit on one sheet with room to write. */
const linesOnSheet = 28

/** The count sheet: bin by bin, with room for the number. What the books say is not on it, so that it is counted. */
export function CountPaperPage() {
  const { id } = useParams({ from: '/stores/count/$id/paper' })
  return /^[1-9]\d{0,14}$/.test(id) ? <Papers id={Number(id)} /> : <NotFoundFace />
}

function Papers({ id }: { readonly id: number }) {
  const { t } = useTranslation()
  const query = useQuery(orpc.stores.count.queryOptions({ input: { id } }))
  useCommands([{ key: 'p', label: t('common:print'), run: printPage }])
  return (
    <Page
      ownPaper
      title={t('stores:paper.countSheet')}
      crumbs={[
        { label: t('stores:tabs.counts'), link: { to: '/stores/counts' } },
        { label: query.data?.number ?? '', link: { to: '/stores/count/$id', params: { id: String(id) } } },
      ]}
      actions={
        <Button leftSection={<IconPrinter size={16} />} rightSection={<Keys of="p" />} onClick={printPage}>
          {t('common:print')}
        </Button>
      }
    >
      <Loaded query={query}>
        {(count) =>
          Array.from({ length: Math.ceil(count.lines.length / linesOnSheet) }, (_, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: sheets are known by their number
            <Sheet key={index} count={count} at={index} />
          ))
        }
      </Loaded>
    </Page>
  )
}

function Sheet({ count, at }: { readonly count: StockCountDetail; readonly at: number }) {
  const { t } = useTranslation()
  const office = useOffice()
  const sheets = Math.ceil(count.lines.length / linesOnSheet)
  const isBooked = count.state === 'booked'
  return (
    <article className={papers.sheet} aria-label={`${count.number} ${at + 1}`} data-testid="count-sheet">
      <header>
        <h2>{office.name}</h2>
        <div className={papers.kind}>{t('stores:paper.countSheet')}</div>
        <div className={papers.head}>
          <span className="figure">{count.number}</span>
          <span>{count.category || t('stores:count.all')}</span>
          <span className="figure">{count.onDate}</span>
          <span>{t('stores:paper.page', { page: formatCount(at + 1), pages: formatCount(sheets) })}</span>
        </div>
      </header>
      <table className={classes.countSheet}>
        <thead>
          <tr>
            <th>{t('lists:stockItems.columns.bin')}</th>
            <th>{t('lists:stockItems.columns.code')}</th>
            <th>{t('lists:stockItems.columns.name')}</th>
            <th>{t('lists:stockItems.columns.unitName')}</th>
            <th className={papers.number}>{t('stores:count.counted')}</th>
            <th>{t('stores:note')}</th>
          </tr>
        </thead>
        <tbody>
          {count.lines.slice(at * linesOnSheet, (at + 1) * linesOnSheet).map((line) => (
            <tr key={line.id}>
              <td>{line.bin}</td>
              <td>{line.code}</td>
              <td>{[line.name, line.specification].filter(Boolean).join(' ')}</td>
              <td>{line.unitName}</td>
              <td className={papers.number}>{isBooked && line.counted !== null && formatArea(line.counted)}</td>
              <td>{isBooked && line.note}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <div className={papers.foot}>
        <span>
          {t('stores:paper.counter')}
          <i />
        </span>
        <span>
          {t('stores:paper.watcher')}
          <i />
        </span>
      </div>
    </article>
  )
}
