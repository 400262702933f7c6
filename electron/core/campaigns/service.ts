import { type RawBuilder, sql } from 'kysely'
import type {
  CampaignAnswers,
  CampaignCall,
  CampaignFields,
  CampaignFilter,
  CampaignQuestion,
} from '../../contract/campaigns.ts'
import { addMonths, type DateText, momentInZone, momentOf } from '../../contract/dates.ts'
import { DeskError, type Problem, refusal } from '../../contract/errors.ts'
import { mostAttempts } from '../../contract/returnWords.ts'
import { type AuditedWriter, type Row, write } from '../audit/writer.ts'
import { isValidOn } from '../complaints/standing.ts'
import type { Db, Desk, Tx } from '../context.ts'
import { unitStandsIn } from '../estate/list.ts'
import { isOccupied } from '../estate/occupancy.ts'
import { owedByUnit } from '../fees/ledger.ts'
import { hasTag } from '../residents/tags.ts'
import { stateAfter } from '../returns/rules.ts'

/** Drafts a campaign; somebody else approves it. */
export function draftCampaign(desk: Desk, fields: CampaignFields): Promise<number> {
  return write(desk, (writer) =>
    writer.insert('campaign', {
      name: fields.name,
      purpose: fields.purpose,
      questions: JSON.stringify(fields.questions),
      filter: JSON.stringify(fields.filter),
      state: 'draft',
      asked_by: desk.actor.name,
      approved_by: null,
      approved_on: null,
      started_on: null,
      finished_on: null,
    }),
  )
}

/** @throws StaleError; DeskError `campaign-not-so`, `campaign-own` */
export function approveCampaign(desk: Desk, id: number, version: number): Promise<number> {
  return write(desk, async (writer) => {
    const campaign = await readCampaign(writer, id, version, 'draft')
    if (campaign.asked_by === desk.actor.name) throw refusal({ code: 'campaign-own', field: 'approvedBy' })
    const patch = { state: 'approved', approved_by: desk.actor.name, approved_on: desk.clock.today() }
    await writer.update('campaign', id, version, patch)
    return id
  })
}

/**
 * Starts it: whoever the filter finds today is its list, with the phone of today, and stays so.
 * @returns how many people that are
 * @throws StaleError; DeskError `campaign-not-so`, `campaign-nobody`
 */
export function startCampaign(desk: Desk, id: number, version: number): Promise<number> {
  return write(desk, async (writer) => {
    const campaign = await readCampaign(writer, id, version, 'approved')
    const filter = JSON.parse(campaign.filter) as CampaignFields['filter']
    const today = desk.clock.today()
    const people = await peopleOf(writer.tx, filter, today).execute()
    if (people.length === 0) throw refusal({ code: 'campaign-nobody', field: 'filter' })
    await writer.update('campaign', id, version, { state: 'running', started_on: today })
    await writer.append(
      'campaign_person',
      people.map((person): Row => ({ ...person, campaign_id: id })),
    )
    return people.length
  })
}

/** Whom a filter finds on a day: everybody with a phone who lives in, or owns, a unit it asks for. */
function peopleOf(db: Db | Tx, filter: CampaignFilter, today: DateText) {
  let query = db
    .selectFrom('residency')
    .innerJoin('person', 'person.id', 'residency.person_id')
    .innerJoin('unit', 'unit.id', 'residency.unit_id')
    .select(['person.id as person_id', 'person.name', 'person.phone'])
    // Somebody with several units is called once, about the first of them.
    .select(sql<number>`min(residency.unit_id)`.as('unit_id'))
    .where('person.phone', '<>', '')
    .where('residency.from_on', '<=', today)
    .where(sql<boolean>`(residency.to_on IS NULL OR residency.to_on >= ${today})`)
    .where(unitStandsIn(filter))
    .groupBy(['person.id', 'person.name', 'person.phone'])
    .orderBy('unit_id')
    .orderBy('person.id')
  if (filter.role !== undefined) query = query.where('residency.role', '=', filter.role)
  if (filter.elderly) query = query.where('person.birth_on', '<=', addMonths(today, -60 * 12))
  if (filter.owing) query = query.where(sql<boolean>`${owedByUnit(today)} > 0`)
  if (filter.clientClass !== undefined) query = query.where('person.client_class', '=', filter.clientClass)
  if (filter.tag !== undefined) {
    query = query.where(hasTag(filter.tag))
  }
  for (const condition of unitConditions(filter, today)) query = query.where(condition)
  return query
}

/** What a filter asks of the row `unit`, as of a day. */
function unitConditions(filter: CampaignFilter, today: DateText): RawBuilder<boolean>[] {
  const { occupancy, movedInSince, complainedWithin, notVisitedFor, jobWithin } = filter
  const conditions: RawBuilder<boolean>[] = []
  if (occupancy !== undefined) conditions.push(isOccupied(occupancy, today, 'sets'))
  if (movedInSince !== undefined) {
    conditions.push(sql<boolean>`unit.id IN (SELECT stay.unit_id FROM stay WHERE stay.moved_in_on >= ${movedInSince}
      AND stay.moved_in_on <= ${today} AND (stay.moved_out_on IS NULL OR stay.moved_out_on > ${today}))`)
  }
  if (complainedWithin !== undefined) {
    conditions.push(sql<boolean>`unit.id IN (SELECT complaint.unit_id FROM complaint WHERE ${isValidOn(today)}
      AND complaint.received_on >= ${addMonths(today, -complainedWithin)} AND complaint.received_on <= ${today})`)
  }
  if (notVisitedFor !== undefined) {
    conditions.push(sql<boolean>`NOT EXISTS (SELECT 1 FROM visit WHERE visit.unit_id = unit.id AND visit.result = 'met'
      AND visit.on_date > ${addMonths(today, -notVisitedFor)} AND visit.on_date <= ${today})`)
  }
  if (jobWithin !== undefined) {
    conditions.push(sql<boolean>`EXISTS (SELECT 1 FROM job WHERE job.unit_id = unit.id AND job.state <> 'cancelled'
      AND job.registered_on >= ${addMonths(today, -jobWithin)} AND job.registered_on <= ${today})`)
  }
  return conditions
}

/** How many people a filter finds today. */
export async function countPeople({ db, clock }: Desk, filter: CampaignFilter): Promise<number> {
  return (await peopleOf(db, filter, clock.today()).execute()).length
}

/** Whom to call next: who has been tried least, and nobody before the time they asked for. */
export async function nextPerson({ db, clock }: Desk, campaignId: number) {
  return db
    .selectFrom('campaign_person')
    .innerJoin('unit', 'unit.id', 'campaign_person.unit_id')
    .selectAll('campaign_person')
    .select('unit.display as unit')
    .where('campaign_id', '=', campaignId)
    .where('campaign_person.state', '=', 'open')
    .where(sql<boolean>`(callback_at IS NULL OR callback_at <= ${clock.now().toISOString()})`)
    .orderBy('campaign_person.attempts')
    .orderBy('campaign_person.id')
    .executeTakeFirst()
}

/**
 * Records one call of a running campaign.
 * @throws StaleError; DeskError `not-found`, `campaign-not-so`, `return-finished`, `return-invalid`
 */
export function recordCampaignCall(
  desk: Desk,
  call: CampaignCall & { readonly id: number; readonly version: number; readonly requestKey: string | null },
): Promise<number> {
  return write(desk, async (writer) => {
    const again =
      call.requestKey !== null &&
      (await writer.tx
        .selectFrom('campaign_call')
        .select('campaign_person_id as id')
        .where('request_key', '=', call.requestKey)
        .executeTakeFirst())
    if (again) return again.id
    const person = await writer.tx
      .selectFrom('campaign_person')
      .selectAll()
      .where('id', '=', call.id)
      .executeTakeFirst()
    if (!person) throw new DeskError('not-found', { entity: 'campaign_person', id: call.id })
    await writer.update('campaign_person', person.id, call.version, {})
    const campaign = await readCampaign(writer, person.campaign_id, null, 'running')
    if (person.state !== 'open') throw new DeskError('return-finished', { state: person.state })
    const attempt = person.attempts + 1
    const now = momentInZone(desk.clock.now(), desk.clock.zone)
    const problems = callProblems(call, attempt, now, JSON.parse(campaign.questions) as CampaignQuestion[])
    if (problems.length > 0) throw new DeskError('return-invalid', {}, problems)
    await writer.update('campaign_person', person.id, call.version, {
      attempts: attempt,
      state: stateAfter(call.outcome, attempt),
      callback_at: call.outcome === 'callback' ? isoOf(call.callbackAt, desk.clock.zone) : null,
      answers: call.outcome === 'reached' ? JSON.stringify(call.answers) : null,
    })
    await writer.insert('campaign_call', {
      campaign_person_id: person.id,
      attempt,
      at: desk.clock.now().toISOString(),
      on_date: desk.clock.today(),
      actor_name: desk.actor.name,
      outcome: call.outcome,
      note: call.note,
      request_key: call.requestKey,
    })
    return person.id
  })
}

/** What is wrong with a call before it is recorded. */
export function callProblems(
  call: CampaignCall,
  attempt: number,
  now: string,
  questions: readonly CampaignQuestion[],
): Problem[] {
  if (call.outcome === 'callback') {
    if (attempt >= mostAttempts) return [{ code: 'return-last-attempt', field: 'outcome' }]
    if (call.callbackAt === null) return [{ code: 'callback-without-time', field: 'callbackAt' }]
    return call.callbackAt <= now ? [{ code: 'callback-in-past', field: 'callbackAt', params: { now } }] : []
  }
  if (call.outcome !== 'reached') return []
  return fits(call.answers, questions) ? [] : [{ code: 'campaign-answers', field: 'answers' }]
}

/** True where every answer is one its question knows. */
function fits(answers: CampaignAnswers, questions: readonly CampaignQuestion[]): boolean {
  return (
    answers.length === questions.length &&
    questions.every((question, index) => {
      const answer = answers[index] ?? null
      if (answer === null) return true
      if (question.kind === 'grade') return typeof answer === 'number' && answer >= 1 && answer <= 5
      if (question.kind === 'choice') return typeof answer === 'string' && question.choices.includes(answer)
      return typeof answer === 'string'
    })
  )
}

/** Ends it; who was not called by then stays uncalled. @throws StaleError; DeskError `campaign-not-so` */
export function finishCampaign(desk: Desk, id: number, version: number): Promise<number> {
  return write(desk, async (writer) => {
    await readCampaign(writer, id, version, 'running')
    await writer.update('campaign', id, version, { state: 'finished', finished_on: desk.clock.today() })
    return id
  })
}

async function readCampaign(writer: AuditedWriter, id: number, version: number | null, state: string) {
  const campaign = await writer.tx.selectFrom('campaign').selectAll().where('id', '=', id).executeTakeFirst()
  if (!campaign) throw new DeskError('not-found', { entity: 'campaign', id })
  if (version !== null) await writer.update('campaign', id, version, {})
  if (campaign.state !== state) throw new DeskError('campaign-not-so', { state: campaign.state })
  return campaign
}

function isoOf(shown: string | null, zone: string): string | null {
  if (shown === null) return null
  const minutes = Number(shown.slice(11, 13)) * 60 + Number(shown.slice(14, 16))
  return new Date(momentOf(shown.slice(0, 10), minutes, zone)).toISOString()
}
