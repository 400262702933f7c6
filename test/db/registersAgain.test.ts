import { describe, expect, it } from 'vitest'
import type { RegisterId } from '../../electron/contract/registerKinds.ts'
import { type RegisterFields, registerFields } from '../../electron/contract/registers.ts'
import { takeDeposit } from '../../electron/core/books/deposits.ts'
import type { Desk } from '../../electron/core/context.ts'
import { changeState } from '../../electron/core/equipment/service.ts'
import { undoImport } from '../../electron/core/imports/index.ts'
import { listPage } from '../../electron/core/lists/page.ts'
import { recordDetail } from '../../electron/core/registers/detail.ts'
import { linkDeposit, updateRecord } from '../../electron/core/registers/service.ts'
import { addSpaces, carParks } from '../../electron/core/registers/spaces.ts'
import { recordReward } from '../../electron/core/staff/rewards.ts'
import { createStaff } from '../../electron/core/staff/service.ts'
import { updateTally } from '../../electron/core/tallies/service.ts'
import { dryRun, importRows, type Values } from './office.ts'
import { office, rentTariff, today } from './registerOffice.ts'

async function carPark() {
  const made = await office()
  await addSpaces(made.desk, { carPark: 'C', prefix: 'C', from: 17, to: 19 })
  const let_ = (more: Partial<RegisterFields> = {}, rest: object = {}, day = '2026-06-01') =>
    made.create(
      'parking-let',
      { spaceId: 1, unitId: 1, holder: '张三', fromOn: day, toOn: '2027-05-31', ...more },
      rest,
      day,
    )
  const shown = async () => (await carParks(made.desk))[0]?.spaces[0]?.let
  return { ...made, let: let_, shown }
}

/** The codes of what stands against each row, and of what it is warned of. */
async function judged(desk: Desk, kind: 'registrations' | 'notices' | 'events' | 'equipment', rows: readonly Values[]) {
  const report = await dryRun(desk, kind, rows)
  const codes = (problems: readonly { code: string; field?: string | undefined }[]) =>
    problems.map(({ code, field }) => (field ? `${code} ${field}` : code))
  return {
    counts: report.counts,
    errors: report.rows.flatMap((row) => codes(row.errors)),
    warnings: report.rows.flatMap((row) => codes(row.warnings)),
  }
}

async function changed(desk: Desk, id: number, fields: Partial<RegisterFields>) {
  const { version, ...known } = await recordDetail(desk, id)
  return updateRecord(desk, id, version, { ...registerFields.parse(known), ...fields })
}

const onlyRecord = async (desk: Desk, register: RegisterId) =>
  desk.db
    .selectFrom('record')
    .selectAll()
    .where('register', '=', register)
    .orderBy('id', 'desc')
    .executeTakeFirstOrThrow()

const place = { area: 'B区', building: '1栋', room: '101' }
const letRow = { category: 'parking-let', onDate: '2026-06-01', carPark: 'C', space: 'C17', fromOn: '2026-06-01' }
const advert = { category: 'advertising', onDate: '2026-05-01', code: 'G1', amount: 12_345 }

describe('a space', () => {
  it('that is renewed ahead is still let: the map shows the renewal and its end', async () => {
    const { step, let: let_, shown } = await carPark()
    const { id } = await let_()
    const next = await step(id, 'renew', { untilOn: '2028-05-31' })
    expect(await shown()).toMatchObject({ id: next, toOn: '2028-05-31', holder: '张三' })
  })

  it('let without an end is renewed from the day after, and free once it is given back', async () => {
    const { desk, step, let: let_, shown } = await carPark()
    await importRows(desk, 'registrations', [letRow, { ...letRow, space: 'C18' }])
    const lets = await desk.db.selectFrom('record').select('id').orderBy('id').execute()
    const next = await step(lets[0]?.id ?? 0, 'renew', { untilOn: '2027-11-20' })
    expect(await recordDetail(desk, next)).toMatchObject({ fromOn: '2026-11-22', toOn: '2027-11-20' })
    expect(await shown()).toMatchObject({ id: next })
    await step(lets[1]?.id ?? 0, 'giveBack', {}, '2026-11-10')
    expect(await recordDetail(desk, lets[1]?.id ?? 0)).toMatchObject({ toOn: '2026-11-10' })
    await let_({ spaceId: 2, toOn: '2027-11-10' }, {}, '2026-11-11')
  })

  it('is not renewed to a day before the renewal begins, nor a permit extended to an earlier day', async () => {
    const { step, create, let: let_ } = await carPark()
    const { id } = await let_()
    await expect(step(id, 'renew', { untilOn: '2027-05-31' })).rejects.toMatchObject({
      problems: [{ code: 'end-before-start', field: 'untilOn', params: { start: '2027-06-01' } }],
    })
    const permit = await create('renovation', { unitId: 1, fromOn: today, toOn: '2027-02-28' })
    await expect(step(permit.id, 'extend', { untilOn: '2027-02-27' })).rejects.toMatchObject({
      problems: [{ code: 'extends-not', field: 'untilOn', params: { end: '2027-02-28' } }],
    })
    await step(permit.id, 'extend', { untilOn: '2027-03-31' })
  })

  it('is not taken back by an old let whose renewal was given back before it was called off', async () => {
    const { desk, step, let: let_, shown } = await carPark()
    const { id } = await let_({ toOn: '2026-09-30' })
    const next = await step(id, 'renew', { untilOn: '2027-09-30' }, '2026-09-20')
    await step(next, 'giveBack', {}, '2026-11-10')
    const other = await let_({ holder: '李四', toOn: '2027-11-10' }, {}, '2026-11-11')
    await step(next, 'cancel', { text: '登错' })
    expect(await recordDetail(desk, id)).toMatchObject({ state: 'ended' })
    expect(await shown()).toMatchObject({ id: other.id })
  })
})

describe('the rent of a let', () => {
  const charge = { ...place, item: '车位租金', amount: 25_000, dueOn: '2026-11-01' }

  it('that is charged for days after it is given back is told; what another let is charged for is not', async () => {
    const { desk, step, let: let_ } = await carPark()
    const tariffId = await rentTariff(desk)
    const { id } = await let_({}, { tariffId })
    await importRows(desk, 'charges', [
      { ...charge, fromOn: '2026-10-01', toOn: '2026-10-31' },
      { ...charge, fromOn: '2026-11-01', toOn: '2026-11-30' },
      { ...charge, fromOn: '2026-12-01', toOn: '2026-12-31' },
    ])
    await step(id, 'giveBack', {}, '2026-10-31')
    const beyond = async () => (await recordDetail(desk, id)).rentBeyond.map(({ toOn }) => toOn)
    expect(await beyond()).toEqual(['2026-11-30', '2026-12-31'])
    await let_({ spaceId: 2, fromOn: '2026-12-01', toOn: '2027-11-30' }, { tariffId }, '2026-11-20')
    expect(await beyond()).toEqual(['2026-11-30'])
  })

  it('of a second car says what to do: the unit pays by that item already', async () => {
    const { desk, let: let_ } = await carPark()
    const tariffId = await rentTariff(desk)
    await let_({}, { tariffId })
    await expect(let_({ spaceId: 2 }, { tariffId })).rejects.toMatchObject({
      problems: [{ code: 'rent-charged-already', field: 'tariffId', params: { name: '地面车位' } }],
    })
  })
})

describe('steps', () => {
  it('come in the order of their days; money of before an end is entered after it', async () => {
    const { create, step } = await office()
    const key = await create('key', { title: '水泵房', place: '柜1' }, {}, '2026-10-01')
    await step(key.id, 'lend', { person: '李工', untilOn: '2026-10-20' }, '2026-10-10')
    await expect(step(key.id, 'bringBack', {}, '2026-10-05')).rejects.toMatchObject({
      problems: [{ code: 'step-before-last', field: 'onDate', params: { date: '2026-10-10' } }],
    })
    const permit = await create('renovation', { unitId: 1, fromOn: '2026-10-01', toOn: '2027-02-28' }, {}, '2026-10-01')
    await step(permit.id, 'begin', {}, '2026-10-20')
    await step(permit.id, 'takeBack', { text: '日期登错' }, '2026-10-21')
    await step(permit.id, 'begin', {}, '2026-10-05')
    await step(permit.id, 'inspect', { text: '正常' }, '2026-10-18')
    await step(permit.id, 'inspect', { text: '正常' }, '2026-10-12')
    await expect(step(permit.id, 'accept', {}, '2026-10-15')).rejects.toMatchObject({
      problems: [{ code: 'step-before-last', params: { date: '2026-10-18' } }],
    })
    const contract = { holder: '超市', title: '灯箱', fromOn: '2026-09-01', toOn: '2026-12-31' }
    const { id } = await create('advertising', contract, {}, '2026-09-01')
    await step(id, 'end', {}, '2026-11-01')
    await step(id, 'receive', { amount: 50_000, method: 'transfer' }, '2026-10-20')
  })

  it('do not stay: a posted notice keeps its day, and an event that was held was not held tomorrow', async () => {
    const { desk, create, step } = await office()
    const notice = await create('notice', { title: '停水', category: 'posted', place: 'B区', quantity: 4 })
    await step(notice.id, 'post', { quantity: 4 }, '2026-11-01')
    await expect(changed(desk, notice.id, { onDate: '2026-11-02' })).rejects.toMatchObject({
      problems: [{ code: 'record-fixed', field: 'onDate' }],
    })
    const event = await create('event', { title: '义诊', place: '会所', onDate: '2026-12-24' })
    await changed(desk, event.id, { onDate: '2026-12-25' })
    await step(event.id, 'hold', { quantity: 30 }, '2026-11-20')
    await expect(changed(desk, event.id, { onDate: '2026-12-25' })).rejects.toMatchObject({
      problems: [{ code: 'date-after-today', field: 'onDate' }],
    })
  })

  it('taken back leave what stood before: a card that was replaced by mistake opens doors again', async () => {
    const { desk, create, step } = await office()
    const card = { unitId: 1, category: 'owner' }
    const { id } = await create('access-card', { ...card, code: 'K1' })
    await step(id, 'lose')
    const next = await step(id, 'replace', { code: 'K2' })
    await step(next, 'cancel', { text: '没有补' })
    expect(await recordDetail(desk, id)).toMatchObject({ state: 'lost' })
    // Once its number is somebody else's, it stays replaced.
    const again = await step(id, 'replace', { code: 'K2' })
    await create('access-card', { ...card, unitId: 2, code: 'K1' })
    await step(again, 'cancel', { text: '没有补' })
    expect(await recordDetail(desk, id)).toMatchObject({ state: 'replaced' })
    await changed(desk, id, { note: '旧卡已收' })
  })
})

it('a permit whose deposit has gone back is called off, and takes no deposit any more; a key never does', async () => {
  const { desk, create, step } = await office()
  const given = { unitId: 1, kind: 'renovation', onDate: today, amount: 200_000, method: 'cash' } as const
  const deposit = { ...given, payer: '', slipNo: '', beneficiary: '', note: '' }
  const permit = await create('renovation', { unitId: 1, fromOn: today, toOn: '2027-02-28' })
  const key = await create('key', { title: '101', place: '柜1', unitId: 1 })
  const depositId = await takeDeposit(desk, { ...deposit, requestKey: 'deposit-1' })
  const link = async (id: number) => linkDeposit(desk, id, (await recordDetail(desk, id)).version, depositId)
  await expect(link(key.id)).rejects.toMatchObject({ code: 'record-not-so' })
  await link(permit.id)
  await expect(step(permit.id, 'cancel', { text: '登错' })).rejects.toMatchObject({ code: 'record-has-deposit' })
  await desk.db
    .insertInto('deposit_move')
    .values({
      id: 1,
      deposit_id: depositId,
      unit_id: 1,
      on_date: today,
      kind: 'return',
      amount: 200_000,
      method: 'cash',
      actor_name: '会计',
    })
    .execute()
  await step(permit.id, 'cancel', { text: '登错' })
  await expect(link(permit.id)).rejects.toMatchObject({ code: 'record-not-so' })
})

it('a list finds a let by its space and by its number in small letters, a thing by its place, and no wildcard', async () => {
  const { desk, create, let: let_ } = await carPark()
  await let_({ spaceId: 2 })
  await create('lost-property', { title: '雨伞', place: '地下车库' })
  const found = async (list: 'parkingLets' | 'lostProperty' | 'tallies', text: string) =>
    (await listPage(desk, list, { filter: { text }, offset: 0, limit: 5 })).total
  const all = await Promise.all(
    ['C18', 'c18', 'C17', 'cw-2026-0001', '%', '_'].map((text) => found('parkingLets', text)),
  )
  expect(all).toEqual([1, 1, 0, 1, 0, 0])
  expect([await found('lostProperty', '车库'), await found('lostProperty', '大堂')]).toEqual([1, 0])
  await importRows(desk, 'cleaning', [{ onDate: '2026-10-08', item: '主干道', place: 'B区', quantity: 500 }])
  expect([await found('tallies', 'B区'), await found('tallies', '%')]).toEqual([1, 0])
})

describe('a workbook', () => {
  it('brings no negative money', async () => {
    const { desk } = await office()
    const { errors } = await judged(desk, 'registrations', [
      { ...advert, amount: -50_000 },
      { ...letRow, amount: -30_000 },
    ])
    expect(errors).toEqual(['too-small 金额', 'too-small 金额'])
  })

  it('leaves the unit and the term of a let whose rent runs', async () => {
    const { desk, let: let_ } = await carPark()
    await let_({}, { tariffId: await rentTariff(desk) })
    const row = { ...letRow, ...place }
    expect((await judged(desk, 'registrations', [{ ...row, toOn: '2027-05-31' }])).counts).toMatchObject({
      unchanged: 1,
    })
    const { errors } = await judged(desk, 'registrations', [{ ...row, room: '102', toOn: '2027-08-31' }])
    expect(errors).toEqual(['record-bound 房号', 'record-bound 止'])
  })

  it('lets a let run on that had only run out', async () => {
    const { desk } = await carPark()
    await importRows(desk, 'registrations', [{ ...letRow, toOn: '2026-10-31' }])
    expect(await onlyRecord(desk, 'parking-let')).toMatchObject({ state: 'ended', is_open: 0 })
    await importRows(desk, 'registrations', [{ ...letRow, toOn: '2027-10-31' }])
    expect(await onlyRecord(desk, 'parking-let')).toMatchObject({ state: 'let', is_open: 1, to_on: '2027-10-31' })
  })

  it('moves the day from which a record counts with its date; the day of a payment is money', async () => {
    const { desk, figure } = await office()
    const card = { category: 'access-card', ...place, code: 'K1' }
    await importRows(desk, 'registrations', [{ ...card, onDate: '2026-05-01' }, advert])
    await importRows(desk, 'registrations', [{ ...card, onDate: '2026-06-01' }, advert])
    expect([
      await figure('registrations/access-card', '2026-05-31'),
      await figure('registrations/access-card'),
    ]).toEqual([0, 1])
    const { errors } = await judged(desk, 'registrations', [{ ...advert, onDate: '2026-05-02' }])
    expect(errors).toEqual(['money-differs 日期'])
  })

  it('does not bring back what the desk has changed since, and says so', async () => {
    const { desk, step, let: let_ } = await carPark()
    const given = { ...letRow, toOn: '2027-05-31' }
    const card = { category: 'access-card', onDate: '2026-05-01', ...place, code: 'K1', note: '业主卡' }
    await importRows(desk, 'registrations', [given, card])
    const { id } = await onlyRecord(desk, 'parking-let')
    await step(id, 'giveBack', {}, '2026-11-10')
    await let_({ holder: '李四', toOn: '2027-11-10' }, {}, '2026-11-11')
    await changed(desk, (await onlyRecord(desk, 'access-card')).id, { note: '租户卡' })
    const again = await importRows(desk, 'registrations', [given, card])
    expect(again.counts).toMatchObject({ unchanged: 2, updated: 0 })
    expect(again.rows.map((row) => row.warnings[0])).toMatchObject([
      { code: 'kept-as-changed', field: '止', params: { stored: '2026-11-10', given: '2027-05-31' } },
      { code: 'kept-as-changed', field: '备注', params: { stored: '租户卡', given: '业主卡' } },
    ])
    const { errors } = await judged(desk, 'registrations', [
      { ...given, toOn: '2026-12-31' },
      { ...card, note: '新卡' },
    ])
    expect(errors).toEqual(['changed-at-desk 止', 'changed-at-desk 备注'])
    // What was called off is not registered again either.
    await step((await onlyRecord(desk, 'access-card')).id, 'cancel', { text: '登错' })
    expect(await judged(desk, 'registrations', [card])).toMatchObject({
      counts: { added: 0, unchanged: 1 },
      warnings: ['withdrawn-since'],
    })
  })

  it('does not take back a recount of copies, a scrapping or a corrected count', async () => {
    const { desk, step, figure } = await office()
    const notice = { code: '2026-01', title: '停水通知', onDate: '2026-03-01', place: 'B区', copies: 4_000 }
    await importRows(desk, 'notices', [notice])
    await step((await onlyRecord(desk, 'notice')).id, 'recount', { quantity: 45, text: '少数' })
    expect(await judged(desk, 'notices', [notice])).toMatchObject({
      counts: { unchanged: 1 },
      warnings: ['kept-as-changed 份数'],
    })
    expect((await judged(desk, 'notices', [{ ...notice, copies: 4_100 }])).errors).toEqual(['changed-at-desk 份数'])

    const pump = { code: 'P-1', name: '水泵', category: 'pump', installedOn: '2020-01-01', state: 'in-use' }
    await importRows(desk, 'equipment', [pump])
    const { id } = await desk.db.selectFrom('equipment').select('id').executeTakeFirstOrThrow()
    await changeState(desk, { id, version: 1, state: 'scrapped', onDate: today, reason: '老化' })
    expect(await judged(desk, 'equipment', [pump])).toMatchObject({
      counts: { unchanged: 1 },
      warnings: ['kept-as-changed 状态'],
    })
    expect((await judged(desk, 'equipment', [{ ...pump, state: 'stopped' }])).errors).toContain('changed-at-desk 状态')

    const round = { onDate: '2026-10-08', item: '主干道', place: 'B区', quantity: 500 }
    await importRows(desk, 'cleaning', [round, { ...round, place: 'C区' }])
    const [first] = await desk.db.selectFrom('tally').selectAll().orderBy('id').execute()
    if (!first) throw new Error('no count')
    const fields = { onDate: first.on_date, item: first.item, place: first.place, unitId: null, quantity: 2 }
    await updateTally(desk, first.id, Number(first.version), {
      ...fields,
      labourDays: 0,
      unitPrice: null,
      cost: null,
      inspector: '',
      score: null,
      note: '',
    })
    const again = await importRows(desk, 'cleaning', [round, { ...round, place: 'C区' }])
    expect(again.counts).toMatchObject({ added: 0, unchanged: 2 })
    expect(again.rows[0]?.warnings).toMatchObject([{ code: 'count-corrected-since', params: { quantity: 2 } }])
    expect(await figure('cleaning/rounds')).toBe(7)
  })

  it('says that a draft has gone out and an event was held, and both count', async () => {
    const { desk, create, figure } = await office()
    await create('notice', { title: '停水', category: 'posted', place: 'B区', code: 'T-1', quantity: 2 })
    await create('event', { title: '义诊', place: '会所', onDate: '2026-11-20' })
    const notice = { code: 'T-1', title: '停水', onDate: '2026-11-10', place: 'B区', copies: 4_000 }
    const notices = await importRows(desk, 'notices', [notice])
    await importRows(desk, 'events', [{ name: '义诊', onDate: '2026-11-20', place: '会所', participants: 3_000 }])
    expect(notices.rows[0]?.warnings).toMatchObject([{ code: 'goes-out-by-import', params: { date: '2026-11-10' } }])
    expect([await figure('notices/issued', '2026-11-09'), await figure('notices/issued')]).toEqual([0, 1])
    expect([await figure('notices/copies'), await figure('events/held')]).toEqual([40, 1])
    expect((await recordDetail(desk, (await onlyRecord(desk, 'notice')).id)).steps).toMatchObject([{ event: 'post' }])
    expect((await judged(desk, 'notices', [notice])).counts).toMatchObject({ unchanged: 1 })
  })

  it('issues a card again that came back, as a card of its own', async () => {
    const { desk, step, figure } = await office()
    const card = { category: 'access-card', ...place, code: 'K1', onDate: '2026-03-01' }
    await importRows(desk, 'registrations', [card])
    await step((await onlyRecord(desk, 'access-card')).id, 'return', {}, '2026-06-01')
    const rows = [card, { ...card, onDate: '2026-08-01' }]
    expect((await importRows(desk, 'registrations', rows)).counts).toMatchObject({ added: 1, unchanged: 1 })
    expect((await dryRun(desk, 'registrations', rows)).counts).toMatchObject({ unchanged: 2 })
    expect(await figure('registrations/access-card')).toBe(2)
  })

  it('of jobs is not undone while a penalty names one of them', async () => {
    const { desk } = await office()
    const job = {
      number: 'BX-1',
      registeredAt: '2026-03-05 09:12',
      source: 'resident',
      trade: 'civil',
      content: '墙裂',
    }
    const { batchId } = await importRows(desk, 'jobs', [{ ...job, ...place, state: 'waiting' }])
    const staffId = await createStaff(desk, { name: '吴师傅', roles: ['engineering'], secret: '2468' })
    const penalty = {
      staffId,
      onDate: today,
      kind: 'penalty',
      amount: 5_000,
      reason: '超时',
      caseNumber: 'BX-1',
    } as const
    await recordReward(desk, penalty)
    await expect(undoImport(desk, batchId ?? 0)).rejects.toMatchObject({
      code: 'import-depended-on',
      problems: [{ code: 'built-on-import', params: { entity: 'reward' } }],
    })
  })

  it('warns of a second open permit of a unit', async () => {
    const { desk, create } = await office()
    const permit = { category: 'renovation', ...place, room: '102', onDate: '2026-03-01' }
    const { number } = await create('renovation', { unitId: 1, fromOn: today, toOn: '2027-02-28' })
    const { rows } = await dryRun(desk, 'registrations', [
      { ...permit, room: '101' },
      permit,
      { ...permit, onDate: '2026-05-01' },
    ])
    expect(rows.flatMap((row) => row.warnings)).toEqual([
      { code: 'permit-beside', params: { number } },
      { code: 'permit-beside-row', params: { row: 3 } },
    ])
  })
})
