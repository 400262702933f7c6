import { sql } from 'kysely'
import type { AppraisalMonth, AppraisalRow, DeskFigures, Scheme } from '../../contract/appraisal.ts'
import { lastOfMonth, momentInZone } from '../../contract/dates.ts'
import type { RateCounts } from '../../contract/watch.ts'
import type { Db, Desk, Tx } from '../context.ts'
import { everybodyOn, type PersonOn, peopleIn, seesPay } from '../staff/people.ts'
import { ratesOf } from '../watch/rates.ts'
import { exactScore, missingSources, payOf, shownScore } from './rules.ts'
import { listSchemes, schemeOf } from './schemes.ts'

/** A month of appraisal as the actor may see it: pay for managers and administrators; others their own given and got. */
export async function appraisalMonth(desk: Desk, month: string): Promise<AppraisalMonth> {
  const { db } = desk
  const scheme = schemeOf(await listSchemes(db), month)
  const steps = await stepsOf(db, month)
  const isClosed = steps.findLast((step) => step.kind !== 'star')?.kind === 'closed'
  const figures = await figuresOf(desk, month)
  const computed = isClosed ? await closedRows(db, month, scheme) : await monthRows(db, month, scheme)
  const rows = computed.map((row) => ({ ...row, desk: figures(row.name) }))
  const star = steps.findLast((step) => step.kind === 'star')
  const seesAll = seesPay(desk)
  return {
    month,
    scheme,
    state: isClosed ? 'closed' : 'open',
    rows: seesAll ? rows : rows.map((row) => masked(row, desk.actor.id)),
    star: star?.staff_id
      ? {
          staffId: star.staff_id,
          name: star.name ?? '',
          reason: star.reason,
          onDate: star.on_date,
          by: star.actor_name,
        }
      : null,
    proposed: seesAll ? highest(rows) : [],
    steps: steps.map(({ id, kind, at, actor_name, reason, name }) => ({
      id,
      kind,
      at: momentInZone(new Date(at), desk.clock.zone),
      actor: actor_name,
      reason,
      name: name ?? '',
    })),
    seesAll,
  }
}

/** What somebody who may not see pay is shown of a row: all of it but pay where it is their own, else the scores they gave. */
function masked(row: AppraisalRow, actorId: number | null): AppraisalRow {
  const isOwn = row.staffId === actorId
  return {
    ...row,
    pay: null,
    rewards: isOwn ? row.rewards : null,
    penalties: isOwn ? row.penalties : null,
    scoreCenti: isOwn ? row.scoreCenti : null,
    missing: isOwn ? row.missing : [],
    desk: isOwn ? row.desk : null,
    sources: row.sources.map(({ sourceId, scores }) => ({
      sourceId,
      scores: scores.filter((score) => score.scorerId === actorId),
    })),
  }
}

/** Whoever has the highest score; several where they share it. */
function highest(rows: readonly AppraisalRow[]): { staffId: number; name: string }[] {
  const best = Math.max(...rows.map((row) => row.scoreCenti ?? -1))
  if (best < 0) return []
  return rows.filter((row) => row.scoreCenti === best).map(({ staffId, name }) => ({ staffId, name }))
}

/** Everybody who worked in the month, with what their scores come to by now. */
export async function monthRows(db: Db | Tx, month: string, scheme: Scheme): Promise<AppraisalRow[]> {
  const people = await peopleIn(db, `${month}-01`, lastOfMonth(month))
  return rowsOf(
    db,
    month,
    scheme,
    people.filter((person) => person.postId !== null),
  )
}

/** Everybody whose result was kept when the month was closed, whatever has become of them since. */
async function closedRows(db: Db, month: string, scheme: Scheme): Promise<AppraisalRow[]> {
  const kept = await keptResults(db, month)
  const people = (await everybodyOn(db, lastOfMonth(month))).filter((person) => kept.has(person.id))
  return (await rowsOf(db, month, scheme, people)).map((row) => ({ ...row, ...kept.get(row.staffId) }))
}

async function rowsOf(
  db: Db | Tx,
  month: string,
  scheme: Scheme,
  people: readonly PersonOn[],
): Promise<AppraisalRow[]> {
  const given = await db
    .selectFrom('appraisal_score')
    .innerJoin('staff', 'staff.id', 'appraisal_score.scorer_id')
    .selectAll('appraisal_score')
    .select('staff.name as scorer')
    .where('month', '=', month)
    .orderBy('appraisal_score.id')
    .execute()
  const byPerson = Map.groupBy(given, (score) => score.staff_id)
  const money = await rewardsIn(db, `${month}-01`, lastOfMonth(month))
  return people.map((person) => {
    const own = byPerson.get(person.id) ?? []
    const sources = scheme.sources.map(({ id }) => ({
      sourceId: id,
      scores: own
        .filter((score) => score.source_id === id)
        .map((score) => ({
          id: score.id,
          version: Number(score.version),
          scorerId: score.scorer_id,
          scorer: score.scorer,
          scoreCenti: score.score_centi,
        })),
    }))
    return { ...resultOf(person, scheme, sources), ...(money.get(person.id) ?? { rewards: 0, penalties: 0 }) }
  })
}

function resultOf(
  { id, name, post, department, salary, share: ownShare }: PersonOn,
  scheme: Scheme,
  sources: AppraisalRow['sources'],
): AppraisalRow {
  const scores = new Map(sources.map((one) => [one.sourceId, one.scores.map((score) => score.scoreCenti)]))
  const exact = exactScore(scheme.sources, scores)
  const share = ownShare ?? scheme.share
  return {
    staffId: id,
    name,
    post,
    department,
    sources,
    scoreCenti: exact && shownScore(exact),
    missing: missingSources(scheme.sources, scores),
    pay: { salary, share, amount: exact && payOf(salary, share, exact) },
    rewards: 0,
    penalties: 0,
    desk: null,
  }
}

/** Fen of rewards and of penalties by person that stand today, of a spell. */
async function rewardsIn(db: Db | Tx, from: string, to: string) {
  const rows = await db
    .selectFrom('reward')
    .select('staff_id')
    .select(sql<number>`sum(CASE WHEN kind = 'reward' THEN amount ELSE 0 END)`.as('rewards'))
    .select(sql<number>`sum(CASE WHEN kind = 'penalty' THEN amount ELSE 0 END)`.as('penalties'))
    .where('on_date', '>=', from)
    .where('on_date', '<=', to)
    .where('cancelled_on', 'is', null)
    .groupBy('staff_id')
    .execute()
  return new Map(rows.map(({ staff_id, rewards, penalties }) => [staff_id, { rewards, penalties }]))
}

/** Results of a closed month, as they were closed. */
async function keptResults(db: Db, month: string) {
  const rows = await db.selectFrom('appraisal_result').selectAll().where('month', '=', month).execute()
  return new Map(
    rows.map((row) => [
      row.staff_id,
      {
        post: row.post,
        scoreCenti: row.score_centi,
        pay: {
          salary: row.salary ?? 0,
          share: { part: row.share_part ?? 0, of: row.share_of ?? 1 },
          amount: row.pay,
        },
        rewards: row.rewards,
        penalties: row.penalties,
      },
    ]),
  )
}

/** What happened to a month: stars, closings, reopenings, in order. */
export function stepsOf(db: Db | Tx, month: string) {
  return db
    .selectFrom('appraisal_step')
    .leftJoin('staff', 'staff.id', 'appraisal_step.staff_id')
    .selectAll('appraisal_step')
    .select('staff.name')
    .where('month', '=', month)
    .orderBy('appraisal_step.id')
    .execute()
}

/** The service board's numbers of a month, by name: of somebody's own jobs, else of the places they are steward of. */
async function figuresOf(desk: Desk, month: string): Promise<(name: string) => DeskFigures | null> {
  const spell = { from: `${month}-01`, to: lastOfMonth(month) }
  const byName = async (by: 'worker' | 'steward') =>
    new Map((await ratesOf(desk, { ...spell, by })).groups.map((group) => [group.key, group]))
  const [workers, stewards] = [await byName('worker'), await byName('steward')]
  return (name) => {
    const counts = workers.get(name) ?? stewards.get(name)
    return counts ? deskFigures(counts) : null
  }
}

function deskFigures(counts: RateCounts): DeskFigures {
  return {
    inTime: { met: counts.finishMet, due: counts.finishDue },
    returns: { met: counts.returnsMade, due: counts.returnsDue },
    satisfied: { met: counts.satisfied, due: counts.returnsMade },
  }
}
