import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { fileStore } from '../../electron/backend/fileStore.ts'
import type { EquipmentFields } from '../../electron/contract/equipment.ts'
import { StaleError } from '../../electron/contract/errors.ts'
import type { PlanFields } from '../../electron/contract/plans.ts'
import { cadenceWords } from '../../electron/contract/planWords.ts'
import { addAttachment, attachmentsOf, readAttachment } from '../../electron/core/attachments/service.ts'
import { closeMonth } from '../../electron/core/books/closing.ts'
import type { Desk } from '../../electron/core/context.ts'
import { reportFault } from '../../electron/core/equipment/faults.ts'
import { labelsOf, maintenanceRecord, yearPlan } from '../../electron/core/equipment/papers.ts'
import { reminders } from '../../electron/core/equipment/reminders.ts'
import { changeState, equipmentDetail, saveEquipment } from '../../electron/core/equipment/service.ts'
import { undoImport } from '../../electron/core/imports/index.ts'
import { listPage } from '../../electron/core/lists/page.ts'
import { saveChecklist } from '../../electron/core/plans/checklists.ts'
import { endPlan, planDetail, savePlan } from '../../electron/core/plans/service.ts'
import { completeTask, skipTask, taskDetail } from '../../electron/core/plans/tasks.ts'
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
  // Stopped and sent to repair on one day: the stop is not said to have ended before it began.
  const other = await add(desk, { code: 'DT-003' })
  await changeState(desk, { id: other, version: 1, state: 'stopped', onDate: today, reason: '异响' })
  await changeState(desk, { id: other, version: 2, state: 'in-repair', onDate: today, reason: '送厂' })
  expect((await equipmentDetail(desk, other)).states[1]).toMatchObject({ fromOn: today, toOn: today, days: 0 })
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

it('a fault reported from a card is a job of its trade at its place, once, and stands on that card alone', async () => {
  const { desk } = await newOffice(today)
  const id = await add(desk)
  const other = await add(desk, { code: 'DT-002' })
  const fault = { id, content: '门关不上', priority: 'urgent', requestKey: 'once-only' } as const
  const made = await reportFault(desk, fault)
  expect(await reportFault(desk, fault)).toEqual(made)
  await reportFault(desk, { ...fault, content: '灯不亮', requestKey: 'another-one' })
  await changeState(desk, {
    id: other,
    version: 1,
    state: 'in-repair',
    onDate: today,
    reason: '曳引机异响',
    withJob: true,
  })
  const { openJobs } = await equipmentDetail(desk, id)
  expect(openJobs.map(({ content }) => content)).toEqual([
    'DT-001 1栋1单元客梯：门关不上',
    'DT-001 1栋1单元客梯：灯不亮',
  ])
  expect(openJobs[0]).toMatchObject({ ...made, state: 'waiting' })
  expect((await equipmentDetail(desk, other)).openJobs).toMatchObject([{ content: 'DT-002 1栋1单元客梯：曳引机异响' }])
  const job = await desk.db.selectFrom('job').selectAll().where('id', '=', made.id).executeTakeFirst()
  expect(job).toMatchObject({ trade: 'lift', source: 'internal', place: '1栋机房', priority: 'urgent' })
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
  expect((await equipmentDetail(desk, id)).openJobs).toMatchObject([{ id: job?.id, state: 'waiting' }])
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

const edit = async (desk: Desk, id: number, more: Partial<EquipmentFields>) => {
  const { version } = await equipmentDetail(desk, id)
  return saveEquipment(desk, { id, version, fields: { ...lift, ...more } })
}
const begins = async (desk: Desk, id: number) => (await equipmentDetail(desk, id)).states.at(-1)?.fromOn

it('an old lift is carded after closing: it counts from the first open day, and closed months stay as they were told', async () => {
  const { desk } = await newOffice(today)
  await add(desk)
  await closeMonth(desk, '2026-10')
  const id = await add(desk, { code: 'DT-002' })
  expect(await equipmentDetail(desk, id)).toMatchObject({
    installedOn: '2020-05-01',
    states: [{ fromOn: '2026-11-01' }],
  })
  const row = { code: 'XF-01', name: '消防泵', category: 'fire-protection', installedOn: '2019-01-01' }
  const { counts, rows } = await importRows(desk, 'equipment', [row, { ...row, code: 'XF-02', state: 'stopped' }])
  expect(counts).toMatchObject({ added: 2, rejected: 0, warnings: 2 })
  expect(rows[0]?.warnings).toEqual([
    { code: 'equipment-counts-from', field: '安装日期', params: { date: '2026-11-01', through: '2026-10-31' } },
  ])
  expect(await ratio(desk, '2026-10-31')).toEqual({ numerator: 1, denominator: 1 })
  expect(await ratio(desk, '2026-11-01')).toEqual({ numerator: 4, denominator: 4 })
  expect(await ratio(desk, today)).toEqual({ numerator: 3, denominator: 4 })
  const stop = { id: 1, version: 1, state: 'stopped', onDate: '2026-10-20', reason: '补记' } as const
  await expect(changeState(desk, stop)).rejects.toMatchObject({ code: 'period-closed' })
  await changeState(desk, { ...stop, onDate: '2026-11-02' })
})

it('the first state follows a corrected day of installation, and stays where closed months have counted it', async () => {
  const { desk } = await newOffice(today)
  const id = await add(desk)
  await edit(desk, id, { installedOn: '2021-03-01' })
  expect(await begins(desk, id)).toBe('2021-03-01')
  expect(await ratio(desk, '2020-12-31')).toEqual({ numerator: 0, denominator: 0 })
  await importRows(desk, 'equipment', [
    { code: 'DT-001', name: lift.name, category: 'lift', installedOn: '2020-07-01' },
  ])
  expect(await begins(desk, id)).toBe('2020-07-01')
  const { version } = await equipmentDetail(desk, id)
  await changeState(desk, { id, version, state: 'stopped', onDate: '2026-11-10', reason: '停梯' })
  await expect(edit(desk, id, { installedOn: '2026-11-11' })).rejects.toMatchObject({
    problems: [{ code: 'installed-after-state', params: { date: '2026-11-10' } }],
  })
  await closeMonth(desk, '2026-10')
  await edit(desk, id, { installedOn: '2020-06-01' })
  expect(await begins(desk, id)).toBe('2020-07-01')
  await expect(edit(desk, id, { installedOn: '2026-11-05' })).rejects.toMatchObject({
    problems: [{ code: 'period-closed' }],
  })
})

it('nothing was done to equipment before it was installed, from whichever side it is said', async () => {
  const { desk } = await newOffice(today)
  const id = await add(desk, { installedOn: '2026-11-10' })
  await plan(desk, id, { anchorOn: '2026-11-05' })
  const [task] = (await listPage(desk, 'planTasks', { filter: { subjectId: id }, offset: 0, limit: 1 })).rows
  const done = (doneOn: string) =>
    completeTask(desk, { id: task?.id ?? 0, version: 1, fields: { doneOn, doneById: null, note: '', results: [] } })
  await expect(done('2026-11-09')).rejects.toMatchObject({
    problems: [{ code: 'task-before-installed', params: { installed: '2026-11-10' } }],
  })
  await done('2026-11-12')
  await expect(edit(desk, id, { installedOn: '2026-11-13' })).rejects.toMatchObject({
    problems: [{ code: 'installed-after-task', params: { date: '2026-11-12' } }],
  })
  const row = { code: 'DT-001', name: lift.name, category: 'lift', installedOn: '2026-11-13' }
  expect((await dryRun(desk, 'equipment', [row])).rows[0]?.errors).toMatchObject([{ code: 'installed-after-task' }])
})

it('what a workbook scraps has no plans and no reminders any more; taken back, they come again', async () => {
  const { desk } = await newOffice(today)
  const id = await add(desk, { warrantyTo: '2026-12-01' })
  const planId = await plan(desk, id)
  await plan(desk, id, { title: '限速器校验', anchorOn: '2026-11-20' })
  const row = { code: 'DT-001', name: lift.name, category: 'lift', state: 'scrapped' }
  const { batchId } = await importRows(desk, 'equipment', [row])
  expect(await planDetail(desk, planId)).toMatchObject({ endedOn: today, endReason: '导入', nextDueOn: null })
  expect(await reminders(desk)).toEqual([])
  expect((await dryRun(desk, 'equipment', [{ ...row, state: 'stopped' }])).rows[0]?.errors).toMatchObject([
    { code: 'equipment-not-so' },
  ])
  await undoImport(desk, batchId ?? 0)
  expect(await planDetail(desk, planId)).toMatchObject({ endedOn: null, endReason: '', nextDueOn: '2026-11-28' })
  expect((await reminders(desk)).map((one) => one.what)).toEqual(['限速器校验', '年度检验', ''])
})

it('plans have a list: what for, how often, when next, and which have ended', async () => {
  const { desk } = await newOffice(today)
  const id = await add(desk)
  await plan(desk, id, { title: '半年检', every: 'month', everyN: 6, anchorOn: '2026-11-01' })
  const endedId = await plan(desk, id, { title: '月保', every: 'month', anchorOn: '2026-12-01' }, 'maintenance')
  await endPlan(desk, { id: endedId, version: 1, onDate: today, reason: '改由厂家维保' })
  const rows = async (filter: object) => (await listPage(desk, 'plans', { filter, offset: 0, limit: 50 })).rows
  expect(await rows({})).toMatchObject([
    { subject: 'maintenance', title: '月保', nextDueOn: null, endedOn: today, endReason: '改由厂家维保' },
    {
      title: '半年检',
      about: 'DT-001 1栋1单元客梯',
      place: '1栋机房',
      every: '6 month',
      nextDueOn: '2026-11-01',
      late: 1,
    },
  ])
  for (const [filter, titles] of [
    [{ show: 'running' }, ['半年检']],
    [{ show: 'late' }, ['半年检']],
    [{ show: 'ended' }, ['月保']],
    [{ subject: 'statutory' }, ['半年检']],
    [{ text: 'DT-001' }, ['月保', '半年检']],
  ] as const) {
    expect((await rows(filter)).map((row) => row.title)).toEqual(titles)
  }
  expect(cadenceWords('6 month')).toEqual({ zh: '每 6 个月', en: 'Every 6 months' })
  expect(cadenceWords('1 year')).toEqual({ zh: '每年', en: 'Every year' })
})

it('scrapping cuts plans that were to end later, takes no new one, and by mistake gives all of them back', async () => {
  const { desk } = await newOffice(today)
  const id = await add(desk)
  const [open, ending] = [
    await plan(desk, id, { title: '月保', every: 'month', anchorOn: '2026-11-01' }, 'maintenance'),
    await plan(desk, id, { title: '季检', every: 'month', anchorOn: '2026-11-05' }),
  ]
  await endPlan(desk, { id: ending, version: 1, onDate: '2027-01-31', reason: '合同到期' })
  await changeState(desk, { id, version: 1, state: 'scrapped', onDate: '2026-11-20', reason: '拆除' })
  const planned = async () =>
    (await listPage(desk, 'planTasks', { filter: { subjectId: id }, offset: 0, limit: 50 })).rows
      .filter((row) => row.plannedOn < '2027-03-01')
      .map((row) => row.plannedOn)
  expect(await planDetail(desk, ending)).toMatchObject({ endedOn: '2026-11-20', endReason: '拆除' })
  expect(await planned()).toEqual(['2026-11-01', '2026-11-05'])
  await expect(plan(desk, id)).rejects.toMatchObject({ code: 'plan-thing-gone', params: { date: '2026-11-20' } })
  await changeState(desk, { id, version: 2, state: 'in-use', onDate: today, reason: '误登' })
  expect(await planDetail(desk, open)).toMatchObject({ endedOn: null, endReason: '' })
  expect(await planDetail(desk, ending)).toMatchObject({ endedOn: '2027-01-31', endReason: '合同到期' })
  expect(await planned()).toEqual([
    '2026-11-01',
    '2026-11-05',
    '2026-12-01',
    '2026-12-05',
    '2027-01-01',
    '2027-01-05',
    '2027-02-01',
  ])
  await plan(desk, id)
})

it('nothing was done to equipment after it was scrapped, from whichever side it is said', async () => {
  const { desk } = await newOffice(today)
  const id = await add(desk)
  await plan(desk, id, { every: 'month', anchorOn: '2026-10-05' })
  const { rows } = await listPage(desk, 'planTasks', { filter: { subjectId: id }, offset: 0, limit: 2 })
  const done = (index: number, doneOn: string) => {
    const fields = { doneOn, doneById: null, note: '', results: [] }
    return completeTask(desk, { id: rows[index]?.id ?? 0, version: 1, fields })
  }
  await done(0, '2026-11-10')
  const scrap = { id, version: 1, state: 'scrapped', reason: '拆除' } as const
  await expect(changeState(desk, { ...scrap, onDate: '2026-11-09' })).rejects.toMatchObject({
    problems: [{ code: 'scrapped-before-task', params: { date: '2026-11-10' } }],
  })
  await changeState(desk, { ...scrap, onDate: '2026-11-12' })
  await expect(done(1, '2026-11-13')).rejects.toMatchObject({
    problems: [{ code: 'task-after-scrapped', params: { scrapped: '2026-11-12' } }],
  })
  // On the day itself it may have been looked at before.
  await done(1, '2026-11-12')
})

it('what closed months have counted in a category stays in it', async () => {
  const { desk } = await newOffice(today)
  const id = await add(desk)
  const young = await add(desk, { code: 'DT-002', installedOn: '2026-11-05' })
  await closeMonth(desk, '2026-10')
  await expect(edit(desk, id, { category: 'pump' })).rejects.toMatchObject({
    code: 'closed-since',
    params: { date: '2020-05-01' },
  })
  await edit(desk, id, { name: '1栋客梯' })
  await edit(desk, young, { code: 'DT-002', installedOn: '2026-11-05', category: 'pump' })
})

it('a code is one however it is typed', async () => {
  const { desk } = await newOffice(today)
  await add(desk, { code: 'DT-01' })
  for (const code of ['ＤＴ－０１', 'dt-01', ' DT-01 ']) {
    await expect(add(desk, { code })).rejects.toMatchObject({ problems: [{ code: 'equipment-known' }] })
  }
  await add(desk, { code: 'ｄｔ－０２' })
  expect(await codes(desk, {})).toEqual(['DT-01', 'DT-02'])
})

it('what is skipped is not to come any more in the year’s plan', async () => {
  const { desk } = await newOffice(today)
  const id = await add(desk)
  await plan(desk, id, { anchorOn: '2026-11-10' })
  const [task] = (await listPage(desk, 'planTasks', { filter: { subjectId: id }, offset: 0, limit: 1 })).rows
  await skipTask(desk, { id: task?.id ?? 0, version: 1, reason: '停梯改造' })
  expect((await yearPlan(desk, { year: 2026 }))[0]?.marks).toMatchObject([{ planned: 1, done: 0, skipped: 1, late: 0 }])
})
