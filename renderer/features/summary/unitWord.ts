import type { TFunction } from 'i18next'
import type { FigureUnit } from '../../../electron/contract/summary.ts'

/** What stands after a value; nothing after a count, which its figure names, and after a rate, which has its own sign. */
export function unitWord(unit: FigureUnit, t: TFunction): string {
  return unit === 'm2' || unit === 'yuan' ? t(`years:units.${unit}`) : ''
}
