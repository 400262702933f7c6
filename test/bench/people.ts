import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { addDays } from '../../electron/contract/dates.ts'
import type { ListId } from '../../electron/contract/lists.ts'
import { appraisalMonth } from '../../electron/core/appraisal/month.ts'
import { listPage } from '../../electron/core/lists/page.ts'
import { rotaMonth } from '../../electron/core/rota/service.ts'
import { addPerson, addTerms, savePost } from '../../electron/core/staff/people.ts'
import { type OfficeFile, openOffice } from '../../electron/db/open.ts'
import { deskOf } from './feesOffice.ts'

type Report = (name: string, value: number, limit: number, unit: string) => void

const [today, people, days] = ['2026-11-21', 60, 3650]

/** The bars of the staff register: 60 people, ten years of rota, handover log, training, swaps and appraisal. */
export async function peopleBars(cache: string, report: Report): Promise<void> {
  const file = join(cache, 'people.db')
  for (const end of ['', '-wal', '-shm']) rmSync(file + end, { force: true })
  const office = await openOffice(file, { create: true })
  const desk = deskOf(office)
  const post = await savePost(desk, {
    id: null,
    version: 0,
    name: '秩序员',
    department: '秩序部',
    manned: 6,
    active: true,
  })
  for (let index = 1; index <= people; index++) {
    const staffId = await addPerson(desk, { name: `员工${index}`, phone: '', joinedOn: '2016-01-01', leftOn: null })
    await addTerms(desk, { staffId, fromOn: '2016-01-01', postId: post, salary: 400_000, share: null })
  }
  tenYears(office)
  const month = () => rotaMonth(desk, '2026-10')
  report('60 people, 10 years: a month of the rota', await median(month), 100, 'ms')
  report('60 people, 10 years: a month of appraisal', await median(() => appraisalMonth(desk, '2026-10')), 100, 'ms')
  const times: number[] = []
  for (const [list, filter] of pages) {
    times.push(
      await median(() => listPage(desk, list, { filter: filter as never, offset: 0, limit: 50, count: false })),
    )
  }
  report('60 people, 10 years: slowest of eight list pages', Math.max(...times), 50, 'ms')
  await office.close()
}

const pages: readonly (readonly [ListId, object])[] = [
  ['people', {}],
  ['shiftSwaps', {}],
  ['shiftLogs', {}],
  ['shiftLogs', { text: '钥匙' }],
  ['trainings', {}],
  ['trainingYears', {}],
  ['rewards', { text: '员工7' }],
  ['appraisals', {}],
]

function tenYears({ sqlite }: OfficeFile): void {
  const rota = sqlite.prepare('INSERT INTO rota_day (staff_id, on_date, shift_id) VALUES (?, ?, ?)')
  const log = sqlite.prepare(
    `INSERT INTO shift_log (on_date, shift_id, from_at, to_at, notes, gathered, giver, given_at, reader, read_at)
     VALUES (?, ?, ?, ?, '钥匙相符', '{}', '员工1', ?, '员工2', ?)`,
  )
  const training = sqlite.prepare(
    "INSERT INTO training (staff_id, on_date, topic, hours_centi) VALUES (?, ?, '消防', 300)",
  )
  const swap = sqlite.prepare(
    "INSERT INTO shift_swap (asker_id, other_id, on_date, state, asked_on, asked_by) VALUES (?, ?, ?, 'approved', ?, 'x')",
  )
  const reward = sqlite.prepare(
    "INSERT INTO reward (staff_id, on_date, kind, amount, reason, actor_name) VALUES (?, ?, 'reward', 5000, '好', 'x')",
  )
  const result = sqlite.prepare(
    "INSERT INTO appraisal_result (month, staff_id, post, score_centi) VALUES (?, ?, '秩序员', 9000)",
  )
  sqlite.transaction(() => {
    for (let back = days; back >= 0; back--) {
      const onDate = addDays(today, -back)
      for (let id = 1; id <= people; id++) rota.run(id, onDate, ((back + id) % 4) + 1)
      for (const shift of [1, 2, 3]) {
        const at = `${onDate}T0${shift}:00:00.000Z`
        log.run(onDate, shift, at, at, at, at)
      }
      swap.run((back % people) + 1, ((back + 1) % people) + 1, onDate, onDate)
      if (back % 2 === 0) reward.run((back % people) + 1, onDate)
      if (!onDate.endsWith('-15')) continue
      for (let id = 1; id <= people; id++) {
        training.run(id, onDate)
        result.run(onDate.slice(0, 7), id)
      }
    }
  })()
}

/** Of nine runs after one to warm up, in milliseconds. */
async function median(run: () => Promise<unknown>): Promise<number> {
  await run()
  const times: number[] = []
  for (let round = 0; round < 9; round++) {
    const start = performance.now()
    await run()
    times.push(performance.now() - start)
  }
  return times.sort((a, b) => a - b)[4] ?? 0
}
