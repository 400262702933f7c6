import { inText, referenceText } from '../../../contract/draftText.ts'
import type { FigureResult } from '../../../contract/summary.ts'
import { type JudgedTarget, judgedTargets } from '../../../contract/targetStanding.ts'
import type { TargetResult } from '../../../contract/targets.ts'
import { expand } from './expand.ts'
import type { Facts } from './facts.ts'

/** What did not go well, told with its numbers, and what is to be done about it. */
export interface Shortcoming {
  readonly text: string
  readonly measure: string
}

/** An area is reached too little below this share of the office's own coverage… */
const lowShare = 0.9
/** …where it has at least so many households: of fewer a rate says little. */
const fewestHouseholds = 10

/** Proposed from the figures: missed targets, late and repeated cases, equipment nobody has seen to, areas left out. */
export function shortcomingsOf(facts: Facts): Shortcoming[] {
  return [...missedTargets(facts), ...openTroubles(facts), ...lowCoverage(facts)]
}

/** The lines of the chapter: numbered, or one that says all is well where targets were set and met. */
export function shortcomingLines(facts: Facts): string[] {
  const found = shortcomingsOf(facts)
  if (found.length > 0) return numbered(found.map(({ text }) => text))
  const standings = judged(facts).map(({ standing }) => standing)
  return standings.includes('met') && !standings.includes('open') ? [sentences[facts.language].allMet] : []
}

/** Next year's targets, then one measure for each shortcoming. */
export function planLines(facts: Facts): string[] {
  const own = sentences[facts.language]
  const aims = facts.next.flatMap(({ figure: id, direction, note }) => {
    const figure = facts.current.get(id)
    if (!figure) return []
    const aim = own.aim(figure.label[facts.language], direction, inText(referenceText({ figure: id, of: 'next' })))
    return [aim + own.unit(figure.unit) + (note && own.note(note))]
  })
  const measures = [...new Set(shortcomingsOf(facts).map(({ measure }) => measure))]
  return [...(aims.length > 0 ? [own.aims(aims)] : []), ...numbered(measures)]
}

function numbered(lines: readonly string[]): string[] {
  return lines.map((line, index) => `${index + 1}. ${line}`)
}

function missedTargets(facts: Facts): Shortcoming[] {
  const own = sentences[facts.language]
  return judged(facts)
    .filter(({ standing }) => standing === 'missed')
    .map(({ figure, target }) => ({
      text: missed(figure, target, facts),
      measure: measureFor(figure.id, own.measures),
    }))
}

/** The targets as the page of figures judges them. */
function judged({ period, targets, current }: Facts): JudgedTarget[] {
  return judgedTargets(targets, { ...period, figures: [...current.values()] })
}

function missed({ id, label }: FigureResult, { direction }: TargetResult, { language }: Facts): string {
  const [value, target, gap] = ([undefined, 'target', 'gap'] as const).map((of) =>
    inText(referenceText({ figure: id, ...(of && { of }) })),
  ) as [string, string, string]
  return sentences[language].missed(label[language], value, direction, target, gap)
}

/** Cases that are late, or come again and again, and equipment without care. */
function openTroubles(facts: Facts): Shortcoming[] {
  const own = sentences[facts.language]
  return troubles.flatMap((id) => {
    const text = expand([own.troubles[id]], facts)
    return text === '' ? [] : [{ text, measure: measureFor(id, own.measures) }]
  })
}

const troubles = ['jobs/late-open', 'complaints/late-open', 'jobs/repeated', 'equipment/unmaintained'] as const

/** Of a whole year: nobody means to reach everybody in a month. */
function lowCoverage(facts: Facts): Shortcoming[] {
  if (facts.period.span !== 'year') return []
  const own = sentences[facts.language]
  return (['visits/coverage', 'surveys/coverage'] as const).flatMap((id) => {
    const figure = facts.current.get(id)
    if (!figure || figure.value === 0) return []
    const areas = figure.parts.filter(
      ({ value, denominator = 0 }) =>
        denominator >= fewestHouseholds && value * (figure.denominator ?? 0) < lowShare * figure.value * denominator,
    )
    if (areas.length === 0) return []
    const told = areas.map(({ key }) => {
      const side = (name?: 'numerator' | 'denominator') =>
        inText(referenceText({ figure: id, part: key, ...(name && { side: name }) }))
      return own.area(key, side(), side('numerator'), side('denominator'))
    })
    return [{ text: own.low[id](told, inText(id)), measure: own.measureAreas[id](areas.map(({ key }) => key)) }]
  })
}

/** The measure of the longest beginning of the figure's id that has one. */
function measureFor(id: string, measures: Readonly<Record<string, string>>): string {
  const found = Object.keys(measures)
    .filter((beginning) => id.startsWith(beginning))
    .sort((a, b) => b.length - a.length)[0]
  return measures[found ?? ''] ?? ''
}

const sentences = {
  zh: {
    allMet: '对照年初目标，各项指标均已达到。',
    missed: (label: string, value: string, direction: string, target: string, gap: string) =>
      direction === 'at-least'
        ? `${label}为${value}，低于${target}的目标，相差${gap}。`
        : `${label}为${value}，高于${target}的控制目标，相差${gap}。`,
    troubles: {
      'jobs/late-open': '截至{{asOf}}，有{{jobs/late-open}}单维修超过承诺时限仍未完成[，其中{{*jobs/late-open|单}}]。',
      'complaints/late-open': '截至{{asOf}}，有{{complaints/late-open}}件投诉首次回复超时且尚未结案。',
      'jobs/repeated':
        '同一户同一工种反复报修（三次及以上）的工单有{{jobs/repeated}}单[，其中{{*jobs/repeated|单}}]，一次修好率有待提高。',
      'equipment/unmaintained':
        '有{{equipment/unmaintained}}台（套）在册设备没有保养或检验记录[，其中{{*equipment/unmaintained|台（套）}}]。',
    },
    area: (name: string, rate: string, some: string, all: string) => `${name}${rate}（${some}/${all}户）`,
    low: {
      'visits/coverage': (areas: readonly string[], rate: string) =>
        `走访覆盖不均衡：${areas.join('、')}，低于总体覆盖率${rate}。`,
      'surveys/coverage': (areas: readonly string[], rate: string) =>
        `满意度调查覆盖不均衡：${areas.join('、')}，低于总体覆盖率${rate}。`,
    },
    measureAreas: {
      'visits/coverage': (areas: readonly string[]) => `按月安排${areas.join('、')}的走访，月末核对覆盖率。`,
      'surveys/coverage': (areas: readonly string[]) => `下次满意度调查优先补足${areas.join('、')}的样本。`,
    },
    aims: (aims: readonly string[]) => `工作目标：${aims.join('；')}。`,
    aim: (label: string, direction: string, value: string) =>
      `${label}${direction === 'at-least' ? '不低于' : '不高于'}${value}`,
    unit: (unit: string) => (unit === 'yuan' ? '元' : unit === 'm2' ? '平方米' : ''),
    note: (note: string) => `（${note}）`,
    measures: {
      '': '逐月对照目标检查，未达到的当月说明原因并整改。',
      'jobs/finish-in-time': '每日晨会核对临近时限的工单，派工后及时跟进，超时工单当日说明原因。',
      'jobs/respond-in-time': '当班客服跟踪派工响应，无人响应的立即改派。',
      'jobs/return-visit-rate': '完工后按期回访，每天下班前核对应回访清单。',
      'jobs/rework-rate': '完工由区域管家现场复核，返修单分析原因，落实到人。',
      'jobs/late-open': '逐单清理超时未完成的维修，明确责任人和完成日期，每周通报。',
      'jobs/repeated': '对反复报修的房屋由工程主管上门排查，查明原因，一次性整改。',
      'complaints/': '投诉由首接人当日首次回复并跟踪到结案，每天下班前核对未回复的投诉。',
      'surveys/satisfaction': '对满意度偏低的区域逐户回访，按反映的问题列出整改清单，逐项销号。',
      'equipment/unmaintained': '补齐设备保养计划，逐台落实责任人，按月检查保养记录。',
      'equipment/in-order': '对停用和待修设备逐台制定修复计划。',
      'fees/': '按欠费账龄制定催缴计划，逐户落实催缴人，每月通报收缴进度。',
      'visits/': '按月排出走访计划，每月核对完成情况。',
    },
  },
  en: {
    allMet: 'All targets set for the period were met.',
    missed: (label: string, value: string, direction: string, target: string, gap: string) =>
      direction === 'at-least'
        ? `${label} stands at ${value}, below the target of ${target} by ${gap}.`
        : `${label} stands at ${value}, above the limit of ${target} by ${gap}.`,
    troubles: {
      'jobs/late-open':
        'On {{asOf}}, {{jobs/late-open}} jobs were past their promise and not finished[: {{*jobs/late-open|}}].',
      'complaints/late-open':
        'On {{asOf}}, {{complaints/late-open}} complaints that had not been replied to in time were still open.',
      'jobs/repeated':
        '{{jobs/repeated}} jobs were calls to a unit for the same trade three times or more[: {{*jobs/repeated|}}].',
      'equipment/unmaintained':
        '{{equipment/unmaintained}} pieces of equipment in service have no record of maintenance or inspection[: {{*equipment/unmaintained|}}].',
    },
    area: (name: string, rate: string, some: string, all: string) => `${name} ${rate} (${some} of ${all})`,
    low: {
      'visits/coverage': (areas: readonly string[], rate: string) =>
        `Visits reached some areas too little: ${areas.join(', ')}, against ${rate} of all households.`,
      'surveys/coverage': (areas: readonly string[], rate: string) =>
        `The survey reached some areas too little: ${areas.join(', ')}, against ${rate} of all households.`,
    },
    measureAreas: {
      'visits/coverage': (areas: readonly string[]) =>
        `Plan visits to ${areas.join(', ')} month by month and look at the coverage at each month’s end.`,
      'surveys/coverage': (areas: readonly string[]) => `Begin the next survey with ${areas.join(', ')}.`,
    },
    aims: (aims: readonly string[]) => `Targets: ${aims.join('; ')}.`,
    aim: (label: string, direction: string, value: string) =>
      `${label} ${direction === 'at-least' ? 'at least' : 'at most'} ${value}`,
    unit: (unit: string) => (unit === 'yuan' ? ' yuan' : unit === 'm2' ? ' m²' : ''),
    note: (note: string) => ` (${note})`,
    measures: {
      '': 'Hold every month against the target and say why where it is missed.',
      'jobs/finish-in-time':
        'Go through the jobs that are nearly due every morning; of a late one, say why on the same day.',
      'jobs/respond-in-time':
        'The desk follows every job that is sent out and gives it to somebody else where nobody answers.',
      'jobs/return-visit-rate': 'Make return visits when they fall due; look at the list before the day ends.',
      'jobs/rework-rate': 'The steward looks at finished work on the spot; of rework, find the cause.',
      'jobs/late-open': 'Clear the late jobs one by one, each with a name and a day, and report every week.',
      'jobs/repeated': 'The head of engineering calls on units with repeated repairs and mends the cause.',
      'complaints/': 'Whoever receives a complaint replies on the same day and follows it until it is closed.',
      'surveys/satisfaction':
        'Call on households in areas of low satisfaction and work through a list of what they name.',
      'equipment/unmaintained':
        'Give every piece of equipment a maintenance plan and a name, and look at the records monthly.',
      'equipment/in-order': 'Plan the repair of each piece that is stopped or in repair.',
      'fees/': 'Plan collection by the age of the debts, with a name for each household, and report monthly.',
      'visits/': 'Plan visits by month and look at what was done at each month’s end.',
    },
  },
} as const
