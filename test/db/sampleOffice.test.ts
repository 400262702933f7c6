import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { closingProblems, monthStates } from '../../electron/core/books/closing.ts'
import { officeClock } from '../../electron/core/clock.ts'
import { analysisOf } from '../../electron/core/complaints/analysis.ts'
import type { Desk } from '../../electron/core/context.ts'
import { duePromises } from '../../electron/core/dunning/contacts.ts'
import { debtsOn } from '../../electron/core/fees/ledger.ts'
import { summaryOf } from '../../electron/core/summary/engine.ts'
import { type OfficeFile, openOffice } from '../../electron/db/open.ts'
import { today } from '../office/sample.ts'
import { sampleCopy } from '../office/shared.ts'

/** What a newcomer to the sample office finds on 2026-11-21. */

let folder: string
let office: OfficeFile
let desk: Desk
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'desk-sample-'))
  office = await openOffice(await sampleCopy(folder))
  const clock = officeClock(() => new Date(), undefined, today)
  desk = { db: office.db, clock, actor: { id: null, name: '郑雅萍', roles: ['accountant'] } }
}, 120_000)
afterAll(async () => {
  await office.close()
  rmSync(folder, { recursive: true, force: true })
})

async function table<T>(query: ReturnType<typeof sql<T>>): Promise<T[]> {
  return (await query.execute(desk.db)).rows
}

const months2026 = Array.from({ length: 10 }, (_, index) => `2026-${String(index + 1).padStart(2, '0')}`)

describe('the bills of the sample office', () => {
  test.each(['物业费', '店面物业费', '水费', '电费'])(
    '%s went out in every month of 2026 that is over',
    async (item) => {
      const rows = await table(sql<{ month: string }>`SELECT DISTINCT substr(charge.from_on, 1, 7) AS month FROM charge
      JOIN fee_item ON fee_item.id = charge.item_id WHERE fee_item.name = ${item} AND charge.from_on >= '2026-01-01'
      ORDER BY month`)
      expect(rows.map(({ month }) => month)).toEqual(months2026)
    },
  )

  test('the shares of every quarter add up to the fen, by area and by household', async () => {
    const shares = await table(sql<{ total: number; sum: number; by: string }>`SELECT
      CAST(reasoning ->> 'total' AS INTEGER) AS total, sum(amount) AS sum, reasoning ->> 'by' AS "by" FROM charge
      WHERE reasoning ->> 'basis' = 'share' GROUP BY run_id, reasoning ->> 'total', reasoning ->> 'by'`)
    expect(shares).toHaveLength(7 * 3)
    expect(shares.filter(({ total, sum }) => total !== sum)).toEqual([])
    expect(new Set(shares.map(({ by }) => by))).toEqual(new Set(['area', 'household']))
  })

  test('what the meters showed is charged; only this month waits for its run', async () => {
    // A meter that stands still has nothing to charge.
    const rows = await table(sql<{ month: string }>`SELECT DISTINCT substr(reading.on_date, 1, 7) AS month FROM reading
      WHERE reading.kind = 'read' AND reading.charge_id IS NULL AND reading.value_centi > (SELECT max(before.value_centi)
        FROM reading AS before WHERE before.meter_id = reading.meter_id AND before.on_date < reading.on_date)`)
    expect(rows).toEqual([{ month: '2026-11' }])
  })
})

describe('the money of the sample office', () => {
  test('came in every month by every method', async () => {
    const rows = await table(sql<{ month: string; methods: number }>`SELECT substr(on_date, 1, 7) AS month,
      count(DISTINCT method) AS methods FROM payment WHERE on_date >= '2026-01-01' GROUP BY month ORDER BY month`)
    expect(rows).toEqual([...months2026, '2026-11'].map((month) => ({ month, methods: 5 })))
  })

  test('is owed for a few months, for years, and by tenants, owners and the developer', async () => {
    const [ages] = await table(
      sql<Record<string, number>>`SELECT sum(band0) AS a, sum(band1) AS b, sum(band2) AS c, sum(band3) AS d,
        sum(band4) AS e, sum(band5) AS f FROM ${debtsOn(today)} AS debt`,
    )
    for (const amount of Object.values(ages ?? {})) expect(amount).toBeGreaterThan(0)
    expect(Object.keys(ages ?? {})).toHaveLength(6)
  })

  test('is asked back, let go and given up: some of it decided, some of it waiting', async () => {
    const rows = await table(sql<{ kind: string; state: string }>`SELECT DISTINCT kind, state FROM approval`)
    const found = rows.map(({ kind, state }) => `${kind} ${state}`)
    expect(found).toEqual(
      expect.arrayContaining([
        'refund waiting',
        'refund approved',
        'relief waiting',
        'relief rejected',
        'vacancy waiting',
        'write-off waiting',
        'write-off approved',
        'payment-reversal approved',
        'reopen-month approved',
      ]),
    )
  })
})

describe('the work of the sample office', () => {
  test('has promises for today and one that is overdue', async () => {
    const { rows: due } = await duePromises(desk)
    expect(due.filter((one) => one.promiseOn === today).length).toBeGreaterThanOrEqual(1)
    expect(due.some((one) => one.promiseOn < today)).toBe(true)
  })

  test('has a case at every stage of the law', async () => {
    const rows = await table(sql<{ state: string }>`SELECT DISTINCT state FROM legal_case ORDER BY state`)
    expect(rows.map(({ state }) => state)).toEqual(['closed', 'demand', 'enforcement', 'mediation', 'suit'])
  })

  test('has every month closed but the last, which a line of the statement keeps open', async () => {
    const months = await monthStates(desk)
    const over = months.filter(({ month }) => month >= '2025-01' && month < '2026-11')
    expect(over.filter(({ closed }) => !closed).map(({ month }) => month)).toEqual(['2026-10'])
    const { refusals } = await closingProblems(desk.db, desk.clock.zone, '2026-10')
    expect(refusals.map(({ code }) => code)).toEqual(['close-statement-open'])
  })

  test('opened June again for a reason, with an approval, and closed it once more', async () => {
    const june = (await monthStates(desk)).find(({ month }) => month === '2026-06')
    expect(june?.actions.map(({ action, actor }) => [action, actor])).toEqual([
      ['close', '郑雅萍'],
      ['reopen', '黄国辉'],
      ['close', '郑雅萍'],
    ])
    expect(june?.actions[1]?.reason).toContain('漏录')
    const late = await table(sql<{ on_date: string }>`SELECT on_date FROM service_entry WHERE note LIKE '补录%'`)
    expect(late).toEqual([{ on_date: '2026-06-29' }])
  })

  test('has a settled shift and one that is open, with receipts of its own', async () => {
    const shifts = await table(sql<{ closed: number }>`SELECT closed_at IS NOT NULL AS closed FROM shift ORDER BY id`)
    expect(shifts).toEqual([{ closed: 1 }, { closed: 0 }])
    const receipts = await table(
      sql<{ number: number }>`SELECT number FROM receipt WHERE number IS NOT NULL ORDER BY number`,
    )
    expect(receipts.map(({ number }) => number)).toEqual([1, 2, 3, 4, 5, 6])
  })
})

describe('the service desk of the sample office', () => {
  test.each([2025, 2026])('took every job of %s from its call to its end through its states', async (year) => {
    const [from, to] = [`${year}-01-01`, `${year}-12-31`]
    const steps = await table(sql<{ n: number; steps: number }>`SELECT count(*) AS n,
      sum((SELECT count(*) FROM job_event WHERE job_event.job_id = job.id) > 4) AS steps FROM job
      WHERE registered_on BETWEEN ${from} AND ${to} AND state = 'closed'`)
    expect(steps[0]?.n).toBeGreaterThan(1_400)
    expect(steps[0]?.steps).toBe(steps[0]?.n)
    const [said] = await table(sql<Record<string, number>>`SELECT count(DISTINCT content) AS contents,
      sum(source = 'resident') AS calls, sum(source = 'resident' AND caller <> '' AND phone <> '') AS callers,
      sum(finished_at IS NOT NULL AND result = '') AS unsaid FROM job WHERE registered_on BETWEEN ${from} AND ${to}`)
    expect(said?.contents).toBeGreaterThan(300)
    expect((said?.callers ?? 0) / (said?.calls ?? 1)).toBeGreaterThan(0.98)
    expect(said?.unsaid).toBe(0)
  })

  test.each([2025, 2026])('kept most of its promises of %s and not all', async (year) => {
    const { figures } = await summaryOf(desk.db, year, year === 2025 ? '2025-12-31' : today)
    const rate = (id: string) => {
      const figure = figures.find((one) => one.id === id)
      return (figure?.value ?? 0) / (figure?.denominator ?? 1)
    }
    for (const [id, low, high] of [
      ['jobs/respond-in-time', 0.93, 0.98],
      ['jobs/finish-in-time', 0.94, 0.98],
      ['jobs/return-visit-rate', 0.87, 0.95],
      ['jobs/rework-rate', 0.01, 0.03],
      ['complaints/reply-in-time', 0.9, 0.99],
    ] as const) {
      expect(rate(id), id).toBeGreaterThan(low)
      expect(rate(id), id).toBeLessThan(high)
    }
  })

  test('did work again both ways in both years', async () => {
    const rows = await table(sql<{ year: string; way: string }>`SELECT DISTINCT substr(registered_on, 1, 4) AS year,
      'linked' AS way FROM job WHERE rework_of_id IS NOT NULL
      UNION SELECT substr(reopened_on, 1, 4), 'reopened' FROM job_completion WHERE rework = 1 ORDER BY 1, 2`)
    expect(rows.map(({ year, way }) => `${year} ${way}`)).toEqual([
      '2025 linked',
      '2025 reopened',
      '2026 linked',
      '2026 reopened',
    ])
  })

  test('has in hand today what is late, what waits for somebody and what waits for material, none of it old', async () => {
    const [now] = await table(sql<Record<string, number | string>>`SELECT count(*) AS open,
      sum(finish_due_at < ${`${today}T01:00:00.000Z`}) AS late, sum(state = 'waiting') AS waiting,
      sum(state = 'suspended') AS suspended, min(registered_on) AS oldest FROM job
      WHERE state IN ('waiting', 'dispatched', 'working', 'suspended')`)
    expect(Number(now?.open)).toBeGreaterThan(15)
    expect(Number(now?.open)).toBeLessThan(35)
    for (const one of ['late', 'waiting', 'suspended']) expect(Number(now?.[one]), one).toBeGreaterThan(2)
    expect(String(now?.oldest) > '2026-10-15').toBe(true)
    const calls = await table(sql<{ n: number }>`SELECT count(*) AS n FROM return_due WHERE state = 'open'
      AND dropped_on IS NULL AND callback_at IS NOT NULL`)
    expect(calls).toEqual([{ n: 1 }])
  })

  test.each([2025, 2026])('told no complaint of %s twice and says of each what it came from', async (year) => {
    const rows = await analysisOf(desk.db, year, 'cause', today)
    expect(rows.rows.length).toBeGreaterThan(4)
    expect((await analysisOf(desk.db, year, 'against', today)).rows.length).toBeGreaterThan(10)
    const [said] = await table(sql<Record<string, number>>`SELECT count(*) AS n, count(DISTINCT content) AS contents,
      sum(caller <> '') AS callers, sum(level > 1) AS escalated, sum(state = 'closed' AND (outcome = '' OR cause IS NULL
      OR reply = '')) AS unsaid FROM complaint WHERE substr(received_on, 1, 4) = ${String(year)}`)
    expect([said?.contents, said?.callers, said?.unsaid]).toEqual([said?.n, said?.n, 0])
    expect(said?.escalated).toBeGreaterThan(0)
  })

  test('asked in 2025 with a questionnaire, and every reply has its answers', async () => {
    const rows = await table(sql<{ forms: number; answered: number }>`SELECT count(*) AS forms,
      sum(EXISTS (SELECT 1 FROM survey_answer WHERE survey_answer.form_id = survey_form.id)) AS answered
      FROM survey_form JOIN survey ON survey.id = survey_form.survey_id
      WHERE survey.edition_id IS NOT NULL AND survey_form.issued_on BETWEEN '2025-01-01' AND '2025-12-31'`)
    expect(rows).toEqual([{ forms: 422, answered: 422 }])
  })
})
