import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { approvalRules } from '../../electron/core/approvals/kinds.ts'
import { askFor } from '../../electron/core/approvals/service.ts'
import { openShift } from '../../electron/core/books/shifts.ts'
import { officeClock } from '../../electron/core/clock.ts'
import type { Desk } from '../../electron/core/context.ts'
import { updateSpell, updateUnit } from '../../electron/core/estate/service.ts'
import { moveIn } from '../../electron/core/handover/service.ts'
import { undoImport } from '../../electron/core/imports/index.ts'
import { tracesOf } from '../../electron/core/signoff/causes.ts'
import { changedRows, changesSince, numberChanged } from '../../electron/core/signoff/changes.ts'
import { signoffProblems } from '../../electron/core/signoff/check.ts'
import { weightsBehind } from '../../electron/core/signoff/kept.ts'
import { keptRecords, signedReport, signoffHeads, standingHead } from '../../electron/core/signoff/repository.ts'
import { signoffProspect, signReport, withdrawSignoff } from '../../electron/core/signoff/service.ts'
import { trailOf } from '../../electron/core/signoff/trails.ts'
import { createStaff } from '../../electron/core/staff/service.ts'
import { draftOf } from '../../electron/core/summary/drafts.ts'
import { figures, summaryOver } from '../../electron/core/summary/engine.ts'
import { periodOf } from '../../electron/core/summary/figure.ts'
import { saveTarget } from '../../electron/core/summary/targets.ts'
import { openOffice } from '../../electron/db/open.ts'
import { sampleCopy } from '../office/shared.ts'
import { approve, charge, on } from './booksOffice.ts'
import { home, importRows, newOffice, type Values } from './office.ts'

const at101 = { area: 'B区', building: '1栋', room: '101' }
const payment = (receiptNo: string, onDate: string, amount: number, more: Values = {}): Values => ({
  ...at101,
  receiptNo,
  onDate,
  item: '物业费',
  source: 'renewal',
  amount,
  ...more,
})

/** Two homes, one lived in and charged for three months, one of them paid; signed on 2026-01-15. */
async function signedOffice() {
  const test = await newOffice()
  const day = (name: string, today: string): Desk => on(test.as(name, 'manager'), today)
  const january = day('黄国辉', '2026-01-15')
  await importRows(january, 'units', [
    home('101', { readyOn: '2024-01-01', handedOverOn: '2024-03-01', movedInOn: '2025-03-01' }),
    home('102', { readyOn: '2024-01-01', handedOverOn: '2025-06-01' }),
  ])
  await importRows(
    january,
    'charges',
    ['2025-01', '2025-02', '2025-03'].map((month) => charge(month)),
  )
  await importRows(january, 'payments', [payment('R1', '2025-05-10', 10_000)])
  await saveTarget(january, {
    figure: 'fees/received',
    year: 2025,
    direction: 'at-least',
    value: 9000,
    note: '',
    version: 0,
  })
  const id = await signReport(january, { year: 2025, note: '年会前定稿' })
  return { ...test, day, january, id, later: day('郑雅萍', '2026-11-21') }
}

/** What has changed, figure by figure, with the causes in short. */
async function changes(desk: Desk, id: number) {
  const found = await changesSince(desk, id)
  return Object.fromEntries(
    found.map(({ figure, now, differs, added, gone, changed, causes, byTime, unexplained }) => [
      figure,
      {
        now: now?.value,
        differs,
        rows: [added, changed, gone],
        causes: causes.map((one) => `${one.actor} ${one.on} ${one.action} ${one.entity} ${one.records}`),
        ...(byTime + unexplained > 0 && { byTime, unexplained }),
      },
    ]),
  )
}

it('finds in the stays why arrears belong to another part', async () => {
  const { later, id } = await signedOffice()
  await importRows(later, 'units', [
    home('101', {
      readyOn: '2024-01-01',
      handedOverOn: '2024-03-01',
      movedInOn: '2025-03-01',
      movedOutOn: '2025-12-01',
    }),
  ])
  expect((await changes(later, id))['fees/arrears']).toMatchObject({
    rows: [0, 2, 0],
    causes: ['郑雅萍 2026-11-21 update stay 1'],
  })
})

it('keeps every figure, its words, its records and the targets as they were, and says who signed when', async () => {
  const { january, id } = await signedOffice()
  const { head, summary, targets, draft } = await signedReport(january, id)
  expect(summary).toEqual(await summaryOver(january.db, periodOf(2025, '2025-12-31')))
  expect(head).toMatchObject({
    edition: 1,
    signedBy: '黄国辉',
    signedAt: '2026-01-15 09:00',
    note: '年会前定稿',
    withdrawn: null,
  })
  expect(targets).toMatchObject([{ figure: 'fees/received', met: true, margin: 1000 }])
  expect(draft).toEqual(await draftOf(january, periodOf(2025, '2025-12-31'), 'zh'))
  expect(await keptRecords(january.db, id, 'fees/received')).toMatchObject([
    { unit: '1栋101', what: 'R1 物业费', date: '2025-05-10', part: 'renewal', amount: 10_000, areaCenti: 8941 },
  ])
  expect(await changes(january, id)).toEqual({})
  expect(await signoffProblems(january.db)).toEqual([])
})

it('keeps the text as it was, however the numbers in it go on', async () => {
  const { january, later, id } = await signedOffice()
  const textOf = async () => JSON.stringify((await signedReport(january, id)).draft)
  const before = await textOf()
  expect(before).toContain('"ref":"fees/received"')
  await importRows(later, 'payments', [payment('R2', '2025-12-20', 20_000)])
  expect(await textOf()).toBe(before)
})

it('tells a payment entered later for a day of the year: what it changed, by how much, and who entered it', async () => {
  const { later, id } = await signedOffice()
  await importRows(later, 'payments', [payment('R2', '2025-12-20', 20_000)])
  const cause = ['郑雅萍 2026-11-21 insert payment 1']
  expect(await changes(later, id)).toEqual({
    'fees/received': { now: 30_000, differs: true, rows: [1, 0, 0], causes: cause },
    'fees/arrears': { now: 0, differs: true, rows: [0, 0, 2], causes: cause },
    'fees/household-rate/moved-in': { now: 1, differs: true, rows: [0, 1, 0], causes: cause },
  })
  const { rows, total } = await changedRows(later, { id, figure: 'fees/received', offset: 0, limit: 10 })
  expect(total).toBe(1)
  expect(rows).toMatchObject([{ kind: 'added', before: null, now: { what: 'R2 物业费', amount: 20_000 } }])
  expect(rows[0]?.lines).toMatchObject([{ actor: '郑雅萍', entity: 'payment', action: 'insert' }])
  // What was signed stays as it was.
  const { summary } = await signedReport(later, id)
  expect(summary.figures.find((one) => one.id === 'fees/received')?.value).toBe(10_000)
  expect(await numberChanged(later, id)).toBe(3)
})

it('is not touched by what happens later: payments and charges of the next year, a reversal on its own day', async () => {
  const { later, id } = await signedOffice()
  await importRows(later, 'charges', [charge('2026-01')])
  await importRows(later, 'payments', [payment('R3', '2026-02-01', 30_000)])
  const { receipt_id: receiptId } = await later.db
    .selectFrom('payment')
    .select('receipt_id')
    .where('on_date', '=', '2025-05-10')
    .executeTakeFirstOrThrow()
  const staff = await createStaff(later, { name: '陈美玲', roles: ['cashier'], secret: '1234' })
  const cashier: Desk = { ...later, actor: { id: staff, name: '陈美玲', roles: ['cashier'] } }
  await openShift(cashier, { counts: { '10000': 3 }, note: '' })
  const request = {
    kind: 'payment-reversal',
    unitId: 1,
    amount: 10_000,
    payload: { receiptId },
    reason: '收错户',
  } as const
  const decider = await createStaff(later, { name: '林主管', roles: ['manager'], secret: '1234' })
  await approve({ ...later, actor: { ...later.actor, id: decider } }, await askFor(cashier, approvalRules, request))
  expect(await later.db.selectFrom('reversal').select('on_date').execute()).toEqual([{ on_date: '2026-11-21' }])
  expect(await changes(later, id)).toEqual({})
})

it('names among what happened since only what counts on the day', async () => {
  const { later, id } = await signedOffice()
  await importRows(on({ ...later, actor: { ...later.actor, name: '陈美玲' } }, '2026-10-01'), 'payments', [
    payment('R3', '2026-02-01', 5000),
    payment('R4', '2026-02-01', 5000, { item: '车位管理费' }),
  ])
  await importRows(later, 'payments', [payment('R2', '2025-12-20', 5000)])
  expect((await changes(later, id))['fees/arrears']).toMatchObject({
    now: 15_000,
    rows: [0, 1, 0],
    causes: ['郑雅萍 2026-11-21 insert payment 1'],
  })
})

it('tells a corrected area where areas are added up, and nowhere else', async () => {
  const { later, id } = await signedOffice()
  const unit = await later.db.selectFrom('unit').selectAll().where('room', '=', '102').executeTakeFirstOrThrow()
  await updateUnit(later, unit.id, unit.version, {
    room: '102',
    kind: 'residence',
    areaCenti: 9000,
    aliases: '',
    note: '复测',
    readyOn: unit.ready_on,
    dueOn: unit.due_on,
    handedOverOn: unit.handed_over_on,
    soldOn: unit.sold_on,
  })
  expect(await changes(later, id)).toEqual({
    'handover/done-area': {
      now: 8941 + 9000,
      differs: true,
      rows: [0, 1, 0],
      causes: ['郑雅萍 2026-11-21 update unit 1'],
    },
  })
  const { rows } = await changedRows(later, { id, figure: 'handover/done-area', offset: 0, limit: 10 })
  expect(rows).toMatchObject([{ kind: 'changed', before: { areaCenti: 8941 }, now: { areaCenti: 9000 } }])
})

it('tells a moving-in dated back, and one that moved within the year changes nothing', async () => {
  const { later, id } = await signedOffice()
  const unit = await later.db.selectFrom('unit').select('id').where('room', '=', '102').executeTakeFirstOrThrow()
  const stay = await later.db.selectFrom('stay').selectAll().executeTakeFirstOrThrow()
  await updateSpell(later, stay.id, stay.version, {
    spell: 'stay',
    fields: { movedInOn: '2025-04-01', movedOutOn: null },
  })
  expect(await changes(later, id)).toEqual({})
  await moveIn(later, unit.id, '2025-12-01', null)
  const causes = ['郑雅萍 2026-11-21 insert stay 1']
  expect(await changes(later, id)).toEqual({
    'movein/households': { now: 2, differs: true, rows: [1, 0, 0], causes },
    'movein/area': { now: 2 * 8941, differs: true, rows: [1, 0, 0], causes },
    'movein/rate': { now: 2, differs: true, rows: [0, 1, 0], causes },
    // Two households where there was one, nobody visited, nobody asked.
    'visits/coverage': { now: 0, differs: true, rows: [1, 0, 0], causes },
    'surveys/coverage': { now: 0, differs: true, rows: [1, 0, 0], causes },
  })
})

it('tells records whose total is the same all the same: one handed over instead of another', async () => {
  const { later, id } = await signedOffice()
  const units = await later.db.selectFrom('unit').selectAll().orderBy('room').execute()
  for (const [index, unit] of units.entries()) {
    await updateUnit(later, unit.id, unit.version, {
      room: unit.room,
      kind: 'residence',
      areaCenti: unit.area_centi,
      aliases: '',
      note: '',
      readyOn: unit.ready_on,
      dueOn: unit.due_on,
      handedOverOn: index === 0 ? '2025-02-01' : '2024-06-01',
      soldOn: unit.sold_on,
    })
  }
  expect(await changes(later, id)).toEqual({
    'handover/done-in-year': {
      now: 1,
      differs: false,
      rows: [1, 0, 1],
      causes: ['郑雅萍 2026-11-21 update unit 2'],
    },
  })
  expect(await numberChanged(later, id)).toBe(0)
})

it('tells what was taken out again with its workbook, after the records are gone', async () => {
  const { january, later, id } = await signedOffice()
  await withdrawSignoff(january, { id, version: 1, reason: '补录后再签' })
  const { batchId } = await importRows(january, 'payments', [payment('R2', '2025-12-20', 20_000)])
  const second = await signReport(january, { year: 2025, note: '' })
  await undoImport(later, batchId ?? 0)
  const found = await changes(later, second)
  expect(found['fees/received']).toEqual({
    now: 10_000,
    differs: true,
    rows: [0, 0, 1],
    causes: ['郑雅萍 2026-11-21 remove payment 1'],
  })
  expect(found['fees/arrears']?.causes).toEqual(['郑雅萍 2026-11-21 remove payment 1'])
  const { rows } = await changedRows(later, { id: second, figure: 'fees/received', offset: 0, limit: 10 })
  expect(rows).toMatchObject([{ kind: 'gone', before: { what: 'R2 物业费', unit: '1栋101' }, now: null }])
})

it('tells what only time has brought in: a promise that had not fallen due when the report was signed', async () => {
  const test = await newOffice()
  const clock = officeClock(() => new Date(), undefined, '2025-12-31')
  const morning: Desk = {
    ...test.as('黄国辉', 'manager'),
    clock: { ...clock, now: () => new Date('2025-12-31T01:00:00Z') },
  }
  await importRows(morning, 'units', [home('101')])
  await importRows(morning, 'jobs', [
    {
      ...at101,
      number: 'G1',
      registeredAt: '2025-12-31 08:30',
      source: 'resident',
      trade: 'civil',
      content: '漏水',
      priority: 'urgent',
      state: 'waiting',
    },
  ])
  const id = await signReport(morning, { year: 2025, note: '' })
  expect(await changes(on(morning, '2026-01-10'), id)).toMatchObject({
    'jobs/respond-in-time': { rows: [1, 0, 0], causes: [], byTime: 1, unexplained: 0 },
  })
})

it('lets one sign-off of a period stand; withdrawn ones stay, and the next is another edition', async () => {
  const { january, later, id } = await signedOffice()
  await expect(signReport(january, { year: 2025, note: '' })).rejects.toMatchObject({ code: 'signoff-standing' })
  await importRows(later, 'payments', [payment('R2', '2025-12-20', 20_000)])
  await withdrawSignoff(later, { id, version: 1, reason: '补了一笔收款' })
  await expect(withdrawSignoff(later, { id, version: 2, reason: '再撤' })).rejects.toMatchObject({
    code: 'signoff-withdrawn',
  })
  expect(await standingHead(later, periodOf(2025, '2025-12-31'))).toBeNull()
  const second = await signReport(later, { year: 2025, note: '' })
  expect((await signoffHeads(later)).map(({ edition, withdrawn }) => [edition, withdrawn?.reason])).toEqual([
    [2, undefined],
    [1, '补了一笔收款'],
  ])
  const received = async (one: number) =>
    (await signedReport(later, one)).summary.figures.find(({ id }) => id === 'fees/received')?.value
  expect([await received(id), await received(second)]).toEqual([10_000, 30_000])
  // Another period is another report, and its editions begin anew.
  const may = await signReport(later, { year: 2025, span: 'm05', note: '' })
  expect((await signedReport(later, may)).head).toMatchObject({ span: 'm05', asOf: '2025-05-31', edition: 1 })
})

it('refuses a day ahead and a day before the report, and warns of what is open', async () => {
  const { january, later } = await signedOffice()
  await expect(signReport(january, { year: 2026, asOf: '2026-12-31', note: '' })).rejects.toMatchObject({
    code: 'signoff-ahead',
  })
  await expect(signReport(january, { year: 2025, asOf: '2024-12-31', note: '' })).rejects.toMatchObject({
    code: 'signoff-too-early',
  })
  const codes = async (year: number) => (await signoffProspect(later, { year })).warnings.map(({ code }) => code)
  expect(await codes(2025)).toEqual(['signoff-never-closed'])
  expect(await codes(2026)).toEqual(['signoff-running', 'signoff-never-closed', 'signoff-no-targets'])
  const prospect = await signoffProspect(later, { year: 2025 })
  expect(prospect).toMatchObject({ asOf: '2025-12-31', edition: 2, targets: 1, standing: { edition: 1 } })
})

it('is found out by the check where a kept figure or a kept record is altered', async () => {
  const { january, id, office } = await signedOffice()
  office.sqlite.exec(
    `UPDATE signoff_figure SET records = replace(records, '10000', '20000') WHERE figure = 'fees/received'`,
  )
  expect(await signoffProblems(january.db)).toEqual([
    { code: 'check-signoff-altered', params: { year: 2025, edition: 1 } },
    { code: 'check-signoff-figure', params: { year: 2025, edition: 1, id: 'fees/received' } },
  ])
  // Figure and record altered alike add up again; the fingerprint, which the audit keeps too, does not.
  office.sqlite.exec(
    `UPDATE signoff_figure SET result = replace(result, '10000', '20000') WHERE figure = 'fees/received'`,
  )
  expect(await signoffProblems(january.db)).toMatchObject([{ code: 'check-signoff-altered' }])
  const { digest } = (await signedReport(january, id)).head
  const { after } = await january.db
    .selectFrom('audit')
    .select('after')
    .where('entity', '=', 'summary_signoff')
    .executeTakeFirstOrThrow()
  expect(JSON.parse(after ?? '{}')).toMatchObject({ digest })
})

it('finds on file of every record behind a figure why it is there', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'desk-trails-'))
  const { db, close } = await openOffice(await sampleCopy(folder))
  const asOf = '2025-12-31'
  for (const figure of figures) {
    const all = await weightsBehind(db, figure.id, periodOf(2025, asOf))
    const some = all.filter((_, index) => index % Math.ceil(all.length / 200) === 0)
    const traces = await tracesOf(
      db,
      trailOf(figure),
      some.map((one) => ({ ...one, kind: 'changed' })),
      { since: 0, asOf },
    )
    expect({ id: figure.id, without: some.filter(({ key }) => !traces.has(key)) }).toEqual({
      id: figure.id,
      without: [],
    })
  }
  await close()
  rmSync(folder, { recursive: true })
})
