import { ActionIcon, Group, Text } from '@mantine/core'
import { IconChevronLeft, IconChevronRight } from '@tabler/icons-react'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { useCommands } from '../app/commands.tsx'

/** Over a table of months: the year, and the ways to the one before and after. */
export function YearBar(props: {
  readonly year: number
  readonly onYear: (year: number) => void
  readonly children?: ReactNode
}) {
  const { t } = useTranslation()
  const { year, onYear } = props
  useCommands([
    { key: '[', label: t('tallies:yearBefore'), run: () => onYear(year - 1) },
    { key: ']', label: t('tallies:yearAfter'), run: () => onYear(year + 1) },
  ])
  return (
    <Group gap="sm" mb="xs" className="no-print">
      <ActionIcon variant="default" aria-label={t('tallies:yearBefore')} onClick={() => onYear(year - 1)}>
        <IconChevronLeft size={16} />
      </ActionIcon>
      <Text className="figure" fw={600} data-testid="year">
        {year}
      </Text>
      <ActionIcon variant="default" aria-label={t('tallies:yearAfter')} onClick={() => onYear(year + 1)}>
        <IconChevronRight size={16} />
      </ActionIcon>
      {props.children}
    </Group>
  )
}

export const monthNumbers = Array.from({ length: 12 }, (_, index) => index + 1)
