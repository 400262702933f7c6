import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { fileStore } from '../../electron/backend/fileStore.ts'
import type { EquipmentFields } from '../../electron/contract/equipment.ts'
import { StaleError } from '../../electron/contract/errors.ts'
import type { PlanFields } from '../../electron/contract/plans.ts'
import { addAttachment, attachmentsOf, readAttachment } from '../../electron/core/attachments/service.ts'
import type { Desk } from '../../electron/core/context.ts'
import { labelsOf, maintenanceRecord, yearPlan } from '../../electron/core/equipment/papers.ts'
import { reminders } from '../../electron/core/equipment/reminders.ts'
import { changeState, equipmentDetail, saveEquipment } from '../../electron/core/equipment/service.ts'
import { undoImport } from '../../electron/core/imports/index.ts'
import { listPage } from '../../electron/core/lists/page.ts'
import { saveChecklist } from '../../electron/core/plans/checklists.ts'
import { planDetail, savePlan } from '../../electron/core/plans/service.ts'
import { completeTask, taskDetail } from '../../electron/core/plans/tasks.ts'
import { search } from '../../electron/core/search/index.ts'
import { figureOf } from '../../electron/core/summary/engine.ts'
import { dryRun, importRows, newOffice } from './office.ts'

const today = '2026-11-21'
const lift: EquipmentFields = {
  code: 'DT-001',
  name: '1栋1单元客梯',
  category: 'lift',
  areaId: null,
  place: '1栋机房',
  maker: '通力',
  installedOn: '2020-05-01',
  warrantyTo: null,
  grade: 'A',
  note: '',
}
const add = (desk: Desk, more: Partial<EquipmentFields> = {}) =>
  saveEquipment(desk, { id: null, version: 0, fields: { ...lift, ...more } })
const yearly: PlanFields = {
  title: '年度检验',
  everyN: 1,
  every: 'year',
  anchorOn: '2026-11-28',
  basis: 'plan-date',
  moving: 'stay',
  checklistId: null,
  responsibleId: null,
  showDays: 30,
  graceDays: 0,
}
const plan = (
  desk: Desk,
  subjectId: number,
  more: Partial<PlanFields> = {},
  subject: 'maintenance' | 'statutory' = 'statutory',
) => savePlan(desk, { id: null, version: 0, subject, subjectId, fromOn: null, fields: { ...yearly, ...more } })
const codes = async (desk: Desk, filter: Parameters<typeof listPage<'equipment'>>[2]['filter']) =>
  (await listPage(desk, 'equipment', { filter, offset: 0, limit: 50 })).rows.map((row) => row.code)
const ratio = async (desk: Desk, asOf: string) => {
  const { value, denominator } = await figureOf(desk.db, 'equipment/in-order', Number(asOf.slice(0, 4)), asOf)
  return { numerator: value, denominator }
}

it('working order is told as of any day, and a later stop never changes an earlier one', async () => {
  const { desk } = await newOffice(today)
  const id = await add(desk)
  await add(desk, { code: 'DT-002' })
  await add(desk, { code: 'SB-001', category: 'pump', installedOn: '2026-08-01' })
  expect(await ratio(desk, '2026-06-30')).toMatchObject({ numerator: 2, denominator: 2 })
  await changeState(desk, { id, version: 1, state: 'in-repair', onDate: '2026-11-10', reason: '曳引机异响' })
  expect(await ratio(desk, '2026-06-30')).toMatchObject({ numerator: 2, denominator: 2 })
  expect(await ratio(desk, today)).toMatchObject({ numerator: 2, denominator: 3 })
  await changeState(desk, { id, version: 2, state: 'in-use', onDate: '2026-11-15', reason: '更换轴承' })
  await changeState(desk, { id, version: 3, state: 'scrapped', onDate: today, reason: '更新换代' })
  expect(await ratio(desk, '2026-11-14')).toMatchObject({ numerator: 2, denominator: 3 })
  expect(await ratio(desk, '2026-11-15')).toMatchObject({ numerator: 3, denominator: 3 })
  expect(await ratio(desk, today)).toMatchObject({ numerator: 2, denominator: 2 })
  expect(await equipmentDetail(desk, id)).toMatchObject({
    state: 'scrapped',
    downDays: 5,
    states: [{ state: 'scrapped' }, { state: 'in-use' }, { state: 'in-repair', days: 5, toOn: '2026-11-14' }, {}],
  })
})

it('what cannot be is refused, and who has not seen the last change is told', async () => {
  const { desk } = await newOffice(today)
  const id = await add(desk)
  await expect(add(desk)).rejects.toMatchObject({ problems: [{ code: 'equipment-known' }] })
  await expect(add(desk, { code: 'X', installedOn: '2027-01-01' })).rejects.toMatchObject({
    problems: [{ code: 'date-after-today' }],
  })
  await expect(add(desk, { code: 'X', warrantyTo: '2020-04-30' })).rejects.toMatchObject({
    problems: [{ code: 'end-before-start' }],
  })
  const stop = { id, version: 1, state: 'stopped', onDate: today, reason: '停梯' } as const
  await expect(changeState(desk, { ...stop, reason: '' })).rejects.toMatchObject({
    problems: [{ code: 'reason-needed' }],
  })
  await expect(changeState(desk, { ...stop, onDate: '2019-01-01' })).rejects.toMatchObject({
    problems: [{ code: 'state-before-last' }],
  })
  await changeState(desk, stop)
  await expect(changeState(desk, { ...stop, state: 'in-use' })).rejects.toBeInstanceOf(StaleError)
  await expect(changeState(desk, { ...stop, version: 2 })).rejects.toMatchObject({ code: 'equipment-not-so' })
})

it('inspections by law and warranties are told at 30, 7 and 1 days, and once they are over', async () => {
  const { desk } = await newOffice(today)
  const id = await add(desk, { warrantyTo: '2026-11-22' })
  await plan(desk, id)
  await plan(desk, id, { title: '限速器校验', anchorOn: '2026-11-20' })
  await plan(desk, id, { title: '半年检', anchorOn: '2026-12-22' })
  expect(await reminders(desk)).toMatchObject([
    { kind: 'inspection', what: '限速器校验', daysLeft: -1, step: 0 },
    { kind: 'warranty', onDate: '2026-11-22', daysLeft: 1, step: 1, taskId: null },
    { kind: 'inspection', what: '年度检验', daysLeft: 7, step: 7 },
  ])
})

it('what is scrapped has no plans any more', async () => {
  const { desk } = await newOffice(today)
  const id = await add(desk)
  const planId = await plan(desk, id)
  await changeState(desk, { id, version: 1, state: 'scrapped', onDate: today, reason: '拆除' })
  expect(await planDetail(desk, planId)).toMatchObject({ endedOn: today, endReason: '拆除', nextDueOn: null })
  expect((await labelsOf(desk, {})).length).toBe(0)
  expect(await codes(desk, { state: 'scrapped' })).toEqual(['DT-001'])
})

it('a failed check of a lift opens a job of its trade at its place', async () => {
  const { desk } = await newOffice(today)
  const id = await add(desk)
  const items = [{ words: '轿厢照明', kind: 'tick', unit: '', minCenti: null, maxCenti: null }] as const
  const checklistId = await saveChecklist(desk, { id: null, version: 0, name: '电梯月检', items })
  await plan(desk, id, { title: '月保', every: 'month', anchorOn: '2026-11-01', checklistId }, 'maintenance')
  const [task] = (await listPage(desk, 'planTasks', { filter: { subjectId: id }, offset: 0, limit: 1 })).rows
  expect(task).toMatchObject({ about: 'DT-001 1栋1单元客梯', place: '1栋机房', state: 'late' })
  const itemId = (await taskDetail(desk, task?.id ?? 0)).items[0]?.id ?? 0
  const results = [{ itemId, ok: false, valueCenti: null, note: '不亮' }]
  const fields = { doneOn: today, doneById: null, note: '', results }
  const { jobs } = await completeTask(desk, { id: task?.id ?? 0, version: 1, fields })
  const job = await desk.db
    .selectFrom('job')
    .selectAll()
    .where('id', '=', jobs[0]?.id ?? 0)
    .executeTakeFirst()
  expect(job).toMatchObject({ trade: 'lift', source: 'internal', place: '1栋机房' })
  expect(job?.content).toBe('DT-001 1栋1单元客梯：轿厢照明，不亮')
  expect(await codes(desk, { show: 'late' })).toEqual([])
  expect(await equipmentDetail(desk, id)).toMatchObject({ openJobs: 1 })
  const record = await maintenanceRecord(desk, { id, from: '2026-01-01', to: today })
  expect(record.lines).toMatchObject([
    { title: '月保', checks: 1, failed: [{ words: '轿厢照明', note: '不亮', jobState: 'waiting' }] },
  ])
  const [row] = await yearPlan(desk, { year: 2026 })
  expect(row?.marks).toMatchObject([
    { month: 11, every: 'month', planned: 1, done: 1, late: 0 },
    { month: 12, planned: 1, done: 0 },
  ])
})

it('equipment is found by its code, its name, pinyin and initials', async () => {
  const { desk } = await newOffice(today)
  await add(desk, { name: '生活水泵' })
  for (const text of ['dt-00', '水泵', 'shuibeng', 'shsb']) {
    expect((await search(desk, text, 10)).map((hit) => hit.title)).toEqual(['DT-001 生活水泵'])
  }
  expect(await codes(desk, { text: '水泵', category: 'lift', grade: 'A' })).toEqual(['DT-001'])
  expect(await codes(desk, { text: '水泵', category: 'pump' })).toEqual([])
})

it('each label says where its own piece stands', async () => {
  const { desk } = await newOffice(today)
  await add(desk)
  const id = await add(desk, { code: 'SB-001', name: '循环泵', category: 'pump', place: '中心水池' })
  const labels = await labelsOf(desk, {})
  expect(labels.map(({ code, place }) => [code, place])).toEqual([
    ['DT-001', '1栋机房'],
    ['SB-001', '中心水池'],
  ])
  expect(await labelsOf(desk, { ids: [id] })).toHaveLength(1)
  expect(await labelsOf(desk, { category: 'pump' })).toHaveLength(1)
})

it('an import adds by code, updates what differs, and leaves earlier states as they were', async () => {
  const { desk } = await newOffice(today)
  const row = { code: 'XF-01', name: '消防泵', category: 'fire-protection', installedOn: '2019-01-01', grade: 'A' }
  await importRows(desk, 'equipment', [row, { ...row, code: 'XF-02', state: 'stopped' }])
  expect(await ratio(desk, '2026-11-20')).toMatchObject({ numerator: 2, denominator: 2 })
  expect(await ratio(desk, today)).toMatchObject({ numerator: 1, denominator: 2 })
  expect((await dryRun(desk, 'equipment', [row])).counts).toMatchObject({ unchanged: 1 })
  const changed = await dryRun(desk, 'equipment', [{ ...row, maker: '南方泵业', state: 'in-repair' }])
  expect(changed.counts).toMatchObject({ updated: 1 })
  expect(changed.rows[0]?.changes).toEqual([
    { column: '厂家', from: '', to: '南方泵业' },
    { column: '状态', from: '在用', to: '维修' },
  ])
  const refused = await dryRun(desk, 'equipment', [
    { ...row, code: 'A', installedOn: '2027-01-01' },
    { ...row, code: 'B' },
    { ...row, code: 'B' },
    { ...row, warrantyTo: '2018-12-31' },
  ])
  expect(refused.rows.map((one) => one.errors.map((error) => error.code))).toEqual([
    ['date-after-today'],
    ['duplicate-row'],
    ['end-before-start'],
    [],
  ])
})

it('an import of equipment is taken back as one, unless a plan stands on it', async () => {
  const { desk } = await newOffice(today)
  const row = { code: 'XF-01', name: '消防泵', category: 'fire-protection' }
  const first = await importRows(desk, 'equipment', [row])
  const again = await importRows(desk, 'equipment', [{ ...row, name: '消防主泵', state: 'stopped' }])
  await undoImport(desk, again.batchId ?? 0)
  expect((await search(desk, '消防', 5)).map((hit) => hit.title)).toEqual(['XF-01 消防泵'])
  const [equipment] = (await listPage(desk, 'equipment', { filter: {}, offset: 0, limit: 5 })).rows
  await plan(desk, equipment?.id ?? 0)
  await expect(undoImport(desk, first.batchId ?? 0)).rejects.toMatchObject({ code: 'import-depended-on' })
})

it('a document of equipment is kept beside the office file; of a job only pictures are', async () => {
  const { desk, office, folder } = await newOffice(today)
  const id = await add(desk)
  const store = fileStore(office.file)
  const pdf = new TextEncoder().encode('%PDF-1.7 manual')
  const given = { ownerKind: 'equipment', ownerId: id, slot: '', title: '说明书.pdf', bytes: pdf } as const
  const file = await addAttachment(desk, store, given)
  expect(readdirSync(join(folder, 'office-files'))[0]).toMatch(/^DT-001-\w+\.pdf$/)
  expect(await attachmentsOf(desk, 'equipment', id)).toMatchObject([
    { title: '说明书.pdf', mediaType: 'application/pdf' },
  ])
  expect(Buffer.from((await readAttachment(desk, store, file)).bytes)).toEqual(Buffer.from(pdf))
  await expect(addAttachment(desk, store, { ...given, ownerKind: 'job' })).rejects.toMatchObject({
    code: 'picture-unknown',
  })
  const page = new TextEncoder().encode('<html>')
  await expect(addAttachment(desk, store, { ...given, bytes: page })).rejects.toMatchObject({
    code: 'document-unknown',
  })
  expect(existsSync(join(folder, 'office-files'))).toBe(true)
})
