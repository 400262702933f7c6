import { Badge, Table, Text } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { Dashboard } from '../../../electron/contract/desk.ts'
import { useOffice } from '../../api/session.ts'
import { LinkAnchor } from '../../ui/links.tsx'
import classes from './Dashboard.module.css'
import { Section } from './Section.tsx'

/** Handovers appointed for the coming week, and those whose day has passed without one; day by day. */
export function Appointments({ of }: { readonly of: Dashboard['appointments'] }) {
  const { t } = useTranslation()
  const { today } = useOffice()
  const days = [...Map.groupBy(of, (appointment) => appointment.on)]
  return (
    <Section
      title={t('dashboard:appointments')}
      all={
        of.length > 0 && (
          <LinkAnchor to="/handover" search={{ when: 'appointed' }}>
            {t('dashboard:allAppointments')}
          </LinkAnchor>
        )
      }
    >
      {days.length === 0 && (
        <Text size="sm" c="dimmed">
          {t('dashboard:noAppointments')}
        </Text>
      )}
      {days.map(([day, appointments]) => (
        <div key={day}>
          <div className={classes.day}>
            <time className="figure">{day}</time> {day === today && <Badge size="sm">{t('common:today')}</Badge>}
            {day < today && (
              <Badge size="sm" color="red">
                {t('dashboard:missed')}
              </Badge>
            )}
          </div>
          <Table horizontalSpacing={0} verticalSpacing={3} withRowBorders={false}>
            <Table.Tbody>
              {appointments.map((appointment) => (
                <Table.Tr key={appointment.id}>
                  <Table.Td w={52}>{appointment.time || '—'}</Table.Td>
                  <Table.Td>
                    <LinkAnchor to="/handover/$id" params={{ id: String(appointment.id) }}>
                      {appointment.unit}
                    </LinkAnchor>
                  </Table.Td>
                  <Table.Td ta="right">{appointment.receiver || '—'}</Table.Td>
                </Table.Tr>
              ))}
            </Table.Tbody>
          </Table>
        </div>
      ))}
    </Section>
  )
}
