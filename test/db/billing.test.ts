import { describe, expect, test } from 'vitest'
import { TaskBoard } from '../../electron/backend/tasks.ts'
import { approvalRules } from '../../electron/core/approvals/kinds.ts'
import { askFor, decide } from '../../electron/core/approvals/service.ts'
import { chargeDetail } from '../../electron/core/billing/charge.ts'
import { chargeProblems } from '../../electron/core/billing/check.ts'
import { explainUnit, previewOf, previewRows } from '../../electron/core/billing/preview.ts'
import {
  askGifts,
  askRelief,
  askReversal,
  askRunReversal,
  askVacancy,
  giftRows,
  grantGifts,
} from '../../electron/core/billing/requests.ts'
import { publishRun } from '../../electron/core/billing/run.ts'
import { addSingleCharge } from '../../electron/core/billing/single.ts'
import {
  assignTariff,
  countAssignment,
  endAssignment,
  saveFeeItem,
  saveTariff,
} from '../../electron/core/billing/tariffs.ts'
import { endVacancy } from '../../electron/core/billing/vacancy.ts'
import { undoImport } from '../../electron/core/imports/index.ts'
import { listPage } from '../../electron/core/lists/page.ts'
import { defaultBillingRules } from '../../electron/core/settings/billing.ts'
import { writeSettings } from '../../electron/core/settings/index.ts'
import { balance, billingOffice, home, lived } from './billingDesk.ts'

const months = (fromMonth: string, toMonth = fromMonth) => ({ fromMonth, toMonth, place: {} })

/** The charges of a unit, oldest first. */
async function chargesOf(office: Awaited<ReturnType<typeof billingOffice>>, room: string) {
  const unitId = await office.unit(room)
  return office.desk.db.selectFrom('charge').selectAll().where('unit_id', '=', unitId).orderBy('id').execute()
}

describe('a billing run', () => {
  test('shows what it would publish and why, publishes exactly that, and publishes nothing twice', async () => {
    const office = await billingOffice([
      home('101', lived),
      home('102', { ...lived, areaCenti: 0 }),
      home('103', { readyOn: '2020-01-01' }),
    ])
    const { desk } = office
    const itemId = await office.item('物业费')
    const fields = { itemId, ...months('2026-01', '2026-03') }
    const preview = await previewOf(desk.db, { kind: 'run', fields }, '2026-04-01')
    // 89.41 m² × 0.6 = 53.646
    expect(preview.totals).toEqual({
      units: 3,
      unitsCharged: 1,
      charges: 3,
      amount: 3 * 5_365,
      without: [
        { reason: 'area-unknown', units: 1 },
        { reason: 'not-handed-over', units: 1 },
      ],
      unusual: 0,
    })
    expect(previewRows(preview, { text: '1-102', show: 'all' }).map((row) => row.reason)).toEqual(['area-unknown'])
    expect(previewRows(preview, { show: 'without', reason: 'not-handed-over' }).map((row) => row.unit)).toEqual([
      '1栋103',
    ])
    const explained = await explainUnit(desk.db, preview, await office.unit('101'))
    expect(explained.charges[0]).toMatchObject({
      fromOn: '2026-01-01',
      amount: 5_365,
      reasoning: {
        basis: 'area-month',
        areaCenti: 8_941,
        segments: [{ priceE4: 6_000, months: 1, vacancyBp: 10_000 }],
      },
    })
    const request = { ...fields, publishedOn: '2026-04-01' }
    await expect(publishRun(desk, request, undefined, { charges: 3, amount: 1 })).rejects.toMatchObject({
      code: 'billing-changed',
    })
    expect(await chargesOf(office, '101')).toEqual([])
    const { id } = await publishRun(desk, request, undefined, preview.totals)
    await expect(publishRun(desk, request)).rejects.toMatchObject({ code: 'nothing-to-bill' })
    const runs = await listPage(desk, 'billingRuns', { filter: {}, offset: 0, limit: 10 })
    expect(runs.rows).toMatchObject([{ id, charges: 3, amount: 16_095 }])
    await office.expectSound()
  })

  test('that is cancelled leaves nothing behind', async () => {
    const office = await billingOffice([home('101', lived), home('102', lived)])
    const { desk } = office
    const owner = { actor: desk.actor }
    const board = new TaskBoard(new URL('file:///none'), { info: () => undefined, error: () => undefined })
    const request = { itemId: await office.item('物业费'), ...months('2026-01'), publishedOn: '2026-04-01' }
    const id = board.run(owner, 'publishing', (control) => publishRun(desk, request, control), { cancellable: true })
    expect(board.cancel(owner, id)).toMatchObject({ state: 'running', stage: 'cancelling' })
    await expect.poll(() => board.state(owner, id).state).toBe('cancelled')
    for (const table of ['charge', 'billing_run', 'outstanding'] as const) {
      expect(await desk.db.selectFrom(table).selectAll().execute(), table).toEqual([])
    }
    const again = board.run(owner, 'publishing', (control) => publishRun(desk, request, control), { cancellable: true })
    await expect.poll(() => board.state(owner, again).state).toBe('done')
    expect(board.result(owner, again)).toMatchObject({ charges: 2 })
    expect(board.cancel(owner, again).state).toBe('done')
  })
})

describe('a published charge', () => {
  test('is corrected by its reversal and a linked new charge; what was let go goes over, its money comes free', async () => {
    const office = await billingOffice([home('101', lived)])
    const { desk } = office
    const [unitId, itemId] = [await office.unit('101'), await office.item('物业费')]
    await publishRun(desk, { itemId, ...months('2026-01'), publishedOn: '2026-01-31' })
    await office.pay('R1', '101', '2026-02-03', 40)
    const [charge] = await chargesOf(office, '101')
    const chargeId = charge?.id ?? 0
    await askRelief(office.accountant, { chargeId, amount: 1_000, reason: '漏水' })
    await office.approve()
    expect(await balance(desk, unitId)).toEqual({ owed: 365, prepaid: 0 })

    const replacement = { amount: 3_000, dueOn: '2026-01-31' }
    await askReversal(office.accountant, { chargeId, replacement, rebill: false, reason: '面积有误' })
    const again = { chargeId, replacement: null, rebill: false, reason: '再次' }
    await expect(askReversal(office.accountant, again)).rejects.toMatchObject({ code: 'already-asked' })
    // Nothing happens before somebody else has decided.
    expect(await balance(desk, unitId)).toEqual({ owed: 365, prepaid: 0 })
    await office.approve()
    expect(await balance(desk, unitId)).toEqual({ owed: 0, prepaid: 2_000 })
    const [, next] = await chargesOf(office, '101')
    expect(next).toMatchObject({
      amount: 3_000,
      replaces_id: chargeId,
      from_on: '2026-01-01',
      to_on: '2026-01-31',
      published_on: desk.clock.today(),
      run_id: null,
    })
    expect(await chargeDetail(desk, chargeId)).toMatchObject({
      reversedOn: desk.clock.today(),
      reversal: { reason: '面积有误', actor: '苏主管' },
      replacedById: next?.id,
      discounts: [{ kind: 'relief', amount: 1_000, reversedOn: desk.clock.today() }],
    })
    expect((await chargeDetail(desk, next?.id ?? 0)).discounts).toMatchObject([
      {
        kind: 'relief',
        amount: 1_000,
        approver: '苏主管',
        reason: '漏水',
        onDate: desk.clock.today(),
        reversedOn: null,
      },
    ])
    const reversals = await desk.db.selectFrom('reversal').select(['kind', 'amount']).orderBy('id').execute()
    expect(reversals).toEqual([
      { kind: 'discount', amount: 1_000 },
      { kind: 'charge', amount: 5_365 },
    ])
    await expect(askReversal(office.accountant, again)).rejects.toMatchObject({ code: 'charge-reversed' })
    await office.expectSound()
  })

  test('that was reversed to be billed anew is billed by the next run, one reversed for good is not', async () => {
    const office = await billingOffice([home('101', lived), home('102', lived)])
    const { desk } = office
    const itemId = await office.item('物业费')
    const request = { itemId, ...months('2026-01'), publishedOn: '2026-01-31' }
    await publishRun(desk, request)
    for (const [room, rebill] of [
      ['101', true],
      ['102', false],
    ] as const) {
      const [charge] = await chargesOf(office, room)
      await askReversal(office.accountant, { chargeId: charge?.id ?? 0, replacement: null, rebill, reason: '有误' })
      await office.approve()
      expect(await balance(desk, await office.unit(room))).toEqual({ owed: 0, prepaid: 0 })
    }
    const preview = await previewOf(desk.db, { kind: 'run', fields: request }, desk.clock.today())
    expect(previewRows(preview, { show: 'without' }).map((row) => [row.unit, row.reason])).toEqual([
      ['1栋102', 'charge-reversed'],
    ])
    await publishRun(desk, { ...request, publishedOn: desk.clock.today() })
    expect(await balance(desk, await office.unit('101'))).toEqual({ owed: 5_365, prepaid: 0 })
    expect(await balance(desk, await office.unit('102'))).toEqual({ owed: 0, prepaid: 0 })
    await office.expectSound()
  })

  test('whose replacement is reversed to be billed anew is billed by the next run', async () => {
    const office = await billingOffice([home('101', lived)])
    const { desk } = office
    const request = { itemId: await office.item('物业费'), ...months('2026-01'), publishedOn: '2026-01-31' }
    await publishRun(desk, request)
    for (const replacement of [{ amount: 3_000, dueOn: '2026-01-31' }, null]) {
      const chargeId = (await chargesOf(office, '101')).at(-1)?.id ?? 0
      await askReversal(office.accountant, { chargeId, replacement, rebill: replacement === null, reason: '更正' })
      await office.approve()
    }
    expect(await publishRun(desk, { ...request, publishedOn: desk.clock.today() })).toMatchObject({ charges: 1 })
  })

  test('keeps a vacancy’s share when it is corrected, and a later vacancy reaches what took its place', async () => {
    const office = await billingOffice([home('101', lived)], '2026-03-20')
    const { desk } = office
    const [unitId, itemId] = [await office.unit('101'), await office.item('物业费')]
    await publishRun(desk, { itemId, ...months('2026-01', '2026-02'), publishedOn: '2026-01-31' })
    const [january, february] = await chargesOf(office, '101')
    const vacancy = { unitId, toOn: '2026-01-31', ratioBp: 5_000, reason: '空置' }
    await askVacancy(office.accountant, { ...vacancy, fromOn: '2026-01-01' })
    await office.approve()
    for (const charge of [january, february]) {
      const replacement = { amount: 6_001, dueOn: '2026-01-31' }
      await askReversal(office.accountant, { chargeId: charge?.id ?? 0, replacement, rebill: false, reason: '面积' })
      await office.approve()
    }
    const lines = async () =>
      (await desk.db.selectFrom('discount').selectAll().where('reversed_on', 'is', null).orderBy('id').execute()).map(
        (line) => [line.kind, line.amount],
      )
    // 2683 of 5365 had been taken off; of 6001 it is the same share.
    expect(await lines()).toEqual([['vacancy', 3_001]])
    await askVacancy(office.accountant, { ...vacancy, fromOn: '2026-02-01', toOn: '2026-02-28' })
    await office.approve()
    expect(await lines()).toEqual([
      ['vacancy', 3_001],
      ['vacancy', 3_001],
    ])
    await office.expectSound()
  })

  test('goes with its whole run where that is taken back, and is billed anew at the right price', async () => {
    const office = await billingOffice([home('101', lived), home('102', lived)])
    const { desk } = office
    const request = { itemId: await office.item('物业费'), ...months('2026-01'), publishedOn: '2026-01-31' }
    const { id: runId } = await publishRun(desk, request)
    await office.pay('R1', '101', '2026-02-03', 53.65)
    const [charge] = await chargesOf(office, '102')
    const replacement = { amount: 3_000, dueOn: '2026-01-31' }
    await askReversal(office.accountant, { chargeId: charge?.id ?? 0, replacement, rebill: false, reason: '面积' })
    await office.approve()
    await askRunReversal(office.accountant, { runId, reason: '标准有误' })
    await expect(askRunReversal(office.accountant, { runId, reason: '再次' })).rejects.toMatchObject({
      code: 'already-asked',
    })
    await office.approve()
    expect(await balance(desk, await office.unit('101'))).toEqual({ owed: 0, prepaid: 5_365 })
    // What was put right by hand meanwhile is not the run's any more.
    expect(await balance(desk, await office.unit('102'))).toEqual({ owed: 3_000, prepaid: 0 })
    await expect(askRunReversal(office.accountant, { runId, reason: '再次' })).rejects.toMatchObject({
      code: 'run-reversed',
    })
    expect(await publishRun(desk, { ...request, publishedOn: desk.clock.today() })).toMatchObject({ charges: 1 })
    expect(await balance(desk, await office.unit('101'))).toEqual({ owed: 0, prepaid: 0 })
    await office.expectSound()
  })

  test.each([
    [{ amount: 0, dueOn: '2026-01-31' }, 'amount-not-positive'],
    [{ amount: 10_000_000_001, dueOn: '2026-01-31' }, 'amount-too-large'],
    [{ amount: 100, dueOn: '1989-12-31' }, 'date-too-early'],
    [{ amount: 5_365, dueOn: '2026-01-31' }, 'replacement-same'],
  ])('takes no replacement of %j', async (replacement, code) => {
    const office = await billingOffice([home('101', lived)])
    await publishRun(office.desk, {
      itemId: await office.item('物业费'),
      ...months('2026-01'),
      publishedOn: '2026-01-31',
    })
    const [charge] = await chargesOf(office, '101')
    await expect(
      askReversal(office.accountant, { chargeId: charge?.id ?? 0, replacement, rebill: false, reason: '更正' }),
    ).rejects.toMatchObject({ code })
  })

  test('is let go up to what is left of it, not a fen more', async () => {
    const office = await billingOffice([home('101', lived)])
    const itemId = await office.item('物业费')
    await publishRun(office.desk, { itemId, ...months('2026-01'), publishedOn: '2026-01-31' })
    const [charge] = await chargesOf(office, '101')
    const chargeId = charge?.id ?? 0
    await askRelief(office.accountant, { chargeId, amount: 5_000, reason: '减免' })
    await office.approve()
    await expect(askRelief(office.accountant, { chargeId, amount: 366, reason: '再减' })).rejects.toMatchObject({
      code: 'discount-exceeds-charge',
      params: { amount: '3.66', left: '3.65' },
    })
    await askRelief(office.accountant, { chargeId, amount: 365, reason: '再减' })
    await office.approve()
    expect(await balance(office.desk, await office.unit('101'))).toEqual({ owed: 0, prepaid: 0 })
    await office.expectSound()
  })
})

describe('a single charge', () => {
  const key = 'request-0001'
  const single = (office: { unitId: number; itemId: number }, more: object = {}) => ({
    ...office,
    fromOn: '2026-05-01',
    toOn: '2026-05-31',
    dueOn: '2026-05-31',
    amount: 12_345,
    note: '换锁',
    requestKey: key,
    ...more,
  })

  test('is published once, however often the button is pressed', async () => {
    const office = await billingOffice([home('101', lived)])
    const itemId = await saveFeeItem(office.desk, {
      id: null,
      version: 0,
      name: '维修费',
      kind: 'one-off',
      active: true,
    })
    const account = { unitId: await office.unit('101'), itemId }
    const ids = await Promise.all([1, 2, 3].map(() => addSingleCharge(office.desk, single(account))))
    expect(new Set(ids).size).toBe(1)
    expect(await balance(office.desk, account.unitId)).toEqual({ owed: 12_345, prepaid: 0 })
    await expect(addSingleCharge(office.desk, single(account, { requestKey: 'another-key' }))).rejects.toMatchObject({
      code: 'charge-invalid',
      problems: [{ code: 'period-overlaps', field: 'fromOn' }],
    })
  })

  test.each([
    [{ amount: 0 }, 'amount-not-positive', 'amount'],
    [{ amount: -5 }, 'amount-not-positive', 'amount'],
    [{ amount: 10_000_000_001 }, 'amount-too-large', 'amount'],
    [{ toOn: '2027-01-31' }, 'period-spans-years', 'toOn'],
    [{ toOn: '2026-04-30' }, 'end-before-start', 'toOn'],
    [{ fromOn: '1989-05-01', toOn: '1989-05-31' }, 'date-too-early', 'fromOn'],
    [{ fromOn: '2019-12-01', toOn: '2019-12-31' }, 'before-estate', 'fromOn'],
    [{ dueOn: '1980-01-01' }, 'date-too-early', 'dueOn'],
  ])('is refused with %j', async (more, code, field) => {
    const office = await billingOffice([home('101', lived)])
    const account = { unitId: await office.unit('101'), itemId: await office.item('公摊费') }
    const refusal = await addSingleCharge(office.desk, single(account, more)).catch((error: unknown) => error)
    expect(refusal).toMatchObject({ code: 'charge-invalid' })
    expect((refusal as { problems: object[] }).problems).toContainEqual(expect.objectContaining({ code, field }))
    expect(await chargesOf(office, '101')).toEqual([])
  })
})

describe('a vacancy', () => {
  test('holds once somebody else has approved it: later bills are lower, earlier ones get a line', async () => {
    const office = await billingOffice([home('101', lived)])
    const { desk } = office
    const [unitId, itemId] = [await office.unit('101'), await office.item('物业费')]
    await publishRun(desk, { itemId, ...months('2026-10'), publishedOn: '2026-10-31' })
    const vacancy = { unitId, fromOn: '2026-10-01', toOn: null, ratioBp: 5_000, reason: '长期在外' }
    await askVacancy(office.accountant, vacancy)
    await expect(askVacancy(office.accountant, vacancy)).rejects.toMatchObject({ code: 'already-asked' })
    expect(await balance(desk, unitId)).toEqual({ owed: 5_365, prepaid: 0 })
    await office.approve()
    // Half of 53.646 is 26.823, so the line is 53.65 − 26.82.
    expect(await balance(desk, unitId)).toEqual({ owed: 2_682, prepaid: 0 })
    const { rows } = await listPage(desk, 'vacancies', { filter: { vacancyState: 'running' }, offset: 0, limit: 10 })
    expect(rows).toMatchObject([{ ratio: '50%', toOn: null, approvedOn: desk.clock.today(), discounted: 2_683 }])
    await publishRun(desk, { itemId, ...months('2026-11'), publishedOn: desk.clock.today() })
    expect((await chargesOf(office, '101')).at(-1)?.amount).toBe(2_682)
    const { id = 0, version = 0 } = rows[0] ?? {}
    await expect(endVacancy(desk, id, version, '2026-09-30')).rejects.toMatchObject({ code: 'end-before-start' })
    expect(await endVacancy(desk, id, version, '2026-10-31')).toEqual({ id, billed: 1 })
    await expect(endVacancy(desk, id, version + 1, '2026-12-31')).rejects.toMatchObject({ code: 'vacancy-ended' })
    await expect(askVacancy(office.accountant, { ...vacancy, fromOn: '2026-10-15' })).rejects.toMatchObject({
      code: 'vacancy-overlaps',
    })
    await office.expectSound()
  })
})

test('the check finds days billed twice and more let go than was charged', async () => {
  const office = await billingOffice([home('101', lived)])
  const { desk } = office
  await publishRun(desk, { itemId: await office.item('物业费'), ...months('2026-01'), publishedOn: '2026-01-31' })
  expect(await chargeProblems(desk.db)).toEqual([])
  const [{ id, ...charge } = { id: 0 }] = await chargesOf(office, '101')
  await desk.db
    .insertInto('charge')
    .values({ ...charge, id: id + 1, from_on: '2026-01-31' } as never)
    .execute()
  const line = { id: 1, kind: 'relief' as const, on_date: '2026-02-01', reversed_on: null }
  await desk.db
    .insertInto('discount')
    .values({ ...line, charge_id: id, amount: 5_366 })
    .execute()
  expect(await chargeProblems(desk.db)).toEqual([
    {
      code: 'check-charges-overlap',
      params: { unit: '1栋101', item: '物业费', from: '2026-01-31', to: '2026-01-31' },
    },
    {
      code: 'check-discount-excess',
      params: { unit: '1栋101', item: '物业费', from: '2026-01-01', amount: '53.65', off: '53.66' },
    },
  ])
})

describe('the gift for a year paid early', () => {
  test('is asked for and given in one go, by somebody else, to the fen', async () => {
    const office = await billingOffice([home('101', lived), home('102', lived), home('103', lived)], '2026-02-20')
    const { desk } = office
    const itemId = await office.item('物业费')
    await publishRun(desk, { itemId, ...months('2026-01', '2026-12'), publishedOn: '2026-01-05' })
    await office.pay('R1', '101', '2026-01-06', 536.5)
    await office.pay('R2', '102', '2026-01-06', 536.49)
    await office.pay('R3', '103', '2026-02-19', 643.8)
    const question = { itemId, year: 2026 }
    const states = async () =>
      (await giftRows(office.accountant, question)).rows.map((row) => [row.unit, row.state, row.amount])
    expect(await states()).toEqual([
      ['1栋101', 'qualifies', 10_730],
      ['1栋102', 'short', 10_730],
      ['1栋103', 'qualifies', 10_730],
    ])
    const unitIds = [await office.unit('101'), await office.unit('103')]
    expect(await askGifts(office.accountant, { ...question, unitIds, reason: '预缴一年' })).toBe(2)
    expect(await askGifts(office.accountant, { ...question, unitIds, reason: '预缴一年' })).toBe(0)
    expect(await grantGifts(office.accountant, question)).toBe(0)
    expect((await giftRows(office.manager, question)).mayDecide).toBe(2)
    expect(await grantGifts(office.manager, question)).toBe(2)
    expect((await states()).map(([, state]) => state)).toEqual(['granted', 'short', 'granted'])
    const lines = await desk.db
      .selectFrom('discount')
      .innerJoin('charge', 'charge.id', 'discount.charge_id')
      .select(['charge.from_on', 'discount.amount', 'discount.on_date', 'discount.kind'])
      .where('charge.unit_id', '=', unitIds[0] ?? 0)
      .orderBy('charge.from_on')
      .execute()
    expect(lines).toEqual(
      ['2026-11-01', '2026-12-01'].map((from_on) => ({
        from_on,
        amount: 5_365,
        on_date: '2026-02-20',
        kind: 'prepay-gift',
      })),
    )
    await expect(
      askGifts(office.accountant, { ...question, unitIds: [await office.unit('102')], reason: '差一分' }),
    ).rejects.toMatchObject({
      code: 'gift-short',
      params: { through: '2026-03-31', needed: '536.50', covered: '536.49' },
    })
    await office.expectSound()
  })

  test('goes with the money it rests on, by reversal or refund, and keeps a batch from being undone', async () => {
    const office = await billingOffice([home('101', lived), home('102', lived), home('103', lived)], '2026-02-20')
    const { desk } = office
    const question = { itemId: await office.item('物业费'), year: 2026 }
    await publishRun(desk, { itemId: question.itemId, ...months('2026-01', '2026-12'), publishedOn: '2026-01-05' })
    const rooms = ['101', '102', '103']
    for (const room of rooms) await office.pay(`R${room}`, room, '2026-01-06', room === '103' ? 700 : 536.5)
    const unitIds = await Promise.all(rooms.map(office.unit))
    await askGifts(office.accountant, { ...question, unitIds, reason: '预缴一年' })
    await grantGifts(office.manager, question)
    const standing = async () =>
      (await giftRows(office.accountant, question)).rows.filter((row) => row.state === 'granted').map((row) => row.unit)
    expect(await standing()).toEqual(['1栋101', '1栋102', '1栋103'])

    const batch = await desk.db.selectFrom('import_batch').select('id').orderBy('id').execute()
    await expect(undoImport(desk, batch[1]?.id ?? 0)).rejects.toMatchObject({
      code: 'import-depended-on',
      problems: [{ code: 'built-on-import', params: { entity: 'discount', name: '1栋101' } }],
    })
    const receipt = await desk.db.selectFrom('receipt').select('id').where('receipt_no', '=', 'R101').executeTakeFirst()
    await askFor(desk, approvalRules, {
      kind: 'payment-reversal',
      unitId: unitIds[0] ?? 0,
      amount: 53_650,
      payload: { receiptId: receipt?.id },
      reason: '收错户',
    })
    await office.approve()
    expect(await standing()).toEqual(['1栋102', '1栋103'])
    expect((await balance(desk, unitIds[0] ?? 0)).prepaid).toBe(0)
    // What is more than the year needs can go back; a fen further and the gift goes too.
    for (const [amount, left] of [
      [16_350, ['1栋102', '1栋103']],
      [1, ['1栋102']],
    ] as const) {
      const payment = await desk.db
        .selectFrom('payment')
        .select('id')
        .where('unit_id', '=', unitIds[2] ?? 0)
        .executeTakeFirst()
      await askFor(desk, approvalRules, {
        kind: 'refund',
        unitId: unitIds[2] ?? 0,
        amount,
        payload: { paymentId: payment?.id, amount, method: 'cash', payee: '' },
        reason: '退预存',
      })
      await office.approve()
      expect(await standing()).toEqual(left)
    }
    await office.expectSound()
  })

  test('is refused at the decision where the money has gone meanwhile', async () => {
    const office = await billingOffice([home('101', lived)], '2026-02-20')
    const itemId = await office.item('物业费')
    await publishRun(office.desk, { itemId, ...months('2026-01', '2026-12'), publishedOn: '2026-01-05' })
    await office.pay('R1', '101', '2026-01-06', 536.5)
    await askGifts(office.accountant, { itemId, year: 2026, unitIds: [await office.unit('101')], reason: '预缴' })
    await writeSettings(office.desk, { billing: { ...defaultBillingRules, giftWithinMonths: 0 } })
    const { id, version } = await office.desk.db.selectFrom('approval').selectAll().executeTakeFirstOrThrow()
    await expect(
      decide(office.manager, approvalRules, { id, version, approve: true, decision: '' }),
    ).rejects.toMatchObject({ code: 'gift-off' })
    expect(await office.desk.db.selectFrom('discount').selectAll().execute()).toEqual([])
  })
})

describe('tariffs and their units', () => {
  test('a place is counted before it is assigned; who has one of the item keeps it', async () => {
    const office = await billingOffice([home('101', lived), home('102', lived)])
    const { desk } = office
    const fields = {
      itemId: await office.item('物业费'),
      name: '新标准',
      basis: 'area-month' as const,
      rounding: 'fen' as const,
      roundingWay: 'half-up' as const,
      cycleMonths: 1 as const,
      dueDay: 31,
      dueIn: 'last' as const,
      payer: 'owner' as const,
      source: '',
      active: true,
      prices: [{ fromOn: '2026-01-01', toOn: null, priceE4: 7_000 }],
    }
    const tariffId = await saveTariff(desk, { ...fields, id: null, version: 0 })
    const assignment = { tariffId, units: { kinds: [] }, fromOn: '2026-01-01', toOn: null, ratioBp: 10_000 }
    expect(await countAssignment(desk.db, assignment)).toEqual({ free: 0, taken: 2 })
    const { rows } = await listPage(desk, 'unitTariffs', { filter: { text: '1-101' }, offset: 0, limit: 10 })
    const { id = 0, version = 0 } = rows[0] ?? {}
    await endAssignment(desk, id, version, '2025-12-31')
    expect(await countAssignment(desk.db, assignment)).toEqual({ free: 1, taken: 1 })
    const without = { filter: { without: true }, offset: 0, limit: 10 }
    expect((await listPage(desk, 'unitTariffs', without)).rows.map((row) => row.display)).toEqual(['1栋101'])
    expect(await assignTariff(desk, assignment)).toEqual({ assigned: 1, skipped: 1 })
    expect((await listPage(desk, 'unitTariffs', without)).total).toBe(0)
    await expect(
      saveTariff(desk, { ...fields, name: '水表', basis: 'meter', id: null, version: 0 }),
    ).rejects.toMatchObject({ problems: [{ code: 'basis-not-for-item', field: 'basis' }] })
    const { rows: tariffs } = await listPage(desk, 'tariffs', { filter: {}, offset: 0, limit: 10 })
    expect(tariffs.map((row) => [row.name, row.price, row.units])).toEqual([
      ['住宅', '0.60', 1],
      ['新标准', '0.70', 1],
    ])
  })

  test('an item that is in use keeps its kind', async () => {
    const { desk, item } = await billingOffice([home('101', lived)])
    const id = await item('物业费')
    const change = { id, version: 1, name: '物业服务费', active: true }
    await expect(saveFeeItem(desk, { ...change, kind: 'one-off' })).rejects.toMatchObject({ code: 'item-kind-fixed' })
    await expect(saveFeeItem(desk, { ...change, name: '水费', kind: 'management' })).rejects.toMatchObject({
      code: 'name-taken',
    })
    expect(await saveFeeItem(desk, { ...change, kind: 'management' })).toBe(id)
  })
})
