import { sql } from 'kysely'
import { type TallyRegisterId, tallyRegister, tallyRegisterIds } from '../../../contract/tallyRegisters.ts'
import type { ListQuery } from '../../lists/source.ts'
import type { Figure, RecordSet } from '../figure.ts'

/** The counts of a register within the year that stand on the as-of date. */
function countsOf(register: TallyRegisterId): RecordSet {
  return {
    id: `tallies-${register}`,
    record: 'tally.id',
    unit: 'tally.unit_id',
    from: (db, { from, to, asOf }) =>
      db
        .selectFrom('tally')
        .where('tally.register', '=', register)
        .where('tally.on_date', '>=', from)
        .where('tally.on_date', '<=', to)
        .where(sql<boolean>`(tally.cancelled_on IS NULL OR tally.cancelled_on > ${asOf})`) as unknown as ListQuery,
    date: () => sql<string>`tally.on_date`,
    what: sql<string>`tally.place`,
    partBy: { alias: 'item', column: sql`tally.item` },
    part: () => sql<string>`item`,
    measures: { quantity: sql<number>`tally.quantity`, labourDays: sql<number>`tally.labour_days` },
  }
}

/** Registers 7 and 8 of the product page: every register of counts has its figure. */
export const talliesFigures: readonly Figure[] = tallyRegisterIds.map((id): Figure => {
  const { items, figure } = tallyRegister(id)
  const labels = Object.entries(items).map(([code, { zh, en }]) => [code, { zh, en }] as const)
  return {
    id: figure.id,
    section: figure.section,
    unit: 'count',
    of: countsOf(id),
    measure: figure.counts,
    ...(figure.counts === 'labourDays' && { inHundredths: true }),
    ...(figure.byItem && {
      parts: { always: false, labels: Object.fromEntries(labels), named: true },
    }),
    label: figure.label,
    definition: figure.definition,
  }
})
