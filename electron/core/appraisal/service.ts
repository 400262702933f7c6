import type { Scheme, ScoreFields } from '../../contract/appraisal.ts'
import { addDays, lastOfMonth } from '../../contract/dates.ts'
import { DeskError, refusal } from '../../contract/errors.ts'
import { write } from '../audit/writer.ts'
import type { Desk, Tx } from '../context.ts'
import { type PersonOn, peopleIn, seesPay } from '../staff/people.ts'
import { isClosed } from './closed.ts'
import { monthRows } from './month.ts'
import { listSchemes, schemeOf } from './schemes.ts'

/** One score of a month, as `ScoreFields` without it. */
export type GivenScore = Omit<ScoreFields, 'month'>

/** Scores somebody from a source, 0 to 100, as `giveScores` does. */
export async function giveScore(desk: Desk, { month, ...score }: ScoreFields): Promise<number> {
  const [id] = await giveScores(desk, month, [score])
  return id ?? 0
}

/**
 * Enters scores of a month, all or none. Nobody scores themselves; a supervisor's score is a manager's; another
 * department's comes from another department, and two of them from two people of two departments; but of peers each
 * source is scored once. Managers enter the scores of
 * those who do not sign in.
 * @throws StaleError; DeskError `appraisal-closed`, `month-ahead`, `score-self`, `score-not-yours`,
 *   `score-department`, `score-given`, `score-twice`, `not-found`
 */
export async function giveScores(desk: Desk, month: string, scores: readonly GivenScore[]): Promise<number[]> {
  for (const { staffId, scorerId } of scores) {
    if (staffId === scorerId || staffId === desk.actor.id) throw refusal({ code: 'score-self', field: 'scorerId' })
  }
  return write(desk, async (writer) => {
    const scheme = await openScheme(writer.tx, desk, month)
    const people = await peopleIn(writer.tx, `${month}-01`, lastOfMonth(month))
    const given = await writer.tx
      .selectFrom('appraisal_score')
      .select(['id', 'staff_id', 'source_id', 'scorer_id'])
      .where('month', '=', month)
      .execute()
    const ids: number[] = []
    for (const score of scores) {
      const source = scheme.sources.find((one) => one.id === score.sourceId)
      if (!source) throw new DeskError('not-found', { entity: 'appraisal_source', id: score.sourceId })
      refuseScorer(desk, source, personIn(people, score.staffId), personIn(people, score.scorerId))
      const row = { score_centi: score.scoreCenti, on_date: desk.clock.today(), actor_name: desk.actor.name }
      const same = given.filter((one) => one.staff_id === score.staffId && one.source_id === score.sourceId)
      const own = same.find((one) => one.scorer_id === score.scorerId)
      if (own) {
        await writer.update('appraisal_score', own.id, score.version, row)
        ids.push(own.id)
        continue
      }
      if (same.length > 0 && source.kind !== 'peer') {
        throw refusal({ code: 'score-given', field: 'scorerId', params: { source: source.name } })
      }
      const key = { staff_id: score.staffId, source_id: score.sourceId, scorer_id: score.scorerId }
      if (source.kind === 'department') refuseSameDepartment(scheme, people, given, key)
      const id = await writer.insert('appraisal_score', { month, ...key, ...row })
      given.push({ id, ...key })
      ids.push(id)
    }
    return ids
  })
}

function refuseScorer(desk: Desk, source: Scheme['sources'][number], person: PersonOn, scorer: PersonOn): void {
  const maySupervise = seesPay(desk)
  const enters = scorer.id === desk.actor.id || (maySupervise && !scorer.signsIn)
  if (!enters || (source.kind === 'supervisor' && !maySupervise)) {
    throw refusal({ code: 'score-not-yours', field: 'scorerId', params: { name: scorer.name } })
  }
  if (source.kind === 'department' && scorer.department === person.department) {
    throw refusal({ code: 'score-department', field: 'scorerId', params: { name: scorer.name } })
  }
}

interface ScoreKey {
  readonly staff_id: number
  readonly source_id: number
  readonly scorer_id: number
}

/** Two other departments are two views: neither one person's twice nor one department's. @throws DeskError `score-twice` */
function refuseSameDepartment(
  scheme: Scheme,
  people: readonly PersonOn[],
  given: readonly ScoreKey[],
  { staff_id, source_id, scorer_id }: ScoreKey,
): void {
  const { department } = personIn(people, scorer_id)
  for (const source of scheme.sources) {
    if (source.kind !== 'department' || source.id === source_id) continue
    const other = given.find((one) => one.staff_id === staff_id && one.source_id === source.id)
    const scorer = other && people.find((person) => person.id === other.scorer_id)
    if (scorer && (scorer.id === scorer_id || scorer.department === department)) {
      const params = { source: source.name, name: scorer.name, department }
      throw refusal({ code: 'score-twice', field: 'scorerId', params })
    }
  }
}

function personIn(people: readonly PersonOn[], id: number): PersonOn {
  const person = people.find((one) => one.id === id)
  if (!person) throw new DeskError('not-found', { entity: 'staff', id })
  return person
}

/** The scheme of a month that is still open. @throws DeskError `appraisal-closed`, `month-ahead` */
async function openScheme(tx: Tx, desk: Desk, month: string): Promise<Scheme> {
  if (month > desk.clock.today().slice(0, 7)) throw new DeskError('month-ahead', { month })
  if (await isClosed(tx, month)) throw new DeskError('appraisal-closed', { month })
  return schemeOf(await listSchemes(tx), month)
}

/** Decides the star of a month; a later decision takes its place. @throws DeskError `appraisal-closed`, `score-self`, `not-found` */
export async function decideStar(
  desk: Desk,
  { month, staffId, reason }: { readonly month: string; readonly staffId: number; readonly reason: string },
): Promise<number> {
  if (staffId === desk.actor.id) throw refusal({ code: 'score-self', field: 'staffId' })
  return write(desk, async (writer) => {
    await openScheme(writer.tx, desk, month)
    personIn(await peopleIn(writer.tx, `${month}-01`, lastOfMonth(month)), staffId)
    return writer.insert('appraisal_step', { ...stepNow(desk, month), kind: 'star', reason, staff_id: staffId })
  })
}

/**
 * Closes a month that is over: its results are kept as they stand, with the names of those left out.
 * @param leaveOut who is closed without a score and without pay, as whoever closes has seen them
 * @throws DeskError `appraisal-closed`, `appraisal-running`, `appraisal-incomplete` where somebody else lacks scores, too
 */
export async function closeMonth(
  desk: Desk,
  { month, leaveOut }: { readonly month: string; readonly leaveOut: readonly number[] },
): Promise<number> {
  const last = lastOfMonth(month)
  if (desk.clock.today() <= last) throw new DeskError('appraisal-running', { month, from: addDays(last, 1) })
  return write(desk, async (writer) => {
    const scheme = await openScheme(writer.tx, desk, month)
    const rows = await monthRows(writer.tx, month, scheme)
    const short = rows.filter((row) => row.missing.length > 0)
    if (short.some((row) => !leaveOut.includes(row.staffId))) {
      const people = short.map(({ name, missing }) => `${name}（${missing.join('、')}）`).join('；')
      throw new DeskError('appraisal-incomplete', { count: short.length, people })
    }
    await writer.insertMany(
      'appraisal_result',
      rows.map(({ staffId, post, scoreCenti, pay, rewards, penalties }) => ({
        month,
        staff_id: staffId,
        post,
        score_centi: scoreCenti,
        salary: pay?.salary ?? null,
        share_part: pay?.share.part ?? null,
        share_of: pay?.share.of ?? null,
        pay: pay?.amount ?? null,
        rewards: rewards ?? 0,
        penalties: penalties ?? 0,
      })),
    )
    return writer.insert('appraisal_step', {
      ...stepNow(desk, month),
      kind: 'closed',
      reason: short.map(({ name }) => name).join('、'),
      staff_id: null,
    })
  })
}

/** Opens a closed month again, with a reason; its results are taken back and computed anew. @throws DeskError `appraisal-open` */
export function reopenMonth(
  desk: Desk,
  { month, reason }: { readonly month: string; readonly reason: string },
): Promise<number> {
  return write(desk, async (writer) => {
    if (!(await isClosed(writer.tx, month))) throw new DeskError('appraisal-open', { month })
    const results = await writer.tx.selectFrom('appraisal_result').select('id').where('month', '=', month).execute()
    await writer.removeMany(
      'appraisal_result',
      results.map((row) => row.id),
      { reason },
    )
    return writer.insert('appraisal_step', { ...stepNow(desk, month), kind: 'reopened', reason, staff_id: null })
  })
}

function stepNow(desk: Desk, month: string) {
  return { month, at: desk.clock.now().toISOString(), on_date: desk.clock.today(), actor_name: desk.actor.name }
}
