import type { DateText } from '../../contract/dates.ts'
import { refusal } from '../../contract/errors.ts'
import type { CarParkMap, RegisterFields } from '../../contract/registers.ts'
import { type AuditedWriter, write } from '../audit/writer.ts'
import type { Db, Desk, Tx } from '../context.ts'
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
    .where((is) => is.or([is('to_on', '>=', fromOn), is('is_open', '=', 1)]))
    .executeTakeFirst()
  if (!other) return
  throw refusal({
    code: 'space-taken',
    field: 'spaceId',
    params: { number: other.number, holder: other.holder, to: other.to_on ?? '' },
  })
}

/** Every car park with its spaces, and who has each today. */
export async function carParks({ db, clock }: Desk): Promise<CarParkMap[]> {
  const spaces = await db
    .selectFrom('parking_space')
    .innerJoin('car_park', 'car_park.id', 'parking_space.car_park_id')
    .select(['car_park_id', 'car_park.name', 'parking_space.id', 'parking_space.code', 'parking_space.unit_id'])
    .orderBy('car_park.name')
    .orderBy('parking_space.sort_key')
    .execute()
  const lets = await standingLets(db, clock.today())
  return [...Map.groupBy(spaces, (space) => space.car_park_id).values()].map((own) => ({
    id: own[0]?.car_park_id ?? 0,
    name: own[0]?.name ?? '',
    spaces: own.map(({ id, code, unit_id: unitId }) => ({ id, code, unitId, let: lets.get(id) ?? null })),
  }))
}

/**
 * Who has each space on a day: a let that is past its end and not given back still does, and one that is renewed ahead
 * does until the renewal begins; then the renewal is shown, whose end counts and which can be given back.
 */
async function standingLets(db: Db, today: DateText) {
  const lets = await db
    .selectFrom('record')
    .select(['id', 'earlier_id', 'space_id', 'holder', 'code as plate', 'from_on', 'to_on as toOn'])
    .where('register', '=', 'parking-let')
    .where('cancelled_on', 'is', null)
    .where((is) => is.or([is('is_open', '=', 1), is.and([is('state', '=', 'ended'), is('to_on', '>=', today)])]))
    .orderBy('id')
    .execute()
  const renewals = new Map(lets.map((let_) => [let_.earlier_id, let_]))
  const standing = new Map<number | null, CarParkMap['spaces'][number]['let']>()
  for (const let_ of lets.filter(({ from_on }) => from_on !== null && from_on <= today)) {
    let last = let_
    for (let next = renewals.get(last.id); next; next = renewals.get(last.id)) last = next
    const { id, holder, plate, toOn } = last
    standing.set(let_.space_id, { id, holder, plate, toOn })
  }
  return standing
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
