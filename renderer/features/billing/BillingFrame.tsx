import { Tabs } from '@mantine/core'
import { useNavigate } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { useCommands } from '../../app/commands.tsx'
import { Page } from '../../ui/Page.tsx'

const tabs = [
  { name: 'runs', to: '/billing' },
  { name: 'charges', to: '/billing/charges' },
  { name: 'tariffs', to: '/billing/tariffs' },
  { name: 'units', to: '/billing/units' },
  { name: 'vacancies', to: '/billing/vacancies' },
  { name: 'gifts', to: '/billing/gifts' },
  { name: 'meters', to: '/billing/meters' },
] as const

/** The register's pages under one title; digits go from one to the other. */
export function BillingFrame(props: {
  readonly tab: (typeof tabs)[number]['name']
  readonly actions?: ReactNode
  readonly children: ReactNode
}) {
  const { t } = useTranslation()
  const navigate = useNavigate()
  useCommands(
    tabs.map(({ name, to }, index) => ({
      key: String(index + 1),
      label: t(`billing:tabs.${name}`),
      run: () => void navigate({ to }),
    })),
  )
  return (
    <Page title={t('common:nav.billing')} subtitle={t(`billing:about.${props.tab}`)} actions={props.actions} fill>
      <Tabs
        value={props.tab}
        onChange={(value) => void navigate({ to: tabs.find((tab) => tab.name === value)?.to ?? '/billing' })}
        mb="sm"
        className="no-print"
      >
        <Tabs.List>
          {tabs.map(({ name }) => (
            <Tabs.Tab key={name} value={name} data-testid={`tab-${name}`}>
              {t(`billing:tabs.${name}`)}
            </Tabs.Tab>
          ))}
        </Tabs.List>
      </Tabs>
      {props.children}
    </Page>
  )
}
