import { Button } from '@mantine/core'
import { IconPrinter } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useParams } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { orpc } from '../../api/client.ts'
import { useOffice } from '../../api/session.ts'
import { Keys, useCommands } from '../../app/commands.tsx'
import { Loaded, NotFoundFace } from '../../ui/Faces.tsx'
import { Page } from '../../ui/Page.tsx'
import { printPage } from '../../ui/print.ts'
import { hours } from './RotaGrid.tsx'
import classes from './rotaPaper.module.css'

export function RotaPaperPage() {
  const { id } = useParams({ from: '/people/rota/$id' })
  return /^[1-9]\d{0,14}$/.test(id) ? <Paper id={Number(id)} /> : <NotFoundFace />
}

/** A month as it was published, on one landscape sheet to hang up. */
function Paper({ id }: { readonly id: number }) {
  const { t } = useTranslation()
  const office = useOffice()
  const query = useQuery(orpc.rota.edition.queryOptions({ input: { id } }))
  useCommands([{ key: 'p', label: t('common:print'), run: printPage }])
  const month = query.data?.month
  return (
    <Page
      ownPaper
      title={month ? t('people:rota.of', { month }) : ''}
      crumbs={[
        { label: t('common:nav.people'), link: { to: '/people' } },
        { label: t('people:tabs.rota'), link: { to: '/people/rota', search: month ? { month } : {} } },
      ]}
      actions={
        <Button leftSection={<IconPrinter size={16} />} rightSection={<Keys of="p" />} onClick={printPage}>
          {t('common:print')}
        </Button>
      }
    >
      <Loaded query={query}>
        {(sheet) => (
          <article className={classes.sheet} data-testid="rota-sheet">
            <h2>{`${office.name} ${t('people:rota.of', { month: sheet.month })}`}</h2>
            <div className={classes.sheetHead}>
              <span>
                {sheet.shifts
                  .map((shift) => [`${shift.letter} ${shift.name}`, shift.hours].filter(Boolean).join(' '))
                  .join(' · ')}
              </span>
              <span>
                {t('people:rota.lastEdition', { number: sheet.number, date: sheet.publishedOn, name: sheet.actor })}
              </span>
            </div>
            <table>
              <thead>
                <tr>
                  <th className={classes.name}>{t('lists:people.columns.name')}</th>
                  <th className={classes.name}>{t('lists:people.columns.post')}</th>
                  {sheet.days.map((day) => (
                    <th key={day.onDate} data-rest={day.rest || undefined}>
                      {Number(day.onDate.slice(8))}
                      <br />
                      {t(`people:weekday.${new Date(`${day.onDate}T00:00:00Z`).getUTCDay()}`)}
                    </th>
                  ))}
                  <th>{t('people:rota.shifts')}</th>
                  <th>{t('people:rota.hours')}</th>
                  <th>{t('people:rota.nights')}</th>
                </tr>
              </thead>
              <tbody>
                {sheet.people.map((person) => (
                  <tr key={person.staffId}>
                    <td className={classes.name}>{person.name}</td>
                    <td className={classes.name}>{person.post}</td>
                    {person.letters.map((letter, index) => (
                      <td key={sheet.days[index]?.onDate ?? index} data-rest={sheet.days[index]?.rest || undefined}>
                        {letter}
                      </td>
                    ))}
                    <td>{person.shifts}</td>
                    <td>{hours(person.minutes)}</td>
                    <td>{person.nights}</td>
                  </tr>
                ))}
              </tbody>
            </table>
          </article>
        )}
      </Loaded>
    </Page>
  )
}
