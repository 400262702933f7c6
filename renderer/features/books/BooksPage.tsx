import { Tabs, Text } from '@mantine/core'
import { useNavigate, useSearch } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { mayCall } from '../../../electron/contract/permissions.ts'
import { useActor } from '../../api/session.ts'
import { useCommands } from '../../app/commands.tsx'
import { NoPermissionFace } from '../../ui/Faces.tsx'
import { Page } from '../../ui/Page.tsx'
import { type BooksTab, booksTabs } from './booksSearch.ts'
import { CashBookTab } from './CashBookTab.tsx'
import { ClosingTab } from './ClosingTab.tsx'
import { DepositsTab } from './DepositsTab.tsx'
import { InvoicesTab } from './InvoicesTab.tsx'
import { ServicesTab } from './ServicesTab.tsx'
import { ShiftsTab } from './ShiftsTab.tsx'
import { StatementsTab } from './StatementsTab.tsx'

const contents: Readonly<Record<BooksTab, () => ReactNode>> = {
  closing: ClosingTab,
  shifts: ShiftsTab,
  'cash-book': CashBookTab,
  deposits: DepositsTab,
  invoices: InvoicesTab,
  statements: StatementsTab,
  services: ServicesTab,
}

/** The accountant's books around the ledger, a tab each; whoever opens them sees those that concern them. */
export function BooksPage() {
  const { t } = useTranslation()
  const navigate = useNavigate()
  const { tab: wanted } = useSearch({ from: '/books' })
  const roles = useActor()?.roles ?? null
  const shown = booksTabs.filter((one) => mayCall(one.needs, roles))
  const tab = wanted ?? shown[0]?.id ?? 'shifts'
  const show = (next: BooksTab) => void navigate({ to: '/books', search: { tab: next } })
  useCommands(
    shown.map((one, index) => ({ key: String(index + 1), label: t(`books:tabs.${one.id}`), run: () => show(one.id) })),
  )
  const Content = contents[tab]
  return (
    <Page title={t('common:nav.books')} fill>
      <Tabs value={tab} onChange={(value) => value && show(value as BooksTab)} mb="sm" className="no-print">
        <Tabs.List>
          {shown.map((one) => (
            <Tabs.Tab key={one.id} value={one.id} data-testid={`tab-${one.id}`}>
              {t(`books:tabs.${one.id}`)}
            </Tabs.Tab>
          ))}
        </Tabs.List>
      </Tabs>
      <Text className="only-print" fw={600} mb="xs">
        {t(`books:tabs.${tab}`)}
      </Text>
      {shown.some((one) => one.id === tab) ? <Content key={tab} /> : <NoPermissionFace />}
    </Page>
  )
}
