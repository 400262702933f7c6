import type { ProcedureName } from '../../../electron/contract/contract.ts'
import { openIntake } from '../jobs/intakeDoor.ts'
import { isSeen, partOf, press, type, until, usualWait } from './onPage.ts'

export const chapters = ['intake', 'money', 'visits', 'summary'] as const
export type Chapter = (typeof chapters)[number]

/** What the stops of the tour need to know of the office and of where one is. */
export interface Surroundings {
  /** Goes to an address of the application. */
  readonly go: (address: string) => Promise<unknown>
  /** The path and the search of the address one is at. */
  readonly path: () => string
  readonly search: () => string
  /** A household that owes something, and the newest receipt; null where there is none. */
  readonly debtorId: () => Promise<number | null>
  readonly receiptId: () => Promise<number | null>
  /** The year the work report is usually of. */
  readonly year: number
  /** What is told on the phone, in the language of the screen. */
  readonly complaint: string
}

/** One thing that the tour shows. Its words are `tour:stops.<chapter>.<name>`. */
export interface Stop {
  readonly chapter: Chapter
  readonly name: string
  /** The part of the page it speaks of. */
  readonly part: string
  /** Who may not do this is not shown it. */
  readonly needs: ProcedureName
  /** Brings the part on screen, from wherever one is. */
  readonly arrive?: (around: Surroundings) => Promise<unknown>
  /** Holds once the user has done it; the tour goes on by itself. */
  readonly isDone?: (around: Surroundings) => boolean
  /** Does it for a user who only wants to look. */
  readonly act?: (around: Surroundings) => Promise<unknown>
  /** The field to type in. */
  readonly field?: string
}

/** A household everybody finds in the sample office. */
const caller = '1-101'

async function openDrawer(): Promise<void> {
  if (!isSeen('intake-unit')) openIntake({ kind: 'repair' })
  await until(() => isSeen('intake-unit'), usualWait)
}

const textOf = (field: string) => (partOf(field) as HTMLInputElement | HTMLTextAreaElement | null)?.value.trim() ?? ''

const intake: readonly Omit<Stop, 'chapter' | 'needs'>[] = [
  {
    name: 'open',
    part: 'intake',
    arrive: ({ go }) => go('/jobs'),
    isDone: () => isSeen('intake-unit'),
    act: openDrawer,
  },
  {
    name: 'caller',
    part: 'intake-unit',
    field: 'intake-unit',
    arrive: openDrawer,
    isDone: () => textOf('intake-caller') !== '',
    act: async () => {
      await type('intake-unit', caller)
      await press('pick')
    },
  },
  { name: 'around', part: 'around', arrive: openDrawer },
  {
    name: 'content',
    part: 'intake-content',
    field: 'intake-content',
    arrive: openDrawer,
    isDone: () => isSeen('intake-saved'),
    act: async ({ complaint }) => {
      if (textOf('intake-content') === '') await type('intake-content', complaint)
      await press('go-ahead')
    },
  },
  {
    name: 'number',
    part: 'intake-saved',
    isDone: ({ path }) => /^\/jobs\/\d+/.test(path()),
    act: () => press('intake-open'),
  },
  { name: 'job', part: 'job' },
]

const money: readonly (Omit<Stop, 'chapter' | 'needs'> & { needs?: ProcedureName })[] = [
  {
    name: 'payer',
    part: 'payer-search',
    field: 'payer-search',
    arrive: ({ go }) => go('/counter'),
    isDone: ({ search }) => /unit|person/.test(search()),
    act: async ({ go, debtorId }) => go(`/counter?unit=${await debtorId()}`),
  },
  { name: 'owed', part: 'due', arrive: toDebtor },
  { name: 'amount', part: 'take-amount', arrive: toDebtor },
  {
    name: 'take',
    part: 'take',
    needs: 'counter.take',
    arrive: toDebtor,
    isDone: ({ path }) => path().startsWith('/counter/receipt/'),
    act: () => press('take'),
  },
  {
    name: 'receipt',
    part: 'receipt-paper',
    arrive: async ({ go, path, receiptId }) => {
      if (path().startsWith('/counter/receipt/')) return
      await go(`/counter/receipt/${await receiptId()}`)
    },
  },
]

async function toDebtor({ go, path, search, debtorId }: Surroundings): Promise<void> {
  if (path() !== '/counter' || !/unit|person/.test(search())) await go(`/counter?unit=${await debtorId()}`)
}

const visits: readonly Omit<Stop, 'chapter' | 'needs'>[] = [
  {
    name: 'propose',
    part: 'propose',
    arrive: ({ go }) => go('/visits/plan'),
    isDone: () => isSeen('planner'),
    act: () => press('propose'),
  },
  {
    name: 'plan',
    part: 'planner',
    isDone: () => isSeen('day') && !isSeen('planner'),
    act: () => press('take-plan'),
  },
  {
    name: 'record',
    part: 'do-visit',
    arrive: ({ go, path }) => (path() === '/visits/plan' ? Promise.resolve() : go('/visits/plan')),
    isDone: () => isSeen('visit-result'),
    act: () => press('do-visit'),
  },
  {
    name: 'save',
    part: 'visit-result',
    isDone: () => !isSeen('visit-result') && isSeen('planned'),
    act: () => press('go-ahead'),
  },
]

const summary: readonly Omit<Stop, 'chapter' | 'needs'>[] = [
  {
    name: 'figure',
    part: 'figure-handover-rate',
    arrive: ({ go, year }) => go(`/summary?year=${year}`),
    isDone: ({ path }) => path().startsWith('/summary/figure/'),
    act: () => press('figure-handover-rate'),
  },
  { name: 'records', part: 'figure-value', arrive: toRecords },
  { name: 'draft', part: 'chapter-handover', arrive: ({ go, year }) => go(`/summary/draft?year=${year}`) },
  { name: 'download', part: 'download', arrive: ({ go, year }) => go(`/summary?year=${year}`) },
]

async function toRecords({ go, path, year }: Surroundings): Promise<void> {
  if (!path().startsWith('/summary/figure/')) await go(`/summary/figure/handover/rate?year=${year}`)
}

/** All stops in the order they are shown. */
export const stops: readonly Stop[] = [
  ...intake.map((stop) => ({ chapter: 'intake', needs: 'jobs.register', ...stop }) as const),
  ...money.map((stop) => ({ chapter: 'money', needs: 'lists.arrears', ...stop }) as const),
  ...visits.map((stop) => ({ chapter: 'visits', needs: 'visits.propose', ...stop }) as const),
  ...summary.map((stop) => ({ chapter: 'summary', needs: 'summary.year', ...stop }) as const),
]
