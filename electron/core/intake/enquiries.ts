import { sql } from 'kysely'
import { momentInZone } from '../../contract/dates.ts'
import { refusal } from '../../contract/errors.ts'
import type { EnquiryFields } from '../../contract/intake.ts'
import type { ListRow } from '../../contract/lists.ts'
import type { EnquiryKind } from '../../contract/vocabulary.ts'
import { containsPattern } from '../../db/dialect.ts'
import { write } from '../audit/writer.ts'
import { nextOfDay } from '../calendar/dayNumber.ts'
import type { Desk } from '../context.ts'
import { unitMatches } from '../estate/list.ts'
import type { ListQuery, ListSource } from '../lists/source.ts'
import { shownPhone } from '../residents/phones.ts'

const letters: Readonly<Record<EnquiryKind, string>> = { enquiry: 'ZX', suggestion: 'JY' }

/**
 * Takes down an enquiry or a suggestion that is answered and closed on the spot. It is no job: no figure of jobs or
 * reports counts it.
 * @throws DeskError `answer-needed`
 */
export function answerCall(
  desk: Desk,
  { requestKey, ...fields }: EnquiryFields & { readonly requestKey: string | null },
): Promise<{ id: number; number: string }> {
  return write(desk, async (writer) => {
    const again =
      requestKey !== null &&
      (await writer.tx
        .selectFrom('enquiry')
        .select(['id', 'number'])
        .where('request_key', '=', requestKey)
        .executeTakeFirst())
    if (again) return again
    if (fields.kind === 'enquiry' && fields.answer === '') throw refusal({ code: 'answer-needed', field: 'answer' })
    const today = desk.clock.today()
    const number = await nextOfDay(writer.tx, 'enquiry', letters[fields.kind], today)
    const id = await writer.insert('enquiry', {
      number,
      kind: fields.kind,
      at: desk.clock.now().toISOString(),
      on_date: today,
      unit_id: fields.unitId,
      person_id: fields.personId,
      caller: fields.caller,
      phone: fields.phone,
      content: fields.content,
      answer: fields.answer,
      actor_name: desk.actor.name,
      request_key: requestKey,
    })
    return { id, number }
  })
}

/** Calls that were answered on the spot, the newest first. */
export const enquiriesSource: ListSource<'enquiries'> = {
  from(desk, filter) {
    let query = desk.db.selectFrom('enquiry') as unknown as ListQuery
    if (filter.kind !== undefined) query = query.where(sql.ref('enquiry.kind'), '=', filter.kind)
    if (filter.from !== undefined) query = query.where(sql.ref('enquiry.on_date'), '>=', filter.from)
    if (filter.to !== undefined) query = query.where(sql.ref('enquiry.on_date'), '<=', filter.to)
    const text = filter.text?.trim()
    if (text) {
      const found = containsPattern(text)
      query = query.where(
        sql<boolean>`(enquiry.number = ${text} OR enquiry.caller = ${text} OR enquiry.content LIKE ${found} ESCAPE '\\'
          OR enquiry.unit_id IN (SELECT unit.id FROM unit WHERE ${unitMatches(text)}))`,
      )
    }
    return query
  },
  select: (query) =>
    query
      .leftJoin('unit', (join) => join.on(sql<boolean>`unit.id = enquiry.unit_id`))
      .select([
        sql`enquiry.id`.as('id'),
        sql`enquiry.number`.as('number'),
        sql`enquiry.at`.as('at'),
        sql`enquiry.kind`.as('kind'),
        sql`unit.display`.as('unit'),
        sql`enquiry.unit_id`.as('unitId'),
        sql`enquiry.caller`.as('caller'),
        sql`enquiry.phone`.as('phone'),
        sql`enquiry.content`.as('content'),
        sql`enquiry.answer`.as('answer'),
        sql`enquiry.actor_name`.as('actor'),
      ]) as unknown as ListQuery,
  order: () => ({
    number: 'enquiry.number',
    at: 'enquiry.at',
    kind: 'enquiry.kind',
    unit: 'unit.sort_key',
    actor: 'enquiry.actor_name',
  }),
  defaultSort: [{ by: 'at', descending: true }],
  tieBreak: 'enquiry.id',
  row: (raw, desk) =>
    ({
      ...raw,
      at: momentInZone(new Date(String(raw.at)), desk.clock.zone),
      phone: shownPhone(desk, String(raw.phone), null),
    }) as unknown as ListRow<'enquiries'>,
}
