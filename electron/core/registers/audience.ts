import { type RawBuilder, sql } from 'kysely'
import { addMonths, type DateText } from '../../contract/dates.ts'
import { DeskError } from '../../contract/errors.ts'
import type { ParticipantFilter } from '../../contract/registers.ts'
import { write } from '../audit/writer.ts'
import type { Db, Desk, Tx } from '../context.ts'
import { unitStandsIn } from '../estate/list.ts'
import { livedIn } from '../estate/occupancy.ts'
import { debtsOn } from '../fees/ledger.ts'
import { residentPhone } from '../residents/phones.ts'
import { hasTag } from '../residents/tags.ts'
import { readRecord, type StoredRecord } from './service.ts'

/** How many households are lived in where a notice goes; of these those with somebody so tagged, or that owe: its copies. */
export async function householdsReached(
  { db, clock }: Desk,
  { area, building, tag, owing }: { area: number | null; building: number | null; tag: string | null; owing: boolean },
): Promise<{ households: number }> {
  const today = clock.today()
  const place = unitStandsIn({ area: area ?? undefined, building: building ?? undefined })
  const debt = owing ? sql`AND unit.id IN (SELECT unit_id FROM ${debtsOn(today)} AS debt WHERE debt.owed > 0)` : sql``
  const tagged = tag ? sql`AND ${livedInBy(tag, today)}` : sql``
  const { rows } = await sql<{ households: number }>`SELECT count(*) AS households FROM unit
    WHERE unit.kind IN ('residence', 'villa', 'shop') AND ${livedIn(today)} AND ${place} ${tagged} ${debt}`.execute(db)
  return { households: rows[0]?.households ?? 0 }
}

/** Condition: somebody with the tag lives in the row `unit`. */
const livedInBy = (tag: string, date: DateText): RawBuilder<boolean> =>
  sql<boolean>`unit.id IN (SELECT residency.unit_id FROM residency JOIN person ON person.id = residency.person_id
    WHERE ${livesThere(date)} AND ${hasTag(tag)})`

/** Condition: the row `residency` holds on a day. */
const livesThere = (date: DateText): RawBuilder<boolean> =>
  sql<boolean>`(residency.from_on <= ${date} AND (residency.to_on IS NULL OR residency.to_on >= ${date})
    AND residency.role IN ('owner', 'tenant', 'family'))`

/**
 * Puts residents on the list of an event: of an area, of an age in whole years on its day, or one alone. Who is on it
 * already stays.
 * @returns how many were added
 * @throws DeskError `not-found`, `record-not-so` for one that is over
 */
export function inviteResidents(desk: Desk, id: number, filter: ParticipantFilter): Promise<{ added: number }> {
  return write(desk, async (writer) => {
    const event = await readRecord(writer.tx, id)
    if (event.register !== 'event' || event.state === 'cancelled') {
      throw new DeskError('record-not-so', { state: event.state })
    }
    const rows = await notYetInvited(writer.tx, event, filter)
    await writer.insertMany(
      'participant',
      rows.map((row) => ({ record_id: id, person_id: row.person_id, unit_id: row.unit_id, came: 0 })),
    )
    return { added: rows.length }
  })
}

/** How many `inviteResidents` would add. @throws DeskError `not-found` */
export async function inviteesOf({ db }: Desk, id: number, filter: ParticipantFilter): Promise<{ people: number }> {
  return { people: (await notYetInvited(db, await readRecord(db, id), filter)).length }
}

/** One person need not live there: whoever lets their home may come all the same. */
async function notYetInvited(
  db: Db | Tx,
  { id, on_date: date }: StoredRecord,
  { area, ageFrom, personId }: ParticipantFilter,
): Promise<readonly { person_id: number; unit_id: number }[]> {
  const bornBy = ageFrom === null ? null : addMonths(date, -12 * ageFrom)
  const whom = personId === null ? livedIn(date) : sql<boolean>`residency.person_id = ${personId}`
  const { rows } = await sql<{ person_id: number; unit_id: number }>`
    SELECT residency.person_id, min(residency.unit_id) AS unit_id FROM residency
      JOIN person ON person.id = residency.person_id JOIN unit ON unit.id = residency.unit_id
    WHERE ${livesThere(date)} AND ${whom} AND ${unitStandsIn({ area: area ?? undefined })}
      AND (${bornBy} IS NULL OR person.birth_on <= ${bornBy})
      AND residency.person_id NOT IN (SELECT person_id FROM participant WHERE record_id = ${id})
    GROUP BY residency.person_id ORDER BY min(unit.sort_key)`.execute(db)
  return rows
}

/** Takes somebody off the list. @throws StaleError, DeskError `participant-came` of one who has come, `record-not-so` */
export function uninvite(desk: Desk, id: number, version: number): Promise<number> {
  return write(desk, async (writer) => {
    const { came, state } = await invited(writer.tx, id)
    if (state === 'cancelled') throw new DeskError('record-not-so', { state })
    if (came === 1) throw new DeskError('participant-came')
    await writer.update('participant', id, version, {})
    await writer.remove('participant', id)
    return id
  })
}

async function invited(tx: Tx, id: number) {
  return tx
    .selectFrom('participant')
    .innerJoin('record', 'record.id', 'participant.record_id')
    .select(['record.on_date', 'record.state', 'participant.came'])
    .where('participant.id', '=', id)
    .executeTakeFirstOrThrow(() => new DeskError('not-found', { entity: 'participant', id }))
}

/** Who is on the list of an event, by where they live. */
export async function participantsOf(desk: Desk, id: number) {
  const rows = await desk.db
    .selectFrom('participant')
    .innerJoin('person', 'person.id', 'participant.person_id')
    .innerJoin('unit', 'unit.id', 'participant.unit_id')
    .select(['participant.id', 'participant.version', 'person.name', 'unit.display as unit', 'person.phone'])
    .select(['person.birth_on as birthOn', 'participant.came'])
    .where('record_id', '=', id)
    .orderBy('unit.sort_key')
    .orderBy('participant.id')
    .execute()
  return rows.map((row) => ({ ...row, phone: residentPhone(desk, row.phone), came: row.came === 1 }))
}

/** Notes who came. @throws StaleError, DeskError `event-ahead` before its day, `record-not-so` of one that is called off */
export function attend(desk: Desk, id: number, version: number, came: boolean): Promise<number> {
  return write(desk, async (writer) => {
    const { on_date: onDate, state } = await invited(writer.tx, id)
    if (state === 'cancelled') throw new DeskError('record-not-so', { state })
    if (came && onDate > desk.clock.today()) throw new DeskError('event-ahead', { date: onDate })
    await writer.update('participant', id, version, { came: came ? 1 : 0 })
    return id
  })
}
