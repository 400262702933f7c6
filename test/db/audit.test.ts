import { expect, it } from 'vitest'
import { StaleError } from '../../electron/contract/errors.ts'
import type { UnitFields } from '../../electron/contract/estate.ts'
import { shownLines } from '../../electron/core/audit/history.ts'
import { receiveComplaint } from '../../electron/core/complaints/service.ts'
import { unitDetail } from '../../electron/core/estate/repository.ts'
import {
  addSpell,
  createPlace,
  createUnit,
  removeSpell,
  renamePlace,
  updateUnit,
} from '../../electron/core/estate/service.ts'
import { registerJob } from '../../electron/core/jobs/service.ts'
import { listPage } from '../../electron/core/lists/page.ts'
import { search } from '../../electron/core/search/index.ts'
import { createStaff, resetSecret } from '../../electron/core/staff/service.ts'
import en from '../../resources/locales/en/fields.json' with { type: 'json' }
import zh from '../../resources/locales/zh/fields.json' with { type: 'json' }
import { importRows, newOffice } from './office.ts'

type Words = Record<string, unknown> & { of: Record<string, Record<string, string> | undefined> }

const fields: UnitFields = {
  room: '101',
  kind: 'residence',
  areaCenti: 8941,
  aliases: '',
  note: '',
  readyOn: '2024-01-01',
  dueOn: '2024-06-01',
  handedOverOn: null,
  soldOn: null,
}

async function officeWithUnit() {
  const test = await newOffice()
  const estate = await createPlace(test.desk, 'estate', null, '锦澜花园')
  const area = await createPlace(test.desk, 'area', estate, 'B区')
  const building = await createPlace(test.desk, 'building', area, '1栋')
  const unit = await createUnit(test.desk, building, fields)
  return { ...test, estate, area, building, unit }
}

it('leaves a line for every write: who, when, what, before and after', async () => {
  const { as, desk, unit } = await officeWithUnit()
  await updateUnit(as('林晓婷', 'front-desk'), unit, 1, { ...fields, handedOverOn: '2024-05-05' })
  const { history } = await unitDetail(desk, unit)
  expect(history[0]).toMatchObject({
    actor: '林晓婷',
    action: 'update',
    entity: 'unit',
    changes: [{ field: 'handed_over_on', from: null, to: '2024-05-05' }],
  })
  expect(history[0]?.at).toMatch(/^2026-11-21 \d\d:\d\d$/)
  expect(history.at(-1)).toMatchObject({ actor: 'tester', action: 'insert', entity: 'unit' })
})

it('refuses a stale save and says what changed meanwhile and by whom', async () => {
  const { as, desk, unit } = await officeWithUnit()
  await updateUnit(as('郑雅萍', 'manager'), unit, 1, { ...fields, areaCenti: 9000 })
  await updateUnit(as('郑雅萍', 'manager'), unit, 2, { ...fields, areaCenti: 9100, note: '复测' })
  const stale = updateUnit(desk, unit, 1, { ...fields, note: '我的备注' })
  await expect(stale).rejects.toBeInstanceOf(StaleError)
  await expect(stale).rejects.toMatchObject({
    by: '郑雅萍',
    changes: [
      { field: 'area_centi', from: 8941, to: 9100 },
      { field: 'note', from: '', to: '复测' },
    ],
  })
  expect((await unitDetail(desk, unit)).fields).toMatchObject({ areaCenti: 9100, note: '复测' })
})

it('saves nothing and leaves no line where a rule is broken', async () => {
  const { desk, unit } = await officeWithUnit()
  const before = await unitDetail(desk, unit)
  const refused = updateUnit(desk, unit, 1, { ...fields, handedOverOn: '2023-12-31', note: 'x' })
  await expect(refused).rejects.toMatchObject({
    code: 'facts-impossible',
    problems: [{ code: 'handed-over-before-ready', field: 'handedOverOn' }],
  })
  expect(await unitDetail(desk, unit)).toEqual(before)
})

it('refuses a household that moves in before handover, or while another lives there', async () => {
  const { desk, unit } = await officeWithUnit()
  const stay = (movedInOn: string, movedOutOn: string | null = null) =>
    addSpell(desk, unit, { spell: 'stay', fields: { movedInOn, movedOutOn } })
  await expect(stay('2024-03-01')).rejects.toMatchObject({ problems: [{ code: 'moved-in-not-handed-over' }] })
  await updateUnit(desk, unit, 1, { ...fields, handedOverOn: '2024-05-05' })
  await expect(stay('2024-05-04')).rejects.toMatchObject({ problems: [{ code: 'moved-in-before-handed-over' }] })
  await expect(stay('2024-07-01', '2024-06-01')).rejects.toMatchObject({
    problems: [{ code: 'moved-out-before-moved-in' }],
  })
  await stay('2024-06-01', '2024-12-01')
  await stay('2024-12-01')
  await expect(stay('2025-02-01')).rejects.toMatchObject({ problems: [{ code: 'stays-overlap-open' }] })
  await expect(stay('2024-11-01', '2024-11-30')).rejects.toMatchObject({ problems: [{ code: 'stays-overlap' }] })
})

it('keeps a spell that was taken out, with the reason, in the history', async () => {
  const { desk, unit } = await officeWithUnit()
  const id = await addSpell(desk, unit, { spell: 'decoration', fields: { startedOn: '2025-01-01', finishedOn: null } })
  await removeSpell(desk, id, 'decoration', '登记错户')
  const { decorations, history } = await unitDetail(desk, unit)
  expect(decorations).toEqual([])
  expect(history[0]).toMatchObject({ action: 'remove', entity: 'decoration', reason: '登记错户' })
})

it('renames a building and its units are found and sorted under the new name', async () => {
  const { desk, building, unit } = await officeWithUnit()
  await renamePlace(desk, 'building', building, 1, '12栋')
  expect((await unitDetail(desk, unit)).display).toBe('12栋101')
  expect((await search(desk, '12-101', 10)).map((hit) => hit.id)).toEqual([unit])
  expect(await search(desk, '1-101', 10)).toEqual([])
})

it('never shows the hash of a PIN in the audit', async () => {
  const { desk, office } = await newOffice()
  const id = await createStaff(desk, { name: '陈美玲', roles: ['cashier'], secret: '2202' })
  await resetSecret(desk, id, 1, '9999')
  const lines = office.sqlite
    .prepare('SELECT coalesce(before, 0) || coalesce(after, 0) FROM audit')
    .pluck()
    .all() as string[]
  expect(lines.length).toBeGreaterThan(1)
  for (const line of lines) expect(line).not.toContain('scrypt')
})

it('never gives an id twice, even after a removal', async () => {
  const { desk, unit } = await officeWithUnit()
  const spell = { spell: 'decoration', fields: { startedOn: '2025-01-01', finishedOn: null } } as const
  const first = await addSpell(desk, unit, spell)
  await removeSpell(desk, first, 'decoration', 'x')
  expect(await addSpell(desk, unit, spell)).toBeGreaterThan(first)
})

it('never shows an ID number in the list of what happened', async () => {
  const { desk } = await officeWithUnit()
  await importRows(desk, 'residents', [
    {
      area: 'B区',
      building: '1栋',
      room: '101',
      name: '张三',
      role: 'owner',
      fromOn: '2024-01-01',
      idNumber: '11010519491231002X',
    },
  ])
  const { rows } = await listPage(desk, 'audit', { filter: {}, offset: 0, limit: 50 })
  expect(rows.find((row) => row.entity === 'person')?.after).toContain('"id_number":"***"')
  expect(JSON.stringify(rows)).not.toContain('11010519491231002X')
})

it('tells a job and a complaint in the history of their unit in words, with the time of the office', async () => {
  const { desk, unit } = await officeWithUnit()
  const from = { unitId: unit, place: '厨房', personId: null, caller: '张三', phone: '', requestKey: 'a'.repeat(32) }
  await registerJob(desk, {
    ...{ ...from, source: 'resident', kind: 'repair', trade: 'lift', content: '灯不亮', priority: 'urgent' },
    ...{ chargeClass: 'free', appointedOn: null, appointedTime: '', reworkOfId: null },
  })
  await receiveComplaint(desk, { ...from, kind: 'fees', against: '', content: '账单没收到' })
  const { history } = await unitDetail(desk, unit)
  for (const entity of ['job', 'complaint']) {
    const { changes } = history.find((line) => line.entity === entity) ?? { changes: [] }
    expect(changes.map((change) => change.field)).toContain('content')
    for (const { field, to } of changes) {
      const name = field.replace(/_([a-z])/g, (_, letter: string) => letter.toUpperCase())
      for (const words of [zh, en] as Words[])
        expect(words.of[entity]?.[name] ?? words[name], field).toBeTypeOf('string')
      if (field.endsWith('_at')) expect(to).toMatch(/^2026-11-2\d \d\d:\d\d$/)
    }
  }
})

it('names who asked and decided by name alone, and whoever came to an event in words', async () => {
  const { desk, unit } = await officeWithUnit()
  const lines = [
    { entity: 'approval', after: { state: 'approved', decided_at: '2026-11-21T03:00:00.000Z', decided_by: 5 } },
    { entity: 'participant', after: { came: 1 } },
  ].map((line, index) => ({
    ...{ ...line, id: index, at: '2026-11-21T03:00:00.000Z', actor_name: '黄国辉', action: 'update', entity_id: unit },
    ...{ reason: null, before: '{}', after: JSON.stringify(line.after) },
  }))
  const shown = await shownLines(desk, lines)
  expect(shown.map(({ changes }) => changes.map(({ field }) => field))).toEqual([['state', 'decided_at'], ['came']])
  for (const words of [zh, en] as Words[]) expect([words.decidedAt, words.came]).not.toContain(undefined)
})
