import { Button, Stack } from '@mantine/core'
import { IconFileImport, IconPhonePlus } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { Fragment, lazy, type ReactNode, Suspense } from 'react'
import { useTranslation } from 'react-i18next'
import { momentInZone } from '../../../electron/contract/dates.ts'
import type { Dashboard } from '../../../electron/contract/desk.ts'
import type { Role } from '../../../electron/contract/roles.ts'
import { orpc } from '../../api/client.ts'
import { useActor, useMay, useOffice } from '../../api/session.ts'
import { Keys } from '../../app/commands.tsx'
import { loadPageWords } from '../../app/i18n.ts'
import { Loaded } from '../../ui/Faces.tsx'
import { formatCount } from '../../ui/format.ts'
import { LinkButton } from '../../ui/links.tsx'
import { Page } from '../../ui/Page.tsx'
import { Stat } from '../../ui/Stat.tsx'
import { WhenSeen } from '../../ui/WhenSeen.tsx'
import { openIntake } from '../jobs/intakeDoor.ts'
import { useTourSeen } from '../tour/seen.ts'
import { NowStats } from '../watch/NowStats.tsx'
import { Appointments } from './Appointments.tsx'
import classes from './Dashboard.module.css'
import { DueNow } from './DueNow.tsx'
import { DuePromises } from './DuePromises.tsx'
import { FirstSteps } from './FirstSteps.tsx'
import { LowStock } from './LowStock.tsx'
import { MoneyGlance } from './MoneyGlance.tsx'
import { OccupancyStack } from './OccupancyStack.tsx'
import { RecentImports } from './RecentImports.tsx'
import { Section } from './Section.tsx'
import { ThisYear } from './ThisYear.tsx'
import { UnsignedLogs } from './UnsignedLogs.tsx'

/** Today at the desk: what is late, what is coming, how the office stands; by role, the day's work or the figures first. */
export function DashboardPage() {
  const { t } = useTranslation()
  const query = useQuery(orpc.desk.dashboard.queryOptions())
  const mayImport = useMay('imports.check')
  const mayTakeCall = useMay('jobs.register')
  return (
    <Page
      title={t('dashboard:title')}
      subtitle={<Greeting />}
      actions={
        <>
          {mayImport && (
            <LinkButton to="/imports" variant="default" leftSection={<IconFileImport size={16} />}>
              {t('dashboard:goImport')}
            </LinkButton>
          )}
          {mayTakeCall && (
            <Button
              leftSection={<IconPhonePlus size={16} />}
              rightSection={<Keys of="alt+n" />}
              onClick={() => openIntake()}
              data-testid="intake"
            >
              {t('common:takeCall')}
            </Button>
          )}
        </>
      }
    >
      <Tour />
      <Loaded query={query}>{(today) => (today.units === 0 ? <FirstSteps /> : <Sections today={today} />)}</Loaded>
    </Page>
  )
}

/** A sample office offers its tour to whoever has not seen it. */
function Tour() {
  const { sample } = useOffice()
  const [isSeen] = useTourSeen()
  if (!sample || isSeen) return null
  return (
    <Suspense fallback={<div className={classes.offer} />}>
      <TourOffer />
    </Suspense>
  )
}

const TourOffer = lazy(async () => ({ default: (await import('../tour/TourOffer.tsx')).TourOffer }))

/** Roles that answer for the figures; the others come for the day's work. */
const figuresFirst: readonly Role[] = ['manager', 'administrator', 'accountant']

/** Roles that see to it that promises to pay are kept. */
const collectors: readonly Role[] = ['cashier', 'accountant', 'manager', 'administrator']

/** Roles that set targets and answer for them. */
const leaders: readonly Role[] = ['manager', 'administrator']

/** Roles that live by what is open and late. */
const deskRoles: readonly Role[] = ['front-desk', 'engineering', 'manager']

/** Parts with words and code of their own, which would hold the page up. */
const TargetsGlance = lazy(async () => ({
  default: (await import('../summary/TargetsGlance.tsx')).TargetsGlance,
}))

const BackupsGlance = lazy(async () => {
  const [part] = await Promise.all([import('../backups/BackupsGlance.tsx'), loadPageWords()])
  return { default: part.BackupsGlance }
})

const DueTasks = lazy(async () => {
  const [part] = await Promise.all([import('../tasks/DueTasks.tsx'), loadPageWords()])
  return { default: part.DueTasks }
})

const DueRecords = lazy(async () => {
  const [part] = await Promise.all([import('../registers/DueRecords.tsx'), loadPageWords()])
  return { default: part.DueRecords }
})

/** The service desk as it stands. */
function DeskNow() {
  const { data } = useQuery(orpc.watch.glance.queryOptions())
  return data ? <NowStats now={data} /> : null
}

function Sections({ today }: { readonly today: Dashboard }) {
  const { t } = useTranslation()
  const roles = useActor()?.roles ?? []
  const mayTake = useMay('counter.take')
  const mayStock = useMay('stores.receive')
  const work = (
    <div className={classes.work}>
      <DueNow />
      <Appointments of={today.appointments} />
    </div>
  )
  const occupancy = (
    <Section title={t('dashboard:occupancy')}>
      <OccupancyStack parts={today.occupancy} />
    </Section>
  )
  const tasks = roles.some((role) => deskRoles.includes(role)) && (
    <WhenSeen testId="tasks-place">
      <DueTasks />
      <DueRecords />
    </WhenSeen>
  )
  // Who is here to mend things begins with them.
  const mends = roles.every((role) => role === 'engineering')
  const sections: readonly (readonly [string, ReactNode])[] = roles.some((role) => figuresFirst.includes(role))
    ? [
        ['year', <ThisYear key="year" />],
        ['occupancy', occupancy],
        ['work', work],
      ]
    : [
        ['work', work],
        ['occupancy', occupancy],
        ['year', <ThisYear key="year" />],
      ]
  return (
    <Stack gap="sm">
      {roles.some((role) => deskRoles.includes(role)) && <DeskNow />}
      {mends && tasks}
      <Glance today={today} />
      {mayTake && <MoneyGlance today={today} />}
      {roles.some((role) => collectors.includes(role)) && <DuePromises />}
      {mayStock && <LowStock />}
      <UnsignedLogs />
      {sections.map(([name, section]) => (
        <Fragment key={name}>{section}</Fragment>
      ))}
      {roles.some((role) => leaders.includes(role)) && (
        <WhenSeen testId="targets-place" minHeight={150}>
          <TargetsGlance />
        </WhenSeen>
      )}
      {!mends && tasks}
      <RecentImports of={today.recentImports} />
      <WhenSeen testId="backups-place">
        <BackupsGlance />
      </WhenSeen>
    </Stack>
  )
}

function Glance({ today }: { readonly today: Dashboard }) {
  const { t } = useTranslation()
  return (
    <div className={classes.stats}>
      <Stat
        label={t('dashboard:overdue')}
        value={formatCount(today.overdueHandovers)}
        unit={t('common:unitsOf')}
        tone={today.overdueHandovers > 0 ? 'danger' : 'calm'}
        link={{ to: '/handover', search: { when: 'overdue' } }}
        testId="overdue"
      />
      <Stat
        label={t('dashboard:dueSoon')}
        value={formatCount(today.dueSoon)}
        unit={t('common:unitsOf')}
        tone={today.dueSoon > 0 ? 'warning' : 'calm'}
        link={{ to: '/handover', search: { when: 'soon' } }}
        testId="due-soon"
      />
      <Stat
        label={t('dashboard:units')}
        value={formatCount(today.units)}
        unit={t('common:unitsOf')}
        link={{ to: '/estate' }}
        testId="units"
      />
      <Stat
        label={t('dashboard:people')}
        value={formatCount(today.people)}
        unit={t('common:peopleOf')}
        link={{ to: '/residents' }}
        testId="people"
      />
    </div>
  )
}

/** The office's day in words, and a greeting by the hour. */
function Greeting() {
  const { t, i18n } = useTranslation()
  const { today, zone } = useOffice()
  const actor = useActor()
  const hour = Number(momentInZone(new Date(), zone).slice(11, 13))
  const part = hour < 11 ? 'morning' : hour < 13 ? 'noon' : hour < 18 ? 'afternoon' : 'evening'
  const day = new Intl.DateTimeFormat(i18n.language === 'zh' ? 'zh-CN' : 'en-GB', {
    timeZone: 'UTC',
    month: 'long',
    day: 'numeric',
    weekday: 'long',
  }).format(new Date(`${today}T00:00:00Z`))
  return t('dashboard:greeting', { day, greeting: t(`dashboard:hello.${part}`), name: actor?.name ?? '' })
}
