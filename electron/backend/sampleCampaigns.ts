import { addDays, type DateText, momentOf } from '../contract/dates.ts'
import {
  approveCampaign,
  draftCampaign,
  finishCampaign,
  nextPerson,
  recordCampaignCall,
  startCampaign,
} from '../core/campaigns/service.ts'
import type { Actor, Desk } from '../core/context.ts'
import { randomOf } from '../core/sample/random.ts'

const clerk: Actor = { id: null, name: '林晓婷', roles: ['front-desk'] }
const manager: Actor = { id: null, name: '黄国辉', roles: ['manager'] }

/** A call-out of 2025 that is finished, and one that is going on: drafted, approved by another, called one by one. */
export async function writeSampleCampaigns(desk: Desk): Promise<void> {
  const today = desk.clock.today()
  const villas = await desk.db.selectFrom('area').select('id').where('name', '=', '别墅区').executeTakeFirstOrThrow()
  const at = (day: DateText, minutes: number, actor: Actor): Desk => {
    const moment = new Date(momentOf(day, minutes, desk.clock.zone))
    return { db: desk.db, clock: { zone: desk.clock.zone, now: () => moment, today: () => day }, actor }
  }
  const begin = async (
    day: DateText,
    name: string,
    purpose: string,
    questions: Parameters<typeof draftCampaign>[1]['questions'],
  ) => {
    const filter = { area: villas.id, role: 'owner' as const }
    const id = await draftCampaign(at(day, 540, clerk), { name, purpose, questions, filter })
    await approveCampaign(at(day, 560, manager), id, 1)
    await startCampaign(at(day, 570, clerk), id, 2)
    return id
  }
  const call = async (
    id: number,
    day: DateText,
    most: number,
    answersOf: (random: ReturnType<typeof randomOf>) => (string | number | null)[],
  ) => {
    const random = randomOf(`campaign ${day}`)
    for (let index = 0; index < most; index++) {
      const here = at(day, 580 + index * 4, clerk)
      const person = await nextPerson(here, id)
      if (!person) return
      const outcome = random.chance(0.78) ? 'reached' : random.chance(0.8) ? 'unreachable' : 'refused'
      const answers = outcome === 'reached' ? answersOf(random) : []
      const { version } = person
      await recordCampaignCall(here, {
        id: person.id,
        version: Number(version),
        outcome,
        callbackAt: null,
        answers,
        note: '',
        requestKey: null,
      })
    }
  }
  const gate = await begin('2025-06-16', '别墅区夜间门岗意见征询', '夜间门岗拟改为人工登记，先听业主的意见。', [
    { kind: 'choice', text: '是否同意夜间人工登记', choices: ['同意', '不同意', '都可以'] },
    { kind: 'text', text: '还有什么建议' },
  ])
  const wishes = ['访客登记要快一点', '希望增加一道人行门', null, null, null]
  for (const day of ['2025-06-16', '2025-06-17', '2025-06-18']) {
    await call(gate, day, 60, (random) => [random.pick(['同意', '同意', '都可以', '不同意']), random.pick(wishes)])
  }
  await finishCampaign(at('2025-06-20', 1020, clerk), gate, 3)
  // The second one is of the days the sample stands in.
  if (today < '2026-02-01') return
  const garden = await begin(addDays(today, -1), '别墅区绿化补种满意度', '秋季补种已完成，逐户了解满意情况。', [
    { kind: 'grade', text: '对补种的绿化打几分' },
    { kind: 'text', text: '哪里还需要补' },
  ])
  await call(garden, addDays(today, -1), 14, (random) => [
    random.pick([5, 5, 4, 4, 3]),
    random.pick(['南侧小路旁', null, null]),
  ])
}
