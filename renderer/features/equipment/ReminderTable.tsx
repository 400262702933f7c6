import { Table } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { Reminder } from '../../../electron/contract/equipment.ts'
import { useOffice } from '../../api/session.ts'
import { LinkAnchor } from '../../ui/links.tsx'
import { ReminderBadge } from '../../ui/ReminderBadge.tsx'

/** What is about to run out, the nearest first; the colour says which of 30, 7 and 1 days it has come to. */
export function ReminderTable({ reminders }: { readonly reminders: readonly Reminder[] }) {
  const { t } = useTranslation()
  const { today } = useOffice()
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
              <ReminderBadge endsOn={one.onDate} today={today} />
            </Table.Td>
          </Table.Tr>
        ))}
      </Table.Tbody>
    </Table>
  )
}
