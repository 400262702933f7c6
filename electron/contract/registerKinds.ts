import { z } from 'zod'
import { reminderStep } from './reminders.ts'
import type { Role } from './roles.ts'

/**
 * The registers of what an office registers day by day (product page, registers 9 and 10): each a declaration of what it
 * asks, of the states a record goes through, and by which steps. The list, the form, the card, the numbers, the import
 * and the checks of the backend all read it; what only one register does stands in `core/registers/effects.ts`.
 */

/** What a record can say. A register asks for some of these; the words for them are those of its list's columns. */
export const recordFields = [
  'atTime',
  'unitId',
  'spaceId',
  'title',
  'category',
  'holder',
  'phone',
  'code',
  'place',
  'fromOn',
  'toOn',
  'quantity',
  'amount',
  'body',
] as const
export type RecordField = (typeof recordFields)[number]

/** What a step can ask beside its day. */
export type StepField = 'atTime' | 'untilOn' | 'amount' | 'method' | 'person' | 'code' | 'quantity' | 'text'

export interface RecordStep {
  readonly from: readonly RecordState[]
  /** Without one the state stays: an inspection, a violation. */
  readonly to?: RecordState
  readonly needs?: readonly StepField[]
  readonly asks?: readonly StepField[]
  /** Another record comes of it and takes this one's place: a renewal, a new card for a lost one. */
  readonly makes?: true
}

export interface RegisterDeclaration {
  /** Of its numbers: `CW-2026-0007`. */
  readonly prefix: string
  readonly may: readonly Role[]
  readonly needs: readonly RecordField[]
  readonly asks: readonly RecordField[]
  readonly starts: RecordState
  /** A record counts in figures as soon as it is in one of these; without them from the start. */
  readonly countsIn?: readonly RecordState[]
  /** What is not over: listed first, and reminded of before `toOn`. */
  readonly open: readonly RecordState[]
  /** What is open only where it has an end that is waited for. */
  readonly openUntilEnd?: readonly RecordState[]
  readonly steps: Readonly<Partial<Record<RecordEvent, RecordStep>>>
  /** What stands once it has gone out: it is corrected by a step that keeps what was, or called off. */
  readonly fixed?: { readonly in: readonly RecordState[]; readonly fields: readonly (RecordField | 'onDate')[] }
  /** It may be registered for a day that has not come yet. */
  readonly isAhead?: true
  /** What is paid when it is registered goes into the books as other income: `amount`, by `method`. */
  readonly takesFee?: true
  /** Values of `category`; their words stand under `recordCategory`. */
  readonly categories?: readonly string[]
  /** The time of day is most often that of the desk: somebody stands at the gate. */
  readonly isNow?: true
  /** None of them is the usual one: a form begins without. */
  readonly categoryIsAsked?: true
}

export const recordStates = [
  'draft',
  'granted',
  'working',
  'accepted',
  'let',
  'given-back',
  'connected',
  'disconnected',
  'valid',
  'lost',
  'replaced',
  'returned',
  'running',
  'ended',
  'in',
  'lent',
  'withdrawn',
  'inside',
  'left',
  'issued',
  'passed',
  'kept',
  'claimed',
  'disposed',
  'handling',
  'closed',
  'posted',
  'removed',
  'planned',
  'held',
  'cancelled',
] as const
export type RecordState = (typeof recordStates)[number]

export const recordEvents = [
  'begin',
  'takeBack',
  'inspect',
  'violation',
  'extend',
  'deposit',
  'accept',
  'renew',
  'giveBack',
  'disconnect',
  'lose',
  'find',
  'replace',
  'return',
  'receive',
  'end',
  'lend',
  'bringBack',
  'withdraw',
  'leave',
  'pass',
  'claim',
  'dispose',
  'note',
  'close',
  'post',
  'recount',
  'remove',
  'hold',
  'cancel',
] as const
export type RecordEvent = (typeof recordEvents)[number]

const desk: readonly Role[] = ['front-desk', 'manager', 'administrator']
const gate: readonly Role[] = ['front-desk', 'engineering', 'manager', 'administrator']

const lending = {
  lend: { from: ['in'], to: 'lent', needs: ['person', 'untilOn'], asks: ['text'] },
  extend: { from: ['lent'], needs: ['untilOn'], asks: ['text'] },
  bringBack: { from: ['lent'], to: 'in', asks: ['text'] },
  withdraw: { from: ['in'], to: 'withdrawn', needs: ['text'] },
} as const satisfies RegisterDeclaration['steps']

export const registers = {
  renovation: {
    prefix: 'ZX',
    may: [...gate, 'cashier'],
    needs: ['unitId', 'fromOn', 'toOn'],
    asks: ['holder', 'phone', 'title'],
    starts: 'granted',
    open: ['granted', 'working'],
    steps: {
      deposit: { from: ['granted', 'working'], needs: ['amount', 'method'], asks: ['person', 'code'] },
      begin: { from: ['granted'], to: 'working' },
      inspect: { from: ['working'], needs: ['text'], asks: ['person'] },
      violation: { from: ['working'], needs: ['text'], asks: ['person'] },
      extend: { from: ['granted', 'working'], needs: ['untilOn'], asks: ['text'] },
      accept: { from: ['working'], to: 'accepted', asks: ['person', 'text'] },
      takeBack: { from: ['working'], to: 'granted', needs: ['text'] },
    },
  },
  'parking-let': {
    prefix: 'CW',
    may: ['front-desk', 'cashier', 'manager', 'administrator'],
    needs: ['spaceId', 'holder', 'fromOn', 'toOn'],
    asks: ['unitId', 'phone', 'code', 'amount'],
    starts: 'let',
    open: ['let'],
    steps: {
      renew: { from: ['let'], to: 'ended', needs: ['untilOn'], asks: ['amount', 'text'], makes: true },
      giveBack: { from: ['let'], to: 'given-back', asks: ['text'] },
    },
  },
  network: {
    prefix: 'WL',
    may: desk,
    needs: ['unitId', 'category'],
    asks: ['holder', 'phone', 'code'],
    starts: 'connected',
    open: [],
    categoryIsAsked: true,
    categories: ['telecom', 'mobile', 'unicom', 'broadcast', 'other'],
    steps: { disconnect: { from: ['connected'], to: 'disconnected', asks: ['text'] } },
  },
  'access-card': {
    prefix: 'MJ',
    may: [...desk, 'cashier'],
    needs: ['unitId', 'code', 'category'],
    asks: ['holder', 'phone', 'amount'],
    starts: 'valid',
    open: ['lost'],
    takesFee: true,
    categories: ['owner', 'family', 'tenant', 'housekeeper', 'other'],
    steps: {
      lose: { from: ['valid'], to: 'lost', asks: ['text'] },
      find: { from: ['lost'], to: 'valid', asks: ['text'] },
      replace: {
        from: ['valid', 'lost'],
        to: 'replaced',
        needs: ['code'],
        asks: ['amount', 'method', 'text'],
        makes: true,
      },
      return: { from: ['valid', 'lost'], to: 'returned', asks: ['text'] },
    },
  },
  advertising: {
    prefix: 'GG',
    may: ['front-desk', 'cashier', 'accountant', 'manager', 'administrator'],
    needs: ['holder', 'title', 'fromOn', 'toOn'],
    asks: ['phone', 'code', 'place', 'amount'],
    starts: 'running',
    open: ['running'],
    steps: {
      receive: { from: ['running', 'ended'], needs: ['amount', 'method'], asks: ['code', 'text'] },
      renew: { from: ['running'], to: 'ended', needs: ['untilOn'], asks: ['amount', 'text'], makes: true },
      end: { from: ['running'], to: 'ended', asks: ['text'] },
    },
  },
  archive: {
    prefix: 'DA',
    may: desk,
    needs: ['title', 'category', 'place'],
    asks: ['unitId', 'code'],
    starts: 'in',
    open: ['lent'],
    categories: ['household', 'renovation', 'equipment', 'contract', 'drawing', 'other'],
    steps: lending,
  },
  key: {
    prefix: 'YS',
    may: gate,
    needs: ['title', 'place'],
    asks: ['unitId', 'code', 'quantity'],
    starts: 'in',
    open: ['lent'],
    steps: lending,
  },
  visitor: {
    prefix: 'FK',
    may: gate,
    needs: ['holder', 'title'],
    asks: ['atTime', 'unitId', 'phone', 'code', 'quantity'],
    starts: 'inside',
    open: ['inside'],
    isNow: true,
    steps: { leave: { from: ['inside'], to: 'left', asks: ['atTime'] } },
  },
  'goods-pass': {
    prefix: 'FX',
    may: gate,
    needs: ['unitId', 'holder', 'title'],
    asks: ['phone', 'code'],
    starts: 'issued',
    open: ['issued'],
    steps: { pass: { from: ['issued'], to: 'passed', asks: ['person', 'text'] } },
  },
  'worker-pass': {
    prefix: 'SG',
    may: gate,
    needs: ['holder', 'title', 'fromOn', 'toOn'],
    asks: ['unitId', 'phone', 'code'],
    starts: 'valid',
    open: ['valid'],
    steps: {
      extend: { from: ['valid'], needs: ['untilOn'], asks: ['text'] },
      return: { from: ['valid'], to: 'returned', asks: ['text'] },
    },
  },
  'lost-property': {
    prefix: 'SW',
    may: gate,
    needs: ['title', 'place'],
    asks: ['holder', 'phone'],
    starts: 'kept',
    open: ['kept'],
    steps: {
      claim: { from: ['kept'], to: 'claimed', needs: ['person'], asks: ['text'] },
      dispose: { from: ['kept'], to: 'disposed', needs: ['text'] },
    },
  },
  incident: {
    prefix: 'TF',
    may: gate,
    needs: ['title', 'category', 'place', 'body'],
    asks: ['atTime', 'unitId', 'holder', 'phone'],
    starts: 'handling',
    open: ['handling'],
    categoryIsAsked: true,
    categories: ['fire', 'water', 'power', 'lift', 'security', 'injury', 'weather', 'other'],
    steps: {
      note: { from: ['handling'], needs: ['text'], asks: ['atTime', 'person'] },
      close: { from: ['handling'], to: 'closed', needs: ['text'], asks: ['atTime'] },
    },
  },
  notice: {
    prefix: 'TZ',
    may: desk,
    needs: ['title', 'category', 'place', 'quantity'],
    asks: ['code', 'body', 'toOn'],
    starts: 'draft',
    isAhead: true,
    countsIn: ['posted', 'removed'],
    open: ['draft'],
    openUntilEnd: ['posted'],
    categories: ['posted', 'delivered', 'message', 'other'],
    fixed: { in: ['posted', 'removed'], fields: ['onDate', 'title', 'place', 'quantity', 'body'] },
    steps: {
      post: { from: ['draft'], to: 'posted', needs: ['quantity'] },
      remove: { from: ['posted'], to: 'removed', asks: ['text'] },
      recount: { from: ['posted', 'removed'], needs: ['quantity', 'text'] },
    },
  },
  event: {
    prefix: 'HD',
    may: desk,
    needs: ['title', 'place'],
    asks: ['category', 'holder', 'body', 'quantity', 'amount'],
    starts: 'planned',
    isAhead: true,
    countsIn: ['held'],
    open: ['planned'],
    categoryIsAsked: true,
    categories: ['health', 'festival', 'children', 'safety', 'other'],
    steps: { hold: { from: ['planned'], to: 'held', needs: ['quantity'], asks: ['text'] } },
  },
} as const satisfies Readonly<Record<string, RegisterDeclaration>>

export type RegisterId = keyof typeof registers
export const registerIds = Object.keys(registers) as [RegisterId, ...RegisterId[]]

/** As its declaration, without the narrow types of a single one. */
export function registerOf(id: RegisterId): RegisterDeclaration {
  return registers[id]
}

/** The register whose numbers begin so: `ZX`. */
export function registerWithPrefix(prefix: string): RegisterId | undefined {
  return registerIds.find((id) => registers[id].prefix === prefix)
}

/** True where a record is not over: what waits for somebody, or for its end. */
export function isRecordOpen(id: RegisterId, state: RecordState, toOn: string | null): boolean {
  const { open, openUntilEnd = [] } = registerOf(id)
  return open.includes(state) || (toOn !== null && openUntilEnd.includes(state))
}

/** What of a record in a state can no longer be written over. */
export function fixedFields(id: RegisterId, state: RecordState): readonly (RecordField | 'onDate')[] {
  const { fixed } = registerOf(id)
  return fixed?.in.includes(state) ? fixed.fields : []
}

/** What every register has: a mistake is taken back with its reason, and counts until then. */
const calledOff: RecordStep = {
  from: recordStates.filter((state) => state !== 'cancelled'),
  to: 'cancelled',
  needs: ['text'],
}

/** The step of a register; undefined where it has none such. */
export function recordStepOf(id: RegisterId, event: RecordEvent): RecordStep | undefined {
  return event === 'cancel' ? calledOff : registerOf(id).steps[event]
}

/** Which steps are possible in a state, in the order of the declaration; calling off comes last. */
export function stepsFrom(id: RegisterId, state: RecordState): RecordEvent[] {
  const own = Object.keys(registerOf(id).steps) as RecordEvent[]
  return [...own, 'cancel' as const].filter((event) => recordStepOf(id, event)?.from.includes(state))
}

/** The registers that the workbook of registrations brings, by the words of its 类别 (product page, import workbooks). */
export const registrationKinds = {
  renovation: '装修',
  network: '网络',
  'parking-let': '车位出租',
  'access-card': '门禁卡',
  advertising: '广告',
} as const satisfies Readonly<Partial<Record<RegisterId, string>>>

const date = z.string().regex(/^\d{4}-\d{2}-\d{2}$/)

/** What is open; of that what ends within 30, 7 and 1 days, and what is past its end. */
export const registerShown = ['open', 'within30', 'within7', 'within1', 'overdue'] as const
export type RegisterShown = (typeof registerShown)[number]

const registerFilter = z.object({
  text: z.string().max(100).optional(),
  state: z.enum(recordStates).optional(),
  show: z.enum(registerShown).optional(),
  category: z.string().max(40).optional(),
  unitId: z.number().int().optional(),
  estate: z.number().int().optional(),
  area: z.number().int().optional(),
  building: z.number().int().optional(),
  from: date.optional(),
  to: date.optional(),
})

const registerRow = z.object({
  id: z.number(),
  number: z.string(),
  onDate: z.string(),
  atTime: z.string(),
  unit: z.string().nullable(),
  space: z.string().nullable(),
  title: z.string(),
  category: z.string(),
  holder: z.string(),
  phone: z.string(),
  code: z.string(),
  place: z.string(),
  fromOn: z.string().nullable(),
  toOn: z.string().nullable(),
  quantity: z.number().nullable(),
  amount: z.number().nullable(),
  state: z.enum(recordStates),
  /** While it is open: how near its end is, 0 past it. */
  due: reminderStep.nullable(),
  note: z.string(),
  actor: z.string(),
})

const columnKinds = {
  atTime: { id: 'atTime', kind: 'text', sortable: false },
  unitId: { id: 'unit', kind: 'text' },
  spaceId: { id: 'space', kind: 'text' },
  title: { id: 'title', kind: 'text', sortable: false },
  category: { id: 'category', kind: 'choice', choices: 'recordCategory' },
  holder: { id: 'holder', kind: 'text' },
  phone: { id: 'phone', kind: 'text', sortable: false },
  code: { id: 'code', kind: 'text' },
  place: { id: 'place', kind: 'text' },
  fromOn: { id: 'fromOn', kind: 'date' },
  toOn: { id: 'toOn', kind: 'date' },
  quantity: { id: 'quantity', kind: 'count' },
  amount: { id: 'amount', kind: 'money' },
} as const

/** A register as a declared list: the columns of what it asks. */
function listOf(id: RegisterId) {
  const { needs, asks } = registerOf(id)
  const asked = recordFields.filter((field) => field !== 'body' && (needs.includes(field) || asks.includes(field)))
  return {
    columns: [
      { id: 'number', kind: 'text' } as const,
      { id: 'onDate', kind: 'date' } as const,
      ...asked.map((field) => columnKinds[field as keyof typeof columnKinds]),
      { id: 'state', kind: 'choice', choices: 'recordState' } as const,
      { id: 'note', kind: 'text', sortable: false, hidden: true } as const,
      { id: 'actor', kind: 'text', sortable: false, hidden: true } as const,
    ],
    filter: registerFilter,
    row: registerRow,
  }
}

export const registerLists = {
  renovations: listOf('renovation'),
  parkingLets: listOf('parking-let'),
  networks: listOf('network'),
  accessCards: listOf('access-card'),
  advertisements: listOf('advertising'),
  archiveFiles: listOf('archive'),
  keys: listOf('key'),
  visitors: listOf('visitor'),
  goodsPasses: listOf('goods-pass'),
  workerPasses: listOf('worker-pass'),
  lostProperty: listOf('lost-property'),
  incidents: listOf('incident'),
  notices: listOf('notice'),
  events: listOf('event'),
} as const
export type RegisterListId = keyof typeof registerLists

export const listOfRegister = {
  renovation: 'renovations',
  'parking-let': 'parkingLets',
  network: 'networks',
  'access-card': 'accessCards',
  advertising: 'advertisements',
  archive: 'archiveFiles',
  key: 'keys',
  visitor: 'visitors',
  'goods-pass': 'goodsPasses',
  'worker-pass': 'workerPasses',
  'lost-property': 'lostProperty',
  incident: 'incidents',
  notice: 'notices',
  event: 'events',
} as const satisfies Readonly<Record<RegisterId, RegisterListId>>
