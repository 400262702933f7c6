import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { ShareFields } from '../../electron/contract/billing.ts'
import { spread } from '../../electron/contract/money.ts'
import { previewOf } from '../../electron/core/billing/preview.ts'
import { planShare, publishShare } from '../../electron/core/billing/share.ts'
import { type BillingOffice, balance, billingOffice, home, lived } from './billingDesk.ts'

const fields = async (office: BillingOffice, more: Partial<ShareFields> = {}): Promise<ShareFields> => ({
  itemId: await office.item('公摊费'),
  title: '9 月电梯用电',
  amount: 100_000,
  fromOn: '2026-09-01',
  toOn: '2026-09-30',
  dueOn: '2026-12-10',
  place: {},
  kinds: ['residence'],
  by: 'area',
  ...more,
})

const homes = [
  home('101', { ...lived, areaCenti: 8_941 }),
  home('102', { ...lived, areaCenti: 12_007 }),
  home('103', { readyOn: '2020-01-01', areaCenti: 8_941 }),
  home('104', { ...lived, areaCenti: 0 }),
  home('S1', { ...lived, kind: 'shop', areaCenti: 5_000 }),
]

describe('a public share', () => {
  test('by area adds up to the fen; who is not handed over is the developer’s, who has no area gets no bill', async () => {
    const office = await billingOffice(homes)
    const { desk } = office
    const share = await fields(office)
    const preview = await previewOf(desk.db, { kind: 'share', fields: share }, desk.clock.today())
    expect(preview.totals).toEqual({
      units: 4,
      unitsCharged: 3,
      unusual: 0,
      charges: 3,
      amount: 100_000,
      without: [{ reason: 'area-unknown', units: 1 }],
    })
    expect(preview.rows.map((row) => row.amount)).toEqual([29_914, 40_172, 29_914, 0])
    const run = await publishShare(desk, share, undefined, preview.totals)
    const charges = await desk.db.selectFrom('charge').selectAll().orderBy('id').execute()
    expect(charges.reduce((sum, charge) => sum + charge.amount, 0)).toBe(100_000)
    expect(charges.map((charge) => charge.debtor_kind)).toEqual(['owner', 'owner', 'developer'])
    expect(JSON.parse(charges[0]?.reasoning ?? '')).toEqual({
      basis: 'share',
      title: '9 月电梯用电',
      by: 'area',
      total: 100_000,
      weight: 8_941,
      totalWeight: 29_889,
    })
    const stored = await desk.db.selectFrom('billing_run').selectAll().executeTakeFirstOrThrow()
    expect(stored).toMatchObject({ id: run.id, kind: 'share', title: '9 月电梯用电', charges: 3, amount: 100_000 })
    // Not due before 10 December.
    expect(await balance(desk, await office.unit('101'))).toEqual({ owed: 0, prepaid: 0 })
    await expect(publishShare(desk, share)).rejects.toMatchObject({ code: 'share-overlaps', params: { units: 3 } })
    await office.expectSound()
  })

  test('per household gives everybody the same but for a fen', async () => {
    const office = await billingOffice(homes)
    const planned = await planShare(
      office.desk.db,
      await fields(office, { by: 'household', amount: 100_003 }),
      '2026-11-21',
    )
    expect(planned.map((unit) => unit.charges[0]?.amount)).toEqual([25_001, 25_001, 25_001, 25_000])
  })

  test.each([
    [{ amount: 0 }, 'share-invalid'],
    [{ toOn: '2027-01-31' }, 'share-invalid'],
    [{ fromOn: '1989-09-01', toOn: '1989-09-30' }, 'share-invalid'],
    [{ kinds: ['storage'] as ShareFields['kinds'] }, 'share-without-weight'],
  ])('is refused with %j', async (more, code) => {
    const office = await billingOffice(homes)
    await expect(publishShare(office.desk, await fields(office, more))).rejects.toMatchObject({ code })
    expect(await office.desk.db.selectFrom('charge').selectAll().execute()).toEqual([])
  })

  test('is only of an item meant for it', async () => {
    const office = await billingOffice(homes)
    const share = await fields(office, { itemId: await office.item('物业费') })
    await expect(publishShare(office.desk, share)).rejects.toMatchObject({ problems: [{ code: 'item-not-shared' }] })
  })

  test('parts always add up to the amount and none is more than a fen from its exact part', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 10_000_000_000 }),
        fc.array(fc.integer({ min: 0, max: 100_000_000 }), { minLength: 1, maxLength: 60 }),
        (amount, weights) => {
          fc.pre(weights.some((weight) => weight > 0))
          const parts = spread(amount, weights)
          const total = weights.reduce((sum, weight) => sum + weight, 0)
          expect(parts.reduce((sum, part) => sum + part, 0)).toBe(amount)
          for (const [index, part] of parts.entries()) {
            const exact = BigInt(amount) * BigInt(weights[index] ?? 0)
            const off = BigInt(part) * BigInt(total) - exact
            expect(off < BigInt(total) && off > -BigInt(total)).toBe(true)
          }
        },
      ),
    )
  })
})
