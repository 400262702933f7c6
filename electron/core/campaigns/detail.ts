import type { CampaignAnswers, CampaignDetail, CampaignFilter, CampaignQuestion } from '../../contract/campaigns.ts'
import { momentInZone } from '../../contract/dates.ts'
import { DeskError } from '../../contract/errors.ts'
import type { Desk } from '../context.ts'

/** A campaign with its people and what they answered. @throws DeskError `not-found` */
export async function campaignDetail({ db, clock }: Desk, id: number): Promise<CampaignDetail> {
  const campaign = await db.selectFrom('campaign').selectAll().where('id', '=', id).executeTakeFirst()
  if (!campaign) throw new DeskError('not-found', { entity: 'campaign', id })
  const rows = await db
    .selectFrom('campaign_person')
    .innerJoin('unit', 'unit.id', 'campaign_person.unit_id')
    .selectAll('campaign_person')
    .select('unit.display as unit')
    .where('campaign_id', '=', id)
    .orderBy('campaign_person.id')
    .execute()
  const questions = JSON.parse(campaign.questions) as CampaignQuestion[]
  const answers = rows.flatMap((row) => (row.answers === null ? [] : [JSON.parse(row.answers) as CampaignAnswers]))
  return {
    id,
    version: campaign.version,
    name: campaign.name,
    purpose: campaign.purpose,
    state: campaign.state,
    filter: JSON.parse(campaign.filter) as CampaignFilter,
    askedBy: campaign.asked_by,
    approvedBy: campaign.approved_by,
    approvedOn: campaign.approved_on,
    startedOn: campaign.started_on,
    finishedOn: campaign.finished_on,
    results: questions.map((question, index) => resultOf(question, answers, index)),
    people: rows.map((row) => ({
      id: row.id,
      unitId: row.unit_id,
      unit: row.unit,
      name: row.name,
      phone: row.phone,
      state: row.state,
      attempts: row.attempts,
      callbackAt: row.callback_at === null ? null : momentInZone(new Date(row.callback_at), clock.zone),
    })),
  }
}

/** How often each grade or choice was given, or the words that were. */
export function resultOf(question: CampaignQuestion, answers: readonly CampaignAnswers[], index: number) {
  const given = answers.flatMap((one) => (one[index] === null || one[index] === undefined ? [] : [String(one[index])]))
  const keys =
    question.kind === 'grade' ? ['5', '4', '3', '2', '1'] : question.kind === 'choice' ? question.choices : []
  return {
    question,
    answered: given.length,
    counts: keys.map((key) => ({ key, count: given.filter((one) => one === key).length })),
    texts: question.kind === 'text' ? given.filter((one) => one.trim() !== '') : [],
  }
}

/** The calls made to one person so far. */
export function callsOf({ db, clock }: Desk, personId: number) {
  return db
    .selectFrom('campaign_call')
    .select(['attempt', 'at', 'actor_name as actor', 'outcome', 'note'])
    .where('campaign_person_id', '=', personId)
    .orderBy('attempt')
    .execute()
    .then((calls) => calls.map((call) => ({ ...call, at: momentInZone(new Date(call.at), clock.zone) })))
}
