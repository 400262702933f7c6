import { Tabs } from '@mantine/core'
import { useNavigate } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { spanKind, spanWords } from '../../../electron/contract/spans.ts'
import { useOffice } from '../../api/session.ts'
import { useCommands } from '../../app/commands.tsx'
import { currentLanguage } from '../../app/i18n.ts'
import { Page } from '../../ui/Page.tsx'
import { PeriodControls } from './PeriodControls.tsx'
import { objection, type SummarySearch, usualYear } from './period.ts'

const tabs = [
  { name: 'figures', to: '/summary' },
  { name: 'draft', to: '/summary/draft' },
  { name: 'targets', to: '/summary/targets' },
  { name: 'years', to: '/summary/years' },
  { name: 'signed', to: '/summary/signed' },
] as const

/** The pages of a work report beside each other, all of one period; digits go from one to the other. */
export function SummaryFrame(props: {
  readonly tab: (typeof tabs)[number]['name']
  readonly search: SummarySearch
  /** The day the figures on the page are of, once they are there. */
  readonly asOf: string | undefined
  readonly actions?: ReactNode
  /** As of `Page`: a document brings its own letterhead. */
  readonly ownPaper?: boolean
  readonly children: ReactNode
}) {
  const { tab, search, asOf } = props
  const { t } = useTranslation()
  const { today } = useOffice()
  const navigate = useNavigate()
  const year = search.year ?? usualYear(today)
  const span = search.span ?? 'year'
  const show = (name: string | null) => {
    const goal = tabs.find((one) => one.name === name)
    if (goal) void navigate({ to: goal.to, search })
  }
  useCommands(
    tabs.map(({ name }, index) => ({
      key: String(index + 1),
      label: t(`summary:tabs.${name}`),
      run: () => show(name),
    })),
  )
  return (
    <Page
      {...(props.ownPaper && { ownPaper: true })}
      title={t(`summary:titles.${spanKind(span)}`)}
      subtitle={
        objection(year, search.asOf, today, span)
          ? undefined
          : t('summary:subtitle', { period: spanWords(year, span)[currentLanguage()], asOf: asOf ?? '' })
      }
      actions={
        <>
          <PeriodControls search={search} asOf={asOf} onlyYears={tab === 'targets'} />
          {props.actions}
        </>
      }
    >
      <Tabs value={tab} onChange={show} mb="sm" className="no-print">
        <Tabs.List>
          {tabs.map(({ name }) => (
            <Tabs.Tab key={name} value={name} data-testid={`tab-${name}`}>
              {t(`summary:tabs.${name}`)}
            </Tabs.Tab>
          ))}
        </Tabs.List>
      </Tabs>
      {props.children}
    </Page>
  )
}
