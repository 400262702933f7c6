import { Text, UnstyledButton } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { type DebtSize, debtLooks, debtSizeOf, debtSizes } from '../../ui/debtSize.ts'
import { formatCount } from '../../ui/format.ts'
import classes from './BuildingPage.module.css'
import type { MapUnit } from './buildingLayout.ts'

/** What the colours mean and how many owe so much; a click lets one amount stand out, another lets go. */
export function DebtLegend(props: {
  readonly units: readonly MapUnit[]
  readonly shown: DebtSize | undefined
  readonly onShow: (size: DebtSize | undefined) => void
}) {
  const { t } = useTranslation()
  const counts = Map.groupBy(props.units, (unit) => debtSizeOf(unit.owed ?? 0))
  return (
    <fieldset className={classes.legend} aria-label={t('arrears:map.legend')}>
      {debtSizes.map((size) => (
        <UnstyledButton
          key={size}
          className={classes.entry}
          fz="sm"
          aria-pressed={props.shown === size}
          onClick={() => props.onShow(props.shown === size ? undefined : size)}
          data-testid={`legend-${size}`}
        >
          <span
            aria-hidden
            className={classes.debtMark}
            style={{ background: debtLooks[size].color, color: debtLooks[size].ink }}
          >
            {debtLooks[size].mark}
          </span>
          {t(`arrears:map.${size}`)}
          <Text span size="sm" fw={600} className="figure">
            {formatCount(counts.get(size)?.length ?? 0)}
          </Text>
        </UnstyledButton>
      ))}
    </fieldset>
  )
}
