import type { CampaignQuestion } from '../../contract/campaigns.ts'
import { mostAttempts, type ReturnOutcome, type ReturnState } from '../../contract/returnWords.ts'
import type { Desk } from '../context.ts'
import { shownPhone } from '../residents/phones.ts'

/** One person of a campaign, with the answers of the call that reached them. */
interface Called {
  readonly campaign: string
  readonly unit: string
  readonly name: string
  readonly phone: string
  readonly state: ReturnState
  readonly answers: readonly { readonly question: string; readonly answer: string | number | null }[]
}

/** What came by a day of the campaigns that began in a year: each with its counts, and everybody who was reached. */
export async function campaignResults(desk: Desk, year: number, asOf: string) {
  const { db } = desk
  const campaigns = await db
    .selectFrom('campaign')
    .selectAll()
    .where('started_on', '>=', `${year}-01-01`)
    .where('started_on', '<=', asOf < `${year}-12-31` ? asOf : `${year}-12-31`)
    .orderBy('started_on')
    .orderBy('id')
    .execute()
  const people: Called[] = []
  const counts = []
  for (const campaign of campaigns) {
    const questions = JSON.parse(campaign.questions) as CampaignQuestion[]
    const rows = await db
      .selectFrom('campaign_person')
      .innerJoin('unit', 'unit.id', 'campaign_person.unit_id')
      .select(['campaign_person.id', 'unit.display as unit', 'campaign_person.name', 'campaign_person.phone'])
      .select('campaign_person.answers')
      .where('campaign_id', '=', campaign.id)
      .orderBy('campaign_person.id')
      .execute()
    const calls = await db
      .selectFrom('campaign_call')
      .innerJoin('campaign_person', 'campaign_person.id', 'campaign_call.campaign_person_id')
      .select(['campaign_call.campaign_person_id', 'campaign_call.outcome'])
      .where('campaign_person.campaign_id', '=', campaign.id)
      .where('campaign_call.on_date', '<=', asOf)
      .orderBy('campaign_call.id')
      .execute()
    const callsOf = Map.groupBy(calls, (call) => call.campaign_person_id)
    const called = rows.map((row): Called => {
      const own = callsOf.get(row.id) ?? []
      const isReached = own.some((call) => call.outcome === 'reached')
      const given = JSON.parse((isReached && row.answers) || '[]') as (string | number | null)[]
      return {
        campaign: campaign.name,
        unit: row.unit,
        name: row.name,
        phone: shownPhone(desk, row.phone, null),
        state: stateOf(own.map((call) => call.outcome)),
        answers: questions.map((question, index) => ({ question: question.text, answer: given[index] ?? null })),
      }
    })
    const of = (state: ReturnState) => called.filter((one) => one.state === state).length
    people.push(...called)
    counts.push({
      name: campaign.name,
      startedOn: campaign.started_on,
      people: called.length,
      reached: of('reached'),
      unreachable: of('unreachable'),
      refused: of('refused'),
      open: of('open'),
      calls: calls.length,
    })
  }
  return { campaigns: counts, people }
}

/** Where somebody stands after these calls. */
function stateOf(outcomes: readonly ReturnOutcome[]): ReturnState {
  if (outcomes.includes('reached')) return 'reached'
  if (outcomes.includes('refused')) return 'refused'
  return outcomes.length >= mostAttempts ? 'unreachable' : 'open'
}
