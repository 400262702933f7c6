import { Badge, Select } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { orpc } from '../../api/client.ts'
import { Keys, useCommands } from '../../app/commands.tsx'
import { DataList } from '../../ui/DataList.tsx'
import { ChoiceFilter, DateFilter, FlagFilter, LinkedFilters, TextFilter } from '../../ui/ListFilters.tsx'
import { LinkButton } from '../../ui/links.tsx'
import { useListState } from '../../ui/listState.ts'
import { Page } from '../../ui/Page.tsx'
import { RoundStateBadge } from './RoundStateBadge.tsx'

/** 巡查: every round that the rota asked for, walked or not. */
export function PatrolPage() {
  const { t } = useTranslation()
  const navigate = useNavigate()
  useCommands([
    { key: 'm', label: t('patrol:coverage'), run: () => void navigate({ to: '/patrol/coverage' }) },
    { key: 'r', label: t('patrol:routes'), run: () => void navigate({ to: '/patrol/routes' }) },
  ])
  return (
    <Page
      title={t('common:nav.patrol')}
      fill
      actions={
        <>
          <LinkButton variant="default" to="/patrol/routes" rightSection={<Keys of="r" />} data-testid="to-routes">
            {t('patrol:routes')}
          </LinkButton>
          <LinkButton variant="default" to="/patrol/coverage" rightSection={<Keys of="m" />} data-testid="to-coverage">
            {t('patrol:coverage')}
          </LinkButton>
        </>
      }
    >
      <DataList
        list="patrolRounds"
        filters={
          <>
            <TextFilter placeholder={t('patrol:find')} />
            <RouteFilter />
            <ChoiceFilter field="state" w={100} choices="roundState" />
            <DateFilter field="from" label={t('lists:patrolRounds.filters.from')} />
            <DateFilter field="to" label={t('lists:patrolRounds.filters.to')} />
            <FlagFilter field="problems" label={t('lists:patrolRounds.filters.problems')} />
            <LinkedFilters fields={['counted']} />
          </>
        }
        cells={{
          state: (row) => <RoundStateBadge state={row.state} />,
          late: (row) => (row.late === 0 ? '' : row.late),
          problems: (row) =>
            row.problems === 0 ? (
              ''
            ) : (
              <Badge color="orange" className="figure">
                {row.problems}
              </Badge>
            ),
        }}
        onOpen={(row) => void navigate({ to: '/patrol/$id', params: { id: String(row.id) } })}
      />
    </Page>
  )
}

function RouteFilter() {
  const { t } = useTranslation()
  const state = useListState()
  const routes = useQuery(orpc.patrol.routes.queryOptions({ staleTime: 60_000 })).data ?? []
  const label = t('lists:patrolRounds.filters.routeId')
  return (
    <Select
      w={150}
      aria-label={label}
      placeholder={label}
      clearable
      data={routes.map((one) => ({ value: String(one.id), label: one.name }))}
      value={state.values.routeId === undefined ? null : String(state.values.routeId)}
      onChange={(value) => state.filter({ routeId: value === null ? undefined : Number(value) })}
      data-testid="filter-routeId"
    />
  )
}
