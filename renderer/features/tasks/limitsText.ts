import type { TFunction } from 'i18next'
import type { ChecklistItemFields } from '../../../electron/contract/plans.ts'

/** What an answer must lie within, in words; empty where there is nothing to keep to. */
export function limitsText(t: TFunction, { kind, unit, minCenti, maxCenti }: ChecklistItemFields): string {
  const [min, max] = [minCenti, maxCenti].map((limit) => (limit === null ? null : String(limit / 100)))
  if (kind === 'tick') return ''
  if (kind === 'score') return t('plans:limits.score', { pass: min ?? '0', full: max ?? '—' })
  if (min && max) return t('plans:limits.between', { min, max, unit })
  if (min) return t('plans:limits.atLeast', { min, unit })
  return max ? t('plans:limits.atMost', { max, unit }) : unit
}
