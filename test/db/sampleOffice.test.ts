import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { closingProblems, monthStates } from '../../electron/core/books/closing.ts'
import { officeClock } from '../../electron/core/clock.ts'
import type { Desk } from '../../electron/core/context.ts'
import { duePromises } from '../../electron/core/dunning/contacts.ts'
import { debtsOn } from '../../electron/core/fees/ledger.ts'
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
