import { sql } from 'kysely'
import type { ListRow } from '../../contract/lists.ts'
import type { ListQuery, ListSource } from '../lists/source.ts'

/** How many people of a campaign have come to something. */
const peopleWhere = (condition: string) =>
  sql`(SELECT count(*) FROM campaign_person AS one WHERE one.campaign_id = campaign.id AND ${sql.raw(condition)})`

const people = peopleWhere('1 = 1')
const reached = peopleWhere(`one.state = 'reached'`)
const called = peopleWhere(`one.state <> 'open'`)
/** Per cent of the people about whom nothing is open any more; 0 before the start. */
const progress = sql`coalesce(100 * ${called} / nullif(${people}, 0), 0)`

/** Campaigns, the newest first. */
export const campaignsSource: ListSource<'campaigns'> = {
  from(desk, filter) {
    let query = desk.db.selectFrom('campaign') as unknown as ListQuery
    if (filter.state !== undefined) query = query.where(sql.ref('campaign.state'), '=', filter.state)
    const text = filter.text?.trim()
    if (text) {
      query = query.where(sql<boolean>`(instr(campaign.name, ${text}) > 0 OR instr(campaign.purpose, ${text}) > 0)`)
    }
    return query
  },
  select: (query) =>
    query.select([
      sql`campaign.id`.as('id'),
      sql`campaign.name`.as('name'),
      sql`campaign.purpose`.as('purpose'),
      sql`campaign.state`.as('state'),
      sql`campaign.asked_by`.as('askedBy'),
      sql`campaign.approved_by`.as('approvedBy'),
      sql`campaign.started_on`.as('startedOn'),
      sql`campaign.finished_on`.as('finishedOn'),
      people.as('people'),
      reached.as('reached'),
      progress.as('progress'),
    ]) as unknown as ListQuery,
  order: () => ({
    name: 'campaign.name',
    state: 'campaign.state',
    startedOn: 'campaign.started_on',
    finishedOn: 'campaign.finished_on',
  }),
  defaultSort: [{ by: 'startedOn', descending: true }],
  tieBreak: 'campaign.id',
  row: (raw) => raw as unknown as ListRow<'campaigns'>,
}
