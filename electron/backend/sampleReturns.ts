import { addDays } from '../contract/dates.ts'
import type { ReturnFields } from '../contract/returns.ts'
import type { Desk } from '../core/context.ts'
import { recordReturn } from '../core/returns/service.ts'
import { nobodyAnswers } from '../core/sample/returns.ts'
import { deskOf } from './sampleDay.ts'

/**
 * What the return visits of the last days have come to: some were not reached yet, one asked to be called again this
 * afternoon. Those of the desk's own jobs of some time ago have been made.
 */
export async function writeSampleReturns(desk: Desk): Promise<void> {
  const today = desk.clock.today()
  const dues = await desk.db
    .selectFrom('return_due')
    .select(['id', 'version', 'from_on', 'due_on'])
    .where('state', '=', 'open')
    .where('attempts', '=', 0)
    .where('from_on', '<=', today)
    .where('dropped_on', 'is', null)
    .orderBy('due_on')
    .orderBy('id')
    .execute()
  const clerk = await deskOf(desk, '林晓婷')
  const longAgo = addDays(today, -4)
  for (const { id, version, from_on: day } of dues.filter((due) => due.due_on < longAgo)) {
    await recordReturn(clerk(day, '10:30'), { ...pleased, id, version: Number(version), requestKey: null })
  }
  const yesterday = addDays(today, -1)
  const waiting = dues.filter((due) => due.due_on >= longAgo && due.from_on <= yesterday)
  for (const [index, { id, version }] of waiting.entries()) {
    const call = index === 1 ? laterToday(today) : index % 3 === 0 ? nobodyAnswers : null
    if (call === null) continue
    const time = `16:${String(10 + index * 5).padStart(2, '0')}`
    await recordReturn(clerk(yesterday, time), { ...call, id, version: Number(version), requestKey: null })
  }
}

const pleased: ReturnFields = {
  ...nobodyAnswers,
  outcome: 'reached',
  solved: true,
  attitude: 'satisfied',
  tookMoney: false,
  score: 9,
}

/** A resident who was busy yesterday and wants to be called this afternoon. */
function laterToday(today: string): ReturnFields {
  return { ...nobodyAnswers, outcome: 'callback', callbackAt: `${today} 16:30` }
}
