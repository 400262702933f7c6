import { type RawBuilder, sql } from 'kysely'
import { ageBandIds } from '../../contract/ageBands.ts'
import { addDays } from '../../contract/dates.ts'
import { claimEnd, endOf } from '../dunning/limitation.ts'
import { warningDays } from '../dunning/rules.ts'
import { livedIn } from '../estate/occupancy.ts'
import { ageBandOf, holdsOn } from '../fees/ledger.ts'
import { inArea, itemsOfKind, joinPlace, type Scope, selectPlace, unitsIn } from './scope.ts'
import {
  type Column,
  equals,
  figure,
  itemColumns,
  type Measure,
  management,
  money,
  of,
  placeColumns,
  type Sheet,
  type Wanted,
  type Workbook,
} from './workbook.ts'

const bandId = (band: string) => `age:${band}`
const bands: readonly Column[] = ageBandIds.map((band) => ({ ...money(bandId(band)), name: `age.${band}` }))
const bandSums = sql.join(
  ageBandIds.map(
    (band) => sql`sum(CASE WHEN owed.band = ${sql.lit(band)} THEN owed.amount ELSE 0 END) AS ${sql.ref(bandId(band))}`,
  ),
)

/** What is owed on the day of each charge, with its age. */
function owedCharges(scope: Scope): RawBuilder<unknown> {
  return sql`SELECT outstanding.unit_id, outstanding.item_id, outstanding.amount, charge.debtor_id, charge.debtor_kind,
      charge.due_on, ${ageBandOf(scope.asOf)} AS band
    FROM outstanding JOIN charge ON charge.id = outstanding.charge_id WHERE ${holdsOn(scope.asOf, 'outstanding')}`
}

/** What is owed in all and by age, without gathering it by claim. */
function sumsOf(scope: Scope, wanted: readonly Wanted[]): RawBuilder<unknown> | undefined {
  const isBand = (column: string) => bands.some((band) => band.id === column)
  if (!wanted.every(({ column }) => column === 'owed' || isBand(column))) return undefined
  const among = unitsIn(scope)
  const sums = wanted.map(({ column, itemKind }, index) => {
    const inBand = isBand(column) ? sql`${bandId('')} || owed.band = ${column}` : sql`1 = 1`
    const ofKind = itemKind === undefined ? sql`1 = 1` : sql`owed.item_id IN (${itemsOfKind(itemKind)})`
    return sql`sum(CASE WHEN ${inBand} AND ${ofKind} THEN owed.amount END) AS ${sql.ref(`m${index}`)}`
  })
  // The charges are looked up for their age only.
  const rows = wanted.some(({ column }) => isBand(column))
    ? owedCharges(scope)
    : sql`SELECT unit_id, item_id, amount FROM outstanding WHERE ${holdsOn(scope.asOf, 'outstanding')}`
  return sql`SELECT ${sql.join(sums)} FROM (${rows}) AS owed WHERE ${among('owed.unit_id')}`
}

const detail: Sheet = {
  id: 'arrears',
  columns: [
    ...placeColumns,
    ...itemColumns,
    { id: 'movedIn', kind: 'choice', choices: 'accounts:movedIn' },
    { id: 'debtorKind', kind: 'choice', choices: 'vocabulary:debtorKind' },
    { id: 'debtor', kind: 'text' },
    { id: 'phone', kind: 'text' },
    { id: 'charges', kind: 'count', total: true },
    { id: 'oldestDue', kind: 'date' },
    ...bands,
    { ...money('owed'), name: 'closing', sumOf: { plus: bands.map((band) => band.id) } },
    { id: 'limitOn', kind: 'date' },
    { id: 'limit', kind: 'choice', choices: 'vocabulary:limitationState' },
  ],
  rows: (scope) => sql`SELECT ${selectPlace}, fee_item.name AS "item", fee_item.kind AS "itemKind",
      CASE WHEN ${livedIn(scope.asOf)} THEN 'yes' ELSE 'no' END AS "movedIn", claim.debtor_kind AS "debtorKind",
      claim.debtor, claim.phone, claim.due_on AS "oldestDue", ${claimEnd(scope.asOf)} AS "limitOn",
      claim."charges", ${sql.join(bands.map((band) => sql`claim.${sql.ref(band.id)}`))}, claim."owed",
      fee_item.position AS "position", unit.id AS "unitId"
    FROM (SELECT owed.unit_id, owed.item_id, owed.debtor_id, owed.debtor_kind, person.name AS debtor,
        person.phone AS phone, count(*) AS "charges", min(owed.due_on) AS due_on, ${bandSums}, sum(owed.amount) AS "owed"
      FROM (${owedCharges(scope)}) AS owed LEFT JOIN person ON person.id = owed.debtor_id
      GROUP BY owed.unit_id, owed.item_id, owed.debtor_id, owed.debtor_kind, person.name, person.phone) AS claim
    JOIN fee_item ON fee_item.id = claim.item_id ${joinPlace('claim.unit_id')} WHERE ${inArea(scope)}`,
  order: ['place', 'unitId', 'position', 'item', 'oldestDue', 'debtor'],
  sums: sumsOf,
  finish: (row, scope) => {
    const limitOn = endOf(String(row.limitOn)) ?? ''
    const isSoon = limitOn <= addDays(scope.asOf, warningDays)
    return { ...row, limitOn, limit: limitOn < scope.asOf ? 'lapsed' : isSoon ? 'soon' : null }
  },
}

const ageing: Sheet = {
  id: 'ageing',
  columns: [
    { id: 'area', kind: 'text' },
    ...itemColumns,
    { id: 'charges', kind: 'count', total: true },
    ...bands,
    { ...money('owed'), name: 'closing', sumOf: { plus: bands.map((band) => band.id) } },
  ],
  rows: (scope) => sql`SELECT area.name AS "area", area.sort_key AS "place", fee_item.name AS "item",
      fee_item.kind AS "itemKind", fee_item.position AS "position", count(*) AS "charges", ${bandSums},
      sum(owed.amount) AS "owed"
    FROM (${owedCharges(scope)}) AS owed JOIN fee_item ON fee_item.id = owed.item_id ${joinPlace('owed.unit_id')}
    WHERE ${inArea(scope)}
    GROUP BY area.id, area.name, area.sort_key, fee_item.id, fee_item.name, fee_item.kind, fee_item.position`,
  order: ['place', 'area', 'position', 'item'],
}

const movedIn = (id: string, movedIn: 'yes' | 'no'): Measure => ({
  id,
  sheet: 'arrears',
  column: 'owed',
  only: { ...management, movedIn },
})

/** 欠费明细与账龄: who owes what since when. */
export const arrearsDetail: Workbook = {
  id: 'arrears-detail',
  sheets: [detail, ageing],
  measures: [
    { id: 'closing', sheet: 'arrears', column: 'owed' },
    { id: 'closingManagement', sheet: 'arrears', column: 'owed', only: management },
    movedIn('closing:moved-in', 'yes'),
    movedIn('closing:not-moved-in', 'no'),
    ...ageBandIds.flatMap((band): Measure[] => [
      { id: bandId(band), sheet: 'arrears', column: bandId(band) },
      { id: `ageing:${band}`, sheet: 'ageing', column: bandId(band) },
    ]),
    { id: 'ageing', sheet: 'ageing', column: 'owed' },
  ],
  checks: [
    ...equals('closing', 'closingManagement', figure('fees/arrears'), of('fee-summary', 'closingManagement')),
    ...(['moved-in', 'not-moved-in'] as const).flatMap((part) =>
      equals(`closing:${part}`, `closing:${part}`, figure('fees/arrears', part)),
    ),
    ...equals('closingAll', 'closing', of('fee-summary', 'itemsClosing'), of('fee-ledger', 'closing'), {
      measure: 'ageing',
    }),
    ...ageBandIds.flatMap((band) => equals(bandId(band), bandId(band), { measure: `ageing:${band}` })),
  ],
}
