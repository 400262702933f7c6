import { existsSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { addDays } from '../../electron/contract/dates.ts'
import type { ListId } from '../../electron/contract/lists.ts'
import { listOfRegister, registerIds } from '../../electron/contract/registerKinds.ts'
import { listPage } from '../../electron/core/lists/page.ts'
import { recordsDue } from '../../electron/core/registers/list.ts'
import { figuresOf } from '../../electron/core/summary/engine.ts'
import { openOffice } from '../../electron/db/open.ts'
import { importRows } from '../db/office.ts'
import { random, units } from './bigOffice.ts'
import { deskOf } from './feesOffice.ts'

type Report = (name: string, value: number, limit: number, unit: string) => void

const [today, days, aDay] = ['2026-11-21', 3_650, 28] as const

/** The bars of the registers: ten years of two records a day in each of fourteen. */
export async function registersBars(cache: string, fresh: boolean, report: Report): Promise<void> {
  const file = join(cache, 'registers.db')
  if (fresh || !existsSync(file)) await registersOffice(file)
  const office = await openOffice(file)
  const desk = deskOf(office)
  const times: number[] = []
  for (const list of [listOfRegister['access-card'], listOfRegister['parking-let'], listOfRegister.notice]) {
    for (const filter of [{}, { show: 'open' }, { show: 'overdue' }, { from: '2025-01-01' }, { text: '1栋101' }]) {
      times.push(await median(() => listPage(desk, list as ListId, { filter, offset: 0, limit: 50, count: false })))
    }
  }
  report('ten years, 102,200 registrations: slowest of fifteen list pages', Math.max(...times), 50, 'ms')
  report('… what is open, near its end or past it', await median(() => recordsDue(desk)), 50, 'ms')
  const ids = ['registrations/renovation', 'registrations/access-card', 'notices/copies']
  report('… figures of a year', await median(() => figuresOf(desk.db, ids, 2025, '2025-12-31')), 50, 'ms')
  await office.close()
}

/** Written straight into the table: a hundred thousand calls one by one would take minutes. */
async function registersOffice(file: string): Promise<void> {
  for (const end of ['', '-wal', '-shm']) rmSync(file + end, { force: true })
  const office = await openOffice(file, { create: true })
  await importRows(deskOf(office), 'units', [...units(random(5), 3_000)])
  const next = random(17)
  const record = office.sqlite.prepare(`INSERT INTO record (id, register, number, on_date, counted_on, state, is_open,
      unit_id, holder, code, from_on, to_on, quantity, actor_name)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, '')`)
  office.sqlite.transaction(() => {
    for (let id = 1; id <= days * aDay; id++) {
      const day = addDays(today, -days + Math.floor((id - 1) / aDay))
      const register = registerIds[id % registerIds.length] ?? 'network'
      const isOpen = next() < 0.02 ? 1 : 0
      const unitId = 1 + Math.floor(next() * 3_000)
      const until = addDays(day, 365)
      record.run(id, register, `N-${id}`, day, day, 'valid', isOpen, unitId, `住户${id % 900}`, `K${id}`, day, until, 3)
    }
  })()
  await office.close()
}

async function median(run: () => Promise<unknown>): Promise<number> {
  const times: number[] = []
  for (let round = 0; round < 7; round++) {
    const start = performance.now()
    await run()
    times.push(performance.now() - start)
  }
  return times.sort((a, b) => a - b)[3] ?? Number.NaN
}
