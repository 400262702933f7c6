import type { Insertable } from 'kysely'
import { addDays, addMonths, lastOfMonth } from '../../electron/contract/dates.ts'
import type { Desk } from '../../electron/core/context.ts'
import { rebuild } from '../../electron/core/fees/store.ts'
import type { Schema } from '../../electron/db/schema.ts'
import { importRows, type Values } from './office.ts'

type Insert<Table extends keyof Schema> = Insertable<Schema[Table]>

/** A seeded generator: the same seed makes the same office. */
function random(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
}

/**
 * Three years of money of a small office in which everything happens that may: charges published late and early, due
 * in another year, reversed; discounts before and after their charge is due, withdrawn; write-offs; payments in part,
 * too early, of another year's debt, for a chosen charge, reversed, refunded; income taken back; demands and cases.
 */
export async function randomBooks(desk: Desk, seed: number): Promise<void> {
  const next = random(seed)
  const whole = (from: number, to: number) => from + Math.floor(next() * (to - from + 1))
  const chance = (share: number) => next() < share
  const day = () => addDays('2023-01-01', whole(0, 1095))
  const units = await randomUnits(desk, chance, day, whole)
  const charges: Insert<'charge'>[] = []
  const discounts: Insert<'discount'>[] = []
  const payments: Insert<'payment'>[] = []
  const receipts: Insert<'receipt'>[] = []
  const choices: Insert<'payment_choice'>[] = []
  const reversals: Insert<'reversal'>[] = []
  const refunds: Insert<'refund'>[] = []
  const reversal = (kind: 'charge' | 'discount' | 'payment', id: number, onDate: string, amount: number) =>
    reversals.push({
      id: reversals.length + 1,
      kind,
      charge_id: kind === 'charge' ? id : null,
      discount_id: kind === 'discount' ? id : null,
      payment_id: kind === 'payment' ? id : null,
      on_date: onDate,
      amount,
      reason: '录入错误',
      approval_id: null,
      shift_id: null,
      actor_name: '会计',
    })

  const method = () => (['cash', 'transfer', 'wechat', 'alipay', 'pos'] as const)[whole(0, 4)] ?? 'cash'

  for (const unit of units) {
    // Half of the homes have a second item; a unit may even have both of the management-fee items.
    for (const itemId of [unit.kind === 'shop' ? 2 : 1, ...(chance(0.5) ? [whole(2, 6)] : [])]) {
      if (charges.some((charge) => charge.unit_id === unit.id && charge.item_id === itemId)) continue
      const step = chance(0.3) ? 3 : 1
      const price = whole(1, 40_000)
      const own: Insert<'charge'>[] = []
      for (
        let month = addMonths('2023-01-01', step * whole(0, 4));
        month < '2026-01-01';
        month = addMonths(month, step)
      ) {
        if (chance(0.1)) continue
        const toOn = lastOfMonth(addMonths(month, step - 1))
        const dueOn = addDays(month, chance(0.2) ? whole(-70, 90) : whole(0, 30))
        const publishedOn = chance(0.7) ? dueOn : addDays(dueOn, whole(-60, 60))
        const id = charges.length + 1
        const charge: Insert<'charge'> = {
          id,
          unit_id: unit.id,
          item_id: itemId,
          from_on: month,
          to_on: toOn,
          due_on: dueOn,
          published_on: publishedOn,
          amount: price * step + whole(0, 3),
          debtor_kind: chance(0.8) ? 'owner' : 'developer',
          debtor_id: null,
          run_id: null,
          reasoning: null,
          replaces_id: null,
          reversed_on: chance(0.08) ? addDays(publishedOn, whole(0, 400)) : null,
        }
        charges.push(charge)
        own.push(charge)
        if (charge.reversed_on) reversal('charge', id, charge.reversed_on, charge.amount)
        let left = charge.amount
        while (chance(0.25) && left > 1) {
          const amount = whole(1, left)
          left -= amount
          const onDate = addDays(dueOn, whole(-40, 200))
          const reversedOn = chance(0.2) ? addDays(onDate, whole(0, 300)) : null
          discounts.push({
            id: discounts.length + 1,
            charge_id: id,
            kind: (['vacancy', 'prepay-gift', 'relief', 'write-off'] as const)[whole(0, 3)] ?? 'relief',
            on_date: onDate,
            amount,
            vacancy_id: null,
            approval_id: null,
            reversed_on: reversedOn,
          })
          if (reversedOn) reversal('discount', discounts.length, reversedOn, amount)
        }
      }
      for (let count = whole(0, 14); count > 0; count--) {
        const onDate = day()
        const id = payments.length + 1
        const amount = whole(1, price * 8)
        const isReversed = chance(0.12)
        const reversedOn = isReversed ? addDays(onDate, whole(0, 400)) : null
        // Some receipts have several payments, in several ways and on several days.
        const receiptId = chance(0.2) && receipts.length > 0 ? whole(1, receipts.length) : receipts.length + 1
        if (receiptId > receipts.length) {
          receipts.push({
            id: receiptId,
            receipt_no: `R${String(receiptId).padStart(5, '0')}`,
            on_date: onDate,
            payer: chance(0.2) ? '=1+1' : '张三',
            cashier: ['王收费', '李收费', ''][whole(0, 2)] ?? '',
            at: `${onDate}T01:00:00Z`,
          })
        }
        payments.push({
          id,
          receipt_id: receiptId,
          unit_id: unit.id,
          item_id: itemId,
          on_date: onDate,
          amount,
          source: (['renewal', 'handover', 'other'] as const)[whole(0, 2)] ?? 'other',
          method: method(),
          debtor_id: null,
          reversed_on: reversedOn,
        })
        if (reversedOn) reversal('payment', id, reversedOn, amount)
        else if (chance(0.2)) {
          refunds.push({
            id: refunds.length + 1,
            payment_id: id,
            on_date: addDays(onDate, whole(0, 400)),
            amount: whole(1, amount),
            method: chance(0.5) ? 'cash' : 'transfer',
            payee: '张三',
            reason: '多收',
            approval_id: null,
            shift_id: null,
            actor_name: '李收费',
          })
        }
        const chosen = own[whole(0, own.length)]
        if (chosen && chance(0.4))
          choices.push({
            id: choices.length + 1,
            payment_id: id,
            charge_id: chosen.id,
            amount: Math.min(amount, chosen.amount),
          })
      }
    }
  }
  const services: Insert<'service_entry'>[] = Array.from({ length: 40 }, (_, index) => {
    const onDate = day()
    return {
      id: index + 1,
      on_date: onDate,
      category:
        (['housekeeping', 'plumbing-electric', 'agency-and-drains', 'other', 'advertising', 'other-income'] as const)[
          whole(0, 5)
        ] ?? 'other',
      unit_id: chance(0.6) ? (units[whole(0, units.length - 1)]?.id ?? null) : null,
      income: whole(1, 50_000),
      expense: chance(0.4) ? whole(1, 20_000) : 0,
      method: chance(0.3) ? null : method(),
      shift_id: null,
      actor_name: '王收费',
      reversed_on: chance(0.2) ? addDays(onDate, whole(0, 300)) : null,
      reverse_reason: '开错',
      request_key: null,
    }
  })
  const deposits: Insert<'deposit'>[] = Array.from({ length: 20 }, (_, index) => ({
    id: index + 1,
    unit_id: units[whole(0, units.length - 1)]?.id ?? 1,
    kind: chance(0.8) ? 'renovation' : 'held-for-others',
    on_date: day(),
    amount: 100_000,
    method: method(),
    shift_id: null,
    actor_name: ['王收费', '李收费'][whole(0, 1)] ?? '',
    request_key: null,
  }))
  const moves: Insert<'deposit_move'>[] = deposits.flatMap((deposit, index) =>
    (['return', 'deduct', 'pay-over'] as const)
      .filter(() => chance(0.5))
      .map((kind, part) => ({
        id: index * 3 + part + 1,
        deposit_id: index + 1,
        unit_id: deposit.unit_id,
        on_date: addDays(deposit.on_date, whole(0, 400)),
        kind,
        amount: whole(1, 30_000),
        method: method(),
        approval_id: null,
        shift_id: null,
        actor_name: '李收费',
      })),
  )
  const brought: Insert<'cash_deposit'>[] = Array.from({ length: 12 }, (_, index) => ({
    id: index + 1,
    on_date: day(),
    amount: whole(1, 200_000),
    slip_no: `JK-${index}`,
    shift_id: null,
    left_by_shift_id: null,
    actor_name: '王收费',
  }))
  await desk.db.transaction().execute(async (tx) => {
    const put = async <Table extends keyof Schema>(table: Table, rows: readonly object[]) => {
      for (const row of rows)
        await tx
          .insertInto(table)
          .values(row as never)
          .execute()
    }
    await put('charge', charges)
    await put('discount', discounts)
    await put('receipt', receipts)
    await put('payment', payments)
    await put('payment_choice', choices)
    await put('reversal', reversals)
    await put('refund', refunds)
    await put('service_entry', services)
    await put('deposit', deposits)
    await put('deposit_move', moves)
    await put('cash_deposit', brought)
    const accounts = [...charges, ...payments].map((row) => ({ unitId: row.unit_id, itemId: row.item_id }))
    await rebuild(tx, accounts, '1900-01-01')
  })
}

async function randomUnits(
  desk: Desk,
  chance: (share: number) => boolean,
  day: () => string,
  whole: (from: number, to: number) => number,
) {
  const rows = Array.from({ length: 14 }, (_, index): Values => {
    const readyOn = addDays(day(), -800)
    const handedOverOn = addDays(readyOn, whole(0, 300))
    return {
      area: index % 3 === 0 ? 'A区' : 'B区',
      building: `${1 + (index % 2)}栋`,
      room: String(101 + index),
      kind: chance(0.25) ? 'shop' : 'residence',
      areaCenti: whole(3000, 15_000),
      readyOn,
      ...(chance(0.8) && { handedOverOn }),
    }
  }).map((row, index): Values => {
    const handedOverOn = row.handedOverOn
    if (handedOverOn === undefined) return row
    const movedInOn = addDays(String(handedOverOn), 20 + index * 7)
    const started = addDays(String(handedOverOn), 10)
    return {
      ...row,
      ...(index % 3 !== 0 && { decorationStartedOn: started }),
      ...(index % 3 === 1 && { decorationFinishedOn: addDays(started, 90) }),
      ...(index % 4 !== 3 && { movedInOn: addDays(movedInOn, 100) }),
    }
  })
  await importRows(desk, 'units', rows)
  return desk.db.selectFrom('unit').select(['id', 'kind']).orderBy('id').execute()
}
