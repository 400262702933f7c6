import {
  type ComplaintState,
  complaintMoves,
  complaintStates,
  type JobEvent,
  type JobState,
  jobMoves,
  jobStates,
  movesFrom,
} from '../../electron/contract/caseStates.ts'
import { addDays, type DateText, dateInZone, momentInZone } from '../../electron/contract/dates.ts'
import { DeskError } from '../../electron/contract/errors.ts'
import type { JobCompletion } from '../../electron/contract/jobs.ts'
import { escalateDue, judgeComplaint, receiveComplaint, stepComplaint } from '../../electron/core/complaints/service.ts'
import type { Desk } from '../../electron/core/context.ts'
import { applyImport, planImport, undoImport } from '../../electron/core/imports/index.ts'
import { correctJob } from '../../electron/core/jobs/correction.ts'
import { registerJob, stepJob } from '../../electron/core/jobs/service.ts'
import { addRule, markDays, saveHours } from '../../electron/core/promises/service.ts'
import { recordReturn } from '../../electron/core/returns/service.ts'
import { type Random, randomOf } from '../../electron/core/sample/random.ts'
import { createStaff } from '../../electron/core/staff/service.ts'
import { home, importRows, newOffice, table, type Values } from './office.ts'

const zone = 'Asia/Shanghai'
const minute = 60_000
const doneStates: readonly JobState[] = ['done', 'visited', 'closed']

/** Something that may happen at the desk, and the first day that it says something about. */
export interface Happening {
  readonly what: string
  readonly since: DateText
  /** @returns false where the desk refuses it */
  run(): Promise<boolean>
}

/** A desk at which by chance everything happens that may, while its clock goes on; the same seed, the same story. */
export async function randomDesk(seed: string) {
  const { desk: plain } = await newOffice('2026-11-02')
  await importRows(plain, 'units', [home('101'), home('102')])
  const workers = [await worker('吴师傅'), await worker('郑师傅')]
  const random = randomOf(seed)
  let now = Date.parse('2026-11-02T01:00:00Z')
  const clock = { zone, now: () => new Date(now), today: () => dateInZone(new Date(now), zone) }
  const desk: Desk = { ...plain, clock }
  const office = { fromOn: '2026-11-02', source: '', hours: 'office' } as const
  const jobRule = { name: '低', subject: 'job', priority: 'low', respondMinutes: 120, finishMinutes: 600 } as const
  await addRule(desk, { ...jobRule, ...office })
  if (random.chance(0.5)) {
    const rule = {
      name: '投诉',
      subject: 'complaint',
      priority: null,
      respondMinutes: 300,
      finishMinutes: null,
    } as const
    await addRule(desk, { ...rule, ...office })
  }
  const story = new Story(desk, random, workers)
  return {
    desk,
    next: () => story.next(),
    /** Goes on by some minutes, now and then by days. */
    wait() {
      now += random.between(0, random.chance(0.08) ? 5_000 : 600) * minute
    },
  }

  function worker(name: string) {
    return createStaff(plain, { name, roles: ['engineering'], secret: '4404' })
  }
}

class Story {
  readonly #desk: Desk
  readonly #random: Random
  readonly #workers: readonly number[]
  /** Imports that can be taken back, with the first day that each says something about. */
  readonly #batches: { readonly id: number; readonly since: DateText }[] = []
  #made = 0

  constructor(desk: Desk, random: Random, workers: readonly number[]) {
    this.#desk = desk
    this.#random = random
    this.#workers = workers
  }

  async next(): Promise<Happening> {
    const ways: readonly (readonly [number, () => Promise<Happening | null>])[] = [
      [14, () => this.#register()],
      [19, () => this.#stepJob()],
      [3, () => this.#correctJob()],
      [8, () => this.#return()],
      [6, () => this.#receive()],
      [10, () => this.#stepComplaint()],
      [4, () => this.#judge()],
      [3, () => this.#calendar()],
      [18, () => this.#importJob()],
      [11, () => this.#importComplaint()],
      [4, () => this.#undo()],
    ]
    let draw = this.#random.between(1, 100)
    for (const [share, way] of ways) {
      draw -= share
      if (draw <= 0) return (await way()) ?? this.#register()
    }
    return this.#register()
  }

  get #today(): DateText {
    return this.#desk.clock.today()
  }

  #happening(what: string, run: () => Promise<unknown>, since = this.#today): Happening {
    return {
      what: `${momentInZone(this.#desk.clock.now(), zone)} ${what}`,
      since: since < this.#today ? since : this.#today,
      run: () =>
        run().then(
          () => true,
          (error: unknown) => {
            if (error instanceof DeskError) return false
            throw error
          },
        ),
    }
  }

  /** A moment between another and now, as a workbook writes it. */
  #between(from: string): string {
    const [begin, end] = [Date.parse(from), this.#desk.clock.now().getTime()]
    return momentInZone(new Date(begin + Math.floor(this.#random.next() * Math.max(0, end - begin))), zone)
  }

  async #register(): Promise<Happening> {
    const done = (await this.#jobs()).filter(({ state }) => doneStates.includes(state))
    const again = done.length > 0 && this.#random.chance(0.25) ? this.#random.pick(done) : null
    const call = {
      source: this.#random.pick(['resident', 'resident', 'patrol'] as const),
      unitId: again ? again.unit_id : 1,
      place: '',
      personId: null,
      caller: '',
      phone: '',
      trade: this.#random.pick(['civil', 'lift'] as const),
      content: '漏水',
      priority: this.#random.pick(['normal', 'urgent', 'low'] as const),
      chargeClass: 'free',
      appointedOn: null,
      appointedTime: '',
      requestKey: null,
      reworkOfId: again?.id ?? null,
    } as const
    return this.#happening(`register, again ${again?.id}`, () => registerJob(this.#desk, call))
  }

  async #stepJob(): Promise<Happening | null> {
    const jobs = await this.#jobs()
    if (jobs.length === 0) return null
    const job = this.#random.pick(jobs)
    const event = this.#random.pick(movesFrom(jobMoves, job.state) as JobEvent[])
    const isToldLater = event === 'complete' && this.#random.chance(0.5)
    const finishedAt = isToldLater ? this.#between(job.registered_at) : ''
    const completion: JobCompletion = {
      finishedAt,
      chargeClass: 'free',
      materials: [],
      labourCenti: 0,
      labourPrice: 0,
      charged: 0,
    }
    const step = {
      id: job.id,
      version: Number(job.version),
      event,
      reason: '缘由',
      workerId: this.#random.pick(this.#workers),
      result: '',
      waitFor: 'resident',
      intoId: this.#random.pick(jobs).id,
      ...(event === 'complete' && { completion }),
    } as const
    const since = finishedAt === '' ? this.#today : finishedAt.slice(0, 10)
    return this.#happening(`job ${job.id} ${event} ${finishedAt}`, () => stepJob(this.#desk, step), since)
  }

  /** Another priority moves only what is ahead; another trade or source counts from the registration on. */
  async #correctJob(): Promise<Happening | null> {
    const jobs = await this.#jobs()
    if (jobs.length === 0) return null
    const job = this.#random.pick(jobs)
    const other = this.#random.chance(0.3)
    const correction = {
      id: job.id,
      version: Number(job.version),
      unitId: job.unit_id,
      place: job.place || '楼道',
      personId: null,
      caller: '',
      phone: '',
      source: other ? this.#random.pick(['resident', 'patrol'] as const) : job.source,
      trade: other ? this.#random.pick(['civil', 'lift'] as const) : job.trade,
      content: '漏水',
      priority: this.#random.pick(['normal', 'urgent', 'low'] as const),
      chargeClass: job.charge_class,
      appointedOn: null,
      appointedTime: '',
    }
    const what = `correct ${job.id} ${correction.priority} ${correction.trade} ${correction.source}`
    const isCountedOtherwise = correction.source !== job.source || correction.trade !== job.trade
    const since = isCountedOtherwise ? job.registered_on : this.#today
    return this.#happening(what, () => correctJob(this.#desk, correction), since)
  }

  async #return(): Promise<Happening | null> {
    const dues = await this.#desk.db
      .selectFrom('return_due')
      .selectAll()
      .where('state', '=', 'open')
      .where('dropped_on', 'is', null)
      .execute()
    if (dues.length === 0) return null
    const due = this.#random.pick(dues)
    const outcome = this.#random.pick(['reached', 'reached', 'unreachable', 'refused'] as const)
    const isSatisfied = this.#random.chance(0.7)
    const answers =
      outcome === 'reached'
        ? { solved: isSatisfied, attitude: isSatisfied ? 'satisfied' : 'dissatisfied' }
        : { solved: null, attitude: null }
    const call = {
      id: due.id,
      version: Number(due.version),
      requestKey: null,
      outcome,
      callbackAt: null,
      ...(answers as { solved: boolean | null; attitude: 'satisfied' | 'dissatisfied' | null }),
      tookMoney: null,
      score: null,
      suggestion: '',
      followUp: outcome === 'reached' && !isSatisfied,
      remind: false,
    } as const
    return this.#happening(`return ${due.subject_kind} ${due.subject_id} ${outcome}`, () =>
      recordReturn(this.#desk, call),
    )
  }

  async #receive(): Promise<Happening> {
    const noise = {
      unitId: 1,
      place: '',
      personId: null,
      caller: '',
      phone: '',
      kind: 'other',
      content: '噪音',
    } as const
    const call = { ...noise, against: '', requestKey: null }
    return this.#happening('receive', () => receiveComplaint(this.#desk, call))
  }

  async #stepComplaint(): Promise<Happening | null> {
    const complaint = await this.#complaint()
    if (!complaint) return null
    const event = this.#random.pick(movesFrom(complaintMoves, complaint.state))
    const said = { reason: '缘由', reply: '已联系', outcome: '已处理', cause: 'other', prevention: '' } as const
    const step = { id: complaint.id, version: Number(complaint.version), event, ...said }
    return this.#happening(`complaint ${complaint.id} ${event}`, () => stepComplaint(this.#desk, step))
  }

  async #judge(): Promise<Happening | null> {
    const complaint = await this.#complaint()
    if (!complaint) return null
    const judgement = { id: complaint.id, version: Number(complaint.version), isValid: this.#random.chance(0.5) }
    const what = `judge ${complaint.id} ${judgement.isValid}`
    return this.#happening(what, () => judgeComplaint(this.#desk, { ...judgement, reason: '缘由' }))
  }

  async #calendar(): Promise<Happening> {
    const from = addDays(this.#today, this.#random.between(-3, 4))
    const days = { from, to: addDays(from, this.#random.between(0, 2)), name: '' }
    const kind = this.#random.pick(['holiday', 'workday'] as const)
    const start = this.#random.between(0, 700)
    const hours = { hours: [[start, start + 400]] as [number, number][], weekdays: [1, 2, 3, 4, 5, 6] }
    return this.#random.chance(0.6)
      ? this.#happening(`${kind} from ${from}`, () => markDays(this.#desk, { ...days, kind }))
      : this.#happening(`hours from ${start}`, () => saveHours(this.#desk, hours))
  }

  /** A job that is new, or brought to any state, told to be finished now, earlier, or without a word. */
  async #importJob(): Promise<Happening | null> {
    const jobs = await this.#jobs()
    const state = this.#random.pick(Object.keys(jobStates) as JobState[])
    if (jobs.length === 0 || this.#random.chance(0.15)) return this.#importNewJob(state)
    const job = this.#random.pick(jobs)
    const row: Record<string, string> = { number: job.number, state }
    let since = this.#today
    if (doneStates.includes(state)) {
      if (this.#random.chance(0.7)) row.finishedAt = this.#between(job.registered_at)
      const stands = job.finished_at === null ? null : momentInZone(new Date(job.finished_at), zone)
      const finished = row.finishedAt ?? stands ?? momentInZone(new Date(job.registered_at), zone)
      if (finished !== stands || state === 'visited') since = finished.slice(0, 10)
      // What is told otherwise counted from the day that was told before.
      if (stands !== null && finished !== stands && stands.slice(0, 10) < since) since = stands.slice(0, 10)
    }
    if (this.#random.chance(0.08)) {
      row.priority = this.#random.pick(['normal', 'urgent', 'low'])
      // Another promise counts from the beginning.
      since = job.registered_on
    }
    return this.#import('jobs', row, since)
  }

  #importNewJob(state: JobState): Happening {
    const begun = this.#between(new Date(this.#desk.clock.now().getTime() - 6 * 24 * 60 * minute).toISOString())
    this.#made += 1
    const at = { area: 'B区', building: '1栋', room: '101', registeredAt: begun }
    return this.#import('jobs', { number: `WX-${this.#made}`, content: '漏水', state, ...at }, begun.slice(0, 10))
  }

  async #importComplaint(): Promise<Happening> {
    const complaint = await this.#complaint()
    const state = this.#random.pick(Object.keys(complaintStates) as ComplaintState[])
    if (!complaint || this.#random.chance(0.15)) {
      const begun = this.#between(new Date(this.#desk.clock.now().getTime() - 6 * 24 * 60 * minute).toISOString())
      this.#made += 1
      const row = { number: `T-${this.#made}`, receivedAt: begun, state, isValid: this.#random.pick(['yes', 'no']) }
      return this.#import('complaints', row, begun.slice(0, 10))
    }
    const row: Record<string, string> = { number: complaint.number, state }
    if (this.#random.chance(0.2)) row.isValid = this.#random.pick(['yes', 'no'])
    let since = this.#today
    if (state === 'closed') {
      if (this.#random.chance(0.7)) row.closedAt = this.#between(complaint.received_at)
      const stands = complaint.closed_at === null ? null : momentInZone(new Date(complaint.closed_at), zone)
      const closed = row.closedAt ?? stands ?? momentInZone(new Date(complaint.received_at), zone)
      if (closed !== stands) since = closed.slice(0, 10)
      if (stands !== null && stands.slice(0, 10) < since) since = stands.slice(0, 10)
    }
    return this.#import('complaints', row, since)
  }

  #import(kind: 'jobs' | 'complaints', row: Values, since: DateText): Happening {
    return this.#happening(
      `import ${JSON.stringify(row)}`,
      async () => {
        const plan = await planImport(this.#desk.db, kind, 'test.xlsx', table([row]), this.#desk.clock)
        if (plan.report.counts.rejected > 0) throw new DeskError('import-rejected')
        const { batchId } = await applyImport(this.#desk, plan)
        if (typeof batchId === 'number') this.#batches.push({ id: batchId, since })
      },
      since,
    )
  }

  /** Takes the last import back: what it said of its days is said no more. */
  async #undo(): Promise<Happening | null> {
    const batch = this.#batches.pop()
    return batch ? this.#happening(`undo ${batch.id}`, () => undoImport(this.#desk, batch.id), batch.since) : null
  }

  /** The youngest jobs: they meet often enough that something happens to each. */
  #jobs() {
    return this.#desk.db.selectFrom('job').selectAll().orderBy('id', 'desc').limit(9).execute()
  }

  async #complaint() {
    await escalateDue(this.#desk)
    const complaints = await this.#desk.db
      .selectFrom('complaint')
      .leftJoin('complaint_closing', (join) =>
        join
          .onRef('complaint_closing.complaint_id', '=', 'complaint.id')
          .on('complaint_closing.reopened_on', 'is', null),
      )
      .selectAll('complaint')
      .select('complaint_closing.at as closed_at')
      .orderBy('complaint.id', 'desc')
      .limit(5)
      .execute()
    return complaints.length === 0 ? null : this.#random.pick(complaints)
  }
}
