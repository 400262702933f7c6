import { UnstyledButton } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { AgeBand } from '../../../electron/contract/ageBands.ts'
import type { ArrearsTotals } from '../../../electron/contract/dunning.ts'
import { ageColors } from '../../../electron/contract/palette.ts'
import { formatCount, formatMoney } from '../../ui/format.ts'
import classes from './arrears.module.css'

const notChosen = '#c9ced3'

/** How old the arrears are. A click on a bar or its name filters the list by that age, another lets go. */
export function AgeingChart(props: {
  readonly of: ArrearsTotals['ageing']
  readonly chosen: AgeBand | undefined
  readonly onChoose: (band: AgeBand) => void
}) {
  const { t } = useTranslation()
  const { chosen } = props
  const most = Math.max(...props.of.map((one) => one.amount), 1)
  return (
    <figure className={classes.ageing} aria-label={t('arrears:ageing')}>
      <div className={classes.bands}>
        {props.of.map((one) => (
          <UnstyledButton
            key={one.band}
            className={classes.band}
            aria-pressed={chosen === one.band}
            onClick={() => props.onChoose(one.band)}
            data-testid={`band-${one.band}`}
          >
            <span aria-hidden className={classes.bar}>
              <span
                style={{
                  // A debt that is there is seen, however small beside the others.
                  height: `${one.amount === 0 ? 0 : Math.max((one.amount * 100) / most, 2.5)}%`,
                  background: chosen === undefined || chosen === one.band ? ageColors[one.band] : notChosen,
                }}
              />
            </span>
            <span className={classes.bandName}>
              <i style={{ background: ageColors[one.band] }} />
              {t(`vocabulary:ageBand.${one.band}`)}
            </span>
            <b className="figure">{formatMoney(one.amount)}</b>
            <span className="figure">{t('arrears:units', { units: formatCount(one.units) })}</span>
          </UnstyledButton>
        ))}
      </div>
    </figure>
  )
}
