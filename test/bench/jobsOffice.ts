import { addDays } from '../../electron/contract/dates.ts'
import type { OfficeFile } from '../../electron/db/open.ts'
import { random } from './bigOffice.ts'

const today = '2026-11-21'

export interface JobsSize {
  /** The units they belong to have the ids from 1 on. */
  readonly units: number
  readonly jobs: number
  readonly open: number
}

/** Jobs of ten years with their completions and return visits, straight into the tables: half a million calls one by one would take an hour. */
export function fillJobs(office: OfficeFile, { units, jobs, open }: JobsSize): void {
  const next = random(11)
  const pick = <T>(of: readonly T[]) => of[Math.floor(next() * of.length)] as T
  const job = office.sqlite.prepare(`INSERT INTO job (id, number, registered_at, registered_on, source, unit_id, place,
      trade, content, priority, charge_class, state, worker, rule_id, respond_due_at, respond_due_on, responded_at,
      finish_due_at, finish_due_on, finished_at, rework_of_id)
    VALUES (?, ?, ?, ?, ?, ?, '', ?, ?, ?, 'free', ?, ?, 2, ?, ?, ?, ?, ?, ?, ?)`)
  const done = office.sqlite.prepare(
    'INSERT INTO job_completion (id, job_id, on_date, at, due_at, due_on, worker) VALUES (?, ?, ?, ?, ?, ?, ?)',
  )
  const due = office.sqlite.prepare(`INSERT INTO return_due (id, subject_kind, subject_id, finished_on, from_on, due_on,
      state, reached_on) VALUES (?, 'job', ?, ?, ?, ?, ?, ?)`)
  office.sqlite.transaction(() => {
    for (let id = 1; id <= jobs; id++) {
      const isOpen = id > jobs - open
      const day = isOpen
        ? addDays(today, -Math.floor(next() * 6))
        : addDays('2016-11-21', Math.floor((id / jobs) * 3_645))
      const at = (days: number, hour: number) => `${addDays(day, days)}T0${hour}:00:00.000Z`
      const [taken, late] = [next() < 0.9, next() < 0.05]
      const finished = isOpen ? null : at(late ? 5 : Math.floor(next() * 3), 8)
      const state = isOpen ? pick(['waiting', 'dispatched', 'working']) : pick(['done', 'visited', 'closed', 'closed'])
      const source = pick(['resident', 'resident', 'patrol'])
      const worker = state === 'waiting' ? '' : `师傅${Math.floor(next() * 12)}`
      job.run(
        id,
        `GD-${id}`,
        at(0, 1),
        day,
        source,
        1 + Math.floor(next() * units),
        pick(['plumbing-electric', 'civil', 'lift', 'intelligent-systems']),
        '水管漏水',
        pick(['urgent', 'normal', 'normal', 'low']),
        state,
        worker,
        at(0, 7),
        day,
        taken ? at(0, 5) : at(0, 9),
        at(3, 1),
        addDays(day, 3),
        finished,
        // One in fifty does again what was done some days before.
        id > 300 && next() < 0.02 ? id - 200 : null,
      )
      if (finished && source === 'resident') {
        const reached = state === 'done' ? null : finished.slice(0, 10)
        const days = [2, 3].map((more) => addDays(finished.slice(0, 10), more))
        due.run(id, id, finished.slice(0, 10), ...days, reached === null ? 'open' : 'reached', reached)
      }
      if (finished) done.run(id, id, finished.slice(0, 10), finished, at(3, 1), addDays(day, 3), worker)
    }
  })()
}
