import { Group, Text } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import type { RegisterShown } from '../../../electron/contract/registerKinds.ts'
import { orpc } from '../../api/client.ts'
import { formatCount } from '../../ui/format.ts'
import { LinkAnchor } from '../../ui/links.tsx'
import { Section } from '../dashboard/Section.tsx'
import { pathOf } from './places.ts'
import { registerName } from './words.ts'

/** Leases, passes, contracts and loans that end within 30, 7 and 1 days or are past their end; nothing where there is none. */
export function DueRecords() {
  const { t } = useTranslation()
  const { data } = useQuery(orpc.registers.due.queryOptions())
  const due = (data ?? []).map(({ register, counts }) => ({ register, told: toldOf(counts) }))
  const told = due.filter((one) => one.told.length > 0)
  if (told.length === 0) return null
  return (
    <Section title={t('registers:dueTitle')}>
      <Group gap="lg" data-testid="due-records">
        {told.map(({ register, told: steps }) => (
          <Group key={register} gap={6} wrap="nowrap">
            <Text size="sm">{registerName(t, register)}</Text>
            {steps.map(({ show, count }) => (
              <LinkAnchor
                key={show}
                {...pathOf(register)}
                search={{ show }}
                c={show === 'overdue' || show === 'within1' ? 'red' : undefined}
                className="figure"
              >
                {t(`registers:dueCount.${show}`, { count: formatCount(count) as never })}
              </LinkAnchor>
            ))}
          </Group>
        ))}
      </Group>
    </Section>
  )
}

/** What is told of a register: each step where it says more than the nearer one. */
function toldOf(counts: Readonly<Record<RegisterShown, number>>) {
  const near = (['within1', 'within7', 'within30'] as const).filter(
    (show, index, all) => counts[show] > (index === 0 ? 0 : counts[all[index - 1] as 'within1']),
  )
  const shown = [...(counts.overdue > 0 ? (['overdue'] as const) : []), ...near]
  return shown.map((show) => ({ show, count: counts[show] }))
}
