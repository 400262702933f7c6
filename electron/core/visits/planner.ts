import { type RawBuilder, sql } from 'kysely'
import { addDays, type DateText } from '../../contract/dates.ts'
import { DeskError, refusal } from '../../contract/errors.ts'
import type { PlannedLine, PlannerInput, Proposal, VisitReason } from '../../contract/visits.ts'
import { joined } from '../../db/dialect.ts'
import { type AuditedWriter, write } from '../audit/writer.ts'
import type { Db, Desk } from '../context.ts'
import { ownersOn, unitStandsIn } from '../estate/list.ts'
import { livedIn } from '../estate/occupancy.ts'
import { debtsOn } from '../fees/ledger.ts'
import { shownPhone } from '../residents/phones.ts'
import { deal, type Household, reasonsOf } from './rules.ts'

/** Days within which a complaint still asks for a visit. */
const complaintDays = 90

/** Whether a valid complaint came from the row `unit` within the last months. */
function complainedLately(onDate: DateText): RawBuilder<number> {
  return sql<number>`EXISTS (SELECT 1 FROM complaint WHERE complaint.unit_id = unit.id
    AND complaint.received_on >= ${addDays(onDate, -complaintDays)} AND complaint.received_on <= ${onDate}
    AND complaint.invalid_on IS NULL)`
}

const lastMetOn = (onDate: DateText) => sql<DateText | null>`(SELECT max(visit.on_date) FROM visit
  WHERE visit.unit_id = unit.id AND visit.result = 'met' AND visit.on_date <= ${onDate})`

const livesThere = (date: DateText) => sql`residency.unit_id = unit.id AND residency.from_on <= ${date}
  AND (residency.to_on IS NULL OR residency.to_on >= ${date})`

interface Found {
  readonly unitId: number
  readonly area: string
  readonly unit: string
  readonly owner: string | null
  readonly stewardId: number | null
  readonly lastMetOn: DateText | null
  readonly movedInOn: DateText | null
  readonly owed: number
  readonly oldestBornOn: DateText | null
  readonly complained: number
}

/** Households that are lived in and not planned for that day yet, with what speaks for a visit. */
async function householdsOn(db: Db, onDate: DateText, area: number | undefined): Promise<readonly Found[]> {
  const { rows } = await sql<Found>`
    SELECT unit.id AS "unitId", area.name AS "area", unit.display AS "unit", ${ownersOn(onDate)} AS "owner",
      zone.steward_id AS "stewardId", ${lastMetOn(onDate)} AS "lastMetOn",
      (SELECT max(stay.moved_in_on) FROM stay WHERE stay.unit_id = unit.id AND stay.moved_in_on <= ${onDate})
        AS "movedInOn",
      coalesce(debt.owed, 0) AS "owed",
      (SELECT min(person.birth_on) FROM residency JOIN person ON person.id = residency.person_id
        WHERE ${livesThere(onDate)}) AS "oldestBornOn",
      ${complainedLately(onDate)} AS "complained"
    FROM unit JOIN building ON building.id = unit.building_id JOIN area ON area.id = building.area_id
    LEFT JOIN zone ON zone.id = area.zone_id LEFT JOIN ${debtsOn(onDate)} AS debt ON debt.unit_id = unit.id
    WHERE unit.kind IN ('residence', 'villa') AND ${livedIn(onDate)} AND ${unitStandsIn({ area })}
      AND NOT EXISTS (SELECT 1 FROM planned_visit WHERE planned_visit.unit_id = unit.id
        AND planned_visit.on_date = ${onDate})
    ORDER BY unit.sort_key`.execute(db)
  return rows
}

/** Proposes the households of a day with their reasons, dealt out to the stewards; by steward, then by place. */
export async function proposeVisits(desk: Desk, input: PlannerInput): Promise<Proposal[]> {
  refusePast(input.onDate, desk.clock.today())
  const found = await householdsOn(desk.db, input.onDate, input.area)
  const candidates = found.map((row) => {
    const household: Household = { ...row, complained: row.complained === 1 }
    const reasons = reasonsOf(household, input.onDate, input.months)
    // A household is proposed for a reason that was asked for; the others are told all the same.
    return { household, reasons: reasons.some((one) => input.reasons.includes(one)) ? reasons : [] }
  })
  const names = await namesOf(desk.db)
  const byUnit = new Map(found.map((row, index) => [row.unitId, { row, index }]))
  return deal(candidates, input.stewardIds, input.perSteward)
    .map(({ household, reasons, stewardId }) => ({ place: byUnit.get(household.unitId), reasons, stewardId }))
    .sort((a, b) => (a.stewardId ?? 0) - (b.stewardId ?? 0) || (a.place?.index ?? 0) - (b.place?.index ?? 0))
    .flatMap(({ place, reasons, stewardId }) => {
      if (!place) return []
      const { unitId, area, unit, owner, lastMetOn: last, owed } = place.row
      const steward = (stewardId !== null && names.get(stewardId)) || ''
      return [{ unitId, area, unit, owner, reasons: [...reasons], lastVisitOn: last, owed, stewardId, steward }]
    })
}

async function namesOf(db: Db): Promise<Map<number, string>> {
  const rows = await db.selectFrom('staff').select(['id', 'name']).execute()
  return new Map(rows.map(({ id, name }) => [id, name]))
}

/** Puts households on the plan of a day; one that is planned already stays as it is. @returns how many were added */
export async function planVisits(
  desk: Desk,
  onDate: DateText,
  households: readonly { unitId: number; stewardId: number | null; reasons: readonly VisitReason[] }[],
): Promise<{ added: number }> {
  refusePast(onDate, desk.clock.today())
  return write(desk, async (writer) => {
    const planned = await writer.tx
      .selectFrom('planned_visit')
      .select('unit_id')
      .where('on_date', '=', onDate)
      .execute()
    const taken = new Set(planned.map((row) => row.unit_id))
    const names = await namesOf(writer.tx)
    const fresh = households.filter(({ unitId }) => !taken.has(unitId) && taken.add(unitId))
    await writer.insertMany(
      'planned_visit',
      fresh.map(({ unitId, stewardId, reasons }) => ({
        on_date: onDate,
        unit_id: unitId,
        steward_id: stewardId,
        steward: (stewardId !== null && names.get(stewardId)) || '',
        reasons: reasons.join(','),
        visit_id: null,
      })),
    )
    return { added: fresh.length }
  })
}

function refusePast(onDate: DateText, today: DateText): void {
  if (onDate < today) throw refusal({ code: 'plan-in-past', field: 'onDate', params: { today } })
}

/** Takes a household off the plan. @throws DeskError `planned-done` where it was visited already */
export function unplanVisit(desk: Desk, id: number, version: number): Promise<number> {
  return write(desk, async (writer) => {
    const line = await writer.tx.selectFrom('planned_visit').selectAll().where('id', '=', id).executeTakeFirst()
    if (!line) throw new DeskError('not-found', { entity: 'planned_visit', id })
    await writer.update('planned_visit', id, version, {})
    if (line.visit_id !== null) throw new DeskError('planned-done')
    await writer.remove('planned_visit', id)
    return id
  })
}

/** Notes on the plan that a visit was made; without `plannedId` on the unit's line of that day. */
export async function tickOff(
  writer: AuditedWriter,
  visit: { readonly id: number; readonly unitId: number; readonly onDate: DateText },
  plannedId: number | null,
): Promise<void> {
  let query = writer.tx.selectFrom('planned_visit').selectAll().where('visit_id', 'is', null)
  query = query.where('unit_id', '=', visit.unitId)
  query = plannedId === null ? query.where('on_date', '=', visit.onDate) : query.where('id', '=', plannedId)
  const line = await query.executeTakeFirst()
  if (line) await writer.apply('planned_visit', { ...line }, { visit_id: visit.id })
}

/** The plan of a day, by steward and place. */
export async function dayPlan(desk: Desk, onDate: DateText): Promise<PlannedLine[]> {
  const { rows } = await sql<Omit<PlannedLine, 'reasons'> & { reasons: string }>`
    SELECT planned_visit.id, planned_visit.version, unit.id AS "unitId", area.name AS "area", unit.display AS "unit",
      coalesce((SELECT ${joined(sql`person.name`)} FROM residency JOIN person ON person.id = residency.person_id
        WHERE ${livesThere(onDate)} AND residency.role IN ('owner', 'tenant')), '') AS "people",
      coalesce((SELECT ${joined(sql`person.phone`)} FROM residency JOIN person ON person.id = residency.person_id
        WHERE ${livesThere(onDate)} AND residency.role IN ('owner', 'tenant') AND person.phone <> ''), '') AS "phone",
      planned_visit.reasons, planned_visit.steward_id AS "stewardId", planned_visit.steward,
      (SELECT max(earlier.on_date) FROM visit AS earlier WHERE earlier.unit_id = unit.id AND earlier.result = 'met'
        AND earlier.on_date < ${onDate}) AS "lastVisitOn", planned_visit.visit_id AS "visitId", visit.result
    FROM planned_visit JOIN unit ON unit.id = planned_visit.unit_id JOIN building ON building.id = unit.building_id
    JOIN area ON area.id = building.area_id LEFT JOIN visit ON visit.id = planned_visit.visit_id
    WHERE planned_visit.on_date = ${onDate} ORDER BY planned_visit.steward, unit.sort_key`.execute(desk.db)
  return rows.map((row) => ({
    ...row,
    phone: shownPhone(desk, row.phone, null),
    reasons: row.reasons.split(',').filter(Boolean) as VisitReason[],
  }))
}

/** Staff who visit households, with what they have planned from today on. */
export async function visitStewards({ db, clock }: Desk): Promise<{ id: number; name: string; planned: number }[]> {
  const { rows } = await sql<{ id: number; name: string; planned: number }>`
    SELECT staff.id, staff.name, (SELECT count(*) FROM planned_visit WHERE planned_visit.steward_id = staff.id
      AND planned_visit.on_date >= ${clock.today()} AND planned_visit.visit_id IS NULL) AS planned
    FROM staff WHERE staff.active = 1 AND EXISTS (SELECT 1 FROM staff_role WHERE staff_role.staff_id = staff.id
      AND staff_role.role IN ('front-desk', 'manager')) ORDER BY staff.sort_key`.execute(db)
  return rows
}
