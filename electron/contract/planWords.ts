import type { Words } from './summary.ts'

/** What plans are made for: code name → the field's word. A register that makes plans of its own has a line here. */
export const planSubjects = {
  maintenance: '设备保养',
  statutory: '法定检验',
  patrol: '巡查',
  cleaning: '保洁',
  greening: '绿化',
} as const
export type PlanSubject = keyof typeof planSubjects

export const planEvery = {
  day: '天',
  week: '周',
  month: '月',
  quarter: '季',
  'half-year': '半年',
  year: '年',
} as const
export type PlanEvery = keyof typeof planEvery

/** `3 month`: every three months, as a list keeps how often a plan makes tasks. */
export function cadenceWords(value: string): Words | undefined {
  const [n = '', every = ''] = value.split(' ')
  if (!(every in planEvery)) return undefined
  const { zh, en, counted } = cadences[every as PlanEvery]
  return n === '1' ? { zh: `每${zh}`, en: `Every ${en}` } : { zh: `每 ${n} ${counted}`, en: `Every ${n} ${en}s` }
}

const cadences: Readonly<Record<PlanEvery, Words & { readonly counted: string }>> = {
  day: { zh: '天', en: 'day', counted: '天' },
  week: { zh: '周', en: 'week', counted: '周' },
  month: { zh: '月', en: 'month', counted: '个月' },
  quarter: { zh: '季', en: 'quarter', counted: '季' },
  'half-year': { zh: '半年', en: 'half-year', counted: '个半年' },
  year: { zh: '年', en: 'year', counted: '年' },
}

/** From what the next task is counted: the plan's own days, or the day the last one was done. */
export const planBases = { 'plan-date': '按计划日期', completion: '按上次完成' } as const
export type PlanBasis = keyof typeof planBases

/** Where a task goes that falls on a day without work: it stays, or moves to the workday before or after. */
export const planMoves = { stay: '不调整', before: '提前', after: '顺延' } as const
export type PlanMoving = keyof typeof planMoves

export const checklistKinds = { tick: '勾选', reading: '读数', score: '评分' } as const
export type ChecklistKind = keyof typeof checklistKinds

export const outcomeKinds = { done: '已完成', skipped: '已跳过' } as const
export type OutcomeKind = keyof typeof outcomeKinds

/** Where a task stands on a day; derived, never stored. */
export const taskStates = ['upcoming', 'due', 'late', 'done', 'skipped'] as const
export type TaskState = (typeof taskStates)[number]
