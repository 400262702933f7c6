import { existsSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { yearPlan } from '../../electron/core/equipment/papers.ts'
import { reminders } from '../../electron/core/equipment/reminders.ts'
import { listPage } from '../../electron/core/lists/page.ts'
import { calendarMonth, lateTasks } from '../../electron/core/plans/list.ts'
import { raiseTasks } from '../../electron/core/plans/raising.ts'
import { figureOf } from '../../electron/core/summary/engine.ts'
import { type OfficeFile, openOffice } from '../../electron/db/open.ts'
import { deskOf } from './feesOffice.ts'

type Report = (name: string, value: number, limit: number, unit: string) => void

/** 2,000 pieces of equipment with a monthly plan each, and half of them with a yearly inspection. */
const pieces = 2_000

/** The bars of plans: a year of tasks made at once, lists and a month of the calendar with ten years behind them. */
export async function plansBars(cache: string, fresh: boolean, report: Report): Promise<void> {
  await generating(cache, report)
  const file = join(cache, 'plans.db')
  if (fresh || !existsSync(file)) await tenYears(file)
  const office = await openOffice(file)
  const desk = deskOf(office)
  await raiseTasks(desk)
  const page = (filter: object) => () => listPage(desk, 'planTasks', { filter, offset: 0, limit: 50, count: false })
  const filters = [
    {},
    { state: 'open' },
    { state: 'late' },
    { state: 'done' },
    { state: 'open', subject: 'statutory' },
    { state: 'done', subject: 'maintenance', from: '2026-01-01', to: '2026-03-31' },
    { responsible: '师傅3', state: 'open' },
    { text: 'E-01000', state: 'all' },
    { subjectId: 1000, state: 'all' },
    { failed: true },
  ]
  const times: number[] = []
  for (const filter of filters) times.push(await median(page(filter)))
  report('275,000 tasks: slowest of ten list pages', Math.max(...times), 50, 'ms')
  const equipment = (filter: object) => () =>
    listPage(desk, 'equipment', { filter, offset: 0, limit: 50, count: false })
  const own: number[] = []
  for (const filter of [{}, { show: 'late' }, { state: 'in-repair' }, { text: '01000' }, { category: 'lift' }]) {
    own.push(await median(equipment(filter)))
  }
  report('275,000 tasks: slowest of five pages of equipment', Math.max(...own), 50, 'ms')
  report(
    '275,000 tasks: a month of the calendar',
    await median(() => calendarMonth(desk, { month: '2026-11' })),
    100,
    'ms',
  )
  report('275,000 tasks: late ones on every screen', await median(() => lateTasks(desk)), 20, 'ms')
  report('275,000 tasks: reminders', await median(() => reminders(desk)), 50, 'ms')
  report('275,000 tasks: plan of a year on paper', await median(() => yearPlan(desk, { year: 2026 })), 500, 'ms')
  const inOrder = () => figureOf(desk.db, 'equipment/in-order', 2025, '2025-12-31')
  report('2,000 pieces in working order as of a day', await median(inOrder), 50, 'ms')
  await office.close()
}

/** A year of monthly tasks for every piece: what appears when the year turns. */
async function generating(cache: string, report: Report): Promise<void> {
  const file = join(cache, 'plans-new.db')
  const office = await emptyOffice(file)
  // Plans begin next year, so that exactly a year of tasks is made.
  writePieces(office, '2027-01-05')
  const desk = deskOf(office)
  const started = performance.now()
  const made = await raiseTasks(desk)
  const seconds = (performance.now() - started) / 1000
  if (made !== pieces * 12 + pieces / 2) throw new Error(`${made} tasks were made`)
  report('a year of tasks for 2,000 pieces of equipment', seconds, 2, 's')
  await office.close()
}

/** Ten years of tasks, all done but the last ones; a few failed. */
async function tenYears(file: string): Promise<void> {
  const office = await emptyOffice(file)
  writePieces(office, '2017-01-05')
  await raiseTasks(deskOf(office))
  office.sqlite.exec(`UPDATE task SET outcome = 'done', closed_on = due_on, failed = (id % 500 = 0)
    WHERE due_on <= '2026-11-10' AND id % 997 <> 0`)
  office.sqlite.exec(`INSERT INTO task_outcome (id, task_id, kind, on_date, at, actor_name)
    SELECT id, id, 'done', closed_on, closed_on || 'T08:00:00Z', '师傅' FROM task WHERE outcome = 'done'`)
  office.sqlite.exec(`INSERT INTO equipment_state (id, equipment_id, from_on, state, at, actor_name)
    SELECT id + 10000, id, '2026-11-01', 'in-repair', '', '' FROM equipment WHERE id % 40 = 0`)
  await office.close()
}

async function emptyOffice(file: string): Promise<OfficeFile> {
  for (const end of ['', '-wal', '-shm']) rmSync(file + end, { force: true })
  return openOffice(file, { create: true })
}

/** Written straight into the tables: the bars ask for what comes of them. */
function writePieces(office: OfficeFile, anchorOn: string): void {
  const categories = ['lift', 'pump', 'cctv', 'lighting', 'power-room']
  const piece =
    office.sqlite.prepare(`INSERT INTO equipment (id, code, name, category, place, installed_on, warranty_to)
    VALUES (?, ?, ?, ?, ?, '2016-01-01', ?)`)
  const state = office.sqlite.prepare(`INSERT INTO equipment_state (id, equipment_id, from_on, state, at, actor_name)
    VALUES (?, ?, '2016-01-01', 'in-use', '', '')`)
  const plan = office.sqlite.prepare(`INSERT INTO plan (id, subject, subject_id, title, every_n, every_unit, anchor_on,
      basis, moving, from_on, responsible, show_days, grace_days) VALUES (?, ?, ?, ?, 1, ?, ?, 'plan-date', 'after', ?, ?, 7, 3)`)
  office.sqlite.transaction(() => {
    for (let id = 1; id <= pieces; id++) {
      const code = `E-${String(id).padStart(5, '0')}`
      piece.run(id, code, `设备 ${id}`, categories[id % 5], `${id % 30}栋`, id % 50 === 0 ? '2026-12-10' : null)
      state.run(id, id)
      const from = anchorOn.slice(0, 8) + String(1 + (id % 28)).padStart(2, '0')
      plan.run(id, 'maintenance', id, '月保', 'month', from, from, `师傅${id % 12}`)
      if (id % 2 === 0) plan.run(pieces + id, 'statutory', id, '年检', 'year', from, from, '')
    }
  })()
}

/** Of seven runs, in milliseconds. */
async function median(work: () => Promise<unknown>): Promise<number> {
  const times: number[] = []
  for (let run = 0; run < 7; run++) {
    const started = performance.now()
    await work()
    times.push(performance.now() - started)
  }
  return times.sort((a, b) => a - b)[3] ?? 0
}
