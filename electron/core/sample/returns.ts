import { addDays, type DateText, earlier } from '../../contract/dates.ts'
import type { ReturnAttitude, ReturnOutcome } from '../../contract/returnWords.ts'
import { type Random, randomOf } from './random.ts'

/** A finished job of the sample office that asks for a return visit. */
export interface SampleDue {
  readonly id: number
  readonly number: string
  readonly state: string
  readonly fromOn: DateText
}

/** One call as the front desk wrote it down. */
export interface SampleCall {
  readonly dueId: number
  readonly attempt: number
  readonly day: DateText
  readonly time: string
  readonly outcome: ReturnOutcome
  readonly solved: boolean | null
  readonly attitude: ReturnAttitude | null
  readonly tookMoney: boolean | null
  readonly score: number | null
  readonly suggestion: string
}

const praise = [
  '师傅来得很快，修完还把地面擦干净了',
  '态度很好，讲解了以后怎么保养',
  '比约的时间早到了十分钟，挺好',
  '希望以后上门前先打个电话',
  '建议周末也能安排师傅',
  '材料的价格最好先说清楚',
  '修好了，谢谢',
  '上门的师傅最好带鞋套',
  '同样的问题是第二次了，希望查一查原因',
  '晚上七点以后家里才有人，下次安排在晚上',
] as const

const complaints = [
  '还在渗水，量少了一些，请再来看',
  '等了三天才来，太慢',
  '修完又坏了，要求换新的',
  '师傅说要等配件，一直没有消息',
] as const

const times = ['10:20', '15:40', '18:30'] as const

/** The calls about a job that was visited or closed, made until yesterday. */
export function callsAbout(due: SampleDue, today: DateText): SampleCall[] {
  const random = randomOf(`return ${due.number}`)
  const fate = random.next()
  const late = random.chance(0.08) ? random.between(2, 5) : random.between(0, 1)
  const day = earlier(addDays(due.fromOn, late), addDays(today, -1))
  const isReached = due.state === 'visited' || fate < 0.9
  const last = isReached ? (fate < 0.72 ? 1 : fate < 0.86 ? 2 : 3) : fate < 0.96 ? 3 : 1
  return Array.from({ length: last }, (_, index) => {
    const isLast = index === last - 1
    const outcome = !isLast ? 'unreachable' : isReached ? 'reached' : last === 3 ? 'unreachable' : 'refused'
    return call(random, due, { attempt: index + 1, day, outcome })
  })
}

function call(
  random: Random,
  due: SampleDue,
  { attempt, day, outcome }: { attempt: number; day: DateText; outcome: ReturnOutcome },
): SampleCall {
  const said = { dueId: due.id, attempt, day, time: times[attempt - 1] ?? '18:30', outcome }
  if (outcome !== 'reached') {
    return { ...said, solved: null, attitude: null, tookMoney: null, score: null, suggestion: '' }
  }
  const mood = random.next()
  const attitude = mood < 0.88 ? 'satisfied' : mood < 0.97 ? 'so-so' : 'dissatisfied'
  const [low, high] = { satisfied: [9, 10], 'so-so': [6, 8], dissatisfied: [2, 5] }[attitude] as [number, number]
  return {
    ...said,
    solved: attitude !== 'dissatisfied',
    attitude,
    tookMoney: random.chance(0.06),
    score: random.chance(0.9) ? random.between(low, high) : null,
    suggestion: attitude === 'dissatisfied' ? random.pick(complaints) : random.chance(0.14) ? random.pick(praise) : '',
  }
}
