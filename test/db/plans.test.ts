import type { CompiledQuery } from 'kysely'
import { expect, it } from 'vitest'
import { type ListFilter, type ListId, lists } from '../../electron/contract/lists.ts'
import { listPage, listQuery } from '../../electron/core/lists/page.ts'
import { figureRows, figures } from '../../electron/core/summary/engine.ts'
import { periodOf } from '../../electron/core/summary/figure.ts'
import type { OfficeFile } from '../../electron/db/open.ts'
import { home, importRows, newOffice } from './office.ts'

function planOf(office: OfficeFile, query: { compile(): CompiledQuery }): string[] {
  const { sql, parameters } = query.compile()
  const rows = office.sqlite.prepare(`EXPLAIN QUERY PLAN ${sql}`).all(...parameters) as { detail: string }[]
  return rows.map((row) => row.detail)
}

it('answers the search box from the primary key of the terms', async () => {
  const { office } = await newOffice()
  const plan = office.sqlite
    .prepare(
      "EXPLAIN QUERY PLAN SELECT term, kind, ref_id FROM search_term WHERE term >= 'zs' AND term < 'zs~' ORDER BY term, kind DESC, ref_id LIMIT 60",
    )
    .all() as { detail: string }[]
  expect(plan[0]?.detail).toMatch(/SEARCH search_term USING PRIMARY KEY \(term>\? AND term<\?\)/)
})

it('shows the first page of units without sorting the whole list', async () => {
  const { office, desk } = await newOffice()
  const { query } = listQuery(desk, 'units', {})
  const plan = planOf(office, query.limit(50))
  expect(plan[0]).toMatch(/SCAN unit USING INDEX unit_sort/)
  expect(plan.filter((line) => line.includes('TEMP B-TREE FOR ORDER BY'))).toEqual([])
})

it('finds the facts of a unit, its people and its history by index', async () => {
  const { office } = await newOffice()
  const detail = (sql: string) =>
    (office.sqlite.prepare(`EXPLAIN QUERY PLAN ${sql}`).all() as { detail: string }[])
      .map((row) => row.detail)
      .join('\n')
  for (const [table, index] of [
    ['stay', 'stay_unit'],
    ['decoration', 'decoration_unit'],
    ['lease', 'lease_unit'],
    ['handover', 'handover_unit'],
  ] as const) {
    expect(detail(`SELECT * FROM ${table} WHERE unit_id = 1`)).toContain(`USING INDEX ${index}`)
  }
  expect(detail('SELECT * FROM residency WHERE unit_id = 1')).toContain('USING INDEX sqlite_autoindex_residency')
  expect(detail('SELECT * FROM residency WHERE person_id = 1')).toContain('USING INDEX residency_person')
  expect(detail('SELECT * FROM audit WHERE unit_id = 1 ORDER BY id DESC LIMIT 200')).toContain('USING INDEX audit_unit')
})

it('reads no figure by scanning a table without an index', async () => {
  const { office, desk } = await newOffice()
  for (const figure of figures) {
    for (const line of planOf(office, figureRows(desk.db, figure.id, periodOf(2025, '2025-12-31')))) {
      expect(`${figure.id}: ${line}`).not.toMatch(/SCAN (unit|stay|decoration|charge|payment|outstanding|discount)$/)
    }
  }
})

it('adds up what is owed, charged and received on a day from covering indexes', async () => {
  const { office, desk } = await newOffice()
  const rows = (id: string) => planOf(office, figureRows(desk.db, id, periodOf(2025, '2025-12-31'))).join('\n')
  expect(rows('fees/arrears')).toMatch(/SEARCH outstanding USING (COVERING )?INDEX outstanding_on \(to_on>\?/)
  expect(rows('fees/receivable')).toMatch(
    /SEARCH charge USING (COVERING )?INDEX charge_from \(from_on>\? AND from_on<\?/,
  )
  expect(rows('fees/received')).toMatch(/SEARCH payment USING INDEX payment_on/)
  expect(rows('fees/discounts')).toMatch(/USING INDEX discount_on/)
})

it('reads a household’s account by its keys alone', async () => {
  const { office } = await newOffice()
  const detail = (sql: string) =>
    (office.sqlite.prepare(`EXPLAIN QUERY PLAN ${sql}`).all() as { detail: string }[])
      .map((row) => row.detail)
      .join('\n')
  expect(detail('SELECT * FROM charge WHERE unit_id = 1')).toContain('USING INDEX charge_account')
  expect(detail('SELECT * FROM payment WHERE unit_id = 1 AND item_id = 1')).toContain('USING INDEX payment_account')
  for (const table of ['outstanding', 'settlement', 'prepaid']) {
    expect(detail(`SELECT * FROM ${table} WHERE unit_id = 1 AND item_id = 1`)).toContain('USING PRIMARY KEY')
  }
  expect(detail('SELECT * FROM discount WHERE charge_id = 1')).toContain('USING INDEX discount_charge')
})

it('pages, sorts and counts every list by every column it says it can be sorted by', async () => {
  const { desk } = await newOffice()
  await importRows(
    desk,
    'units',
    Array.from({ length: 30 }, (_, index) =>
      home(String(101 + index), { readyOn: '2024-01-01', dueOn: '2024-06-01', areaCenti: 8000 + (index % 3) }),
    ),
  )
  for (const list of Object.keys(lists) as ListId[]) {
    for (const column of lists[list].columns) {
      if ('sortable' in column && column.sortable === false) continue
      const seen: number[] = []
      let total = 0
      for (let offset = 0; offset < 40; offset += 10) {
        const page = await listPage(desk, list, {
          filter: {} as ListFilter<ListId>,
          sort: { by: column.id, descending: offset > 99 },
          offset,
          limit: 10,
        })
        total = page.total
        seen.push(...page.rows.map((row) => row.id))
      }
      expect(new Set(seen).size, `${list} by ${column.id} repeats rows`).toBe(Math.min(total, 40))
    }
  }
})

it('shows the newest jobs, the late ones and a year of promises without going through all jobs', async () => {
  const { office, desk } = await newOffice()
  const first = (filter: ListFilter<'jobs'>) => planOf(office, listQuery(desk, 'jobs', filter).query.limit(50))
  for (const filter of [{}, { trade: 'lift' }, { worker: '吴师傅' }, { priority: 'urgent' }] as const) {
    expect(first(filter)[0]).toMatch(/(SCAN|SEARCH) job USING INDEX job_(recent|by_)/)
    expect(first(filter).join('\n')).not.toContain('TEMP B-TREE')
  }
  expect(first({ show: 'late' })[0]).toMatch(/SEARCH job USING INDEX job_(open|by_state) \(state=\?/)
  const due = planOf(office, figureRows(desk.db, 'jobs/finish-in-time', periodOf(2025, '2025-12-31'))).join('\n')
  expect(due).toContain('USING COVERING INDEX job_completion_due (due_on>? AND due_on<?)')
  expect(due).toContain('USING INDEX job_unfinished_due (finish_due_on>? AND finish_due_on<?)')
  expect(due).not.toContain('SCAN job')
})

it('reads a month of the rota, a person’s trainings and the latest pages of the log by index', async () => {
  const { office } = await newOffice()
  const detail = (sql: string) =>
    (office.sqlite.prepare(`EXPLAIN QUERY PLAN ${sql}`).all() as { detail: string }[])
      .map((row) => row.detail)
      .join('\n')
  expect(
    detail("SELECT staff_id, shift_id FROM rota_day WHERE on_date >= '2026-11-01' AND on_date <= '2026-11-30'"),
  ).toMatch(/SEARCH rota_day USING INDEX sqlite_autoindex_rota_day_1 \(on_date>\? AND on_date<\?\)/)
  expect(detail("SELECT id FROM training WHERE staff_id = 1 AND on_date >= '2026-01-01'")).toContain('training_staff')
  expect(detail("SELECT id FROM shift_log WHERE read_at IS NULL AND on_date >= '2026-11-01'")).toContain(
    'shift_log_unread',
  )
  expect(detail("SELECT id FROM appraisal_score WHERE month = '2026-10'")).toContain('sqlite_autoindex_appraisal_score')
})
