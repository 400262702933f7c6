import { Badge, Tabs, Text } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { orpc } from '../../api/client.ts'
import { useCommands } from '../../app/commands.tsx'
import { formatCount } from '../../ui/format.ts'
import { Page } from '../../ui/Page.tsx'
import { type ArrearsTab, arrearsTabs } from './arrearsSearch.ts'
import { CasesTab } from './CasesTab.tsx'
import { ContactsTab } from './ContactsTab.tsx'
import { NoticesTab } from './NoticesTab.tsx'
import { OwingTab } from './OwingTab.tsx'

const contents: Readonly<Record<ArrearsTab, () => React.ReactNode>> = {
  owing: OwingTab,
  notices: NoticesTab,
  contacts: ContactsTab,
  cases: CasesTab,
}

/** Who owes what for how long, and what is done about it. */
export function ArrearsPage() {
  const { t } = useTranslation()
  const navigate = useNavigate()
  const { tab = 'owing' } = useSearch({ from: '/arrears' })
  const due = useQuery(orpc.dunning.duePromises.queryOptions()).data?.count ?? 0
  const show = (next: ArrearsTab) => void navigate({ to: '/arrears', search: { tab: next } })
  useCommands(
    arrearsTabs.map((one, index) => ({
      key: String(index + 1),
      label: t(`arrears:tabs.${one}`),
      run: () => show(one),
    })),
  )
  const Content = contents[tab]
  return (
    <Page title={t('common:nav.arrears')} fill>
      <Tabs value={tab} onChange={(value) => value && show(value as ArrearsTab)} mb="xs" className="no-print">
        <Tabs.List>
          {arrearsTabs.map((one) => (
            <Tabs.Tab
              key={one}
              value={one}
              data-testid={`tab-${one}`}
              rightSection={
                one === 'contacts' && due > 0 ? (
                  <Badge color="orange" className="figure" title={t('arrears:promisesDue')} data-testid="due-count">
                    {formatCount(due)}
                  </Badge>
                ) : null
              }
            >
              {t(`arrears:tabs.${one}`)}
            </Tabs.Tab>
          ))}
        </Tabs.List>
      </Tabs>
      <Text className="only-print" fw={600} mb="xs">
        {t(`arrears:tabs.${tab}`)}
      </Text>
      <Content />
    </Page>
  )
}
