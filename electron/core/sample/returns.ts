import type { ReturnFields } from '../../contract/returns.ts'
import { mostAttempts, type ReturnAttitude, type ReturnSubject } from '../../contract/returnWords.ts'
import { dayOf, type Minute, minuteOf } from './minutes.ts'
import { type Random, randomOf } from './random.ts'

/** One call about a finished job or an answered complaint. */
export interface SampleCall {
  readonly at: Minute
  readonly event: 'call'
  readonly call: ReturnFields
}

/** What a resident adds of their own accord: pleased or with a wish, and where it did not please. */
interface Words {
  readonly pleased: readonly string[]
  readonly displeased: readonly string[]
}

const ofJobs: Words = {
  pleased: [
    '师傅来得很快，修完还把地面擦干净了',
    '态度很好，讲解了以后怎么保养',
    '比约的时间早到了十分钟，挺好',
    '希望以后上门前先打个电话',
    '建议周末也能安排师傅',
    '材料的价格最好先说清楚',
    '修好了，谢谢',
    '上门的师傅最好带鞋套',
    '晚上七点以后家里才有人，下次安排在晚上',
  ],
  displeased: [
    '毛病还在，只是轻了一些，请再来看',
    '等了三天才来，太慢',
    '修完又坏了，要求换新的',
    '师傅说要等配件，一直没有消息',
  ],
}

const ofComplaints: Words = {
  pleased: [
    '这次回复很快，希望能坚持下去',
    '主管亲自上门，态度很好',
    '已经改了，再看看以后',
    '希望把整改情况也贴到公告栏',
    '谢谢，反映的事情有人管',
  ],
  displeased: ['只好了两天，又跟以前一样', '只是口头答应，没有看到动静', '答复太笼统，没说什么时候改好'],
}

/** What is said when nobody answers. */
export const nobodyAnswers: ReturnFields = {
  outcome: 'unreachable',
  callbackAt: null,
  solved: null,
  attitude: null,
  tookMoney: null,
  score: null,
  suggestion: '',
  followUp: false,
  remind: false,
}

/**
 * The calls about what was finished at a moment: two or three days later, now and then later; nine in ten are reached,
 * at the latest at the third call, and nine in ten of these are satisfied.
 * @param mayFollow whether a dissatisfied resident may have the case opened again
 */
export function callsAbout(subject: ReturnSubject, key: string, finished: Minute, mayFollow: boolean): SampleCall[] {
  const words = subject === 'job' ? ofJobs : ofComplaints
  const random = randomOf(`return ${key}`)
  const fate = random.next()
  const after = random.chance(0.06) ? random.between(4, 6) : random.between(2, 3)
  const begin = minuteOf(dayOf(finished), after * 1440 + random.between(9 * 60, 11 * 60 + 40))
  const isReached = fate < 0.92
  const last = isReached ? (fate < 0.74 ? 1 : fate < 0.87 ? 2 : mostAttempts) : fate < 0.97 ? mostAttempts : 1
  return Array.from({ length: last }, (_, index) => {
    const at = begin + index * 300 - (index === 2 ? 60 : 0)
    if (index < last - 1 || (!isReached && last === mostAttempts)) return { at, event: 'call', call: nobodyAnswers }
    if (!isReached) return { at, event: 'call', call: { ...nobodyAnswers, outcome: 'refused' } }
    return { at, event: 'call', call: answered(random, mayFollow, words) }
  })
}

function answered(random: Random, mayFollow: boolean, { pleased, displeased }: Words): ReturnFields {
  const mood = random.next()
  const attitude: ReturnAttitude = mood < 0.91 ? 'satisfied' : mood < 0.975 ? 'so-so' : 'dissatisfied'
  const [low, high] = { satisfied: [9, 10], 'so-so': [6, 8], dissatisfied: [2, 5] }[attitude] as [number, number]
  const isUnhappy = attitude === 'dissatisfied'
  return {
    ...nobodyAnswers,
    outcome: 'reached',
    solved: !isUnhappy,
    attitude,
    tookMoney: random.chance(0.02),
    score: random.chance(0.9) ? random.between(low, high) : null,
    suggestion: isUnhappy ? random.pick(displeased) : random.chance(0.14) ? random.pick(pleased) : '',
    followUp: mayFollow && isUnhappy && random.chance(0.35),
  }
}
