/**
 * The life of jobs and complaints: which event is possible in which state, and where it leads. The page shows exactly
 * these events as buttons, the backend refuses every other. Rule: product page, register 5.
 */
export const jobStates = {
  waiting: '待派工',
  dispatched: '已派工',
  working: '处理中',
  suspended: '挂起',
  done: '已完成',
  visited: '已回访',
  closed: '已关闭',
  cancelled: '已取消',
} as const
export type JobState = keyof typeof jobStates

export const complaintStates = {
  received: '已受理',
  handling: '处理中',
  escalated: '已升级',
  answered: '已答复',
  visited: '已回访',
  closed: '已结案',
  withdrawn: '已撤销',
} as const
export type ComplaintState = keyof typeof complaintStates

export interface Move<State extends string> {
  readonly from: readonly State[]
  readonly to: State
  /** Whoever makes it says why. */
  readonly needsReason: boolean
}

export const jobMoves = {
  dispatch: { from: ['waiting'], to: 'dispatched', needsReason: false },
  /** 转单: another worker takes it over. */
  transfer: { from: ['dispatched', 'working', 'suspended'], to: 'dispatched', needsReason: true },
  /** 退单: the worker gives it back to the desk. */
  return: { from: ['dispatched', 'working', 'suspended'], to: 'waiting', needsReason: true },
  start: { from: ['dispatched'], to: 'working', needsReason: false },
  /** 挂起: waits for material or for the resident; the clock stops. */
  suspend: { from: ['dispatched', 'working'], to: 'suspended', needsReason: true },
  resume: { from: ['suspended'], to: 'working', needsReason: false },
  complete: { from: ['dispatched', 'working'], to: 'done', needsReason: false },
  visit: { from: ['done'], to: 'visited', needsReason: false },
  close: { from: ['done', 'visited'], to: 'closed', needsReason: false },
  /** 重开: the fault came back; counts as rework where it was done. */
  reopen: { from: ['done', 'visited', 'closed', 'cancelled'], to: 'waiting', needsReason: true },
  cancel: { from: ['waiting', 'dispatched', 'working', 'suspended'], to: 'cancelled', needsReason: true },
  /** 合并: it goes into another job about the same thing, and both keep their history. */
  merge: { from: ['waiting', 'dispatched', 'working', 'suspended'], to: 'cancelled', needsReason: false },
  /** 撤销完成: entered by mistake; the clock runs on as if it had never stopped. */
  'undo-complete': { from: ['done'], to: 'working', needsReason: true },
  /** 撤销关闭: closed by mistake; it is done, or visited, as it was before. */
  'undo-close': { from: ['closed'], to: 'done', needsReason: true },
} as const satisfies Record<string, Move<JobState>>
export type JobEvent = keyof typeof jobMoves

export const complaintMoves = {
  /** 首次回复: also of one that went up a level before anybody had replied. */
  handle: { from: ['received', 'handling', 'escalated'], to: 'handling', needsReason: false },
  escalate: { from: ['received', 'handling', 'escalated'], to: 'escalated', needsReason: true },
  answer: { from: ['received', 'handling', 'escalated'], to: 'answered', needsReason: false },
  visit: { from: ['answered'], to: 'visited', needsReason: false },
  close: { from: ['answered', 'visited'], to: 'closed', needsReason: false },
  reopen: { from: ['answered', 'visited', 'closed', 'withdrawn'], to: 'handling', needsReason: true },
  withdraw: { from: ['received', 'handling', 'escalated'], to: 'withdrawn', needsReason: true },
  /** 撤销结案: closed by mistake; it is answered, or visited, as it was before. */
  'undo-close': { from: ['closed'], to: 'answered', needsReason: true },
} as const satisfies Record<string, Move<ComplaintState>>
export type ComplaintEvent = keyof typeof complaintMoves

/** The events possible in a state, in the order of the table. */
export function movesFrom<State extends string, Event extends string>(
  moves: Readonly<Record<Event, Move<State>>>,
  state: State,
): Event[] {
  return (Object.keys(moves) as Event[]).filter((event) => moves[event].from.includes(state))
}

/** States in which work is still to be done. */
export const openJobStates = ['waiting', 'dispatched', 'working', 'suspended'] as const satisfies readonly JobState[]
export const openComplaintStates = ['received', 'handling', 'escalated'] as const satisfies readonly ComplaintState[]

export const campaignStates = ['draft', 'approved', 'running', 'finished'] as const
export type CampaignState = (typeof campaignStates)[number]
