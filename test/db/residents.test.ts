import { describe, expect, it } from 'vitest'
import { DeskError, StaleError } from '../../electron/contract/errors.ts'
import type { PersonFields } from '../../electron/contract/residents.ts'
import { receiveComplaint } from '../../electron/core/complaints/service.ts'
import type { Desk } from '../../electron/core/context.ts'
import { unitDetail } from '../../electron/core/estate/repository.ts'
import { addSpell } from '../../electron/core/estate/service.ts'
import { callersOf } from '../../electron/core/intake/callers.ts'
import { registerJob } from '../../electron/core/jobs/service.ts'
import { listPage } from '../../electron/core/lists/page.ts'
import { callerPhone } from '../../electron/core/residents/phones.ts'
import { residentCard } from '../../electron/core/residents/repository.ts'
import {
  addResidency,
  createPerson,
  revealIdNumber,
  transferOwnership,
  updatePerson,
  updateResidency,
} from '../../electron/core/residents/service.ts'
import { search } from '../../electron/core/search/index.ts'
import { home, importRows, newOffice } from './office.ts'

const idNumber = '11010519491231002X'

function person(name: string, fields: Partial<PersonFields> = {}): PersonFields {
  return {
    kind: 'person',
    name,
    phone: '',
    idNumber: null,
    birthOn: null,
    clientClass: null,
    tags: [],
    plates: [],
    note: '',
    ...fields,
  }
}

const owner = (fromOn: string, toOn: string | null = null) => ({ role: 'owner' as const, fromOn, toOn })

/** An office with two homes that were handed over, and who may do what in it. */
async function office() {
  const test = await newOffice()
  await importRows(test.desk, 'units', [
    home('101', { readyOn: '2020-01-01', handedOverOn: '2020-03-01', soldOn: '2019-06-01', movedInOn: '2020-06-01' }),
    home('102', { readyOn: '2020-01-01', dueOn: '2020-06-01' }),
  ])
  const { rows } = await listPage(test.desk, 'units', { filter: {}, offset: 0, limit: 10 })
  const unitId = (room: string) => rows.find((row) => row.room === room)?.id ?? 0
  return { ...test, unitId, frontDesk: test.as('林晓婷', 'front-desk'), accountant: test.as('郑雅萍', 'accountant') }
}

async function refusalOf(work: Promise<unknown>): Promise<DeskError> {
  const error = await work.then(
    () => undefined,
    (reason: unknown) => reason,
  )
  if (!(error instanceof DeskError)) throw new Error(`no refusal: ${error}`)
  return error
}

async function cardOf(desk: Desk, name: string) {
  const [hit] = (await search(desk, name, 5)).filter((one) => one.kind === 'person' && one.title === name)
  if (!hit) throw new Error(`nobody is called ${name}`)
  return residentCard(desk, hit.id)
}

describe('a transfer of ownership', () => {
  it('ends the old spell the day before, begins a new one, and leaves what was recorded before as it was', async () => {
    const { desk, frontDesk, unitId } = await office()
    const old = await createPerson(desk, person('陈立新'), unitId('101'), owner('2019-06-01'))
    const before = await residentCard(desk, old)
    await transferOwnership(frontDesk, {
      unitId: unitId('101'),
      on: '2026-11-01',
      newOwners: [{ fields: person('王晓燕', { phone: '13800000001' }) }],
      endResidencyIds: [],
    })
    const after = await residentCard(desk, old)
    expect(after.units).toMatchObject([{ fromOn: '2019-06-01', toOn: '2026-10-31', current: false, role: 'owner' }])
    expect(after.fields).toEqual(before.fields)
    expect(after.timeline.filter((entry) => entry.what !== 'residency-ended')).toEqual(before.timeline)
    expect(after.history.slice(1)).toEqual(before.history)
    expect(after.history[0]).toMatchObject({
      actor: '林晓婷',
      action: 'update',
      entity: 'residency',
      changes: [
        { field: 'unit', to: '1栋101' },
        { field: 'to_on', from: null, to: '2026-10-31' },
      ],
    })
    const fresh = await cardOf(desk, '王晓燕')
    expect(fresh.units).toMatchObject([{ fromOn: '2026-11-01', toOn: null, current: true, role: 'owner' }])
    expect(fresh.timeline.map((entry) => entry.what)).toEqual(['residency-began'])
  })

  it('ends only the tenants and family it names, and keeps co-owners who stay', async () => {
    const { desk, unitId } = await office()
    const [first, second] = [
      await createPerson(desk, person('陈立新'), unitId('101'), owner('2019-06-01')),
      await createPerson(desk, person('林秀珍'), unitId('101'), owner('2019-06-01')),
    ]
    const tenant = await createPerson(desk, person('何家明'), unitId('101'), {
      role: 'tenant',
      fromOn: '2025-01-01',
      toOn: null,
    })
    const child = await createPerson(desk, person('陈小雨'), unitId('101'), {
      role: 'family',
      fromOn: '2019-06-01',
      toOn: null,
    })
    const family = (await residentCard(desk, child)).units[0]
    await transferOwnership(desk, {
      unitId: unitId('101'),
      on: '2026-11-21',
      newOwners: [{ personId: second }],
      endResidencyIds: [family?.residencyId ?? 0],
    })
    expect((await residentCard(desk, first)).units).toMatchObject([{ toOn: '2026-11-20' }])
    expect((await residentCard(desk, child)).units).toMatchObject([{ toOn: '2026-11-20' }])
    expect((await residentCard(desk, tenant)).units).toMatchObject([{ toOn: null }])
    expect((await residentCard(desk, second)).units).toMatchObject([
      { fromOn: '2026-11-21', toOn: null },
      { fromOn: '2019-06-01', toOn: '2026-11-20' },
    ])
  })

  it('is refused in the future and on a day the owner was not yet owner, and then changes nothing', async () => {
    const { desk, unitId } = await office()
    const id = await createPerson(desk, person('陈立新'), unitId('101'), owner('2019-06-01'))
    const transfer = (on: string) =>
      transferOwnership(desk, {
        unitId: unitId('101'),
        on,
        newOwners: [{ fields: person('王晓燕') }],
        endResidencyIds: [],
      })
    expect((await refusalOf(transfer('2026-11-22'))).problems).toMatchObject([
      { code: 'date-after-today', field: 'on' },
    ])
    expect((await refusalOf(transfer('2019-06-01'))).problems).toMatchObject([
      { code: 'transfer-before-owner', field: 'on', params: { from: '2019-06-01' } },
    ])
    expect((await residentCard(desk, id)).units).toMatchObject([{ toOn: null }])
    expect(await search(desk, '王晓燕', 5)).toEqual([])
  })

  it('is refused as a whole where a new owner is not right', async () => {
    const { desk, unitId } = await office()
    const id = await createPerson(desk, person('陈立新'), unitId('101'), owner('2019-06-01'))
    const refusal = await refusalOf(
      transferOwnership(desk, {
        unitId: unitId('101'),
        on: '2026-11-01',
        newOwners: [{ fields: person('王晓燕') }, { fields: person('赵强', { idNumber: '110105194912310021' }) }],
        endResidencyIds: [],
      }),
    )
    expect(refusal.problems).toMatchObject([{ code: 'id-number-check-digit', field: 'idNumber' }])
    expect((await residentCard(desk, id)).units).toMatchObject([{ toOn: null }])
    expect(await search(desk, '王晓燕', 5)).toEqual([])
  })
})

describe('a phone of a resident', () => {
  it('is whole for whoever talks with residents, and masked for the workshop: card, unit, search, lists', async () => {
    const { as, frontDesk, accountant, unitId } = await office()
    const id = await createPerson(
      frontDesk,
      person('陈立新', { phone: '13812345678' }),
      unitId('102'),
      owner('2019-06-01'),
    )
    const seenBy = async (desk: Desk) => {
      const page = { filter: {}, offset: 0, limit: 10 }
      return [
        (await residentCard(desk, id)).fields.phone,
        (await unitDetail(desk, unitId('102'))).residents[0]?.phone,
        (await search(desk, '13812345678', 5))[0]?.detail,
        (await search(desk, '345678', 5))[0]?.matched,
        (await callersOf(desk, { personId: id }))[0]?.phone,
        (await listPage(desk, 'residents', page)).rows[0]?.phone,
        (await listPage(desk, 'handoverDue', page)).rows[0]?.phone,
      ]
    }
    const whole = '13812345678'
    const expected = (phone: string) => [phone, phone, expect.stringContaining(phone), phone, phone, phone, phone]
    expect(await seenBy(frontDesk)).toEqual(expected(whole))
    expect(await seenBy(accountant)).toEqual(expected(whole))
    expect(await seenBy(as('吴师傅', 'engineering'))).toEqual(expected('138****5678'))
  })
})

describe('the phone of a caller', () => {
  const whole = '13812345678'
  const call = {
    source: 'resident',
    place: '',
    caller: '陈立新',
    phone: whole,
    trade: 'civil',
    content: '水管漏水',
    priority: 'normal',
    chargeClass: 'free',
    appointedOn: null,
    appointedTime: '',
  } as const

  it('is no more in what happened to a unit and its people than on the records themselves', async () => {
    const { as, frontDesk, accountant, unitId } = await office()
    const unit = unitId('102')
    const id = await createPerson(frontDesk, person('陈立新', { phone: whole }), unit, owner('2019-06-01'))
    await updatePerson(frontDesk, id, 1, person('陈立新', { phone: `${whole},13900001111` }))
    await registerJob(frontDesk, { ...call, unitId: unit, personId: id, requestKey: null })
    const noise = { unitId: unit, place: '', personId: id, caller: '陈立新', phone: whole, kind: 'other' } as const
    await receiveComplaint(frontDesk, { ...noise, content: '噪音', against: '', requestKey: null })
    const phones = async (desk: Desk) => {
      const lines = [...(await residentCard(desk, id)).history, ...(await unitDetail(desk, unit)).history]
      const told = lines.flatMap(({ entity, changes }) =>
        changes.filter(({ field }) => field === 'phone').map(({ from, to }) => [entity, from, to]),
      )
      return { told, isWhole: JSON.stringify(lines).includes(whole) }
    }
    expect((await phones(frontDesk)).isWhole).toBe(true)
    expect(await phones(as('吴师傅', 'engineering'))).toEqual({
      isWhole: false,
      told: [
        ['person', '138****5678', '138****5678,139****1111'],
        ['person', null, '138****5678'],
        ['complaint', null, '138****5678'],
        ['job', null, '138****5678'],
      ],
    })
    // The accountant talks with residents about money, not with callers about jobs.
    expect((await phones(accountant)).told.map(([entity, , to]) => [entity, to])).toEqual([
      ['person', `${whole},13900001111`],
      ['person', whole],
      ['complaint', '138****5678'],
      ['job', '138****5678'],
    ])
  })

  it('is never kept masked, whoever copied it from a job where it is shown so', async () => {
    const { as, frontDesk, accountant, unitId } = await office()
    const unit = unitId('102')
    const personId = await createPerson(frontDesk, person('陈立新', { phone: whole }), unit, owner('2019-06-01'))
    for (const desk of [accountant, as('出纳', 'cashier'), frontDesk, as('吴师傅', 'engineering')]) {
      expect(await callerPhone(desk, { personId, phone: '138****5678' })).toBe(whole)
      expect(await callerPhone(desk, { personId: null, phone: '138****5678' })).toBe('')
      expect(await callerPhone(desk, { personId, phone: '0592-5551234' })).toBe('0592-5551234')
    }
    expect(await callerPhone(frontDesk, { personId, phone: '' })).toBe('')
  })
})

describe('an ID number', () => {
  it('is masked on the card for everyone; who may see it asks, and that is recorded by name', async () => {
    const { desk, frontDesk, accountant, unitId } = await office()
    const id = await createPerson(frontDesk, person('陈立新', { idNumber }), unitId('101'), owner('2019-06-01'))
    for (const who of [frontDesk, accountant, desk]) {
      expect(await residentCard(who, id)).toMatchObject({
        fields: { idNumber: '110*************2X' },
        idNumberMasked: true,
      })
    }
    expect(await revealIdNumber(accountant, id)).toBe(idNumber)
    const { history } = await residentCard(frontDesk, id)
    expect(history[0]).toMatchObject({ actor: '郑雅萍', action: 'reveal', entity: 'person' })
    expect(JSON.stringify(history)).not.toContain(idNumber)
  })

  it('is masked in the list for the front desk', async () => {
    const { frontDesk, unitId } = await office()
    await createPerson(frontDesk, person('陈立新', { idNumber }), unitId('101'), owner('2019-06-01'))
    const { rows } = await listPage(frontDesk, 'residents', { filter: {}, offset: 0, limit: 10 })
    expect(rows).toMatchObject([{ name: '陈立新', idNumber: '110*************2X' }])
  })

  it('stays as it is when the front desk saves the card, and may be filled in by them where there is none', async () => {
    const { frontDesk, accountant, unitId } = await office()
    const id = await createPerson(frontDesk, person('陈立新'), unitId('101'), owner('2019-06-01'))
    await updatePerson(frontDesk, id, 1, person('陈立新', { idNumber }))
    expect(await revealIdNumber(accountant, id)).toBe(idNumber)
    await updatePerson(frontDesk, id, 2, person('陈立新', { idNumber: '110*************2X', note: '换号' }))
    expect(await revealIdNumber(accountant, id)).toBe(idNumber)
    const { version } = await residentCard(accountant, id)
    await updatePerson(accountant, id, version, person('陈立新', { idNumber: null }))
    expect(await revealIdNumber(accountant, id)).toBeNull()
  })
})

describe('the resident card', () => {
  it('shows the present units first and the others who have a role on them', async () => {
    const { desk, unitId } = await office()
    const id = await createPerson(desk, person('陈立新'), unitId('102'), owner('2022-01-01', '2024-12-31'))
    await addResidency(desk, id, unitId('101'), owner('2019-06-01'))
    await createPerson(desk, person('陈小雨', { birthOn: '2015-11-22' }), unitId('101'), {
      role: 'family',
      fromOn: '2019-06-01',
      toOn: null,
    })
    await createPerson(desk, person('旧租客'), unitId('101'), {
      role: 'tenant',
      fromOn: '2020-01-01',
      toOn: '2020-12-31',
    })
    await createPerson(desk, person('邻居'), unitId('102'), owner('2025-01-01'))
    const card = await residentCard(desk, id)
    expect(card.units.map((unit) => [unit.display, unit.current])).toEqual([
      ['1栋101', true],
      ['1栋102', false],
    ])
    expect(card.household).toMatchObject([{ name: '陈小雨', role: 'family', age: 10, unit: '1栋101' }])
  })

  it('tells what happened to the unit while the person had a role there, once, the newest first', async () => {
    const { desk, unitId } = await office()
    const id = await createPerson(desk, person('陈立新'), unitId('101'), owner('2019-06-01'))
    await addResidency(desk, id, unitId('101'), { role: 'contact', fromOn: '2019-06-01', toOn: null })
    await addSpell(desk, unitId('101'), {
      spell: 'decoration',
      fields: { startedOn: '2020-03-10', finishedOn: '2020-05-20' },
    })
    const { timeline } = await residentCard(desk, id)
    expect(timeline.map((entry) => [entry.date, entry.what])).toEqual([
      ['2020-06-01', 'moved-in'],
      ['2020-05-20', 'decoration-finished'],
      ['2020-03-10', 'decoration-started'],
      ['2020-03-01', 'handed-over'],
      ['2019-06-01', 'residency-began'],
      ['2019-06-01', 'sold'],
      ['2019-06-01', 'residency-began'],
    ])
  })

  it('leaves out what happened to the unit before and after the person’s time', async () => {
    const { desk, unitId } = await office()
    const id = await createPerson(desk, person('后来人'), unitId('101'), owner('2020-04-01', '2020-05-31'))
    expect((await residentCard(desk, id)).timeline.map((entry) => entry.what)).toEqual([
      'residency-ended',
      'residency-began',
    ])
  })

  it('keeps in its history what was recorded about roles and vehicles too', async () => {
    const { desk, frontDesk, unitId } = await office()
    const id = await createPerson(desk, person('陈立新', { plates: ['闽D12345'] }), unitId('101'), owner('2019-06-01'))
    const [spell] = (await residentCard(desk, id)).units
    await updateResidency(frontDesk, spell?.residencyId ?? 0, 1, owner('2019-06-02'))
    const { history } = await residentCard(desk, id)
    expect(history.map((line) => [line.actor, line.action, line.entity])).toEqual([
      ['林晓婷', 'update', 'residency'],
      ['tester', 'insert', 'residency'],
      ['tester', 'insert', 'vehicle'],
      ['tester', 'insert', 'person'],
    ])
  })
})

describe('saving a resident', () => {
  it('is refused when somebody else saved meanwhile, and says what they changed', async () => {
    const { desk, frontDesk, unitId } = await office()
    const id = await createPerson(desk, person('陈立新'), unitId('101'), owner('2019-06-01'))
    await updatePerson(frontDesk, id, 1, person('陈立新', { phone: '13800000001' }))
    const stale = await refusalOf(updatePerson(desk, id, 1, person('陈立新', { note: '我的' })))
    expect(stale).toBeInstanceOf(StaleError)
    expect(stale).toMatchObject({ by: '林晓婷', changes: [{ field: 'phone', from: '', to: '13800000001' }] })
    expect((await residentCard(desk, id)).fields).toMatchObject({ phone: '13800000001', note: '' })
  })

  it('refuses a spell that ends before it begins and the same role twice from the same day', async () => {
    const { desk, unitId } = await office()
    const id = await createPerson(desk, person('陈立新'), unitId('101'), owner('2019-06-01'))
    const backwards = await refusalOf(addResidency(desk, id, unitId('102'), owner('2024-05-02', '2024-05-01')))
    expect(backwards.problems).toMatchObject([{ code: 'spell-ends-before-it-begins', field: 'toOn' }])
    const twice = await refusalOf(addResidency(desk, id, unitId('101'), owner('2019-06-01')))
    expect(twice.problems).toMatchObject([{ code: 'residency-exists', field: 'fromOn' }])
  })

  it('is found at once by the new name, phone and plate, and no longer by the old ones', async () => {
    const { desk, unitId } = await office()
    const id = await createPerson(desk, person('陈立新', { phone: '13800000001' }), unitId('101'), owner('2019-06-01'))
    await updatePerson(desk, id, 1, person('陈立欣', { phone: '13900007788', plates: ['闽D·12345'] }))
    for (const text of ['clx', '陈立欣', '7788', 'D12345']) expect(await search(desk, text, 5)).toMatchObject([{ id }])
    for (const text of ['陈立新', '0001']) expect(await search(desk, text, 5)).toEqual([])
  })
})

it('lists people of sixty and over on the day asked for, and ended spells only when asked for', async () => {
  const { desk, unitId } = await office()
  await createPerson(desk, person('六十整', { birthOn: '1966-11-21' }), unitId('101'), owner('2019-06-01'))
  await createPerson(desk, person('差一天', { birthOn: '1966-11-22' }), unitId('101'), owner('2019-06-01'))
  await createPerson(
    desk,
    person('已离开', { birthOn: '1950-01-01' }),
    unitId('102'),
    owner('2019-06-01', '2025-12-31'),
  )
  const names = async (filter: { ageFrom?: number; asOf?: string; all?: boolean }) =>
    (await listPage(desk, 'residents', { filter, offset: 0, limit: 10 })).rows.map((row) => row.name)
  expect(await names({ ageFrom: 60 })).toEqual(['六十整'])
  expect(await names({ ageFrom: 60, asOf: '2025-12-31' })).toEqual(['已离开'])
  expect(await names({ ageFrom: 60, all: true })).toEqual(['六十整', '已离开'])
})
