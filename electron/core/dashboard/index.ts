import { sql } from 'kysely'
import { addDays, momentInZone } from '../../contract/dates.ts'
import type { Dashboard } from '../../contract/desk.ts'
import type { Desk } from '../context.ts'
import { occupancyOf } from '../estate/occupancy.ts'
import { owedInAll, takenOn } from '../fees/ledger.ts'
import { soonDays } from '../handover/list.ts'
import { officeName } from '../settings/index.ts'

/** The office at a glance, as of today. */
export async function dashboardOf(desk: Desk): Promise<Dashboard> {
  const { db } = desk
  const today = desk.clock.today()
  const occupancy = await db
    .selectFrom('unit')
    .select([occupancyOf(today).as('category'), sql<number>`count(*)`.as('units')])
    .groupBy('category')
    .execute()
  const due = await db
    .selectFrom('unit')
    .select([
      sql<number>`coalesce(sum(due_on < ${today}), 0)`.as('overdue'),
      sql<number>`coalesce(sum(due_on >= ${today} AND due_on <= ${addDays(today, soonDays)}), 0)`.as('soon'),
    ])
    .where('handed_over_on', 'is', null)
    .where('due_on', 'is not', null)
    .executeTakeFirstOrThrow()
  const people = await db.selectFrom('person').select(sql<number>`count(*)`.as('n')).executeTakeFirstOrThrow()
  const appointments = await db
    .selectFrom('handover')
    .innerJoin('unit', 'unit.id', 'handover.unit_id')
    .select([
      'handover.id',
      'handover.unit_id',
      'unit.display',
      'handover.appointed_on',
      'handover.appointed_time',
      'handover.receiver',
    ])
    .where('handover.state', 'in', ['appointed', 'inspecting'])
    .where('handover.appointed_on', '<=', addDays(today, 7))
    .orderBy('handover.appointed_on')
    .orderBy('handover.appointed_time')
    .limit(20)
    .execute()
  const imports = await db.selectFrom('import_batch').selectAll().orderBy('id', 'desc').limit(5).execute()
  return {
    today,
    office: await officeName(db),
    units: occupancy.reduce((sum, row) => sum + row.units, 0),
    people: people.n,
    occupancy,
    overdueHandovers: due.overdue,
    dueSoon: due.soon,
    takenToday: await takenOn(db, today),
    owed: await owedInAll(db, today),
    appointments: appointments.map((row) => ({
      id: row.id,
      unit: row.display,
      unitId: row.unit_id,
      on: row.appointed_on,
      time: row.appointed_time,
      receiver: row.receiver,
    })),
    recentImports: imports.map((row) => ({
      id: row.id,
      at: momentInZone(new Date(row.at), desk.clock.zone),
      kind: row.kind,
      fileName: row.file_name,
      actor: row.actor_name,
      rows: row.added + row.updated,
    })),
  }
}
