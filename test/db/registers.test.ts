import { describe, expect, it } from 'vitest'
import { StaleError } from '../../electron/contract/errors.ts'
import {
  recordEvents,
  recordStates,
  registerIds,
  registerOf,
  registerShown,
  stepsFrom,
} from '../../electron/contract/registerKinds.ts'
import type { RegisterFields } from '../../electron/contract/registers.ts'
import { addressed, registerFields } from '../../electron/contract/registers.ts'
import { closeMonth } from '../../electron/core/books/closing.ts'
import { takeDeposit } from '../../electron/core/books/deposits.ts'
import { unitDetail } from '../../electron/core/estate/repository.ts'
import { undoImport } from '../../electron/core/imports/index.ts'
import { listPage } from '../../electron/core/lists/page.ts'
import {
  attend,
  householdsReached,
  inviteesOf,
  inviteResidents,
  participantsOf,
  uninvite,
} from '../../electron/core/registers/audience.ts'
import { recordDetail, recordsOfUnits } from '../../electron/core/registers/detail.ts'
import { recordsDue } from '../../electron/core/registers/list.ts'
import { createRecord, linkDeposit, stepRecord, updateRecord } from '../../electron/core/registers/service.ts'
import { addSpaces, carParks } from '../../electron/core/registers/spaces.ts'
import { residentTags } from '../../electron/core/residents/tags.ts'
import { search } from '../../electron/core/search/index.ts'
import { figureOf } from '../../electron/core/summary/engine.ts'
import { dryRun, home, importRows, type Values } from './office.ts'
import { facts, nothing, nothingMore, office, rentTariff, today } from './registerOffice.ts'

describe('what a clerk types in a hurry', () => {
  it('gives no lost card its own number again, and takes no notice down before it is put up', async () => {
    const { desk, create, step } = await office()
    const { id: unitId } = await desk.db.selectFrom('unit').select('id').executeTakeFirstOrThrow()
    const { id } = await create('access-card', { unitId, code: '8800123', category: 'owner' })
    await step(id, 'lose')
    await expect(step(id, 'replace', { code: ' 8800123 ' })).rejects.toMatchObject({
      problems: [{ code: 'replaced-by-itself', field: 'code' }],
    })
    await step(id, 'replace', { code: '8800124' })
    const notice = { title: '停水通知', category: 'posted', place: '21栋', quantity: 3 }
    await expect(create('notice', { ...notice, toOn: '2026-11-20' })).rejects.toMatchObject({
      problems: [{ code: 'end-before-start', field: 'toOn' }],
    })
    await create('notice', { ...notice, toOn: today })
  })

  it('keeps when in the day somebody came and left, not the wrong way round, and the plate as it stands on the car', async () => {
    const { desk, create, step } = await office()
    const yesterday = '2026-11-20'
    const { id } = await create(
      'visitor',
      { holder: '王先生', title: '探亲', atTime: '10:05', code: '闽d·12345' },
      {},
      yesterday,
    )
    expect(registerFields.shape.atTime.safeParse('25:00').success).toBe(false)
    await expect(step(id, 'leave', { onDate: yesterday, atTime: '09:00' })).rejects.toMatchObject({
      problems: [{ code: 'time-before-record', field: 'atTime' }],
    })
    await step(id, 'leave', { onDate: yesterday, atTime: '11:40' })
    expect(await recordDetail(desk, id)).toMatchObject({
      atTime: '10:05',
      steps: [{ event: 'leave', atTime: '11:40' }],
    })
    const { rows } = await listPage(desk, 'visitors', { filter: {}, offset: 0, limit: 10 })
    expect(rows).toMatchObject([{ atTime: '10:05', code: '闽D12345' }])
  })

  it('shows how many a filter would invite, invites one alone, and takes off the list whoever has not come', async () => {
    const { desk, create } = await office()
    const owner = { area: 'B区', building: '1栋', role: 'owner', fromOn: '2020-02-01' }
    await importRows(desk, 'residents', [
      { ...owner, room: '101', name: '赵一', birthOn: '1950-01-01' },
      { ...owner, room: '102', name: '钱二', birthOn: '1990-01-01' },
    ])
    const { id } = await create('event', { title: '义诊', place: '活动室' })
    const everybody = { area: null, ageFrom: null, personId: null }
    expect(await inviteesOf(desk, id, everybody)).toEqual({ people: 2 })
    expect(await inviteesOf(desk, id, { ...everybody, ageFrom: 60 })).toEqual({ people: 1 })
    const { id: personId } = await desk.db
      .selectFrom('person')
      .select('id')
      .where('name', '=', '钱二')
      .executeTakeFirstOrThrow()
    expect(await inviteResidents(desk, id, { ...everybody, personId })).toEqual({ added: 1 })
    const [one] = await participantsOf(desk, id)
    if (!one) throw new Error('nobody is on the list')
    expect(one.name).toBe('钱二')
    await attend(desk, one.id, one.version, true)
    await expect(uninvite(desk, one.id, one.version + 1)).rejects.toMatchObject({ code: 'participant-came' })
    await attend(desk, one.id, one.version + 1, false)
    await uninvite(desk, one.id, one.version + 2)
    expect(await participantsOf(desk, id)).toEqual([])
  })
})

describe('every register', () => {
  it('reaches each of its states, ends somewhere, and asks for what its list shows', () => {
    for (const id of registerIds) {
      const { starts, steps, open } = registerOf(id)
      const reached = new Set<string>([starts])
      for (let before = -1; before !== reached.size; ) {
        before = reached.size
        for (const { from, to } of Object.values(steps)) {
          if (to && from.some((state) => reached.has(state))) reached.add(to)
        }
      }
      const named = Object.values(steps).flatMap(({ from, to }) => [...from, ...(to ? [to] : [])])
      expect({ id, missed: named.filter((state) => !reached.has(state)) }).toEqual({ id, missed: [] })
      expect({ id, unreached: open.filter((state) => !reached.has(state)) }).toEqual({ id, unreached: [] })
    }
    const known = new Set(registerIds.flatMap((id) => Object.keys(registerOf(id).steps)))
    expect(recordEvents.filter((event) => event !== 'cancel' && !known.has(event))).toEqual([])
  })

  it('takes only the steps of its state; the others are refused and change nothing', async () => {
    const { desk, create, step } = await office()
    const { id } = await create('visitor', { holder: '王先生', title: '探亲' })
    for (const event of recordEvents.filter((one) => !stepsFrom('visitor', 'inside').includes(one))) {
      await expect(step(id, event, { text: 'x', untilOn: today })).rejects.toMatchObject({ code: 'record-not-so' })
    }
    expect(await recordDetail(desk, id)).toMatchObject({ state: 'inside', steps: [] })
    await step(id, 'leave')
    await expect(step(id, 'leave')).rejects.toMatchObject({ code: 'record-not-so' })
    expect(stepsFrom('visitor', 'left')).toEqual(['cancel'])
    expect(recordStates).toContain('left')
  })

  it('says what is missing at its field, and is kept by its own people only', async () => {
    const { create, as } = await office()
    await expect(create('renovation', { unitId: 1 })).rejects.toMatchObject({
      code: 'record-invalid',
      problems: [
        { code: 'required', field: 'fromOn' },
        { code: 'required', field: 'toOn' },
      ],
    })
    await expect(create('visitor', { holder: 'x', title: 'y', onDate: '2026-11-22' })).rejects.toMatchObject({
      problems: [{ code: 'date-after-today', field: 'onDate' }],
    })
    const cashier = as('收费员', 'cashier')
    const record = { register: 'visitor', fields: { ...nothing, holder: 'x', title: 'y' } } as const
    await expect(
      createRecord(cashier, { ...record, method: null, tariffId: null, requestKey: null }),
    ).rejects.toMatchObject({ code: 'register-not-yours' })
  })

  it('is registered once however often the request comes, numbered by register and year', async () => {
    const { create } = await office()
    const first = await create('lost-property', { title: '伞', place: '大堂' }, { requestKey: 'the-same-key' })
    expect(await create('lost-property', { title: '伞', place: '大堂' }, { requestKey: 'the-same-key' })).toEqual(first)
    const second = await create('lost-property', { title: '帽子', place: '大堂' })
    const other = await create('lost-property', { title: '书', place: '大堂' }, {}, '2025-12-30')
    expect([first.number, second.number, other.number]).toEqual(['SW-2026-0001', 'SW-2026-0002', 'SW-2025-0001'])
  })

  it('refuses a save over what somebody else has changed', async () => {
    const { desk, create, step } = await office()
    const { id } = await create('key', { title: '泵房', place: '柜1' })
    const { version } = await recordDetail(desk, id)
    await step(id, 'lend', { person: '李师傅', untilOn: '2026-11-25' })
    await expect(updateRecord(desk, id, version, { ...nothing, title: '水泵房', place: '柜1' })).rejects.toThrow(
      StaleError,
    )
  })
})

describe('what is open', () => {
  it('is near its end or past it, and a thing brought back is neither', async () => {
    const { desk, create, step } = await office()
    const due = async () => (await recordsDue(desk)).map(({ register, counts }) => [register, counts])
    const { id } = await create('archive', { title: '合同', category: 'contract', place: 'A-1' }, {}, '2026-11-01')
    await step(id, 'lend', { person: '郑师傅', untilOn: '2026-11-20' }, '2026-11-02')
    expect(await due()).toEqual([['archive', { open: 1, within30: 0, within7: 0, within1: 0, overdue: 1 }]])
    await step(id, 'extend', { untilOn: '2026-12-01' })
    expect(await due()).toEqual([['archive', { open: 1, within30: 1, within7: 0, within1: 0, overdue: 0 }]])
    await step(id, 'bringBack')
    expect(await due()).toEqual([])
    expect((await recordDetail(desk, id)).toOn).toBeNull()
  })

  it('is found by its list as the overview counts it', async () => {
    const { desk, create } = await office()
    for (const [holder, toOn] of [
      ['甲', '2026-11-20'],
      ['乙', '2026-12-20'],
      ['丁', '2026-11-28'],
      ['戊', '2026-11-22'],
      ['丙', '2027-06-30'],
    ] as const) {
      await create('worker-pass', { holder, title: '木工', fromOn: '2026-10-01', toOn })
    }
    const [counts] = await recordsDue(desk)
    expect(counts?.counts).toEqual({ open: 5, within30: 3, within7: 2, within1: 1, overdue: 1 })
    for (const show of registerShown) {
      const page = await listPage(desk, 'workerPasses', { filter: { show }, offset: 0, limit: 10 })
      expect(page.total).toBe(counts?.counts[show])
    }
    const all = await listPage(desk, 'workerPasses', { filter: {}, offset: 0, limit: 10 })
    expect(Object.fromEntries(all.rows.map((row) => [row.holder, row.due]))).toEqual({
      甲: 0,
      乙: 30,
      丙: null,
      丁: 7,
      戊: 1,
    })
  })
})

it('a loan that is overdue since a closed month comes back today, not in the closed month', async () => {
  const { desk, create, step } = await office()
  const { id } = await create('key', { title: '泵房', place: '柜1' }, {}, '2026-07-01')
  await step(id, 'lend', { person: '李师傅', untilOn: '2026-07-10' }, '2026-07-02')
  await closeMonth(desk, '2026-10')
  await expect(step(id, 'bringBack', {}, '2026-10-20')).rejects.toMatchObject({ code: 'period-closed' })
  await step(id, 'bringBack')
  expect((await recordDetail(desk, id)).toOn).toBeNull()
})

describe('a renovation permit', () => {
  it('sets the dates of the decoration, takes its deposit as money held, and counts from its day', async () => {
    const { desk, create, step, figure } = await office()
    const { id } = await create('renovation', { unitId: 1, fromOn: '2026-06-01', toOn: '2026-09-30' }, {}, '2026-05-30')
    await step(id, 'deposit', { amount: 200_000, method: 'transfer', person: '张三' }, '2026-05-30')
    await expect(step(id, 'deposit', { amount: 1, method: 'cash' })).rejects.toMatchObject({ code: 'deposit-already' })
    await step(id, 'begin', {}, '2026-06-02')
    await step(id, 'violation', { text: '中午敲打', person: '吴志强' }, '2026-06-20')
    await step(id, 'extend', { untilOn: '2026-10-31' }, '2026-09-28')
    await step(id, 'accept', { text: '合格' }, '2026-10-20')
    expect(await recordDetail(desk, id)).toMatchObject({
      state: 'accepted',
      toOn: '2026-10-31',
      deposit: { amount: 200_000, held: 200_000 },
      steps: [
        { event: 'deposit' },
        { event: 'begin' },
        { event: 'violation' },
        { event: 'extend' },
        { event: 'accept' },
      ],
    })
    const { decorations } = await unitDetail(desk, 1)
    expect(decorations).toMatchObject([{ startedOn: '2026-06-02', finishedOn: '2026-10-20' }])
    expect([await figure('registrations/renovation', '2026-05-29'), await figure('registrations/renovation')]).toEqual([
      0, 1,
    ])
  })

  it('whose works were begun by mistake takes the start back, with its decoration, while nothing was found in them', async () => {
    const { desk, create, step } = await office()
    const permit = { unitId: 1, fromOn: '2026-06-01', toOn: '2026-09-30' }
    const { id } = await create('renovation', permit, {}, '2026-05-30')
    await step(id, 'begin', {}, '2026-06-02')
    await expect(step(id, 'takeBack', {}, '2026-06-03')).rejects.toMatchObject({ problems: [{ field: 'text' }] })
    await step(id, 'takeBack', { text: '开错户' }, '2026-06-03')
    expect((await unitDetail(desk, 1)).decorations).toEqual([])
    expect(await desk.db.selectFrom('audit').select('reason').where('action', '=', 'remove').execute()).toEqual([
      { reason: '开错户' },
    ])
    await step(id, 'begin', {}, '2026-06-10')
    expect((await unitDetail(desk, 1)).decorations).toMatchObject([{ startedOn: '2026-06-10', finishedOn: null }])
    await step(id, 'inspect', { text: '动火有人看护' }, '2026-06-20')
    await expect(step(id, 'takeBack', { text: 'x' })).rejects.toMatchObject({
      code: 'record-goes-on',
      params: { date: '2026-06-20' },
    })
    const other = await create('renovation', { ...permit, unitId: 2 }, {}, '2026-05-30')
    await step(other.id, 'begin', {}, '2026-06-02')
    await closeMonth(desk, '2026-06')
    await expect(step(other.id, 'takeBack', { text: 'x' })).rejects.toMatchObject({ code: 'period-closed' })
    expect((await unitDetail(desk, 2)).decorations).toHaveLength(1)
  })

  it('is the only one that is open on a unit; once it is over there may be another', async () => {
    const { desk, create, step } = await office()
    const permit = { unitId: 1, fromOn: '2026-06-01', toOn: '2026-09-30' }
    const { id } = await create('renovation', permit, {}, '2026-05-30')
    await expect(create('renovation', permit)).rejects.toMatchObject({
      problems: [{ code: 'permit-open', field: 'unitId', params: { number: 'ZX-2026-0001' } }],
    })
    const other = await create('renovation', { ...permit, unitId: 2 })
    const { version, ...known } = await recordDetail(desk, other.id)
    await expect(
      updateRecord(desk, other.id, version, { ...registerFields.parse(known), unitId: 1 }),
    ).rejects.toMatchObject({ problems: [{ code: 'permit-open' }] })
    await step(id, 'begin', {}, '2026-06-02')
    await step(id, 'accept', {}, '2026-09-01')
    await create('renovation', permit)
  })

  it('shows how its deposit came and went, whoever took it', async () => {
    const { desk, create, step } = await office()
    const { id } = await create('renovation', { unitId: 1, fromOn: '2026-06-01', toOn: '2026-09-30' }, {}, '2026-05-30')
    await step(id, 'deposit', { amount: 200_000, method: 'transfer', code: 'YJ-7' }, '2026-05-30')
    await desk.db
      .insertInto('deposit_move')
      .values({
        id: 1,
        deposit_id: 1,
        unit_id: 1,
        on_date: '2026-10-01',
        kind: 'return',
        amount: 150_000,
        method: 'cash',
        reason: '验收合格',
        actor_name: '会计',
      })
      .execute()
    expect((await recordDetail(desk, id)).deposit).toMatchObject({
      held: 50_000,
      moves: [
        { kind: 'taken', onDate: '2026-05-30', amount: 200_000, slipNo: 'YJ-7' },
        { kind: 'return', onDate: '2026-10-01', amount: 150_000, reason: '验收合格' },
      ],
    })
  })

  it('takes over the decoration that the archive has, and the deposit that the till has taken', async () => {
    const { desk, create, step } = await office()
    await importRows(desk, 'units', [home('101', { ...facts, decorationStartedOn: '2026-06-01' })])
    const deposit = {
      unitId: 1,
      kind: 'renovation',
      onDate: '2026-06-01',
      amount: 100_000,
      method: 'transfer',
      payer: '',
      slipNo: '',
      beneficiary: '',
      note: '',
      requestKey: 'deposit-1',
    } as const
    const depositId = await takeDeposit(desk, deposit)
    const { id } = await create('renovation', { unitId: 1, fromOn: '2026-06-01', toOn: '2026-09-30' })
    await step(id, 'begin')
    expect((await unitDetail(desk, 1)).decorations).toHaveLength(1)
    const { depositsToLink, version } = await recordDetail(desk, id)
    expect(depositsToLink.map((one) => one.id)).toEqual([depositId])
    await linkDeposit(desk, id, version, depositId)
    expect(await recordDetail(desk, id)).toMatchObject({ depositsToLink: [], deposit: { id: depositId } })
    await step(id, 'takeBack', { text: '日期登记错' })
    expect((await unitDetail(desk, 1)).decorations).toHaveLength(1)
  })
})

describe('a parking let', () => {
  async function carPark() {
    const made = await office()
    await addSpaces(made.desk, { carPark: 'C', prefix: 'C', from: 1, to: 3 })
    expect(await addSpaces(made.desk, { carPark: 'C', prefix: 'C', from: 2, to: 4 })).toEqual({ added: 1 })
    const let_ = (more: Partial<RegisterFields> = {}, rest: object = {}, day = today) =>
      made.create(
        'parking-let',
        { spaceId: 1, unitId: 1, holder: '张三', fromOn: day, toOn: '2027-10-31', amount: 25_000, ...more },
        rest,
        day,
      )
    return { ...made, let: let_ }
  }

  it('is of one household at a time; free, let and past its end are seen on the map', async () => {
    const { desk, let: let_, step } = await carPark()
    const { id } = await let_({ toOn: '2026-11-01' }, {}, '2026-01-01')
    await expect(let_({ fromOn: '2026-10-01' }, {}, '2026-10-01')).rejects.toMatchObject({ code: 'space-taken' })
    await let_({ spaceId: 2 })
    const states = (await carParks(desk)).flatMap((park) => park.spaces.map((space) => [space.code, space.let?.toOn]))
    expect(states).toEqual([
      ['C1', '2026-11-01'],
      ['C2', '2027-10-31'],
      ['C3', undefined],
      ['C4', undefined],
    ])
    await step(id, 'giveBack', {}, '2026-11-10')
    expect((await carParks(desk))[0]?.spaces[0]?.let).toBeNull()
  })

  it('goes on as a renewal, which is no let of the year, and counts by car park from its first day', async () => {
    const { desk, let: let_, step } = await carPark()
    const { id } = await let_({ toOn: '2026-06-30' }, {}, '2026-01-10')
    const next = await step(id, 'renew', { untilOn: '2027-06-30' }, '2026-06-20')
    expect(await recordDetail(desk, next)).toMatchObject({
      fromOn: '2026-07-01',
      toOn: '2027-06-30',
      amount: 25_000,
      earlier: { id },
    })
    expect((await recordDetail(desk, id)).later?.id).toBe(next)
    const byPark = async (asOf: string) => (await figureOf(desk.db, 'registrations/parking-let', 2026, asOf)).parts
    expect(await byPark('2026-12-31')).toMatchObject([{ key: 'C', value: 1 }])
    expect((await figureOf(desk.db, 'registrations/parking-let', 2026, '2026-01-09')).value).toBe(0)
  })

  it('is charged by the tariff it names until it is given back', async () => {
    const { desk, let: let_, step } = await carPark()
    const tariffId = await rentTariff(desk)
    await expect(let_({ unitId: null }, { tariffId })).rejects.toMatchObject({ code: 'rent-without-unit' })
    const { id } = await let_({}, { tariffId }, '2026-10-01')
    const spells = () => desk.db.selectFrom('unit_tariff').select(['unit_id', 'from_on', 'to_on']).execute()
    expect(await spells()).toEqual([{ unit_id: 1, from_on: '2026-10-01', to_on: '2027-10-31' }])
    await step(id, 'giveBack')
    expect(await spells()).toEqual([{ unit_id: 1, from_on: '2026-10-01', to_on: today }])
  })

  it('that is called off before it begins is charged on no day, unless days of it are charged already', async () => {
    const { desk, let: let_, step } = await carPark()
    const tariffId = await rentTariff(desk)
    const { id } = await let_({ fromOn: '2026-12-01' }, { tariffId })
    await step(id, 'cancel', { text: '不租了' })
    expect(await desk.db.selectFrom('unit_tariff').selectAll().execute()).toEqual([])
    expect(await recordDetail(desk, id)).toMatchObject({ state: 'cancelled', tariff: null })
    const again = await let_({ fromOn: '2026-12-01' }, { tariffId })
    const charge = { area: 'B区', building: '1栋', room: '101', item: '车位租金', amount: 25_000 }
    await importRows(desk, 'charges', [{ ...charge, fromOn: '2026-12-01', toOn: '2026-12-31', dueOn: '2026-11-20' }])
    await expect(step(again.id, 'cancel', { text: '不租了' })).rejects.toMatchObject({ code: 'record-has-charges' })
    expect(await desk.db.selectFrom('unit_tariff').select('from_on').execute()).toEqual([{ from_on: '2026-12-01' }])
  })

  it('is not given back before it begins, nor on a day or to an end in closed months', async () => {
    const { desk, let: let_, step } = await carPark()
    const ahead = await let_({ fromOn: '2026-12-01' })
    await expect(step(ahead.id, 'giveBack')).rejects.toMatchObject({
      problems: [{ code: 'ends-before-start', field: 'onDate', params: { start: '2026-12-01' } }],
    })
    const { id } = await let_({ spaceId: 2, toOn: '2026-10-31' }, {}, '2026-05-01')
    await closeMonth(desk, '2026-09')
    await expect(step(id, 'giveBack', {}, '2026-09-15')).rejects.toMatchObject({ code: 'period-closed' })
    const { version, ...known } = await recordDetail(desk, id)
    const fields = registerFields.parse(known)
    await expect(updateRecord(desk, id, version, { ...fields, toOn: '2026-08-31' })).rejects.toMatchObject({
      problems: [{ code: 'period-closed', field: 'toOn' }],
    })
    await closeMonth(desk, '2026-10')
    await expect(updateRecord(desk, id, version, { ...fields, toOn: '2027-03-31' })).rejects.toMatchObject({
      problems: [{ code: 'period-closed', field: 'toOn' }],
    })
    await step(id, 'giveBack')
  })

  it('names its space once, where the number says the car park already', async () => {
    const { desk, let: let_ } = await carPark()
    await addSpaces(desk, { carPark: '地面', prefix: '', from: 7, to: 7 })
    expect((await recordDetail(desk, (await let_()).id)).space).toBe('C1')
    expect((await recordDetail(desk, (await let_({ spaceId: 5 })).id)).space).toBe('地面 · 7')
  })
})

describe('money', () => {
  it('of a card is other income of its day; a lost card is replaced by another that counts, too', async () => {
    const { desk, create, step, figure } = await office()
    const card = { unitId: 1, code: '0001', category: 'owner', amount: 2_000 }
    await expect(create('access-card', card)).rejects.toMatchObject({ problems: [{ field: 'method' }] })
    const { id } = await create('access-card', card, { method: 'wechat' })
    await expect(create('access-card', { ...card, amount: null })).rejects.toMatchObject({ code: 'code-in-use' })
    await create('access-card', { ...card, code: 'Ab７', amount: null })
    await expect(create('access-card', { ...card, code: 'aB7 ', amount: null })).rejects.toMatchObject({
      code: 'code-in-use',
    })
    await step(id, 'lose')
    const next = await step(id, 'replace', { code: '0002', amount: 1_000, method: 'wechat' })
    expect(await recordDetail(desk, next)).toMatchObject({ code: '0002', state: 'valid', received: 1_000 })
    const entries = await desk.db.selectFrom('service_entry').select(['category', 'income']).orderBy('id').execute()
    expect(entries).toEqual([
      { category: 'other-income', income: 2_000 },
      { category: 'other-income', income: 1_000 },
    ])
    expect([await figure('registrations/access-card'), await figure('services/income')]).toEqual([3, 0])
  })

  it('of an advertiser is advertising income when it comes, and the contract says how much came', async () => {
    const { desk, create, step, figure } = await office()
    const contract = {
      title: '道闸广告',
      holder: '万家装饰',
      fromOn: '2026-01-01',
      toOn: '2026-12-31',
      amount: 300_000,
    }
    const { id } = await create('advertising', contract, {}, '2026-01-05')
    await step(id, 'receive', { amount: 200_000, method: 'transfer', code: 'SJ1' }, '2026-03-01')
    await step(id, 'receive', { amount: 100_000, method: 'transfer' }, '2026-09-01')
    expect((await recordDetail(desk, id)).received).toBe(300_000)
    expect([
      await figure('registrations/advertising-income', '2026-06-30'),
      await figure('registrations/advertising-income'),
    ]).toEqual([200_000, 300_000])
  })
})

describe('what came of a record elsewhere', () => {
  it('binds it: the unit of a permit, the fee of a card; undone there first, before it is called off', async () => {
    const { desk, create, step } = await office()
    const { id } = await create('renovation', { unitId: 1, fromOn: '2026-11-01', toOn: '2027-03-01' })
    await step(id, 'deposit', { amount: 200_000, method: 'transfer' })
    const permit = await recordDetail(desk, id)
    await expect(
      updateRecord(desk, id, permit.version, { ...registerFields.parse(permit), unitId: 2 }),
    ).rejects.toMatchObject({
      problems: [{ code: 'record-bound', field: 'unitId' }],
    })
    await expect(step(id, 'cancel', { text: 'x' })).rejects.toMatchObject({ code: 'record-has-deposit' })
    const card = await create(
      'access-card',
      { unitId: 1, code: 'K9', category: 'owner', amount: 2_000 },
      { method: 'wechat' },
    )
    const known = await recordDetail(desk, card.id)
    await expect(
      updateRecord(desk, card.id, known.version, { ...registerFields.parse(known), amount: 500 }),
    ).rejects.toMatchObject({ problems: [{ code: 'record-bound', field: 'amount' }] })
    await expect(step(card.id, 'cancel', { text: 'x' })).rejects.toMatchObject({ code: 'record-has-money' })
    const works = await create('renovation', { unitId: 2, fromOn: '2026-11-01', toOn: '2027-03-01' })
    await step(works.id, 'begin')
    await expect(step(works.id, 'cancel', { text: 'x' })).rejects.toMatchObject({ code: 'record-has-works' })
  })

  it('is money for those who keep the till only', async () => {
    const { as, create } = await office()
    const clerk = as('前台', 'front-desk')
    const fields = { ...nothing, unitId: 1, code: 'K1', category: 'owner', amount: 2_000 }
    const card = { register: 'access-card', fields, method: 'cash', tariffId: null, requestKey: null } as const
    await expect(createRecord(clerk, card)).rejects.toMatchObject({ code: 'money-not-yours' })
    const { id } = await create('renovation', { unitId: 1, fromOn: '2026-11-01', toOn: '2027-03-01' })
    const { version } = await recordDetail(clerk, id)
    const deposit = { ...nothingMore, amount: 200_000, method: 'cash' } as const
    await expect(stepRecord(clerk, { id, version, event: 'deposit', fields: deposit })).rejects.toMatchObject({
      code: 'money-not-yours',
    })
  })

  it('comes back with a renewal that is called off, and a space past its end is still taken', async () => {
    const { desk, create, step } = await office()
    await addSpaces(desk, { carPark: 'C', prefix: 'C', from: 1, to: 1 })
    const let_ = { spaceId: 1, holder: '张三', fromOn: '2026-01-01', toOn: '2026-11-01' }
    const { id } = await create('parking-let', let_, {}, '2026-01-01')
    await expect(create('parking-let', { ...let_, fromOn: today, toOn: '2027-01-01' })).rejects.toMatchObject({
      code: 'space-taken',
    })
    const next = await step(id, 'renew', { untilOn: '2027-10-31' })
    await step(next, 'cancel', { text: '不续了' })
    expect(await recordDetail(desk, id)).toMatchObject({ state: 'let' })
    expect((await carParks(desk))[0]?.spaces[0]?.let?.id).toBe(id)
  })
})

describe('a mistake', () => {
  it('is called off with its reason and counts in the days before', async () => {
    const { create, step, figure } = await office()
    const { id } = await create('network', { unitId: 1, category: 'telecom' }, {}, '2026-05-01')
    await expect(step(id, 'cancel')).rejects.toMatchObject({ problems: [{ code: 'required', field: 'text' }] })
    await step(id, 'cancel', { text: '重复登记' }, '2026-08-01')
    const asOf = (day: string) => figure('registrations/network', day)
    expect([await asOf('2026-04-30'), await asOf('2026-07-31'), await asOf('2026-08-01')]).toEqual([0, 1, 0])
  })

  it('of a closed month stays: nothing is registered into it or taken out of it', async () => {
    const { desk, create, step } = await office()
    const { id } = await create('network', { unitId: 1, category: 'telecom' }, {}, '2026-05-01')
    await closeMonth(desk, '2026-05')
    await expect(create('network', { unitId: 2, category: 'telecom' }, {}, '2026-05-20')).rejects.toMatchObject({
      code: 'period-closed',
    })
    await expect(step(id, 'cancel', { text: 'x' }, '2026-05-21')).rejects.toMatchObject({ code: 'period-closed' })
    await step(id, 'cancel', { text: 'x' })
  })
})

describe('notices and events', () => {
  it('count when they are issued or held, with their copies; a draft does not', async () => {
    const { create, step, figure } = await office()
    const notice = { title: '停水通知', category: 'posted', place: '全体业主', quantity: 2 }
    const { id } = await create('notice', notice, {}, '2026-03-01')
    expect(await figure('notices/issued')).toBe(0)
    await step(id, 'post', { quantity: 40 }, '2026-03-05')
    expect([
      await figure('notices/issued', '2026-03-04'),
      await figure('notices/issued'),
      await figure('notices/copies'),
    ]).toEqual([0, 1, 40])
    await step(id, 'remove', {}, '2026-04-01')
    expect(await figure('notices/issued')).toBe(1)
  })

  it('stand as they were posted; copies are corrected from a day on, and the days before stay', async () => {
    const { desk, create, step, figure } = await office()
    const notice = { title: '停水通知', category: 'posted', place: '全体业主', quantity: 2, body: '明日停水。' }
    const { id } = await create('notice', notice, {}, '2026-03-01')
    await step(id, 'post', { quantity: 40 }, '2026-03-05')
    const { version, ...posted } = await recordDetail(desk, id)
    const fields = registerFields.parse(posted)
    await expect(
      updateRecord(desk, id, version, { ...fields, title: 'x', body: 'y', place: 'z', quantity: 4 }),
    ).rejects.toMatchObject({
      problems: ['title', 'place', 'quantity', 'body'].map((field) => ({ code: 'record-fixed', field })),
    })
    await expect(step(id, 'recount', { quantity: 45, text: '少数五份' }, '2026-03-04')).rejects.toMatchObject({
      problems: [{ code: 'step-before-record' }],
    })
    await step(id, 'recount', { quantity: 45, text: '少数五份' }, '2026-04-10')
    const corrected = await recordDetail(desk, id)
    expect(corrected).toMatchObject({ quantity: 45, steps: [{ quantity: 40 }, { quantity: 45, text: '少数五份' }] })
    expect([await figure('notices/copies', '2026-04-09'), await figure('notices/copies', '2026-04-10')]).toEqual([
      40, 45,
    ])
    // What the page shows is saved again without a word about the copies.
    await updateRecord(desk, id, corrected.version, { ...registerFields.parse(corrected), note: '已存档' })
    expect((await recordDetail(desk, id)).quantity).toBe(45)
    expect(await figure('notices/copies', '2026-04-09')).toBe(40)
    const { rows } = await listPage(desk, 'notices', { filter: {}, offset: 0, limit: 5 })
    expect(rows[0]?.quantity).toBe(45)
    await closeMonth(desk, '2026-04')
    await expect(step(id, 'remove', {}, '2026-04-20')).rejects.toMatchObject({ code: 'period-closed' })
    await step(id, 'remove')
  })

  it('speak to people, wherever they are put up', () => {
    expect(['全体业主（各单元门口）', 'B区 (lobby)', '60岁以上住户'].map(addressed)).toEqual([
      '全体业主',
      'B区',
      '60岁以上住户',
    ])
  })

  it('reach the households of a tag, as a whole word', async () => {
    const { desk } = await office()
    const resident = { area: 'B区', building: '1栋', role: 'owner', fromOn: '2020-02-01' }
    await importRows(desk, 'residents', [
      { ...resident, room: '101', name: '陈奶奶' },
      { ...resident, room: '102', name: '小林' },
    ])
    await desk.db.updateTable('person').set({ tags: '独居,养犬' }).where('name', '=', '陈奶奶').execute()
    await desk.db.updateTable('person').set({ tags: '独居老人' }).where('name', '=', '小林').execute()
    const reached = (tag: string | null) => householdsReached(desk, { area: null, building: null, tag, owing: false })
    expect([await reached('独居'), await reached('养犬'), await reached('无'), await reached(null)]).toEqual(
      [1, 1, 0, 2].map((households) => ({ households })),
    )
    expect(await residentTags(desk.db)).toEqual(['养犬', '独居', '独居老人'])
  })

  it('reach the households that are lived in, and invite residents of an age on the day', async () => {
    const { desk, on, create, step, figure } = await office()
    const resident = (room: string, name: string, birthOn: string) => ({
      area: 'B区',
      building: '1栋',
      room,
      name,
      role: 'owner',
      birthOn,
      fromOn: '2020-02-01',
    })
    await importRows(desk, 'residents', [
      resident('101', '陈奶奶', '1966-10-18'),
      resident('102', '小林', '1966-10-19'),
    ])
    expect(await householdsReached(desk, { area: null, building: null, tag: null, owing: false })).toEqual({
      households: 2,
    })
    expect(await householdsReached(desk, { area: null, building: null, tag: null, owing: true })).toEqual({
      households: 0,
    })
    const { id } = await create('event', { title: '重阳义诊', place: '会所' }, {}, '2026-10-18')
    expect(await inviteResidents(desk, id, { area: null, ageFrom: 60, personId: null })).toEqual({ added: 1 })
    expect(await inviteResidents(desk, id, { area: null, ageFrom: 60, personId: null })).toEqual({ added: 0 })
    const [guest] = await participantsOf(desk, id)
    expect(guest).toMatchObject({ name: '陈奶奶', came: false })
    await expect(attend(on('2026-10-17'), guest?.id ?? 0, guest?.version ?? 0, true)).rejects.toMatchObject({
      code: 'event-ahead',
    })
    await attend(desk, guest?.id ?? 0, guest?.version ?? 0, true)
    expect((await participantsOf(desk, id))[0]?.came).toBe(true)
    await step(id, 'hold', { quantity: 1 }, '2026-10-18')
    expect(await figure('events/held')).toBe(1)
  })
})

describe('the workbooks', () => {
  const permit = { category: 'renovation', onDate: '2026-03-01', area: 'B区', building: '1栋', room: '101' }
  const let_ = { category: 'parking-let', onDate: '2026-03-01', carPark: 'C', space: 'C1', fromOn: '2026-03-01' }

  it('bring registrations once; again they are unchanged, other words an update', async () => {
    const { desk, figure } = await office()
    const rows: Values[] = [
      permit,
      { ...permit, category: 'network', onDate: '2026-04-01' },
      { ...let_, toOn: '2027-02-28', amount: 25_000 },
      { ...permit, category: 'access-card', code: 'K1' },
      { category: 'advertising', onDate: '2026-05-01', code: 'G1', amount: 12_345, note: '海报' },
    ]
    expect((await importRows(desk, 'registrations', rows)).counts).toMatchObject({ added: 5 })
    expect((await dryRun(desk, 'registrations', rows)).counts).toMatchObject({ unchanged: 5, added: 0 })
    const changed = rows.map((row) => ('space' in row ? { ...row, toOn: '2027-12-31' } : row))
    expect((await importRows(desk, 'registrations', changed)).counts).toMatchObject({ updated: 1, unchanged: 4 })
    const ids = ['renovation', 'network', 'parking-let', 'access-card', 'advertising-income']
    expect(await Promise.all(ids.map((id) => figure(`registrations/${id}`)))).toEqual([1, 1, 1, 1, 12_345])
    expect(await recordsOfUnits(desk, [1])).toHaveLength(3)
  })

  it('refuse what cannot be: two lets of a space, other money, a card without a number, tomorrow', async () => {
    const { desk } = await office()
    const advert = { category: 'advertising', onDate: '2026-05-01', code: 'G1', amount: 12_345 }
    await importRows(desk, 'registrations', [
      { ...let_, toOn: '2027-02-28' },
      advert,
      { ...permit, category: 'access-card', code: 'K1' },
    ])
    const { rows } = await dryRun(desk, 'registrations', [
      { ...let_, fromOn: '2026-09-01' },
      { ...advert, amount: 12_346 },
      { ...permit, category: 'access-card' },
      { ...permit, onDate: '2026-11-22' },
      { ...let_, space: 'C2', fromOn: '2026-09-01', toOn: '2026-08-01' },
      { ...permit, room: '909' },
      { ...permit, category: 'access-card', code: 'k1', room: '102' },
    ])
    expect(rows.map((row) => row.errors.map((error) => error.code))).toEqual([
      ['space-let-already'],
      ['money-differs'],
      ['required'],
      ['date-after-today'],
      ['end-before-start'],
      ['unit-unknown'],
      ['code-in-use'],
    ])
  })

  it('are taken back as a whole, unless the desk has gone on with what they brought', async () => {
    const { desk, step, figure } = await office()
    const { batchId } = await importRows(desk, 'registrations', [
      permit,
      { category: 'advertising', onDate: '2026-05-01', code: 'G1', amount: 12_345 },
    ])
    await undoImport(desk, batchId ?? 0)
    expect([await figure('registrations/renovation'), await figure('registrations/advertising-income')]).toEqual([0, 0])
    const again = await importRows(desk, 'registrations', [permit])
    const [record] = await recordsOfUnits(desk, [1])
    await step(record?.id ?? 0, 'begin')
    await expect(undoImport(desk, again.batchId ?? 0)).rejects.toMatchObject({ code: 'import-depended-on' })
  })

  it('bring notices and events, by their number and by name and day', async () => {
    const { desk, figure } = await office()
    const notice = { code: '2026-01', title: '停水通知', onDate: '2026-03-01', place: 'B区', copies: 4_000 }
    const event = { name: '重阳义诊', onDate: '2026-10-18', audience: '60岁以上', participants: 5_200 }
    await importRows(desk, 'notices', [notice])
    await importRows(desk, 'events', [event])
    expect((await dryRun(desk, 'events', [event])).counts).toMatchObject({ unchanged: 1 })
    const report = await importRows(desk, 'notices', [{ ...notice, copies: 4_500 }])
    expect(report.rows[0]?.changes).toEqual([{ column: '份数', from: 40, to: 45 }])
    expect([await figure('notices/issued'), await figure('notices/copies'), await figure('events/held')]).toEqual([
      1, 45, 1,
    ])
    // It is a correction of today, which keeps what was posted; again it is none, and taken back it is as before.
    expect(await figure('notices/copies', '2026-11-20')).toBe(40)
    expect((await dryRun(desk, 'notices', [{ ...notice, copies: 4_500 }])).counts).toMatchObject({ unchanged: 1 })
    await undoImport(desk, report.batchId ?? 0)
    expect(await figure('notices/copies')).toBe(40)
    const renamed = await dryRun(desk, 'notices', [{ ...notice, title: '停电通知' }])
    expect(renamed.rows[0]?.errors).toMatchObject([{ code: 'record-fixed', field: '标题' }])
    const { rows } = await dryRun(desk, 'notices', [{ ...notice, copies: 4_550 }])
    expect(rows[0]?.errors).toMatchObject([{ code: 'not-whole', field: '份数' }])
  })
})

it('the search box finds a record by its number and by its code, however it is typed', async () => {
  const { desk, office: file, create } = await office()
  await create('renovation', { unitId: 1, fromOn: '2026-11-01', toOn: '2027-03-01' })
  const card = await create('access-card', { unitId: 1, code: '00AB-31', category: 'owner', holder: '张三' })
  const found = async (text: string) => (await search(desk, text, 20)).map(({ kind, title }) => `${kind} ${title}`)
  expect(await found('zx-2026-0001')).toEqual(['record ZX-2026-0001'])
  expect(await found('ZX-2026')).toEqual(['record ZX-2026-0001'])
  expect(await found('００ab')).toEqual([`record ${card.number}`])
  expect(await found('XX-2026-0001')).toEqual([])
  await addSpaces(desk, { carPark: 'B', prefix: 'B', from: 9, to: 9 })
  const { id: spaceId } = await desk.db.selectFrom('parking_space').select('id').executeTakeFirstOrThrow()
  const let_ = { spaceId, holder: '李四', code: '闽d 12345', fromOn: '2026-11-01', toOn: '2027-10-31' }
  const parked = await create('parking-let', let_)
  for (const plate of ['闽D12345', 'd·12345', '2345']) expect(await found(plate)).toEqual([`record ${parked.number}`])
  expect((await search(desk, '00ab-31', 20))[0]).toMatchObject({
    register: 'access-card',
    detail: '1栋101 · 张三 · 00AB-31',
  })
  const plan = file.sqlite
    .prepare(`EXPLAIN QUERY PLAN SELECT id FROM record WHERE code_key <> '' AND code_key >= 'a' AND code_key < 'b'`)
    .all() as { detail: string }[]
  expect(plan.map((line) => line.detail).join()).toContain('record_code')
})

it('a list of a register takes its order from an index', async () => {
  const { office: file } = await office()
  const plan = file.sqlite
    .prepare(`EXPLAIN QUERY PLAN SELECT id FROM record WHERE register = 'access-card' ORDER BY on_date DESC LIMIT 50`)
    .all() as { detail: string }[]
  expect(plan.map((line) => line.detail).join()).toContain('record_recent')
})
