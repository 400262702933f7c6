import { Button, Group, Paper, SimpleGrid, Stack, Table, Text, Title } from '@mantine/core'
import { IconBuilding, IconFileImport, IconFileSpreadsheet, IconKey, IconSearch, IconUser } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { ProcedureName } from '../../../electron/contract/contract.ts'
import type { Dashboard } from '../../../electron/contract/desk.ts'
import { orpc } from '../../api/client.ts'
import { useActor, useMay } from '../../api/session.ts'
import { Keys } from '../../app/commands.tsx'
import { Loaded } from '../../ui/Faces.tsx'
import { formatCount } from '../../ui/format.ts'
import { type Goal, LinkAnchor, LinkButton } from '../../ui/links.tsx'
import { Page } from '../../ui/Page.tsx'
import { Stat } from '../../ui/Stat.tsx'
import { focusSearch } from '../search/SearchBox.tsx'
import { OccupancyStack } from './OccupancyStack.tsx'

/** Today at the desk: what is late, what is coming, and the quickest way to the day's work. */
export function DashboardPage() {
  const { t } = useTranslation()
  const query = useQuery(orpc.desk.dashboard.queryOptions())
  const actor = useActor()
  return (
    <Page title={t('dashboard:title')} subtitle={t('dashboard:greeting', { name: actor?.name ?? '' })}>
      <Loaded query={query}>
        {(today) => (
          <Stack gap="md">
            <SimpleGrid cols={{ base: 2, md: 4 }} spacing="sm">
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
              />
              <Stat
                label={t('dashboard:people')}
                value={formatCount(today.people)}
                unit={t('common:peopleOf')}
                link={{ to: '/residents' }}
              />
            </SimpleGrid>
            <Section title={t('dashboard:occupancy')}>
              <OccupancyStack parts={today.occupancy} />
            </Section>
            <SimpleGrid cols={{ base: 1, md: 2 }} spacing="md">
              <Section title={t('dashboard:appointments')}>
                <Appointments of={today.appointments} />
              </Section>
              <Section title={t('dashboard:quick')}>
                <QuickActions />
              </Section>
            </SimpleGrid>
            <RecentImports of={today.recentImports} />
          </Stack>
        )}
      </Loaded>
    </Page>
  )
}

function Section({ title, children }: { readonly title: string; readonly children: ReactNode }) {
  return (
    <Paper component="section" aria-label={title}>
      <Title order={2} mb="sm">
        {title}
      </Title>
      {children}
    </Paper>
  )
}

function Nothing({ children }: { readonly children: ReactNode }) {
  return (
    <Text size="sm" c="dimmed">
      {children}
    </Text>
  )
}

function Appointments({ of }: { readonly of: Dashboard['appointments'] }) {
  const { t } = useTranslation()
  if (of.length === 0) return <Nothing>{t('dashboard:noAppointments')}</Nothing>
  return (
    <Table>
      <Table.Thead>
        <Table.Tr>
          <Table.Th w={70}>{t('dashboard:time')}</Table.Th>
          <Table.Th>{t('dashboard:unit')}</Table.Th>
          <Table.Th>{t('dashboard:receiver')}</Table.Th>
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {of.map((appointment) => (
          <Table.Tr key={appointment.id}>
            <Table.Td>{appointment.time || '—'}</Table.Td>
            <Table.Td>
              <LinkAnchor to="/estate/unit/$id" params={{ id: String(appointment.unitId) }}>
                {appointment.unit}
              </LinkAnchor>
            </Table.Td>
            <Table.Td>{appointment.receiver || '—'}</Table.Td>
          </Table.Tr>
        ))}
      </Table.Tbody>
    </Table>
  )
}

function QuickActions() {
  const { t } = useTranslation()
  return (
    <Group gap={8}>
      <Button
        variant="light"
        leftSection={<IconSearch size={16} />}
        rightSection={<Keys of="mod+k" />}
        onClick={focusSearch}
      >
        {t('dashboard:find')}
      </Button>
      <Quick
        needs="lists.residents"
        link={{ to: '/residents' }}
        icon={<IconUser size={16} />}
        label={t('dashboard:goResidents')}
      />
      <Quick
        needs="lists.units"
        link={{ to: '/estate' }}
        icon={<IconBuilding size={16} />}
        label={t('dashboard:goUnits')}
      />
      <Quick
        needs="handover.appoint"
        link={{ to: '/handover' }}
        icon={<IconKey size={16} />}
        label={t('dashboard:goHandover')}
      />
      <Quick
        needs="imports.check"
        link={{ to: '/imports' }}
        icon={<IconFileImport size={16} />}
        label={t('dashboard:goImport')}
      />
      <Quick
        needs="summary.year"
        link={{ to: '/summary' }}
        icon={<IconFileSpreadsheet size={16} />}
        label={t('dashboard:goSummary')}
      />
    </Group>
  )
}

function Quick(props: {
  readonly needs: ProcedureName
  readonly link: Goal
  readonly icon: ReactNode
  readonly label: string
}) {
  const may = useMay(props.needs)
  if (!may) return null
  return (
    <LinkButton {...props.link} variant="default" leftSection={props.icon}>
      {props.label}
    </LinkButton>
  )
}

function RecentImports({ of }: { readonly of: Dashboard['recentImports'] }) {
  const { t } = useTranslation()
  const may = useMay('lists.imports')
  if (!may || of.length === 0) return null
  return (
    <Section title={t('dashboard:recentImports')}>
      <Table>
        <Table.Thead>
          <Table.Tr>
            <Table.Th>{t('lists:imports.columns.at')}</Table.Th>
            <Table.Th>{t('lists:imports.columns.kind')}</Table.Th>
            <Table.Th>{t('lists:imports.columns.fileName')}</Table.Th>
            <Table.Th>{t('lists:imports.columns.actor')}</Table.Th>
            <Table.Th ta="right">{t('dashboard:rows')}</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {of.map((batch) => (
            <Table.Tr key={batch.id}>
              <Table.Td>{batch.at}</Table.Td>
              <Table.Td>{t(`vocabulary:importKind.${batch.kind}`)}</Table.Td>
              <Table.Td>{batch.fileName}</Table.Td>
              <Table.Td>{batch.actor}</Table.Td>
              <Table.Td ta="right">{formatCount(batch.rows)}</Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Section>
  )
}
