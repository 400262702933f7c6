import { Paper } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { orpc } from '../../api/client.ts'
import { EmptyFace, Loaded } from '../../ui/Faces.tsx'
import { Page } from '../../ui/Page.tsx'
import { ReminderTable } from './ReminderTable.tsx'

/** Inspections by law that fall due, and warranties that run out, within thirty days. */
export function RemindersPage() {
  const { t } = useTranslation()
  const query = useQuery(orpc.equipment.reminders.queryOptions())
  return (
    <Page
      title={t('equipment:reminders.title')}
      crumbs={[{ label: t('common:nav.equipment'), link: { to: '/equipment' } }]}
    >
      <Loaded query={query}>
        {(reminders) =>
          reminders.length === 0 ? (
            <EmptyFace title={t('equipment:reminders.none')} />
          ) : (
            <Paper p="md" maw={900}>
              <ReminderTable reminders={reminders} />
            </Paper>
          )
        }
      </Loaded>
    </Page>
  )
}
