import { describe, expect, it } from 'vitest'
import { DeskError, StaleError } from '../../electron/contract/errors.ts'
import type { HandoverDetail } from '../../electron/contract/handover.ts'
import { unitHistory } from '../../electron/core/audit/history.ts'
import type { Desk } from '../../electron/core/context.ts'
import { unitDetail } from '../../electron/core/estate/repository.ts'
import {
  appointHandover,
  cancelHandover,
  completeHandover,
  handoverDetail,
  moveIn,
  moveOut,
  recordHandover,
} from '../../electron/core/handover/service.ts'
import { listPage } from '../../electron/core/lists/page.ts'
import { summaryOf } from '../../electron/core/summary/engine.ts'
import { home, importRows, newOffice } from './office.ts'

const today = '2026-11-21'

/** An office with a home that is due, one that is not ready, one without a due date, and a parking space. */
async function office() {
  const test = await newOffice()
  await importRows(test.desk, 'units', [
    home('101', { readyOn: '2026-06-01', dueOn: '2026-10-01', soldOn: '2025-01-01' }),
    home('102', { dueOn: '2026-12-01' }),
    home('103', { readyOn: '2026-06-01' }),
    home('A1', { kind: 'parking', areaCenti: 1300, readyOn: '2026-06-01', dueOn: '2026-11-30' }),
    home('201', { readyOn: '2024-01-01', handedOverOn: '2024-03-01' }),
  ])
  const { rows } = await listPage(test.desk, 'units', { filter: {}, offset: 0, limit: 10 })
  const unitId = (room: string) => rows.find((row) => row.room === room)?.id ?? 0
  const appoint = (room: string, appointedOn = today) =>
    appointHandover(test.desk, { unitId: unitId(room), appointedOn, appointedTime: '09:30', receiver: '陈立新' })
  return {
    ...test,
    unitId,
    appoint,
    frontDesk: test.as('林晓婷', 'front-desk'),
    engineer: test.as('吴志强', 'engineering'),
  }
}

const goodAnswer = { inspection: 'ok', meter: '12.5', document: 'signed' } as const

/** The record as it stands, every open item answered where `answered` says so. */
function filled(detail: HandoverDetail, answered: (item: HandoverDetail['items'][number]) => string | undefined) {
  const { appointedOn, appointedTime, receiver, keys, note, items } = detail
  return {
    appointedOn,
    appointedTime,
    receiver,
    keys,
    note,
    items: items.map((item) => ({ id: item.id, result: answered(item) ?? item.result, note: item.note })),
  }
}

/** Answers everything well. */
async function fillIn(desk: Desk, id: number): Promise<HandoverDetail> {
  const detail = await handoverDetail(desk, id)
  await recordHandover(
    desk,
    id,
    detail.version,
    filled(detail, (item) => goodAnswer[item.kind]),
  )
  return handoverDetail(desk, id)
}

async function refusalOf(work: Promise<unknown>): Promise<DeskError> {
  const error = await work.then(
    () => undefined,
    (reason: unknown) => reason,
  )
  if (!(error instanceof DeskError)) throw new Error(`no refusal: ${error}`)
  return error
}

async function dueRooms(desk: Desk, when?: 'overdue' | 'soon' | 'later' | 'appointed'): Promise<string[]> {
  const page = await listPage(desk, 'handoverDue', { filter: when ? { when } : {}, offset: 0, limit: 10 })
  return page.rows.map((row) => row.room)
}

async function figure(desk: Desk, id: string): Promise<number | undefined> {
  const { figures } = await summaryOf(desk.db, 2026, today)
  return figures.find((one) => one.id === id)?.value
}

describe('an appointment', () => {
  it('lays out inspections, meters and documents for a home, and only documents for a parking space', async () => {
    const { desk, appoint } = await office()
    const kinds = async (id: number) => [...new Set((await handoverDetail(desk, id)).items.map((item) => item.kind))]
    expect(await kinds(await appoint('101'))).toEqual(['inspection', 'meter', 'document'])
    expect(await kinds(await appoint('A1'))).toEqual(['document'])
  })

  it('is made once at a time, and not for what is handed over', async () => {
    const { appoint } = await office()
    await appoint('101', '2026-11-22')
    expect(await refusalOf(appoint('101'))).toMatchObject({ code: 'already-appointed', params: { date: '2026-11-22' } })
    expect(await refusalOf(appoint('201'))).toMatchObject({
      code: 'already-handed-over',
      params: { date: '2024-03-01' },
    })
  })

  it('stands on the lists until it is done, also for a unit without a due date', async () => {
    const { desk, appoint } = await office()
    expect(await dueRooms(desk)).toEqual(['101', 'A1', '102'])
    expect(await dueRooms(desk, 'overdue')).toEqual(['101'])
    expect(await dueRooms(desk, 'soon')).toEqual(['A1', '102'])
    expect(await dueRooms(desk, 'appointed')).toEqual([])
    await appoint('103')
    expect(await dueRooms(desk, 'appointed')).toEqual(['103'])
    expect(await dueRooms(desk)).toEqual(['101', 'A1', '102', '103'])
  })
})

describe('the checklist', () => {
  it('goes from appointed to inspecting with its first result, and to handed over when nothing is missing', async () => {
    const { desk, appoint, unitId } = await office()
    const id = await appoint('101')
    const before = await handoverDetail(desk, id)
    expect(before).toMatchObject({ state: 'appointed', version: 1 })
    await recordHandover(desk, id, 1, { ...filled(before, () => undefined), receiver: '林秀珍' })
    expect(await handoverDetail(desk, id)).toMatchObject({ state: 'appointed', receiver: '林秀珍' })
    const inspected = await fillIn(desk, id)
    expect(inspected).toMatchObject({ state: 'inspecting', missing: [] })
    const done = await figure(desk, 'handover/done')
    await completeHandover(desk, id, inspected.version, '2026-11-20')
    expect(await handoverDetail(desk, id)).toMatchObject({ state: 'done', doneOn: '2026-11-20' })
    expect((await unitDetail(desk, unitId('101'))).fields.handedOverOn).toBe('2026-11-20')
    expect(await dueRooms(desk)).toEqual(['A1', '102'])
    expect(await figure(desk, 'handover/done')).toBe((done ?? 0) + 1)
  })

  it('makes a job of each defect, with its trade and its own words, once the unit is handed over', async () => {
    const { desk, appoint, unitId } = await office()
    const id = await appoint('101')
    const detail = await handoverDetail(desk, id)
    const defects: Record<string, string> = { 弱电与可视对讲: '室内机黑屏', 阳台与栏杆: '', 给排水: '厨房角阀渗水' }
    const record = filled(detail, (item) => (item.name in defects ? 'defect' : goodAnswer[item.kind]))
    const name = (itemId: number) => detail.items.find((item) => item.id === itemId)?.name ?? ''
    const items = record.items.map((item) => ({ ...item, note: defects[name(item.id)] ?? '' }))
    await recordHandover(desk, id, 1, { ...record, items })
    const seen = await handoverDetail(desk, id)
    expect(seen.items.every((item) => item.job === null)).toBe(true)
    const { jobs } = await completeHandover(desk, id, seen.version, today)
    const rows = await desk.db.selectFrom('job').selectAll().orderBy('id').execute()
    expect(rows.map(({ number }) => number)).toEqual(jobs)
    expect(rows.map(({ trade, content }) => [trade, content])).toEqual([
      ['plumbing-electric', '交房验房：给排水，厨房角阀渗水'],
      ['intelligent-systems', '交房验房：弱电与可视对讲，室内机黑屏'],
      ['civil', '交房验房：阳台与栏杆'],
    ])
    expect(rows[0]).toMatchObject({ unit_id: unitId('101'), caller: '陈立新', state: 'waiting', charge_class: 'free' })
    const after = await handoverDetail(desk, id)
    expect(after.items.flatMap(({ job }) => job?.number ?? [])).toEqual(jobs)
    // The unit's history names what was inspected, and nothing that only the machine points with.
    const changes = (await unitHistory(desk, unitId('101'))).flatMap((line) => line.changes)
    expect(changes).toContainEqual({ field: 'result:阳台与栏杆', from: '', to: 'defect' })
    expect(changes.filter(({ field }) => field.endsWith('_id'))).toEqual([])
  })

  it('is refused while something is missing, says what by name, and hands nothing over', async () => {
    const { desk, appoint, unitId } = await office()
    const id = await appoint('101')
    const detail = await handoverDetail(desk, id)
    const open = ['燃气', '电表', '装修须知']
    await recordHandover(
      desk,
      id,
      detail.version,
      filled(detail, (item) => (open.includes(item.name) ? '' : goodAnswer[item.kind])),
    )
    const { version } = await handoverDetail(desk, id)
    expect(await refusalOf(completeHandover(desk, id, version, today))).toMatchObject({
      code: 'handover-incomplete',
      problems: [
        { code: 'handover-not-inspected', params: { items: '燃气' } },
        { code: 'handover-meter-not-read', params: { items: '电表' } },
        { code: 'handover-not-signed', params: { items: '装修须知' } },
      ],
    })
    expect(await handoverDetail(desk, id)).toMatchObject({ state: 'inspecting', version })
    expect((await unitDetail(desk, unitId('101'))).fields.handedOverOn).toBeNull()
  })

  it('is handed over with a defect and with what the unit does not have, and counts the defect', async () => {
    const { desk, appoint } = await office()
    const id = await appoint('101')
    const detail = await handoverDetail(desk, id)
    const answers: Record<string, string> = { 窗与玻璃: 'defect', 燃气: 'none' }
    await recordHandover(
      desk,
      id,
      1,
      filled(detail, (item) => answers[item.name] ?? goodAnswer[item.kind]),
    )
    await completeHandover(desk, id, 2, today)
    const { rows } = await listPage(desk, 'handovers', { filter: { state: 'done' }, offset: 0, limit: 10 })
    expect(rows).toMatchObject([{ id, display: '1栋101', defects: 1, doneOn: today }])
  })

  it('refuses a result its kind cannot have and keeps what was there', async () => {
    const { desk, appoint } = await office()
    const id = await appoint('101')
    const detail = await handoverDetail(desk, id)
    const wrong: Record<string, string> = { 窗与玻璃: 'good', 水表: '十二', 装修须知: 'yes' }
    const refusal = await refusalOf(
      recordHandover(
        desk,
        id,
        1,
        filled(detail, (item) => wrong[item.name] ?? goodAnswer[item.kind]),
      ),
    )
    expect(refusal.problems.map((problem) => [problem.code, problem.params?.text])).toEqual([
      ['handover-result-inspection', 'good'],
      ['handover-result-meter', '十二'],
      ['handover-result-document', 'yes'],
    ])
    expect(await handoverDetail(desk, id)).toEqual(detail)
  })

  it('is not handed over before the unit is ready, nor on a day to come', async () => {
    const { desk, appoint } = await office()
    const unready = await appoint('102')
    const { version } = await fillIn(desk, unready)
    expect((await refusalOf(completeHandover(desk, unready, version, today))).problems).toMatchObject([
      { code: 'handed-over-not-ready', field: 'doneOn' },
    ])
    const ready = await appoint('101')
    const filledIn = await fillIn(desk, ready)
    const on = async (date: string) => (await refusalOf(completeHandover(desk, ready, filledIn.version, date))).problems
    expect(await on('2026-05-31')).toMatchObject([{ code: 'handed-over-before-ready', field: 'doneOn' }])
    expect(await on('2026-11-22')).toMatchObject([{ code: 'date-after-today', field: 'doneOn' }])
    expect(await handoverDetail(desk, ready)).toMatchObject({ state: 'inspecting', doneOn: null })
  })

  it('is refused when somebody else recorded an item meanwhile, and says which and what', async () => {
    const { frontDesk, engineer, appoint } = await office()
    const id = await appoint('101')
    await fillIn(frontDesk, id)
    const seen = await handoverDetail(frontDesk, id)
    await recordHandover(
      engineer,
      id,
      seen.version,
      filled(seen, (item) => (item.name === '窗与玻璃' ? 'defect' : undefined)),
    )
    const stale = await refusalOf(
      recordHandover(
        frontDesk,
        id,
        seen.version,
        filled(seen, (item) => (item.name === '燃气' ? 'none' : undefined)),
      ),
    )
    expect(stale).toBeInstanceOf(StaleError)
    expect(stale).toMatchObject({
      by: '吴志强',
      changes: [{ field: 'result:窗与玻璃', from: 'ok', to: 'defect' }],
    })
    const now = await handoverDetail(frontDesk, id)
    const resultOf = (name: string) => now.items.find((item) => item.name === name)?.result
    expect([resultOf('窗与玻璃'), resultOf('燃气')]).toEqual(['defect', 'ok'])
    await expect(completeHandover(frontDesk, id, seen.version, today)).rejects.toBeInstanceOf(StaleError)
  })

  it('leaves no trace and keeps its version when nothing differs', async () => {
    const { desk, office: file, appoint } = await office()
    const detail = await fillIn(desk, await appoint('101'))
    const lines = () => file.sqlite.prepare('SELECT count(*) FROM audit').pluck().get()
    const before = lines()
    await recordHandover(
      desk,
      detail.id,
      detail.version,
      filled(detail, () => undefined),
    )
    expect(lines()).toBe(before)
    expect(await handoverDetail(desk, detail.id)).toEqual(detail)
  })

  it('records who answered what', async () => {
    const { desk, engineer, appoint, unitId } = await office()
    await fillIn(engineer, await appoint('101'))
    const { history } = await unitDetail(desk, unitId('101'))
    const answers = history.filter((line) => line.entity === 'handover_item' && line.action === 'update')
    expect(answers).toHaveLength(18)
    expect(new Set(answers.map((line) => line.actor))).toEqual(new Set(['吴志强']))
  })
})

describe('a handover called off', () => {
  it('keeps its reason and its results, and the unit can be appointed again', async () => {
    const { desk, frontDesk, appoint } = await office()
    const id = await appoint('101')
    const { version } = await fillIn(desk, id)
    await cancelHandover(frontDesk, id, version, '业主出差')
    expect(await handoverDetail(desk, id)).toMatchObject({ state: 'cancelled', cancelReason: '业主出差', missing: [] })
    expect((await handoverDetail(desk, id)).items.every((item) => item.result !== '')).toBe(true)
    expect(await dueRooms(desk, 'appointed')).toEqual([])
    const again = await appoint('101')
    expect(again).not.toBe(id)
    expect((await handoverDetail(desk, again)).items.every((item) => item.result === '')).toBe(true)
  })

  it('is history: nothing is recorded on it, completed or called off any more, and neither on one that is done', async () => {
    const { desk, appoint } = await office()
    const cancelled = await appoint('101')
    await cancelHandover(desk, cancelled, 1, '改期')
    const done = await appoint('101')
    const { version } = await fillIn(desk, done)
    await completeHandover(desk, done, version, today)
    for (const id of [cancelled, done]) {
      const detail = await handoverDetail(desk, id)
      const record = filled(detail, () => undefined)
      for (const work of [
        () => recordHandover(desk, id, detail.version, { ...record, keys: 9 }),
        () => completeHandover(desk, id, detail.version, today),
        () => cancelHandover(desk, id, detail.version, '再取消'),
      ])
        expect(await refusalOf(work())).toMatchObject({ code: 'illegal-transition' })
      expect(await handoverDetail(desk, id)).toEqual(detail)
    }
  })
})

describe('moving in and out', () => {
  it('counts the household in the year’s figures from the day it moves in until the day it moves out', async () => {
    const { desk, unitId } = await office()
    const households = () => figure(desk, 'movein/households')
    expect(await households()).toBe(0)
    await moveIn(desk, unitId('201'), '2026-05-01', null)
    expect(await households()).toBe(1)
    expect((await unitDetail(desk, unitId('201'))).occupancy).toBe('undecorated-resident')
    await moveOut(desk, unitId('201'), today)
    expect(await households()).toBe(0)
    expect((await unitDetail(desk, unitId('201'))).stays).toMatchObject([
      { movedInOn: '2026-05-01', movedOutOn: today },
    ])
  })

  it('is refused before the handover, while somebody lives there, and on a day to come', async () => {
    const { desk, unitId } = await office()
    const problems = async (work: Promise<unknown>) => (await refusalOf(work)).problems
    expect(await problems(moveIn(desk, unitId('101'), today, null))).toMatchObject([
      { code: 'moved-in-not-handed-over', field: 'movedInOn' },
    ])
    expect(await problems(moveIn(desk, unitId('201'), '2024-02-28', null))).toMatchObject([
      { code: 'moved-in-before-handed-over', field: 'movedInOn' },
    ])
    expect(await problems(moveIn(desk, unitId('201'), '2026-11-22', null))).toMatchObject([
      { code: 'date-after-today', field: 'movedInOn' },
    ])
    expect(await problems(moveOut(desk, unitId('201'), today))).toMatchObject([
      { code: 'not-moved-in', field: 'movedOutOn' },
    ])
    await moveIn(desk, unitId('201'), '2026-05-01', null)
    expect(await problems(moveIn(desk, unitId('201'), today, null))).toMatchObject([
      { code: 'already-moved-in', field: 'movedInOn' },
    ])
    expect(await problems(moveOut(desk, unitId('201'), '2026-04-30'))).toMatchObject([
      { code: 'moved-out-before-moved-in', field: 'movedOutOn' },
    ])
  })

  it('closes the decoration that is under way, or records the one nobody had written down', async () => {
    const { desk, unitId } = await office()
    await importRows(desk, 'units', [
      home('301', { readyOn: '2024-01-01', handedOverOn: '2024-03-01', decorationStartedOn: '2026-01-05' }),
    ])
    const { rows } = await listPage(desk, 'units', { filter: { text: '301' }, offset: 0, limit: 1 })
    const decorating = rows[0]?.id ?? 0
    await moveIn(desk, decorating, '2026-06-01', '2026-05-20')
    expect(await unitDetail(desk, decorating)).toMatchObject({
      occupancy: 'decorated-resident',
      decorations: [{ startedOn: '2026-01-05', finishedOn: '2026-05-20' }],
    })
    await moveIn(desk, unitId('201'), '2026-06-01', '2026-05-20')
    expect((await unitDetail(desk, unitId('201'))).decorations).toMatchObject([
      { startedOn: null, finishedOn: '2026-05-20' },
    ])
  })

  it('changes nothing where the decoration’s day is impossible', async () => {
    const { desk } = await office()
    await importRows(desk, 'units', [
      home('301', { readyOn: '2024-01-01', handedOverOn: '2024-03-01', decorationStartedOn: '2026-01-05' }),
    ])
    const { rows } = await listPage(desk, 'units', { filter: { text: '301' }, offset: 0, limit: 1 })
    const id = rows[0]?.id ?? 0
    const refusal = await refusalOf(moveIn(desk, id, '2026-06-01', '2026-01-01'))
    expect(refusal.problems).toMatchObject([
      { code: 'decoration-finished-before-started', field: 'decorationFinishedOn' },
    ])
    expect(await unitDetail(desk, id)).toMatchObject({ stays: [], decorations: [{ finishedOn: null }] })
  })
})
