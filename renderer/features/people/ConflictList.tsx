import { Button, Group, Paper, Title } from '@mantine/core'
import type { TFunction } from 'i18next'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Conflict } from '../../../electron/contract/rota.ts'
import { formatCount } from '../../ui/format.ts'

/** So many are named at first. */
const shown = 12

/** What stands against the month, in order of days; a click goes to the cell. */
export function ConflictList(props: {
  readonly conflicts: readonly Conflict[]
  readonly onGo?: (at: { staffId: number | null; onDate: string }) => void
}) {
  const { t } = useTranslation()
  const [all, setAll] = useState(false)
  const { conflicts, onGo } = props
  const title = t('people:rota.conflicts', { count: conflicts.length })
  if (conflicts.length === 0) return null
  return (
    <Paper p="sm" component="section" aria-label={title} className="no-print" data-testid="conflicts">
      <Title order={2} mb={4}>
        {title}
      </Title>
      <Group gap={4}>
        {conflicts.slice(0, all ? conflicts.length : shown).map((one) => (
          <Button
            key={`${one.kind} ${one.staffId} ${one.name} ${one.onDate}`}
            size="compact-xs"
            variant="default"
            disabled={!onGo}
            onClick={() => onGo?.({ staffId: one.staffId, onDate: one.onDate })}
          >
            {one.onDate.slice(5)} {one.name}: {conflictText(t, one)}
          </Button>
        ))}
        {!all && conflicts.length > shown && (
          <Button size="compact-xs" variant="subtle" onClick={() => setAll(true)}>
            {t('people:rota.allConflicts', { count: formatCount(conflicts.length) as never })}
          </Button>
        )}
      </Group>
    </Paper>
  )
}

/** What is wrong, in words. */
export function conflictText(t: TFunction, { kind, detail }: Conflict): string {
  const words = t(`people:conflict.${kind}`, { detail })
  return kind === 'absent' && detail !== '' ? `${words} (${detail})` : words
}
