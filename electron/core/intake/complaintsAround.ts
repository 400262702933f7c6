import { sql } from 'kysely'
import { openComplaintStates } from '../../contract/caseStates.ts'
import { momentInZone } from '../../contract/dates.ts'
import type { ComplaintAround } from '../../contract/intake.ts'
import { isComplaintOpen } from '../complaints/list.ts'
import { isReplyLate } from '../complaints/rules.ts'
import type { Desk } from '../context.ts'
import { isDescribed, likelySame, type Told } from './likeness.ts'

/** Open complaints that are compared with the call, the newest ones. */
const compared = 400
const shown = 4

/** Complaints that the call may be about: likely the same, open of the unit or caller, or theirs since a day. */
export async function complaintsAround(
  desk: Desk,
  call: { readonly unitId: number | null; readonly personId: number | null },
  told: Told,
  since: string,
): Promise<ComplaintAround[]> {
  const open = isDescribed(told)
    ? await rows(desk).where(isComplaintOpen).orderBy('complaint.received_at', 'desc').limit(compared).execute()
    : []
  const own =
    call.unitId === null && call.personId === null
      ? []
      : await rows(desk)
          .where((where) =>
            where.or([
              ...(call.unitId === null ? [] : [where('complaint.unit_id', '=', call.unitId)]),
              ...(call.personId === null ? [] : [where('complaint.person_id', '=', call.personId)]),
            ]),
          )
          .where((where) => where.or([where('complaint.received_on', '>=', since), isComplaintOpen]))
          .where('complaint.state', '<>', 'withdrawn')
          .orderBy('complaint.received_at', 'desc')
          .limit(30)
          .execute()
  const found = new Map<number, ComplaintAround>()
  const take = (row: Row, why: ComplaintAround['why']) => {
    if (!found.has(row.id)) found.set(row.id, caseOf(desk, row, why))
  }
  const isOpen = (row: Row) => (openComplaintStates as readonly string[]).includes(row.state)
  for (const row of [...own.filter(isOpen), ...open]) {
    const other = { unitId: row.unit_id, buildingId: row.building_id, place: row.place, content: row.content }
    if (isDescribed(told) && likelySame(told, other)) take(row, 'duplicate')
  }
  for (const row of own) if (isOpen(row)) take(row, 'open')
  for (const row of own) take(row, 'repeat')
  return [...found.values()].slice(0, shown)
}

function rows({ db }: Desk) {
  return db
    .selectFrom('complaint')
    .leftJoin('unit', 'unit.id', 'complaint.unit_id')
    .select(['complaint.id', 'complaint.number', 'complaint.received_at', 'complaint.unit_id', 'complaint.place'])
    .select(['complaint.kind', 'complaint.state', 'complaint.owner', 'complaint.responded_at'])
    .select(['complaint.respond_due_at', 'unit.display as unit', 'unit.building_id'])
    .select(sql<string>`substr(complaint.content, 1, 300)`.as('content'))
}

type Row = Awaited<ReturnType<ReturnType<typeof rows>['execute']>>[number]

function caseOf({ clock }: Desk, row: Row, why: ComplaintAround['why']): ComplaintAround {
  return {
    subject: 'complaint',
    id: row.id,
    number: row.number,
    registeredAt: momentInZone(new Date(row.received_at), clock.zone),
    unit: row.unit,
    place: row.place,
    kind: row.kind,
    content: row.content,
    state: row.state,
    owner: row.owner,
    isLate: row.responded_at === null && isReplyLate(row, clock.now()),
    why,
  }
}
