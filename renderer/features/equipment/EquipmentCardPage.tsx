import { Button, Group, Paper, Stack, Table, Text, Title } from '@mantine/core'
import { IconPencil, IconPrinter, IconQrcode, IconTool } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useNavigate, useParams } from '@tanstack/react-router'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { EquipmentDetail } from '../../../electron/contract/equipment.ts'
import { type EquipmentState, equipmentMoves } from '../../../electron/contract/equipmentWords.ts'
import { orpc } from '../../api/client.ts'
import { useMay } from '../../api/session.ts'
import { Keys, useCommands } from '../../app/commands.tsx'
import { Attachments } from '../../ui/Attachments.tsx'
import { Loaded, NotFoundFace } from '../../ui/Faces.tsx'
import { FactTable } from '../../ui/FactTable.tsx'
import { formatCount } from '../../ui/format.ts'
import { LinkAnchor, LinkButton } from '../../ui/links.tsx'
import { Page } from '../../ui/Page.tsx'
import { JobStateBadge } from '../jobs/JobStateBadge.tsx'
import { PlansSection } from '../tasks/PlansSection.tsx'
import { EquipmentDialog } from './EquipmentDialog.tsx'
import { EquipmentStateBadge } from './EquipmentStateBadge.tsx'
import { FaultDialog } from './FaultDialog.tsx'
import { StateDialog } from './StateDialog.tsx'

export function EquipmentCardPage() {
  const { id } = useParams({ from: '/equipment/$id' })
  return /^[1-9]\d{0,14}$/.test(id) ? <Equipment key={id} id={Number(id)} /> : <NotFoundFace />
}

function Equipment({ id }: { readonly id: number }) {
  const { t } = useTranslation()
  const navigate = useNavigate()
  const query = useQuery(orpc.equipment.detail.queryOptions({ input: { id } }))
  const maySave = useMay('equipment.save')
  const [editing, setEditing] = useState(false)
  const record = { to: '/equipment/$id/record', params: { id: String(id) } } as const
  const label = { to: '/equipment/labels', search: { id } } as const
  useCommands([
    ...(maySave ? [{ key: 'e', label: t('equipment:edit'), run: () => setEditing(true) }] : []),
    { key: 'r', label: t('equipment:record.title'), run: () => void navigate(record) },
    { key: 'l', label: t('equipment:labels.one'), run: () => void navigate(label) },
  ])
  return (
    <Page
      title={query.data ? `${query.data.code} ${query.data.name}` : ''}
      subtitle={query.data && <EquipmentStateBadge state={query.data.state} />}
      crumbs={[{ label: t('common:nav.equipment'), link: { to: '/equipment' } }]}
      actions={
        query.data && (
          <>
            <LinkButton
              variant="default"
              leftSection={<IconQrcode size={16} />}
              rightSection={<Keys of="l" />}
              {...label}
            >
              {t('equipment:labels.one')}
            </LinkButton>
            <LinkButton
              variant="default"
              leftSection={<IconPrinter size={16} />}
              rightSection={<Keys of="r" />}
              data-testid="to-record"
              {...record}
            >
              {t('equipment:record.title')}
            </LinkButton>
            {maySave && (
              <Button
                leftSection={<IconPencil size={16} />}
                rightSection={<Keys of="e" />}
                onClick={() => setEditing(true)}
                data-testid="edit-equipment"
              >
                {t('equipment:edit')}
              </Button>
            )}
          </>
        )
      }
    >
      <Loaded query={query}>{(equipment) => <Card of={equipment} />}</Loaded>
      {editing && query.data && <EquipmentDialog of={query.data} onClose={() => setEditing(false)} />}
    </Page>
  )
}

function Card({ of }: { readonly of: EquipmentDetail }) {
  const { t } = useTranslation()
  const mayChange = useMay('equipment.changeState')
  const mayReport = useMay('equipment.reportFault')
  const [state, setState] = useState<EquipmentState | null>(null)
  const [reporting, setReporting] = useState(false)
  const isScrapped = of.state === 'scrapped'
  useCommands(
    mayReport && !isScrapped ? [{ key: 'j', label: t('equipment:report'), run: () => setReporting(true) }] : [],
  )
  return (
    <Stack gap="sm" maw={1080} data-testid="equipment">
      <Paper p="md">
        <FactTable
          columns={3}
          facts={[
            { label: t('lists:equipment.columns.category'), value: t(`vocabulary:equipmentCategory.${of.category}`) },
            { label: t('lists:equipment.columns.place'), value: [of.area, of.place].filter(Boolean).join(' ') },
            {
              label: t('lists:equipment.columns.grade'),
              value: of.grade && t(`vocabulary:equipmentGrade.${of.grade}`),
            },
            { label: t('lists:equipment.columns.maker'), value: of.maker },
            { label: t('lists:equipment.columns.installedOn'), value: of.installedOn, figure: true },
            { label: t('lists:equipment.columns.warrantyTo'), value: of.warrantyTo, figure: true },
            {
              label: t('equipment:downDays'),
              value: t('equipment:days', { count: of.downDays }),
              figure: true,
            },
            { label: t('equipment:openJobs'), value: <OpenJobs of={of} /> },
            { label: t('equipment:note'), value: of.note },
          ]}
        />
        {(mayChange || mayReport) && (
          <Group gap={8} mt="md" className="no-print">
            {mayReport && !isScrapped && (
              <Button
                leftSection={<IconTool size={16} />}
                rightSection={<Keys of="j" />}
                onClick={() => setReporting(true)}
                data-testid="report-fault"
              >
                {t('equipment:report')}
              </Button>
            )}
            {(mayChange ? equipmentMoves[of.state] : []).map((next) => (
              <Button
                key={next}
                variant={next === 'in-use' ? 'filled' : 'default'}
                onClick={() => setState(next)}
                data-testid={`to-${next}`}
              >
                {t(`equipment:change.${next}`)}
              </Button>
            ))}
          </Group>
        )}
      </Paper>
      <PlansSection
        subject="maintenance"
        subjectId={of.id}
        title={t('equipment:maintenancePlans')}
        mayAdd={!isScrapped}
      />
      <PlansSection subject="statutory" subjectId={of.id} title={t('equipment:statutoryPlans')} mayAdd={!isScrapped} />
      <Text size="sm">
        <LinkAnchor to="/tasks" search={{ subjectId: of.id, state: 'all' }}>
          {t('equipment:allTasks')}
        </LinkAnchor>
      </Text>
      <States of={of} />
      <Attachments
        ownerKind="equipment"
        ownerId={of.id}
        title={t('equipment:files')}
        slots={[{ slot: '' }]}
        documents
      />
      {state !== null && <StateDialog of={of} state={state} onClose={() => setState(null)} />}
      {reporting && <FaultDialog of={of} onClose={() => setReporting(false)} />}
    </Stack>
  )
}

/** What is still to be mended on it, each a way to its job. */
function OpenJobs({ of }: { readonly of: EquipmentDetail }) {
  if (of.openJobs.length === 0) return formatCount(0)
  return (
    <Stack gap={2}>
      {of.openJobs.map((job) => (
        <Group key={job.id} gap={6} wrap="nowrap" data-testid="open-job">
          <LinkAnchor to="/jobs/$id" params={{ id: String(job.id) }} className="figure" title={job.content}>
            {job.number}
          </LinkAnchor>
          <JobStateBadge state={job.state} />
        </Group>
      ))}
    </Stack>
  )
}

/** Why the first state does not begin on the day of installation. */
function useCounted({ installedOn, states }: EquipmentDetail): string | null {
  const { t } = useTranslation()
  const first = states.at(-1)?.fromOn
  if (installedOn === null || first === undefined || first === installedOn) return null
  const words = { installed: installedOn, date: first }
  return t(first > installedOn ? 'equipment:countedFrom' : 'equipment:countedBefore', words)
}

/** Since when it is what, and how long it was out of order. */
function States({ of }: { readonly of: EquipmentDetail }) {
  const { t } = useTranslation()
  const counted = useCounted(of)
  return (
    <Paper p="md" component="section" aria-label={t('equipment:states')}>
      <Title order={2} mb="xs">
        {t('equipment:states')}
      </Title>
      {counted && (
        <Text size="xs" c="dimmed" mb="xs" data-testid="counted">
          {counted}
        </Text>
      )}
      <Table verticalSpacing={4}>
        <Table.Thead>
          <Table.Tr>
            <Table.Th w={110}>{t('equipment:fromOn')}</Table.Th>
            <Table.Th w={110}>{t('equipment:toOn')}</Table.Th>
            <Table.Th>{t('lists:equipment.columns.state')}</Table.Th>
            <Table.Th ta="right">{t('equipment:dayCount')}</Table.Th>
            <Table.Th>{t('common:reason')}</Table.Th>
            <Table.Th>{t('equipment:by')}</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {of.states.map((spell) => (
            <Table.Tr key={spell.id} data-testid="state-spell">
              <Table.Td className="figure">{spell.fromOn}</Table.Td>
              <Table.Td className="figure">{spell.toOn}</Table.Td>
              <Table.Td>
                <EquipmentStateBadge state={spell.state} />
              </Table.Td>
              <Table.Td ta="right" className="figure">
                {formatCount(spell.days)}
              </Table.Td>
              <Table.Td>{spell.reason}</Table.Td>
              <Table.Td>{spell.actor}</Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Paper>
  )
}
