import { Badge, Table } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { Reminder } from '../../../electron/contract/equipment.ts'
import { LinkAnchor } from '../../ui/links.tsx'

const colours: Readonly<Record<Reminder['step'], string>> = { 0: 'red', 1: 'red', 7: 'orange', 30: 'yellow' }

/** What is about to run out, the nearest first; the colour says which of 30, 7 and 1 days it has come to. */
export function ReminderTable({ reminders }: { readonly reminders: readonly Reminder[] }) {
  const { t } = useTranslation()
  return (
    <Table horizontalSpacing={6} verticalSpacing={4} data-testid="reminders">
      <Table.Thead>
        <Table.Tr>
          <Table.Th>{t('equipment:reminders.on')}</Table.Th>
          <Table.Th>{t('equipment:reminders.equipment')}</Table.Th>
          <Table.Th>{t('equipment:reminders.what')}</Table.Th>
          <Table.Th ta="right">{t('equipment:reminders.left')}</Table.Th>
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {reminders.map((one) => (
          <Table.Tr key={`${one.kind}-${one.equipmentId}-${one.taskId ?? ''}`}>
            <Table.Td className="figure">{one.onDate}</Table.Td>
            <Table.Td>
              <LinkAnchor to="/equipment/$id" params={{ id: String(one.equipmentId) }}>
                {one.code} {one.name}
              </LinkAnchor>
            </Table.Td>
            <Table.Td>
              {one.taskId === null ? (
                t('equipment:reminders.warranty')
              ) : (
                <LinkAnchor to="/tasks/$id" params={{ id: String(one.taskId) }}>
                  {one.what}
                </LinkAnchor>
              )}
            </Table.Td>
            <Table.Td ta="right">
              <Badge color={colours[one.step]} className="figure">
                {one.daysLeft < 0
                  ? t('equipment:reminders.over', { count: -one.daysLeft })
                  : t('equipment:reminders.days', { count: one.daysLeft })}
              </Badge>
            </Table.Td>
          </Table.Tr>
        ))}
      </Table.Tbody>
    </Table>
  )
}
