import { unlinkSync } from 'node:fs'
import { sql } from 'kysely'
import { addDays } from '../contract/dates.ts'
import { DeskError } from '../contract/errors.ts'
import type { Actor, Clock, Desk } from '../core/context.ts'
import { ownersOn } from '../core/estate/list.ts'
import { saveZone } from '../core/estate/service.ts'
import { appointHandover, handoverDetail, recordHandover } from '../core/handover/service.ts'
import { markDays } from '../core/promises/service.ts'
import { sampleHolidays } from '../core/sample/holidays.ts'
import { sampleOffice } from '../core/sample/office.ts'
import { writeSettings } from '../core/settings/index.ts'
import { createStaff } from '../core/staff/service.ts'
import { openOffice } from '../db/open.ts'
import { writeSampleBooks } from './sampleBooks.ts'
import { writeSampleCampaigns } from './sampleCampaigns.ts'
import { writeSampleCleaning } from './sampleCleaning.ts'
import { writeSampleComplaints } from './sampleComplaints.ts'
import { writeSampleDraft } from './sampleDraft.ts'
import { writeSampleDunning } from './sampleDunning.ts'
import { writeSampleEquipment } from './sampleEquipment.ts'
import { writeSampleFees } from './sampleFees.ts'
import { writeSampleGrounds } from './sampleGrounds.ts'
import { writeSampleJobDesk } from './sampleJobDesk.ts'
import { writeSampleJobs } from './sampleJobs.ts'
import { writeSampleOtherFees } from './sampleOtherFees.ts'
import { writeSamplePeople, writeSampleTeam } from './samplePeople.ts'
import { writeSampleRegisters } from './sampleRegisters.ts'
import { writeSampleRequests } from './sampleRequests.ts'
import { writeSampleReturns } from './sampleReturns.ts'
import { importRows } from './sampleRows.ts'
import { writeSampleSignoff } from './sampleSignoff.ts'
import { writeSampleStores } from './sampleStores.ts'
import { writeSampleTargets } from './sampleTargets.ts'
import { writeSampleVisits } from './sampleVisits.ts'

/** The sample's 2025 is a whole year that is the reference exactly: it can be made from that year's last day on. */
export const sampleFrom = '2025-12-31'

/** Before that day the office had paper: what it took over are debts, prepayments and permits. */
const booksOpened = '2025-01-01'

const author: Actor = { id: null, name: '样例', roles: ['administrator'] }

/**
 * Writes the sample office through the ordinary roads: the import planner and writer, the staff use case.
 * @param file must not exist yet; is removed again where anything fails
 * @throws DeskError `sample-too-early` on a day before `sampleFrom`
 */
export async function createSampleOffice(file: string, clock: Clock): Promise<{ units: number; residents: number }> {
  if (clock.today() < sampleFrom) throw new DeskError('sample-too-early', { from: sampleFrom })
  const sample = sampleOffice(clock.today())
  const office = await openOffice(file, { create: true })
  const desk: Desk = { db: office.db, clock, actor: author }
  // A file that is not whole is removed, so its many small transactions need not wait for the disk one by one, and
  // nobody else looks at it meanwhile.
  office.sqlite.pragma('synchronous = OFF')
  office.sqlite.pragma('locking_mode = EXCLUSIVE')
  office.sqlite.pragma('wal_autocheckpoint = 20000')
  try {
    const recordsSince = {
      fees: booksOpened,
      daily: booksOpened,
      visits: booksOpened,
      maintenance: booksOpened,
      grounds: booksOpened,
    }
    await writeSettings(desk, { officeName: `${sample.estateName}物业服务中心`, sample: true, recordsSince })
    for (const member of sample.staff)
      await createStaff(desk, { name: member.name, roles: [member.role], secret: member.pin })
    await importRows(
      desk,
      'units',
      sample.units.map(({ areaCentiM2, ...unit }) => ({ ...unit, areaCenti: areaCentiM2 })),
    )
    await importRows(
      desk,
      'residents',
      sample.residents.map(({ plates, birthDate, from, to, ...resident }) => ({
        ...resident,
        birthOn: birthDate,
        fromOn: from,
        toOn: to,
        plates: plates.length > 0 ? plates.join(',') : null,
      })),
    )
    await layOutZones(desk)
    await writeSampleTargets(desk)
    for (const days of sampleHolidays) await markDays(desk, days)
    await writeSampleFees(desk)
    await writeSampleOtherFees(desk, sample.units)
    await writeSampleDunning(desk)
    await writeSampleJobs(desk, sample)
    await writeSampleComplaints(desk, sample)
    await writeSampleJobDesk(desk)
    await writeSampleVisits(desk, sample)
    await writeSampleReturns(desk)
    await writeSampleCampaigns(desk)
    await makeAppointments(desk)
    await writeSampleRegisters(desk)
    await writeSampleRequests(desk)
    await writeSampleEquipment(desk)
    await writeSampleCleaning(desk, sample)
    await writeSampleTeam(desk)
    await writeSampleGrounds(desk)
    await writeSampleStores(desk)
    await writeSamplePeople(desk)
    await writeSampleBooks(desk)
    await writeSampleDraft(desk)
    await writeSampleSignoff(desk)
    office.sqlite.pragma('synchronous = FULL')
    office.sqlite.pragma('wal_checkpoint(TRUNCATE)')
    await office.close()
  } catch (error) {
    await office.close()
    unlinkSync(file)
    throw error
  }
  return { units: sample.units.length, residents: sample.residents.length }
}

/** Two butler zones, so that every unit has a steward. */
async function layOutZones(desk: Desk): Promise<void> {
  const areas = await desk.db.selectFrom('area').select(['id', 'name']).execute()
  const steward = await desk.db
    .selectFrom('staff_role')
    .select('staff_id')
    .where('role', '=', 'front-desk')
    .executeTakeFirst()
  const zones = { 第一片区: ['AC区', '别墅区'], 第二片区: ['B区', 'DC区'] }
  for (const [name, names] of Object.entries(zones)) {
    const areaIds = areas.filter((area) => names.includes(area.name)).map((area) => area.id)
    await saveZone(desk, { id: null, version: 0, name, stewardId: steward?.staff_id ?? null, areaIds })
  }
}

/** Appointments of the week to come, with owners whose units are not handed over yet; the nearest is being inspected. */
async function makeAppointments(desk: Desk): Promise<void> {
  const today = desk.clock.today()
  const due = await desk.db
    .selectFrom('unit')
    .select('unit.id')
    .select(ownersOn(today).as('owner'))
    .where('handed_over_on', 'is', null)
    .where('ready_on', '<=', today)
    .where('due_on', 'is not', null)
    .where('kind', '=', 'residence')
    .where('sold_on', '<=', today)
    .where(sql<boolean>`unit.id NOT IN (SELECT unit_id FROM lease)`)
    .orderBy('due_on', 'desc')
    .orderBy('sort_key')
    .limit(appointments.length)
    .execute()
  for (const [index, { id: unitId, owner }] of due.entries()) {
    const { days, time } = appointments[index] as (typeof appointments)[number]
    const id = await appointHandover(desk, {
      unitId,
      appointedOn: addDays(today, days),
      appointedTime: time,
      receiver: owner ?? '',
    })
    if (index === 0) await beginInspection(desk, id)
  }
}

const appointments = [
  { days: 0, time: '14:30' },
  { days: 1, time: '09:30' },
  { days: 3, time: '15:00' },
  { days: 6, time: '10:00' },
] as const

async function beginInspection(desk: Desk, id: number): Promise<void> {
  const { version, items, appointedOn, appointedTime, receiver } = await handoverDetail(desk, id)
  const inspections = items.filter((item) => item.kind === 'inspection')
  await recordHandover(desk, id, version, {
    appointedOn,
    appointedTime,
    receiver,
    keys: 0,
    note: '',
    items: inspections.slice(0, 4).map((item, index) => ({
      id: item.id,
      result: index === 1 ? 'defect' : 'ok',
      note: index === 1 ? '主卧推拉窗限位松动' : '',
    })),
  })
}
