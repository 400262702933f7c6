import { Button, NumberInput } from '@mantine/core'
import { IconPrinter } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useNavigate, useParams, useSearch } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import type { MaintenanceRecord } from '../../../electron/contract/equipment.ts'
import { orpc } from '../../api/client.ts'
import { useOffice } from '../../api/session.ts'
import { Keys, useCommands } from '../../app/commands.tsx'
import { Loaded, NotFoundFace } from '../../ui/Faces.tsx'
import { Page } from '../../ui/Page.tsx'
import { printPage } from '../../ui/print.ts'
import papers from '../arrears/paper.module.css'

export function RecordPage() {
  const { id } = useParams({ from: '/equipment/$id/record' })
  return /^[1-9]\d{0,14}$/.test(id) ? <RecordOfYear id={Number(id)} /> : <NotFoundFace />
}

/** What was done to one piece of equipment in a year, to be filed. */
function RecordOfYear({ id }: { readonly id: number }) {
  const { t } = useTranslation()
  const navigate = useNavigate()
  const { today } = useOffice()
  const { year = Number(today.slice(0, 4)) } = useSearch({ from: '/equipment/$id/record' })
  const input = { id, from: `${year}-01-01`, to: `${year}-12-31` }
  const query = useQuery(orpc.equipment.record.queryOptions({ input }))
  useCommands([{ key: 'p', label: t('common:print'), run: printPage }])
  return (
    <Page
      ownPaper
      title={t('equipment:record.title')}
      crumbs={[
        { label: t('common:nav.equipment'), link: { to: '/equipment' } },
        { label: query.data?.code ?? '', link: { to: '/equipment/$id', params: { id: String(id) } } },
      ]}
      actions={
        <>
          <NumberInput
            w={90}
            aria-label={t('equipment:yearPlan.year')}
            min={2000}
            max={2100}
            allowDecimal={false}
            thousandSeparator={false}
            value={year}
            onChange={(value) => {
              if (typeof value !== 'number' || value < 2000 || value > 2100) return
              void navigate({
                to: '/equipment/$id/record',
                params: { id: String(id) },
                search: { year: value },
                replace: true,
              })
            }}
          />
          <Button leftSection={<IconPrinter size={16} />} rightSection={<Keys of="p" />} onClick={printPage}>
            {t('common:print')}
          </Button>
        </>
      }
    >
      <Loaded query={query}>{(record) => <Sheet of={record} year={year} />}</Loaded>
    </Page>
  )
}

function Sheet({ of, year }: { readonly of: MaintenanceRecord; readonly year: number }) {
  const { t } = useTranslation()
  const office = useOffice()
  const facts = [
    [t('lists:equipment.columns.code'), of.code],
    [t('lists:equipment.columns.name'), of.name],
    [t('lists:equipment.columns.category'), t(`vocabulary:equipmentCategory.${of.category}`)],
    [t('lists:equipment.columns.place'), of.place],
    [t('lists:equipment.columns.maker'), of.maker],
    [t('lists:equipment.columns.installedOn'), of.installedOn ?? ''],
  ] as const
  return (
    <article className={`${papers.sheet} ${papers.long}`} aria-label={of.code} data-testid="record-sheet">
      <h2>{office.name}</h2>
      <div className={papers.kind}>{t('equipment:record.head', { year })}</div>
      <table className={papers.facts}>
        <tbody>
          {[0, 2, 4].map((start) => (
            <tr key={start}>
              {facts
                .slice(start, start + 2)
                .map(([label, value]) => [<th key={`${label}-name`}>{label}</th>, <td key={label}>{value}</td>])}
            </tr>
          ))}
        </tbody>
      </table>
      <h3>{t('equipment:record.done')}</h3>
      <table>
        <thead>
          <tr>
            <th>{t('lists:planTasks.columns.closedOn')}</th>
            <th>{t('lists:planTasks.columns.title')}</th>
            <th>{t('equipment:record.result')}</th>
            <th className={papers.whole}>{t('lists:planTasks.columns.doneBy')}</th>
            <th>{t('plans:note')}</th>
          </tr>
        </thead>
        <tbody>
          {of.lines.length === 0 && (
            <tr>
              <td colSpan={5}>{t('equipment:record.none')}</td>
            </tr>
          )}
          {of.lines.map((line) => (
            <tr key={line.taskId}>
              <td className={papers.whole}>{line.onDate}</td>
              <td>{line.title}</td>
              <td>
                {line.kind === 'skipped'
                  ? t('vocabulary:taskState.skipped')
                  : line.failed.length === 0
                    ? line.checks > 0 && t('equipment:record.allFine', { count: line.checks })
                    : line.failed
                        .map(({ words, note, job }) => [words, note, job].filter(Boolean).join(' '))
                        .join(t('common:listSeparator'))}
                {line.readings.length > 0 && <div>{line.readings.join(t('common:listSeparator'))}</div>}
              </td>
              <td className={papers.whole}>{line.doneBy}</td>
              <td>{line.note}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <h3>{t('equipment:states')}</h3>
      <table>
        <thead>
          <tr>
            <th>{t('equipment:fromOn')}</th>
            <th>{t('equipment:toOn')}</th>
            <th>{t('lists:equipment.columns.state')}</th>
            <th>{t('equipment:dayCount')}</th>
            <th>{t('common:reason')}</th>
          </tr>
        </thead>
        <tbody>
          {of.states.map((spell) => (
            <tr key={spell.id}>
              <td className={papers.whole}>{spell.fromOn}</td>
              <td className={papers.whole}>{spell.toOn}</td>
              <td>{t(`vocabulary:equipmentState.${spell.state}`)}</td>
              <td className={papers.number}>{spell.days}</td>
              <td>{spell.reason}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </article>
  )
}
