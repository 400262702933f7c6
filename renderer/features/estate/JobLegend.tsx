import { Group, Text } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { formatCount } from '../../ui/format.ts'
import classes from './BuildingPage.module.css'
import { type JobsOnMap, jobLoadOf, jobLoads, jobLooks } from './jobsOnMap.ts'

/** What the colours mean, and how many units have open or late jobs. */
export function JobLegend({ units, jobs }: { readonly units: readonly { id: number }[]; readonly jobs: JobsOnMap }) {
  const { t } = useTranslation()
  const counts = Map.groupBy(units, (unit) => jobLoadOf(jobs.get(unit.id)))
  return (
    <fieldset className={classes.legend} aria-label={t('jobs:map.legend')}>
      {jobLoads.map((load) => (
        <Group key={load} gap={6} wrap="nowrap" data-testid={`legend-${load}`}>
          <span
            aria-hidden
            className={classes.debtMark}
            style={{ background: jobLooks[load].color, color: jobLooks[load].ink }}
          >
            {load === 'none' ? '○' : '●'}
          </span>
          <Text span size="sm">
            {t(`jobs:map.${load}`)}
          </Text>
          <Text span size="sm" fw={600} className="figure">
            {formatCount(counts.get(load)?.length ?? 0)}
          </Text>
        </Group>
      ))}
    </fieldset>
  )
}
