import { Badge, Button, Group, Paper, Table, Text, Title } from '@mantine/core'
import { IconPlus } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { PlanDetail, PlanOf } from '../../../electron/contract/plans.ts'
import { client, orpc } from '../../api/client.ts'
import { useMay, useOffice } from '../../api/session.ts'
import { askReason } from '../../ui/ConfirmReason.tsx'
import { Loaded, LoadingRows } from '../../ui/Faces.tsx'
import { formatCount } from '../../ui/format.ts'
import { LinkAnchor } from '../../ui/links.tsx'
import { afterWrite, sayDone, sayError } from '../../ui/write.ts'
import { everyText } from './everyText.ts'
import { PlanDialog } from './PlanDialog.tsx'

/** The plans of one thing on its card: how often, when next, what is late. */
export function PlansSection(props: PlanOf & { readonly title: string; readonly mayAdd?: boolean }) {
  const { subject, subjectId, title } = props
  const { t } = useTranslation()
  const query = useQuery(orpc.plans.of.queryOptions({ input: { subject, subjectId } }))
  const maySave = useMay('plans.save')
  const [editing, setEditing] = useState<PlanDetail | 'new' | null>(null)
  return (
    <Paper p="md" component="section" aria-label={title} data-testid={`plans-${subject}`}>
      <Group justify="space-between" mb={4}>
        <Title order={2}>{title}</Title>
        {maySave && props.mayAdd !== false && (
          <Button
            size="compact-sm"
            variant="default"
            leftSection={<IconPlus size={14} />}
            className="no-print"
            onClick={() => setEditing('new')}
            data-testid={`add-plan-${subject}`}
          >
            {t('plans:addPlan')}
          </Button>
        )}
      </Group>
      <Loaded query={query} loading={<LoadingRows rows={2} />}>
        {(plans) =>
          plans.length === 0 ? (
            <Text size="sm" c="dimmed">
              {t('plans:noPlans')}
            </Text>
          ) : (
            <Table verticalSpacing={4}>
              <Table.Thead>
                <Table.Tr>
                  <Table.Th>{t('plans:planTitle')}</Table.Th>
                  <Table.Th>{t('plans:every')}</Table.Th>
                  <Table.Th>{t('plans:checklist')}</Table.Th>
                  <Table.Th>{t('lists:planTasks.columns.responsible')}</Table.Th>
                  <Table.Th>{t('plans:lastDone')}</Table.Th>
                  <Table.Th>{t('plans:nextDue')}</Table.Th>
                  <Table.Th className="no-print" />
                </Table.Tr>
              </Table.Thead>
              <Table.Tbody>
                {plans.map((plan) => (
                  <PlanRow key={plan.id} plan={plan} onEdit={() => setEditing(plan)} maySave={maySave} />
                ))}
              </Table.Tbody>
            </Table>
          )
        }
      </Loaded>
      {editing !== null && (
        <PlanDialog
          subject={subject}
          subjectId={subjectId}
          {...(editing !== 'new' && { of: editing })}
          onClose={() => setEditing(null)}
        />
      )}
    </Paper>
  )
}

function PlanRow(props: { readonly plan: PlanDetail; readonly maySave: boolean; readonly onEdit: () => void }) {
  const { plan, maySave } = props
  const { t } = useTranslation()
  const { today } = useOffice()
  const end = async () => {
    const reason = await askReason({
      title: t('plans:endTitle', { title: plan.title }),
      message: t('plans:endMessage'),
      action: t('plans:end'),
      danger: true,
    })
    if (reason === null) return
    try {
      await client.plans.end({ id: plan.id, version: plan.version, onDate: today, reason })
      sayDone(t('plans:ended'))
      await afterWrite()
    } catch (error) {
      sayError(error)
    }
  }
  return (
    <Table.Tr data-testid="plan">
      <Table.Td>
        <LinkAnchor to="/tasks" search={{ planId: plan.id, state: 'all' }}>
          {plan.title}
        </LinkAnchor>
      </Table.Td>
      <Table.Td>{everyText(t, plan)}</Table.Td>
      <Table.Td>{plan.checklist}</Table.Td>
      <Table.Td>{plan.responsible}</Table.Td>
      <Table.Td className="figure">{plan.lastDoneOn}</Table.Td>
      <Table.Td className="figure">
        {plan.endedOn === null ? (
          <Group gap={6} wrap="nowrap">
            {plan.nextDueOn}
            {plan.late > 0 && (
              <Badge color="red" className="figure">
                {t('plans:lateCount', { count: formatCount(plan.late) as never })}
              </Badge>
            )}
          </Group>
        ) : (
          <Text size="sm" c="dimmed" title={plan.endReason}>
            {t('plans:endedOn', { date: plan.endedOn })}
          </Text>
        )}
      </Table.Td>
      <Table.Td className="no-print">
        {maySave && plan.endedOn === null && (
          <Group gap={4} wrap="nowrap" justify="flex-end">
            <Button size="compact-xs" variant="default" onClick={props.onEdit} data-testid="change-plan">
              {t('common:edit')}
            </Button>
            <Button size="compact-xs" variant="default" onClick={() => void end()} data-testid="end-plan">
              {t('plans:end')}
            </Button>
          </Group>
        )}
      </Table.Td>
    </Table.Tr>
  )
}
