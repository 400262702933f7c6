import { ActionIcon, Button, Group, Text } from '@mantine/core'
import { IconChevronLeft, IconChevronRight } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { addMonths } from '../../../electron/contract/dates.ts'
import { useOffice } from '../../api/session.ts'
import { useCommands } from '../../app/commands.tsx'

/** A month to look at, and the way to the ones around it. */
export function MonthBar({ month, onChange }: { readonly month: string; readonly onChange: (month: string) => void }) {
  const { t } = useTranslation()
  const { today } = useOffice()
  const current = today.slice(0, 7)
  const go = (months: number) => onChange(addMonths(`${month}-01`, months).slice(0, 7))
  useCommands([
    { key: '[', label: t('people:month.before'), run: () => go(-1) },
    { key: ']', label: t('people:month.after'), run: () => go(1) },
  ])
  return (
    <Group gap={6} wrap="nowrap" className="no-print">
      <ActionIcon size="lg" variant="default" aria-label={t('people:month.before')} onClick={() => go(-1)}>
        <IconChevronLeft size={16} />
      </ActionIcon>
      <Text fw={600} className="figure" w={70} ta="center" data-testid="month">
        {month}
      </Text>
      <ActionIcon size="lg" variant="default" aria-label={t('people:month.after')} onClick={() => go(1)}>
        <IconChevronRight size={16} />
      </ActionIcon>
      <Button variant="subtle" size="compact-sm" disabled={month === current} onClick={() => onChange(current)}>
        {t('people:month.this')}
      </Button>
    </Group>
  )
}
