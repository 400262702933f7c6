import { addDays, momentOf } from '../contract/dates.ts'
import { receiveComplaint, stepComplaint } from '../core/complaints/service.ts'
import type { Desk } from '../core/context.ts'
import { complaintsOf, freshComplaints } from '../core/sample/complaints.ts'
import type { SampleOffice } from '../core/sample/office.ts'
import { importRows } from './sampleRows.ts'

/** The register as it was written down, and the last days' complaints taken down at the desk. */
export async function writeSampleComplaints(desk: Desk, { units, staff }: SampleOffice): Promise<void> {
  const today = desk.clock.today()
  const homes = units.filter((unit) => unit.handedOverOn !== null && unit.kind !== 'parking' && unit.kind !== 'storage')
  const receivers = staff.filter((member) => member.role === 'front-desk').map((member) => member.name)
  const rows = complaintsOf(homes, [...receivers, '陈丽萍', '吴晓燕'], today)
  await importRows(
    desk,
    'complaints',
    rows.map((row) => ({ ...row })),
  )
  const receiver = await desk.db
    .selectFrom('staff')
    .innerJoin('staff_role', 'staff_role.staff_id', 'staff.id')
    .select(['staff.id', 'staff.name'])
    .where('staff_role.role', '=', 'front-desk')
    .executeTakeFirstOrThrow()
  const movedIn = await desk.db
    .selectFrom('stay')
    .innerJoin('unit', 'unit.id', 'stay.unit_id')
    .select('unit.id')
    .where('moved_out_on', 'is', null)
    .where('moved_in_on', '<', addDays(today, -30))
    .orderBy('unit.sort_key')
    .limit(freshComplaints.length * 40)
    .execute()
  for (const [index, { daysAgo, minutes, reply, answer, ...complaint }] of freshComplaints.entries()) {
    const day = addDays(today, -daysAgo)
    // The published year ends as it was counted.
    if (day < '2026-01-01') continue
    const at = (later: number): Desk => {
      const moment = daysAgo === 0 ? desk.clock.now() : new Date(momentOf(day, minutes + later, desk.clock.zone))
      const clock = { zone: desk.clock.zone, now: () => moment, today: () => day }
      return { db: desk.db, clock, actor: { ...receiver, roles: ['front-desk'] } }
    }
    const unitId = movedIn[index * 40]?.id ?? null
    const owner = await ownerOf(desk, unitId)
    const person = {
      unitId,
      personId: owner?.id ?? null,
      caller: owner?.name ?? '',
      phone: owner?.phone ?? '',
      place: '',
    }
    const { id } = await receiveComplaint(at(0), { ...complaint, ...person, requestKey: null })
    if (reply === null) continue
    const blank = { reason: '', outcome: '', cause: null, prevention: '' }
    await stepComplaint(at(60), { ...blank, id, version: 1, event: 'handle', reply })
    if (answer !== undefined) await stepComplaint(at(400), { ...blank, id, version: 2, event: 'answer', reply: answer })
  }
}

/** Who called: an owner of the unit. */
async function ownerOf({ db, clock }: Desk, unitId: number | null) {
  return db
    .selectFrom('residency')
    .innerJoin('person', 'person.id', 'residency.person_id')
    .select(['person.id', 'person.name', 'person.phone'])
    .where('residency.unit_id', '=', unitId ?? 0)
    .where('residency.role', '=', 'owner')
    .where((where) => where.or([where('to_on', 'is', null), where('to_on', '>=', clock.today())]))
    .orderBy('residency.id')
    .executeTakeFirst()
}
