import { sql } from 'kysely'
import { refusal } from '../../contract/errors.ts'
import type { CarParkMap, RegisterFields } from '../../contract/registers.ts'
import { type AuditedWriter, write } from '../audit/writer.ts'
import type { Desk, Tx } from '../context.ts'
import { sortKeyOf } from '../estate/naming.ts'

/** A space is let to one at a time. @throws DeskError `space-taken` at the space */
export async function refuseTakenSpace(tx: Tx, fields: RegisterFields, own: number | null): Promise<void> {
  const { spaceId, fromOn, toOn } = fields
  const other = await tx
    .selectFrom('record')
    .select(['number', 'holder', 'to_on'])
    .where('register', '=', 'parking-let')
    .where('space_id', '=', spaceId)
    .where('cancelled_on', 'is', null)
    .where('id', '<>', own ?? 0)
    .where('from_on', '<=', toOn ?? '9999')
    // One that is past its end and was not given back is still there.
    .where((is) => is.or([is('to_on', '>=', fromOn), is('to_on', 'is', null), is('is_open', '=', 1)]))
    .executeTakeFirst()
  if (!other) return
  throw refusal({
    code: 'space-taken',
    field: 'spaceId',
    params: { number: other.number, holder: other.holder, to: other.to_on ?? '' },
  })
}

/** Every car park with its spaces, and who has each today: a let that is past its end and not given back still does. */
export async function carParks({ db, clock }: Desk): Promise<CarParkMap[]> {
  const { rows } = await sql<{
    carParkId: number
    name: string
    id: number
    code: string
    unitId: number | null
    letId: number | null
    holder: string
    plate: string
    toOn: string | null
  }>`
    SELECT car_park.id AS "carParkId", car_park.name, parking_space.id, parking_space.code,
      parking_space.unit_id AS "unitId", record.id AS "letId", record.holder, record.code AS plate, record.to_on AS "toOn"
    FROM car_park JOIN parking_space ON parking_space.car_park_id = car_park.id
    LEFT JOIN record ON record.id = (SELECT max(one.id) FROM record AS one WHERE one.space_id = parking_space.id
      AND one.register = 'parking-let' AND one.is_open = 1 AND one.from_on <= ${clock.today()})
    ORDER BY car_park.name, parking_space.sort_key`.execute(db)
  return [...Map.groupBy(rows, (row) => row.carParkId).values()].map((own) => ({
    id: own[0]?.carParkId ?? 0,
    name: own[0]?.name ?? '',
    spaces: own.map(({ id, code, unitId, letId, holder, plate, toOn }) => ({
      id,
      code,
      unitId,
      let: letId === null ? null : { id: letId, holder, plate, toOn },
    })),
  }))
}

/** Adds numbered spaces to a car park, which is made where it is new; those it has already stay. */
export function addSpaces(
  desk: Desk,
  { carPark, prefix, from, to }: { carPark: string; prefix: string; from: number; to: number },
): Promise<{ added: number }> {
  if (to < from) throw refusal({ code: 'end-before-start', field: 'to', params: { start: from, end: to } })
  return write(desk, async (writer) => {
    const parkId = await carParkOf(writer, carPark)
    const known = await writer.tx.selectFrom('parking_space').select('code').where('car_park_id', '=', parkId).execute()
    const taken = new Set(known.map(({ code }) => code))
    const codes = Array.from({ length: to - from + 1 }, (_, index) => `${prefix}${from + index}`)
    const fresh = codes.filter((code) => !taken.has(code))
    await writer.insertMany(
      'parking_space',
      fresh.map((code) => ({ car_park_id: parkId, code, sort_key: sortKeyOf(code), unit_id: null })),
    )
    return { added: fresh.length }
  })
}

async function carParkOf(writer: AuditedWriter, name: string): Promise<number> {
  const known = await writer.tx.selectFrom('car_park').select('id').where('name', '=', name).executeTakeFirst()
  return known?.id ?? writer.insert('car_park', { name })
}
