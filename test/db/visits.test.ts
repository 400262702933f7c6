import { expect, it } from 'vitest'
import { StaleError } from '../../electron/contract/errors.ts'
import type { VisitFields } from '../../electron/contract/visits.ts'
import { visitFields } from '../../electron/contract/visits.ts'
import { scopeOf } from '../../electron/core/accounts/scope.ts'
import { Totals } from '../../electron/core/accounts/totals.ts'
import { undoImport } from '../../electron/core/imports/index.ts'
import { jobDetail } from '../../electron/core/jobs/detail.ts'
import { listPage } from '../../electron/core/lists/page.ts'
import { figureOf } from '../../electron/core/summary/engine.ts'
import { dayPlan, planVisits, proposeVisits, unplanVisit } from '../../electron/core/visits/planner.ts'
import { findingToJob, foundIn, recordVisit, updateVisit, visitDetail } from '../../electron/core/visits/service.ts'
import { dryRun, home, importRows, newOffice, type Values } from './office.ts'

const today = '2026-11-21'
const facts = { readyOn: '2020-01-01', handedOverOn: '2020-02-01', movedInOn: '2020-03-01' }

async function office() {
  const made = await newOffice(today)
  await importRows(made.desk, 'units', [
    home('101', facts),
    home('102', facts),
    home('103', { ...facts, movedInOn: '2026-11-01' }),
  ])
  await importRows(made.desk, 'residents', [
    {
      area: 'B区',
      building: '1栋',
      room: '102',
      name: '陈奶奶',
      role: 'owner',
      phone: '13800005678',
      birthOn: '1950-01-01',
      fromOn: '2020-02-01',
    },
  ])
  return made
}

const visit = (more: Partial<VisitFields> = {}): VisitFields => ({
  unitId: 1,
  onDate: today,
  result: 'met',
  visitorId: null,
  person: '陈女士',
  note: '',
  findings: [],
  ...more,
})
const asked = (fields: VisitFields, requestKey = 'visit-key-1') => ({ ...fields, plannedId: null, requestKey })
const value = async (desk: Parameters<typeof recordVisit>[0], id: string, year = 2026, asOf = `${year}-12-31`) =>
  (await figureOf(desk.db, id, year, asOf)).value

it('a visit is recorded once; its finding becomes a job in one step, linked both ways', async () => {
  const { desk } = await office()
  const said = { kind: 'facilities', content: '<b>灯不亮</b> 😀 𠮷' } as const
  const id = await recordVisit(desk, asked(visit({ findings: [said] })))
  expect(await recordVisit(desk, asked(visit({ findings: [said] })))).toBe(id)
  const [finding] = (await visitDetail(desk, id)).findings
  expect(finding).toMatchObject(said)
  const request = { id: finding?.id ?? 0, version: 1, trade: 'civil' } as const
  const job = await findingToJob(desk, request)
  expect(await findingToJob(desk, request)).toEqual(job)
  expect(await jobDetail(desk, job.id)).toMatchObject({
    unitId: 1,
    content: said.content,
    trade: 'civil',
    source: 'internal',
  })
  expect(await foundIn(desk, 'job', job.id)).toMatchObject({ visitId: id })
  expect((await visitDetail(desk, id)).findings[0]).toMatchObject({ caseKind: 'job', caseNumber: job.number })
  const gone = updateVisit(desk, id, 1, visit())
  await expect(gone).rejects.toMatchObject({ code: 'finding-has-case' })
})

it('refuses a visit of tomorrow, and findings where nobody was met', async () => {
  const { desk } = await office()
  await expect(recordVisit(desk, asked(visit({ onDate: '2026-11-22' })))).rejects.toMatchObject({
    code: 'visit-in-future',
  })
  const silent = visit({ result: 'absent', findings: [{ kind: 'attitude', content: '话' }] })
  await expect(recordVisit(desk, asked(silent))).rejects.toMatchObject({ code: 'findings-need-met' })
  const long = (length: number) => visit({ findings: [{ kind: 'attitude', content: '长'.repeat(length) }] })
  expect(visitFields.safeParse(long(10_000)).success).toBe(true)
  expect(visitFields.safeParse(long(10_001)).success).toBe(false)
  expect(await value(desk, 'visits/households')).toBe(0)
})

it('a correction by one who has not seen the last is refused, also where only findings differ', async () => {
  const { desk } = await office()
  const id = await recordVisit(desk, asked(visit()))
  await updateVisit(desk, id, 1, visit({ findings: [{ kind: 'attitude', content: '一' }] }))
  expect(await value(desk, 'visits/findings')).toBe(1)
  await expect(updateVisit(desk, id, 1, visit({ note: '旧' }))).rejects.toBeInstanceOf(StaleError)
})

it('counts distinct households met, with their findings, as of any day', async () => {
  const { desk } = await office()
  const row = (room: string, onDate: string, result: string, more: Values = {}): Values => ({
    onDate,
    area: 'B区',
    building: '1栋',
    room,
    result,
    ...more,
  })
  const rows = [
    row('101', '2025-03-01', 'met', { kind: 'facilities', content: '灯' }),
    row('101', '2025-03-01', 'met', { kind: 'attitude', content: '慢' }),
    row('101', '2025-06-01', 'met'),
    row('102', '2025-07-01', 'absent', { kind: 'facilities', content: '门' }),
    row('103', '2025-08-01', 'refused'),
    row('102', '2025-12-31', 'met', { visitor: '林晓婷' }),
  ]
  const report = await importRows(desk, 'visits', rows)
  expect(report.counts).toMatchObject({ added: 6, warnings: 1 })
  expect((await dryRun(desk, 'visits', rows)).counts).toMatchObject({ added: 0, unchanged: 6 })
  expect([await value(desk, 'visits/households', 2025), await value(desk, 'visits/findings', 2025)]).toEqual([2, 2])
  expect(await value(desk, 'visits/households', 2025, '2025-12-30')).toBe(1)
  const { rows: listed } = await listPage(desk, 'visits', { filter: { show: 'findings' }, offset: 0, limit: 10 })
  expect(listed.map((one) => one.findings).sort()).toEqual([1, 2])
  const checks = await new Totals(desk.db, scopeOf(2025, '2025-12-31')).checks('visit-summary')
  expect(checks.filter((check) => check.ours !== check.theirs)).toEqual([])
  expect(checks.map((check) => check.ours)).toContain(2)
  await undoImport(desk, report.batchId ?? 0)
  expect(await value(desk, 'visits/households', 2025)).toBe(0)
})

it.each([
  [{ onDate: '2026-11-22' }, 'date-after-today'],
  [{ room: '999' }, 'unit-unknown'],
  [{ content: '没有类型' }, 'finding-without-kind'],
])('refuses a row with %o', async (more, code) => {
  const { desk } = await office()
  const given: Values = { onDate: '2025-03-01', area: 'B区', building: '1栋', room: '101', result: 'met', ...more }
  const { rows } = await dryRun(desk, 'visits', [given])
  expect(rows[0]?.errors.map((one) => one.code)).toEqual([code])
})

it('warns of a finding where nobody was met, and only where a result is given', async () => {
  const { desk } = await office()
  const given: Values = {
    onDate: '2025-03-01',
    area: 'B区',
    building: '1栋',
    room: '101',
    kind: 'attitude',
    content: '话',
  }
  const { rows } = await dryRun(desk, 'visits', [{ ...given, result: 'absent' }, given])
  expect(rows.map(({ warnings }) => warnings)).toEqual([
    [{ code: 'finding-not-counted', field: '问题类型', params: { result: '无人' } }],
    [],
  ])
})

it('proposes with reasons, plans a day once, ticks off what was visited, masks phones for whom they do not concern', async () => {
  const { desk, as } = await office()
  await importRows(desk, 'visits', [{ onDate: '2026-11-20', area: 'B区', building: '1栋', room: '101', result: 'met' }])
  const input = { onDate: today, months: 12, reasons: ['elderly', 'new'], stewardIds: [], perSteward: 9 } as const
  const proposals = await proposeVisits(desk, { ...input, reasons: [...input.reasons], stewardIds: [] })
  expect(proposals.map((one) => [one.unit, one.reasons])).toEqual([
    ['1栋102', ['not-visited', 'elderly']],
    ['1栋103', ['not-visited', 'new']],
  ])
  expect(await planVisits(desk, today, proposals)).toEqual({ added: 2 })
  expect(await planVisits(desk, today, proposals)).toEqual({ added: 0 })
  await expect(planVisits(desk, '2026-11-20', proposals)).rejects.toMatchObject({ code: 'plan-in-past' })
  await recordVisit(desk, asked(visit({ unitId: 2, result: 'refused' })))
  const plan = await dayPlan(desk, today)
  expect(plan.map((line) => [line.unit, line.result, line.phone])).toEqual([
    ['1栋102', 'refused', '13800005678'],
    ['1栋103', null, ''],
  ])
  expect((await dayPlan(as('吴师傅', 'engineering'), today))[0]?.phone).toBe('138****5678')
  const [done, open] = plan
  await expect(unplanVisit(desk, done?.id ?? 0, done?.version ?? 0)).rejects.toMatchObject({ code: 'planned-done' })
  await unplanVisit(desk, open?.id ?? 0, open?.version ?? 0)
  expect(await dayPlan(desk, today)).toHaveLength(1)
})

it('finds visits by date and unit, and the case of a finding, by index', async () => {
  const { office: file } = await office()
  const plan = (query: string) =>
    (file.sqlite.prepare(`EXPLAIN QUERY PLAN ${query}`).all() as { detail: string }[])
      .map((row) => row.detail)
      .join('\n')
  expect(plan("SELECT max(on_date) FROM visit WHERE unit_id = 1 AND result = 'met'")).toContain('visit_unit')
  expect(plan("SELECT id FROM visit WHERE on_date >= '2025-01-01' AND on_date <= '2025-12-31'")).toContain('visit_date')
  expect(plan("SELECT visit_id FROM visit_finding WHERE case_kind = 'job' AND case_id = 1")).toContain(
    'visit_finding_case',
  )
  expect(plan("SELECT id FROM survey_form WHERE issued_on >= '2025-01-01' AND issued_on <= '2025-12-31'")).toContain(
    'survey_form_issued',
  )
})
