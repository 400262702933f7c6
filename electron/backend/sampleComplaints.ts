import { addDays, momentOf } from '../contract/dates.ts'
import { escalateDue, judgeComplaint, receiveComplaint, stepComplaint } from '../core/complaints/service.ts'
import type { Desk } from '../core/context.ts'
import { openReturnOf, recordReturn } from '../core/returns/service.ts'
import { type ComplaintAct, complaintsOf, freshComplaints, type SampleComplaint } from '../core/sample/complaints.ts'
import { dayOf, type Minute, timeOf } from '../core/sample/minutes.ts'
import type { SampleOffice } from '../core/sample/office.ts'
import { deskOf, versionOf } from './sampleDay.ts'
import { type Households, householdsOf } from './sampleHouseholds.ts'

/** The complaints of the sample office: received, handled, answered, asked about and closed by the use cases. */
export async function writeSampleComplaints(desk: Desk, { units }: SampleOffice): Promise<void> {
  const homes = units.filter(({ kind }) => kind === 'residence' || kind === 'villa')
  const households = await householdsOf(desk)
  const clerk = await deskOf(desk, '林晓婷')
  const manager = await deskOf(desk, '黄国辉')
  const complaints = complaintsOf(homes, desk.clock.today())
  const known = new Map<string, number>()
  const happenings = complaints.flatMap((complaint): Happening[] => [
    { at: complaint.receivedAt, complaint, act: null },
    ...complaint.acts.map((act) => ({ at: act.at, complaint, act })),
  ])
  for (const { at, complaint, act } of happenings.sort((a, b) => a.at - b.at)) {
    const here = clerk(dayOf(at), timeOf(at))
    // Whoever opened the office that day saw what had gone up a level meanwhile.
    await escalateDue(here)
    if (act === null) known.set(complaint.key, await receive(here, complaint, households))
    else
      await take(
        act.event === 'judge' ? manager(dayOf(at), timeOf(at)) : here,
        known.get(complaint.key) ?? 0,
        act,
        complaint,
      )
  }
  await freshOnes(desk)
}

interface Happening {
  readonly at: Minute
  readonly complaint: SampleComplaint
  /** Null where it came in. */
  readonly act: ComplaintAct | null
}

async function receive(
  here: Desk,
  { household, story, key }: SampleComplaint,
  households: Households,
): Promise<number> {
  const caller = households.callerOf(household, here.clock.today(), key)
  const { kind, content, against } = story
  const { id } = await receiveComplaint(here, {
    unitId: households.unitId(household),
    place: '',
    personId: caller?.personId ?? null,
    caller: caller?.name ?? '',
    phone: caller?.phone ?? '',
    kind,
    content,
    against,
    requestKey: null,
  })
  return id
}

async function take(here: Desk, id: number, act: ComplaintAct, { story }: SampleComplaint): Promise<void> {
  if (act.event === 'call') {
    const due = await openReturnOf(here.db, 'complaint', id)
    if (due !== null) {
      await recordReturn(here, {
        ...act.call,
        id: due,
        version: await versionOf(here, 'return_due', due),
        requestKey: null,
      })
    }
    return
  }
  const version = await versionOf(here, 'complaint', id)
  if (act.event === 'judge') {
    await judgeComplaint(here, { id, version, isValid: false, reason: act.reason })
    return
  }
  const closes = act.event === 'close'
  await stepComplaint(here, {
    id,
    version,
    event: act.event,
    reason: '',
    reply: act.event === 'close' ? '' : act.reply,
    outcome: act.event === 'close' ? act.outcome : '',
    cause: closes ? story.cause : null,
    prevention: closes ? story.prevention : '',
  })
}

/** Complaints of the last days, at whatever they have come to. */
async function freshOnes(desk: Desk): Promise<void> {
  const today = desk.clock.today()
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
