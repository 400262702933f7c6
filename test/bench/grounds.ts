import { existsSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { addDays } from '../../electron/contract/dates.ts'
import type { ListId } from '../../electron/contract/lists.ts'
import { tallyRegister } from '../../electron/contract/tallyRegisters.ts'
import type { Desk } from '../../electron/core/context.ts'
import { listPage } from '../../electron/core/lists/page.ts'
import { coverageOf } from '../../electron/core/patrol/rounds.ts'
import { figuresOf } from '../../electron/core/summary/engine.ts'
import { tallyMonths } from '../../electron/core/tallies/service.ts'
import { openOffice } from '../../electron/db/open.ts'
import { random } from './bigOffice.ts'
import { deskOf } from './feesOffice.ts'

type Report = (name: string, value: number, limit: number, unit: string) => void

const [today, days] = ['2026-11-21', 3_650]
/** Ten years: twelve counts a day, twelve rounds of ten points a day, six checks a day. */
const aDay = { tallies: 12, windows: 12, points: 10, checks: 6 } as const

/** The bars of counts, three-level checks and patrol rounds. */
export async function groundsBars(cache: string, fresh: boolean, report: Report): Promise<void> {
  const file = join(cache, 'grounds.db')
  if (fresh || !existsSync(file)) await groundsOffice(file)
  const office = await openOffice(file)
  const desk = deskOf(office)
  const slowest = async (list: ListId, filters: readonly object[]) => {
    const times: number[] = []
    for (const filter of filters) times.push(await median(() => page(desk, list, filter)))
    return Math.max(...times)
  }
  const year = { from: '2025-01-01', to: '2025-12-31' }
  const tallies = [
    {},
    { register: 'cleaning' },
    { register: 'cleaning', item: 'pool-wash', ...year },
    { register: 'greening', state: 'valid' },
    { state: 'cancelled' },
    { text: '中心水池' },
  ]
  report('ten years, 43,800 counts: slowest of six list pages', await slowest('tallies', tallies), 50, 'ms')
  report('… a year by item and month', await median(() => tallyMonths(desk, 'cleaning', 2025)), 50, 'ms')
  const figures = () => figuresOf(desk.db, ['cleaning/rounds', 'greening/labour-days'], 2025, '2025-12-31')
  report('… figures of a year', await median(figures), 20, 'ms')
  const rounds = [
    {},
    { state: 'missed' },
    { state: 'late' },
    { state: 'incomplete' },
    { state: 'on-time', routeId: 2 },
    { problems: true },
    { text: '师傅3', ...year },
  ]
  report(
    'ten years, 43,800 patrol rounds: slowest of seven list pages',
    await slowest('patrolRounds', rounds),
    50,
    'ms',
  )
  report('… coverage of a year', await median(() => coverageOf(desk, year.from, year.to)), 50, 'ms')
  const checks = [{}, { level: 'steward' }, { show: 'open' }, { area: 1, ...year }, { text: '大堂' }]
  report('ten years, 21,900 checks: slowest of five list pages', await slowest('inspections', checks), 50, 'ms')
  await office.close()
}

function page(desk: Desk, list: ListId, filter: object) {
  return listPage(desk, list, { filter: filter as never, offset: 0, limit: 50, count: false })
}

/** Written straight into the tables. */
async function groundsOffice(file: string): Promise<void> {
  for (const end of ['', '-wal', '-shm']) rmSync(file + end, { force: true })
  const office = await openOffice(file, { create: true })
  const next = random(17)
  const pick = <T>(of: readonly T[]) => of[Math.floor(next() * of.length)] as T
  const { sqlite } = office
  const tally = sqlite.prepare(`INSERT INTO tally (register, on_date, item, place, quantity, labour_days, cancelled_on)
    VALUES (?, ?, ?, ?, ?, ?, ?)`)
  const round = sqlite.prepare(`INSERT INTO patrol_round (id, window_id, route_id, on_date, begins_at, ends_at, points,
    seen, late, started_at, walker) VALUES (?, ?, ?, ?, ?, ?, 10, ?, ?, ?, ?)`)
  const seen = sqlite.prepare('INSERT INTO patrol_seen (round_id, point_id, seen_at, ok) VALUES (?, ?, ?, 1)')
  const check = sqlite.prepare(
    'INSERT INTO inspection (id, on_date, level, area_id, place, inspector, total) VALUES (?, ?, ?, ?, ?, ?, ?)',
  )
  const problem = sqlite.prepare(
    "INSERT INTO ground_problem (origin, origin_id, on_date, content, trade) VALUES (?, ?, ?, '积灰', 'other')",
  )
  sqlite.transaction(() => {
    sqlite.exec("INSERT INTO estate (id, name, sort_key) VALUES (1, '小区', '小区')")
    for (let id = 1; id <= 4; id++) {
      sqlite.prepare('INSERT INTO area (id, estate_id, name, sort_key) VALUES (?, 1, ?, ?)').run(id, `${id}区`, `${id}`)
    }
    for (let id = 1; id <= aDay.points; id++) {
      sqlite.prepare('INSERT INTO patrol_point (id, name) VALUES (?, ?)').run(id, `点${id}`)
    }
    for (let id = 1; id <= aDay.windows; id++) {
      const routeId = 1 + (id % 4)
      sqlite.prepare('INSERT OR IGNORE INTO patrol_route (id, name) VALUES (?, ?)').run(routeId, `路线${routeId}`)
      sqlite
        .prepare(`INSERT INTO patrol_window (id, route_id, name, from_time, to_time, every_n, every_unit, anchor_on,
          raised_through) VALUES (?, ?, '班', '08:00', '09:00', 1, 'day', '2016-11-21', '9999-12-31')`)
        .run(id, routeId)
    }
    let [rounds, checks] = [0, 0]
    for (let day = 0; day < days; day++) {
      const onDate = addDays(today, day - days)
      for (let index = 0; index < aDay.tallies; index++) {
        const register = pick(['cleaning', 'cleaning', 'greening'] as const)
        const item = pick(Object.keys(tallyRegister(register).items))
        const place = pick(['中心水池', '主干道', '车库', '全区'])
        tally.run(register, onDate, item, place, 1, register === 'greening' ? 100 : 0, next() < 0.01 ? onDate : null)
      }
      for (let window = 1; window <= aDay.windows; window++) {
        const hour = String(window).padStart(2, '0')
        const [begins, ends] = [`${onDate}T${hour}:00:00.000Z`, `${onDate}T${hour}:59:00.000Z`]
        const isMissed = next() < 0.03
        const points = isMissed ? 0 : next() < 0.03 ? 7 : aDay.points
        const late = !isMissed && next() < 0.05 ? 1 : 0
        rounds++
        const walker = isMissed ? '' : `师傅${Math.floor(next() * 12)}`
        const started = isMissed ? null : begins
        round.run(rounds, window, 1 + (window % 4), onDate, begins, ends, points, late, started, walker)
        for (let point = 1; point <= points; point++) seen.run(rounds, point, begins)
        if (next() < 0.02) problem.run('patrol', rounds, onDate)
      }
      for (let index = 0; index < aDay.checks; index++) {
        checks++
        const level = pick(['leader', 'supervisor', 'steward'])
        check.run(checks, onDate, level, 1 + Math.floor(next() * 4), pick(['大堂', '架空层']), '王素珍', 9_000)
        if (next() < 0.2) problem.run('inspection', checks, onDate)
      }
    }
  })()
  office.sqlite.exec('ANALYZE')
  await office.close()
}

async function median(run: () => Promise<unknown>): Promise<number> {
  const times: number[] = []
  for (let round = 0; round < 7; round++) {
    const started = performance.now()
    await run()
    times.push(performance.now() - started)
  }
  return times.toSorted((a, b) => a - b)[3] ?? Number.NaN
}
