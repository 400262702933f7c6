import { Badge, Button, Group, Paper, Table, Text } from '@mantine/core'
import { IconKey, IconPencil, IconPlus } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { type Role, roles } from '../../../electron/contract/roles.ts'
import { orpc } from '../../api/client.ts'
import { useMay } from '../../api/session.ts'
import { useCommands } from '../../app/commands.tsx'
import { EmptyFace, Loaded } from '../../ui/Faces.tsx'
import { type Member, StaffDialog, type StaffTask } from './StaffDialog.tsx'
import classes from './settings.module.css'

/** Who works here and what each may do. Everybody may look; the administrator changes. */
export function StaffTab() {
  const { t } = useTranslation()
  const query = useQuery(orpc.staff.list.queryOptions())
  const mayEdit = useMay('staff.update')
  const [task, setTask] = useState<StaffTask | null>(null)
  useCommands(mayEdit ? [{ key: 'n', label: t('settings:staff.add'), run: () => setTask({ type: 'create' }) }] : [])
  return (
    <Paper maw={1100}>
      <Group justify="space-between" mb="sm">
        <Text size="sm" c="dimmed">
          {t(mayEdit ? 'settings:staff.about' : 'settings:staff.readOnly')}
        </Text>
        {mayEdit && (
          <Button
            leftSection={<IconPlus size={16} />}
            onClick={() => setTask({ type: 'create' })}
            data-testid="add-staff"
          >
            {t('settings:staff.add')}
          </Button>
        )}
      </Group>
      <Loaded query={query}>
        {(staff) =>
          staff.length === 0 ? <EmptyFace /> : <StaffTable staff={staff} {...(mayEdit && { onTask: setTask })} />
        }
      </Loaded>
      {task && <StaffDialog task={task} onClose={() => setTask(null)} />}
    </Paper>
  )
}

function StaffTable(props: { readonly staff: readonly Member[]; readonly onTask?: (task: StaffTask) => void }) {
  const { t } = useTranslation()
  const { onTask } = props
  return (
    <Table highlightOnHover>
      <Table.Thead>
        <Table.Tr>
          <Table.Th>{t('settings:staff.name')}</Table.Th>
          <Table.Th>{t('settings:staff.roles')}</Table.Th>
          <Table.Th>{t('settings:staff.state')}</Table.Th>
          {onTask && (
            <Table.Th w={250} className="no-print">
              {t('settings:staff.actions')}
            </Table.Th>
          )}
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {props.staff.map((member) => (
          <Table.Tr
            key={member.id}
            className={member.active ? undefined : classes.inactive}
            data-testid={`staff-${member.name}`}
          >
            <Table.Td>{member.name}</Table.Td>
            <Table.Td>
              {rolesInOrder(member.roles)
                .map((role) => t(`vocabulary:role.${role}`))
                .join(t('common:listSeparator'))}
            </Table.Td>
            <Table.Td>
              <Badge size="sm" color={member.active ? 'teal' : 'gray'}>
                {t(member.active ? 'settings:staff.active' : 'settings:staff.inactive')}
              </Badge>
            </Table.Td>
            {onTask && (
              <Table.Td className="no-print">
                <Group gap={6} wrap="nowrap">
                  <Button
                    variant="default"
                    size="compact-sm"
                    leftSection={<IconPencil size={14} />}
                    onClick={() => onTask({ type: 'edit', member })}
                    aria-label={t('settings:staff.editOf', { name: member.name })}
                  >
                    {t('common:edit')}
                  </Button>
                  <Button
                    variant="default"
                    size="compact-sm"
                    leftSection={<IconKey size={14} />}
                    onClick={() => onTask({ type: 'reset', member })}
                    aria-label={t('settings:staff.resetOf', { name: member.name })}
                  >
                    {t('settings:staff.reset')}
                  </Button>
                </Group>
              </Table.Td>
            )}
          </Table.Tr>
        ))}
      </Table.Tbody>
    </Table>
  )
}

function rolesInOrder(held: readonly Role[]): Role[] {
  return roles.filter((role) => held.includes(role))
}
