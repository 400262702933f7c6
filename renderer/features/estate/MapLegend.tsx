import { Text, UnstyledButton } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { BuildingMap } from '../../../electron/contract/estate.ts'
import { type OccupancyCategory, occupancyCategories } from '../../../electron/contract/vocabulary.ts'
import { formatCount } from '../../ui/format.ts'
import { OccupancyBadge } from '../../ui/occupancy.tsx'
import classes from './BuildingPage.module.css'

/** What the colours mean and how many there are of each; a click lets one category stand out, another lets go. */
export function MapLegend(props: {
  readonly counts: BuildingMap['counts']
  readonly shown: OccupancyCategory | undefined
  readonly onShow: (category: OccupancyCategory | undefined) => void
}) {
  const { t } = useTranslation()
  return (
    <fieldset className={classes.legend} aria-label={t('estate:map.legend')}>
      {occupancyCategories
        .filter((category) => (props.counts[category] ?? 0) > 0 || category === props.shown)
        .map((category) => (
          <UnstyledButton
            key={category}
            className={classes.entry}
            fz="sm"
            aria-pressed={props.shown === category}
            onClick={() => props.onShow(props.shown === category ? undefined : category)}
            data-testid={`legend-${category}`}
          >
            <OccupancyBadge category={category} />
            <Text span size="sm" fw={600} className="figure" data-testid={`count-${category}`}>
              {formatCount(props.counts[category] ?? 0)}
            </Text>
          </UnstyledButton>
        ))}
    </fieldset>
  )
}
