import { Tabs } from '@mantine/core'
import {
  IconBuildingCommunity,
  IconClockCheck,
  IconHistory,
  IconInfoCircle,
  IconPhone,
  IconReceipt2,
  IconShieldCheck,
  IconUser,
  IconUsers,
} from '@tabler/icons-react'
import { useNavigate, useSearch } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { useCommands } from '../../app/commands.tsx'
import { Page } from '../../ui/Page.tsx'
import { BackupsTab } from '../backups/BackupsTab.tsx'
import { AboutTab } from './AboutTab.tsx'
import { ActivityTab } from './ActivityTab.tsx'
import { IntakeTab } from './IntakeTab.tsx'
import { MineTab } from './MineTab.tsx'
import { OfficeTab } from './OfficeTab.tsx'
import { PromisesTab } from './PromisesTab.tsx'
import { RulesTab } from './RulesTab.tsx'
import { type SettingsTab, settingsTabs } from './routes.ts'
import { StaffTab } from './StaffTab.tsx'
import classes from './settings.module.css'

const icons: Readonly<Record<SettingsTab, ReactNode>> = {
  mine: <IconUser size={16} />,
  office: <IconBuildingCommunity size={16} />,
  rules: <IconReceipt2 size={16} />,
  promises: <IconClockCheck size={16} />,
  intake: <IconPhone size={16} />,
  staff: <IconUsers size={16} />,
  activity: <IconHistory size={16} />,
  backups: <IconShieldCheck size={16} />,
  about: <IconInfoCircle size={16} />,
}

/** What the office, its staff and the person at the machine can set. One's own tab comes first: it is what most come for. */
export function SettingsPage() {
  const { t } = useTranslation()
  const search = useSearch({ from: '/settings' })
  // An address that was typed may name anything.
  const tab = settingsTabs.find((one) => one === search.tab) ?? 'mine'
  const navigate = useNavigate({ from: '/settings' })
  const show = (next: SettingsTab) => void navigate({ search: { tab: next }, replace: true })
  useCommands(
    settingsTabs.map((one, index) => ({
      key: String(index + 1),
      label: t(`settings:tabs.${one}`),
      run: () => show(one),
    })),
  )
  return (
    <Page title={t('settings:title')} fill>
      <Tabs value={tab} onChange={(next) => show(next as SettingsTab)} className={classes.tabs}>
        <Tabs.List mb="sm" className="no-print">
          {settingsTabs.map((one) => (
            <Tabs.Tab key={one} value={one} leftSection={icons[one]} data-testid={`tab-${one}`}>
              {t(`settings:tabs.${one}`)}
            </Tabs.Tab>
          ))}
        </Tabs.List>
        <Tabs.Panel value="mine" className={classes.scrolls}>
          <MineTab />
        </Tabs.Panel>
        <Tabs.Panel value="office" className={classes.scrolls}>
          <OfficeTab />
        </Tabs.Panel>
        <Tabs.Panel value="rules" className={classes.scrolls}>
          <RulesTab />
        </Tabs.Panel>
        <Tabs.Panel value="promises" className={classes.scrolls}>
          <PromisesTab />
        </Tabs.Panel>
        <Tabs.Panel value="intake" className={classes.scrolls}>
          <IntakeTab />
        </Tabs.Panel>
        <Tabs.Panel value="staff" className={classes.scrolls}>
          <StaffTab />
        </Tabs.Panel>
        <Tabs.Panel value="activity" className={classes.fills}>
          <ActivityTab />
        </Tabs.Panel>
        <Tabs.Panel value="backups" className={classes.scrolls}>
          <BackupsTab />
        </Tabs.Panel>
        <Tabs.Panel value="about" className={classes.scrolls}>
          <AboutTab />
        </Tabs.Panel>
      </Tabs>
    </Page>
  )
}
