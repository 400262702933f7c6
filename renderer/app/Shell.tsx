import {
  ActionIcon,
  AppShell,
  Badge,
  Box,
  Group,
  NavLink,
  Text,
  Tooltip,
  UnstyledButton,
  VisuallyHidden,
} from '@mantine/core'
import { useDisclosure, useLocalStorage, useMediaQuery, useWindowEvent } from '@mantine/hooks'
import { IconChevronRight, IconLayoutSidebarLeftCollapse, IconLayoutSidebarLeftExpand } from '@tabler/icons-react'
import { Link, useLocation, useNavigate } from '@tanstack/react-router'
import i18next from 'i18next'
import { lazy, type ReactNode, Suspense, useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { mayCall } from '../../electron/contract/permissions.ts'
import { useActor, useOffice } from '../api/session.ts'
import { type IntakeStart, intakeEvent, openIntake } from '../features/jobs/intakeDoor.ts'
import { focusSearch, SearchBox } from '../features/search/SearchBox.tsx'
import { tourEvent } from '../features/tour/tourDoor.ts'
import { WatchBadge } from '../features/watch/WatchBadge.tsx'
import { printPage } from '../ui/print.ts'
import { sayDone, sayError } from '../ui/write.ts'
import { useCommands, useKeyboardHelp } from './commands.tsx'
import { loadPageWords } from './i18n.ts'
import { useIdleLock } from './idleLock.ts'
import { isBehindLock, lockWindow } from './lock.ts'
import { LanguageSwitch, LookSwitch, Person } from './personal.tsx'
import { registers } from './registers.ts'
import classes from './Shell.module.css'

const Intake = lazy(async () => {
  const [{ Intake: drawer }] = await Promise.all([import('../features/jobs/Intake.tsx'), loadPageWords()])
  return { default: drawer }
})
const ManualDrawer = lazy(async () => {
  const [{ ManualDrawer: drawer }] = await Promise.all([import('../features/manual/ManualDrawer.tsx'), loadPageWords()])
  return { default: drawer }
})
const Tour = lazy(async () => ({ default: (await import('../features/tour/Tour.tsx')).Tour }))

/** Navigation and bar around every page once somebody is signed in. */
export function Shell({ children }: { readonly children: ReactNode }): ReactNode {
  const { t } = useTranslation()
  // Until somebody chose, a tablet upright keeps the width for the page.
  const isSmall = useMediaQuery('(max-width: 900px)', undefined, { getInitialValueInEffect: false })
  const [chosen, setNarrow] = useLocalStorage<boolean | null>({
    key: 'desk.narrow',
    defaultValue: null,
    getInitialValueInEffect: false,
  })
  const narrow = chosen ?? isSmall
  const [manualOpen, manual] = useDisclosure(false)
  useIdleLock()
  const [call, setCall] = useState<IntakeStart | null>(null)
  useWindowEvent(intakeEvent, (event) => setCall((event as CustomEvent<IntakeStart>).detail))
  const [touring, tour] = useDisclosure(false)
  useWindowEvent(tourEvent, tour.open)
  useShellCommands(manual.toggle)
  return (
    <AppShell
      header={{ height: 48 }}
      navbar={{ width: narrow ? 52 : 184, breakpoint: 0 }}
      padding={0}
      transitionDuration={0}
      classNames={{ header: classes.header, navbar: classes.navbar, main: classes.main }}
    >
      <a href="#main" className={classes.skip}>
        {t('common:skipToContent')}
      </a>
      <AppShell.Header>
        <Bar onManual={manual.toggle} />
      </AppShell.Header>
      <AppShell.Navbar aria-label={t('common:navigation')}>
        <div className={classes.registers}>
          <Registers narrow={narrow} />
        </div>
        <Box mt="auto" p={6}>
          <ActionIcon
            aria-label={t(narrow ? 'common:widerNavigation' : 'common:narrowerNavigation')}
            onClick={() => setNarrow(!narrow)}
            size="lg"
          >
            {narrow ? <IconLayoutSidebarLeftExpand size={18} /> : <IconLayoutSidebarLeftCollapse size={18} />}
          </ActionIcon>
        </Box>
      </AppShell.Navbar>
      <AppShell.Main id="main" tabIndex={-1}>
        {children}
      </AppShell.Main>
      <Suspense>{call && <Intake start={call} onClose={() => setCall(null)} />}</Suspense>
      <Suspense>{manualOpen && <ManualDrawer onClose={manual.close} />}</Suspense>
      <Suspense>{touring && <Tour onEnd={tour.close} />}</Suspense>
    </AppShell>
  )
}

function Bar({ onManual }: { readonly onManual: () => void }) {
  const { t } = useTranslation()
  const office = useOffice()
  return (
    <Group h="100%" px="sm" gap="sm" wrap="nowrap">
      <Group gap={8} wrap="nowrap" className={classes.brand}>
        <Text fw={700} size="md" className={classes.mark}>
          {t('common:appName')}
        </Text>
        <Text size="sm" c="dimmed" truncate title={office.name} className={classes.officeName}>
          {office.name}
        </Text>
        {office.sample && <Badge color="orange">{t('common:sample')}</Badge>}
      </Group>
      <SearchBox />
      <Group gap={4} wrap="nowrap" ml="auto" flex="none">
        <WatchBadge />
        <Text size="sm" c="dimmed" className={classes.today} title={t('common:officeToday')}>
          {office.today}
        </Text>
        <LanguageSwitch />
        <LookSwitch />
        <Person onManual={onManual} />
      </Group>
    </Group>
  )
}

function Registers({ narrow }: { readonly narrow: boolean }) {
  const roles = useActor()?.roles ?? null
  const path = useLocation({ select: (location) => location.pathname })
  const [closed, setClosed] = useLocalStorage<readonly string[]>({
    key: 'desk.closedGroups',
    defaultValue: [],
    getInitialValueInEffect: false,
  })
  const groups = Map.groupBy(
    registers.filter((register) => mayCall(register.needs, roles)),
    (register) => register.group,
  )
  return (
    <Box p={6}>
      {[...groups].map(([group, own]) => {
        const isAt = (to: string) => (to === '/' ? path === '/' : path === to || path.startsWith(`${to}/`))
        const isOn = (register: Register) => isAt(register.to) || ('also' in register && register.also.some(isAt))
        // The page one is on is never hidden.
        const open = group === 'desk' || !closed.includes(group) || own.some(isOn)
        return (
          <div key={group} className={classes.group}>
            {group !== 'desk' && !narrow && (
              <GroupHead
                group={group}
                open={open}
                onToggle={() => setClosed(open ? [...closed, group] : closed.filter((one) => one !== group))}
              />
            )}
            {(open || narrow) &&
              own.map((register) => (
                <RegisterLink key={register.to} of={register} active={isOn(register)} narrow={narrow} />
              ))}
          </div>
        )
      })}
    </Box>
  )
}

type Register = (typeof registers)[number]

function GroupHead(props: {
  readonly group: Register['group']
  readonly open: boolean
  readonly onToggle: () => void
}) {
  const { t } = useTranslation()
  return (
    <UnstyledButton className={classes.groupHead} aria-expanded={props.open} onClick={props.onToggle}>
      {t(`common:navGroup.${props.group}`)}
      <IconChevronRight size={12} className={classes.chevron} aria-hidden />
    </UnstyledButton>
  )
}

function RegisterLink(props: { readonly of: Register; readonly active: boolean; readonly narrow: boolean }) {
  const { t } = useTranslation()
  const { to, name, icon: Icon } = props.of
  const label = t(`common:nav.${name}`)
  const link = useRef<HTMLAnchorElement>(null)
  // On a low screen the registers roll: the one that is open is seen.
  useEffect(() => {
    if (props.active) link.current?.scrollIntoView({ block: 'nearest' })
  }, [props.active])
  return (
    <Tooltip label={label} position="right" disabled={!props.narrow}>
      <NavLink
        ref={link}
        component={Link}
        to={to}
        active={props.active}
        aria-current={props.active ? 'page' : undefined}
        label={props.narrow ? <VisuallyHidden>{label}</VisuallyHidden> : label}
        leftSection={<Icon size={18} stroke={1.6} />}
        className={classes.register}
      />
    </Tooltip>
  )
}

function useShellCommands(toggleManual: () => void): void {
  const { t } = useTranslation()
  const roles = useActor()?.roles ?? null
  const navigate = useNavigate()
  const showKeys = useKeyboardHelp()
  const shown = registers.filter((register) => mayCall(register.needs, roles))
  useCommands([
    { key: 'mod+k', label: t('common:keyboard.search'), run: focusSearch, everywhere: true },
    // There are nine digits; the rest is one click or the search box away.
    ...shown.slice(0, 9).map(({ to, name }, index) => ({
      key: `alt+${index + 1}`,
      label: t(`common:nav.${name}`),
      run: () => void navigate({ to }),
      everywhere: true,
    })),
    ...(mayCall('jobs.register', roles)
      ? [
          { key: 'mod+n', label: t('common:takeCall'), run: () => openIntake(), everywhere: true },
          // A browser keeps Ctrl+N for itself.
          { key: 'alt+n', label: t('common:takeCall'), run: () => openIntake(), everywhere: true },
        ]
      : []),
    { key: 'mod+p', label: t('common:keyboard.print'), run: printPage, everywhere: true },
    {
      key: 'mod+shift+l',
      label: t('common:lock'),
      run: () => void lockWindow().catch(sayError),
      everywhere: true,
      inDialog: true,
    },
    { key: 'f1', label: t('common:keyboard.manual'), run: toggleManual, everywhere: true, inDialog: true },
    { key: '?', label: t('common:keyboard.keys'), run: showKeys, everywhere: true },
    { key: 'shift+f1', label: t('common:keyboard.keys'), run: showKeys, everywhere: true },
  ])
  useEffect(() => {
    hearMenu = (command) => {
      if (isBehindLock()) askToSignIn()
      else if (command === 'search') focusSearch()
      else if (command === 'help') toggleManual()
      else if (command === 'keyboard') showKeys()
      else if (command === 'print') printPage()
      else if (command === 'pdf') void import('../ui/pdf.ts').then(({ savePdf }) => savePdf(document.title))
      else {
        const search = command === 'health' ? { tab: 'about' as const, report: true as const } : { tab: command }
        void navigate({ to: '/settings', search })
      }
    }
    return () => {
      hearMenu = askToSignIn
    }
  }, [toggleManual, showKeys, navigate])
}

/** The bridge has no way to stop listening, so it is asked once and told here where to go. */
let hearMenu: (command: import('../../electron/contract/bridge.ts').MenuCommand) => void = askToSignIn
window.desk?.onMenu((command) => hearMenu(command))

/** Nobody is told nothing: what the menu offers is for whoever has signed in. */
function askToSignIn(): void {
  sayDone(i18next.t('common:signInFirst'))
}
