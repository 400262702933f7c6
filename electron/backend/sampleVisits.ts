import { addDays, type DateText } from '../contract/dates.ts'
import type { Trade } from '../contract/vocabulary.ts'
import type { Desk } from '../core/context.ts'
import { stepJob } from '../core/jobs/service.ts'
import type { SampleOffice } from '../core/sample/office.ts'
import { visitsOf } from '../core/sample/visits.ts'
import { planVisits, proposeVisits, visitStewards } from '../core/visits/planner.ts'
import { findingToJob, recordVisit } from '../core/visits/service.ts'
import { deskOf } from './sampleDay.ts'
import { importRows } from './sampleRows.ts'
import { writeSampleSurveys } from './sampleSurveys.ts'

/** Visits and surveys: those of the years before from workbooks, this year's as the desk makes them. */
export async function writeSampleVisits(desk: Desk, { units, staff }: SampleOffice): Promise<void> {
  const visitors = staff.filter(({ role }) => role === 'front-desk' || role === 'manager').map(({ name }) => name)
  await importRows(
    desk,
    'visits',
    visitsOf(units, [...visitors, '林晓婷', '林晓婷'], desk.clock.today()).map((row) => ({ ...row })),
  )
  await writeSampleSurveys(desk, units)
  await makeJobs(desk)
  await planToday(desk)
}

/** Of what was found in the last weeks, half became jobs already. */
async function makeJobs(desk: Desk): Promise<void> {
  const today = desk.clock.today()
  const clerk = await deskOf(desk, '林晓婷')
  const findings = await desk.db
    .selectFrom('visit_finding')
    .select(['id', 'version', 'on_date', 'kind'])
    .where('on_date', '>=', addDays(today, -45))
    .where('on_date', '>=', '2026-01-01')
    .where('kind', '=', 'facilities')
    .orderBy('id')
    .limit(3)
    .execute()
  const trades: readonly Trade[] = ['plumbing-electric', 'civil', 'other']
  for (const [index, { id, version, on_date }] of findings.entries()) {
    const finding = { id, version: Number(version), trade: trades[index] ?? 'other' }
    const job = await findingToJob(clerk(on_date, '17:10'), finding)
    if (on_date < addDays(today, -3)) await finishJob(desk, job.id, on_date)
  }
}

/** Sent out and done on the two days after. */
export async function finishJob(desk: Desk, id: number, foundOn: DateText): Promise<void> {
  const clerk = await deskOf(desk, '林晓婷')
  const worker = await deskOf(desk, '郑师傅')
  const step = { id, reason: '', workerId: worker().actor.id, result: '到场处理，住户看过' }
  await stepJob(clerk(addDays(foundOn, 1), '08:40'), { ...step, version: 1, event: 'dispatch' })
  await stepJob(worker(addDays(foundOn, 1), '14:05'), { ...step, version: 2, event: 'start' })
  await stepJob(worker(addDays(foundOn, 2), '10:30'), { ...step, version: 3, event: 'complete' })
}

/** Today's list for two stewards; one household was met this morning, one was out. */
async function planToday(desk: Desk): Promise<void> {
  const today = desk.clock.today()
  if (today < '2026-01-02') return
  const clerk = await deskOf(desk, '林晓婷')
  const stewards = await visitStewards(desk)
  const proposed = await proposeVisits(desk, {
    onDate: today,
    months: 12,
    reasons: ['not-visited', 'arrears', 'elderly', 'new'],
    stewardIds: stewards.map((one) => one.id),
    perSteward: 6,
  })
  const morning = clerk(today, '08:10')
  await planVisits(morning, today, proposed)
  const [first, second] = proposed
  for (const [one, result] of [
    [first, 'met'],
    [second, 'absent'],
  ] as const) {
    if (!one) continue
    await recordVisit(clerk(today, '08:40'), {
      unitId: one.unitId,
      onDate: today,
      result,
      visitorId: one.stewardId,
      person: result === 'met' ? (one.owner ?? '') : '',
      note: '',
      findings: result === 'met' ? [{ kind: 'facilities', content: '厨房下水有时返味，想请师傅看看存水弯' }] : [],
      plannedId: null,
      requestKey: `sample-visit-${one.unitId}`,
    })
  }
}
