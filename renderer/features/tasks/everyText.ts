import type { TFunction } from 'i18next'
import type { PlanEvery } from '../../../electron/contract/planWords.ts'

/** "every month", "every 2 weeks". */
export function everyText(
  t: TFunction,
  { everyN, every }: { readonly everyN: number; readonly every: PlanEvery },
): string {
  return everyN === 1 ? t(`plans:everyOne.${every}`) : t(`plans:everyMany.${every}`, { n: everyN })
}
