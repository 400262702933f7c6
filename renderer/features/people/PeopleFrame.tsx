import { Tabs, Text } from '@mantine/core'
import { useNavigate } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { ProcedureName } from '../../../electron/contract/contract.ts'
import { mayCall } from '../../../electron/contract/permissions.ts'
import { useActor } from '../../api/session.ts'
import { useCommands } from '../../app/commands.tsx'
import { NoPermissionFace } from '../../ui/Faces.tsx'
import { Page } from '../../ui/Page.tsx'

const tabs = [
  { id: 'list', to: '/people', needs: 'lists.people' },
  { id: 'rota', to: '/people/rota', needs: 'rota.month' },
  { id: 'swaps', to: '/people/swaps', needs: 'lists.shiftSwaps' },
  { id: 'logs', to: '/people/logs', needs: 'lists.shiftLogs' },
  { id: 'training', to: '/people/training', needs: 'lists.trainings' },
  { id: 'rewards', to: '/people/rewards', needs: 'lists.rewards' },
  { id: 'appraisal', to: '/people/appraisal', needs: 'appraisal.month' },
  { id: 'rules', to: '/people/rules', needs: 'people.savePost' },
] as const satisfies readonly { id: string; to: string; needs: ProcedureName }[]
export type PeopleTab = (typeof tabs)[number]['id']

/** A page of the staff register under its tabs; whoever opens it sees those that concern them. */
export function PeopleFrame(props: {
  readonly tab: PeopleTab
  readonly actions?: ReactNode
  readonly fill?: boolean
  readonly children: ReactNode
}) {
  const { t } = useTranslation()
  const navigate = useNavigate()
  const roles = useActor()?.roles ?? null
  const shown = tabs.filter((one) => mayCall(one.needs, roles))
  const show = (to: string) => void navigate({ to })
  useCommands(
    shown.map((one, index) => ({
      key: String(index + 1),
      label: t(`people:tabs.${one.id}`),
      run: () => show(one.to),
    })),
  )
  return (
    <Page title={t('common:nav.people')} fill={props.fill === true} actions={props.actions}>
      <Tabs
        value={props.tab}
        onChange={(value) => show(tabs.find((one) => one.id === value)?.to ?? '/people')}
        mb="sm"
        className="no-print"
      >
        <Tabs.List>
          {shown.map((one) => (
            <Tabs.Tab key={one.id} value={one.id} data-testid={`tab-${one.id}`}>
              {t(`people:tabs.${one.id}`)}
            </Tabs.Tab>
          ))}
        </Tabs.List>
      </Tabs>
      <Text className="only-print" fw={600} mb="xs">
        {t(`people:tabs.${props.tab}`)}
      </Text>
      {shown.some((one) => one.id === props.tab) ? props.children : <NoPermissionFace />}
    </Page>
  )
}
