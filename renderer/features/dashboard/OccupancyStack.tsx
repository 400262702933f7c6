import { Tooltip } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import type { Dashboard } from '../../../electron/contract/desk.ts'
import { occupancyCategories } from '../../../electron/contract/vocabulary.ts'
import { formatCount, formatRatio } from '../../ui/format.ts'
import { OccupancyBadge, occupancyFill } from '../../ui/occupancy.tsx'
import classes from './OccupancyStack.module.css'

/** All units in one bar, by occupancy category; every part opens its list. */
export function OccupancyStack({ parts }: { readonly parts: Dashboard['occupancy'] }) {
  const { t } = useTranslation()
  const total = parts.reduce((sum, part) => sum + part.units, 0)
  const shown = occupancyCategories.flatMap((category) =>
    parts.filter((part) => part.category === category && part.units > 0),
  )
  if (total === 0) return <p className={classes.none}>{t('dashboard:noUnits')}</p>
  return (
    <>
      <div className={classes.bar} aria-hidden>
        {shown.map((part) => (
          <Tooltip
            key={part.category}
            label={`${t(`vocabulary:occupancy.${part.category}`)} ${formatCount(part.units)}`}
          >
            <div style={{ ...occupancyFill(part.category), flexGrow: part.units }} />
          </Tooltip>
        ))}
      </div>
      <ul className={classes.legend}>
        {shown.map((part) => (
          <li key={part.category}>
            <Link to="/estate" search={{ occupancy: part.category }} className={classes.part}>
              <OccupancyBadge category={part.category} />
              <span className={`figure ${classes.count}`}>{formatCount(part.units)}</span>
              <span className={`figure ${classes.share}`}>{formatRatio(part.units, total)}</span>
            </Link>
          </li>
        ))}
      </ul>
    </>
  )
}
