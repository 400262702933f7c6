import type { TargetFields } from '../contract/targets.ts'
import type { Desk } from '../core/context.ts'
import { saveTarget } from '../core/summary/targets.ts'

/** The targets of 2025 as the office published them; those of 2026 ask for more. */
export async function writeSampleTargets(desk: Desk): Promise<void> {
  for (const target of published) await saveTarget(desk, { ...target, year: 2025, version: 0 })
  for (const target of [...published, ...further]) await saveTarget(desk, { ...target, year: 2026, version: 0 })
}

type SampleTarget = Omit<TargetFields, 'year' | 'version'>

const published: readonly SampleTarget[] = [
  { figure: 'jobs/finish-in-time', direction: 'at-least', value: 9800, note: '' },
  { figure: 'jobs/rework-rate', direction: 'at-most', value: 500, note: '' },
  { figure: 'surveys/satisfaction', direction: 'at-least', value: 8500, note: '' },
  { figure: 'complaints/reply-in-time', direction: 'at-least', value: 10_000, note: '24 小时内首次答复' },
]

const further: readonly SampleTarget[] = [
  { figure: 'fees/household-rate/moved-in', direction: 'at-least', value: 9500, note: '' },
  { figure: 'visits/households', direction: 'at-least', value: 160, note: '' },
]
