import { Tabs } from '@mantine/core'
import { useNavigate } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { useCommands } from '../../app/commands.tsx'
import { Page } from '../../ui/Page.tsx'

const tabs = [
  { id: 'stock', to: '/stores' },
  { id: 'documents', to: '/stores/documents' },
  { id: 'movements', to: '/stores/movements' },
  { id: 'summary', to: '/stores/summary' },
  { id: 'counts', to: '/stores/counts' },
] as const

/** The pages of the stores beside each other; the keys 1 to 5 change between them. */
export function StoresFrame(props: {
  readonly at: (typeof tabs)[number]['id']
  readonly actions?: ReactNode
  readonly children: ReactNode
}) {
  const { t } = useTranslation()
  const navigate = useNavigate()
  const show = (id: string | null) => {
    const tab = tabs.find((one) => one.id === id)
    if (tab) void navigate({ to: tab.to })
  }
  useCommands(
    tabs.map(({ id }, index) => ({ key: String(index + 1), label: t(`stores:tabs.${id}`), run: () => show(id) })),
  )
  return (
    <Page title={t('common:nav.stores')} fill actions={props.actions}>
      <Tabs value={props.at} onChange={show} mb="sm" className="no-print">
        <Tabs.List>
          {tabs.map(({ id }) => (
            <Tabs.Tab key={id} value={id} data-testid={`tab-${id}`}>
              {t(`stores:tabs.${id}`)}
            </Tabs.Tab>
          ))}
        </Tabs.List>
      </Tabs>
      {props.children}
    </Page>
  )
}
