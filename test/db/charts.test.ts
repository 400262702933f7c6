import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { chartOption, chartSize, chartText, chartValue } from '../../electron/contract/chartOption.ts'
import type { Chart } from '../../electron/contract/charts.ts'
import type { Span } from '../../electron/contract/spans.ts'
import { boundsOf, spans } from '../../electron/contract/spans.ts'
import type { SummaryResult } from '../../electron/contract/summary.ts'
import { chartsOf } from '../../electron/core/summary/charts.ts'
import { summaryOver } from '../../electron/core/summary/engine.ts'
import { type Period, periodOf, yearBefore } from '../../electron/core/summary/figure.ts'
import { wilson } from '../../electron/core/surveys/rules.ts'
import { type OfficeFile, openOffice } from '../../electron/db/open.ts'
import { chartSvg } from '../../electron/documents/charts/svg.ts'
import { sampleCopy } from '../office/shared.ts'
import { newOffice } from './office.ts'

let office: OfficeFile
const folder = mkdtempSync(join(tmpdir(), 'desk-charts-'))
beforeAll(async () => {
  office = await openOffice(await sampleCopy(folder))
}, 180_000)
afterAll(async () => {
  await office.close()
  rmSync(folder, { recursive: true, force: true })
})

interface Drawn {
  readonly charts: readonly Chart[]
  readonly current: SummaryResult
  readonly previous: SummaryResult
}

async function drawn(period: Period): Promise<Drawn> {
  const { db } = office
  const current = await summaryOver(db, period)
  const previous = await summaryOver(db, yearBefore(period))
  return { charts: await chartsOf(db, period, current, previous), current, previous }
}

function chart({ charts }: Pick<Drawn, 'charts'>, id: string): Chart {
  const found = charts.find((one) => one.id === id)
  if (!found) throw new Error(`no chart ${id}`)
  return found
}

function value(summary: SummaryResult, id: string): number {
  return summary.figures.find((figure) => figure.id === id)?.value ?? Number.NaN
}

function values(of: Chart, key: string): (number | null)[] {
  return of.series.find((series) => series.key === key)?.values ?? []
}

const sum = (numbers: readonly (number | null)[]) => numbers.reduce<number>((total, one) => total + (one ?? 0), 0)
const column = (of: Chart, index: number) => sum(of.series.map((series) => series.values[index] ?? 0))

describe('the charts of 2025', () => {
  let all: Drawn
  beforeAll(async () => {
    all = await drawn(periodOf(2025, '2025-12-31'))
  })

  test('are the ones the office looks at, each beside figures of its section', () => {
    expect(all.charts.map(({ id }) => id)).toEqual([
      'handover',
      'occupancy',
      'bridge',
      'collection',
      'ageing',
      'satisfaction',
      'jobs',
      'equipment',
      'replacements',
      'cleaning',
    ])
    for (const { section, figures } of all.charts) {
      expect(all.current.figures.some((figure) => figure.section === section)).toBe(true)
      for (const id of figures) expect(value(all.current, id)).not.toBeNaN()
    }
  })

  test('stack exactly the units that are ready, and as many residents as have moved in', () => {
    const occupancy = chart(all, 'occupancy')
    expect(column(occupancy, 1)).toBe(value(all.current, 'handover/ready'))
    expect(column(occupancy, 0)).toBe(value(all.previous, 'handover/ready'))
    const residents = ['decorated-resident', 'undecorated-resident'].map((key) => values(occupancy, key)[1] ?? 0)
    expect(residents).toEqual([690, 89])
    const handedOver = ['decorating', 'decorated-vacant', 'vacant'].map((key) => values(occupancy, key)[1] ?? 0)
    expect(sum([...residents, ...handedOver])).toBe(value(all.current, 'handover/done'))
  })

  test('arrive from the arrears of the year before at those of its end by steps that are the figures', () => {
    const steps = values(chart(all, 'bridge'), 'arrears')
    expect(steps[0]).toBe(value(all.previous, 'fees/arrears'))
    expect(steps.slice(1, 4)).toEqual([
      value(all.current, 'fees/receivable'),
      -value(all.current, 'fees/discounts'),
      -value(all.current, 'fees/received'),
    ])
    expect(sum(steps.slice(0, -1))).toBe(steps.at(-1))
    expect(steps.at(-1)).toBe(24_860_900)
  })

  test('add up to their figures: ages to the arrears, months to the jobs of each trade', () => {
    const ageing = chart(all, 'ageing')
    expect(sum(values(ageing, 'now'))).toBe(value(all.current, 'fees/arrears'))
    expect(sum(values(ageing, 'before'))).toBe(value(all.previous, 'fees/arrears'))
    const jobs = chart(all, 'jobs')
    expect(jobs.categories).toHaveLength(12)
    const byTrade = all.current.figures.find(({ id }) => id === 'jobs/total')?.parts ?? []
    expect(jobs.series.map((series) => [series.key, sum(series.values)])).toEqual(
      byTrade.map((part) => [part.key, part.value]),
    )
  })

  test('show rates as they are printed, with the interval of the surveys register', () => {
    expect(values(chart(all, 'collection'), 'now')).toEqual([930, 636, 455, 362])
    const satisfaction = chart(all, 'satisfaction')
    const now = satisfaction.series.find(({ key }) => key === 'now')
    expect(satisfaction.categories.at(-1)?.zh).toBe('总体 359/422')
    expect(now?.values.at(-1)).toBe(851)
    expect([now?.low?.at(-1), now?.high?.at(-1)]).toEqual(Object.values(wilson(359, 422) ?? {}))
    expect(values(chart(all, 'cleaning'), 'now')).toEqual([6, 6, 6, 6, 6, 17, 1, 27, 2])
  })

  test.each(['zh', 'en'] as const)('are drawn and told in words (%s)', (language) => {
    for (const one of all.charts) {
      const option = chartOption(one, language) as { animation: boolean; series: object[] }
      expect(option.animation).toBe(false)
      expect(option.series.length).toBeGreaterThan(0)
      expect(chartSize(one, language).height).toBeGreaterThan(60)
      for (const category of one.categories) expect(chartText(one, language)).toContain(category[language])
    }
    expect(chartText(chart(all, 'bridge'), 'zh')).toContain('应收：1,061,102 元')
  })
})

test.each(['q1', 'q4', 'm02', 'm07'] as const)(
  'the bridge of %s arrives, and its steps are its figures',
  async (span) => {
    const all = await drawn(periodOf(2025, boundsOf(2025, span).end, undefined, { span }))
    const steps = values(chart(all, 'bridge'), 'arrears')
    expect(steps[1]).toBe(value(all.current, 'fees/receivable'))
    expect(sum(steps.slice(0, -1))).toBe(steps.at(-1))
    expect(steps.at(-1)).toBe(value(all.current, 'fees/arrears'))
  },
)

test('the bridge of a year that still runs, and of one seen from later on, arrives too', async () => {
  for (const period of [periodOf(2026, '2026-08-15'), periodOf(2025, '2026-06-30')]) {
    const steps = values(chart(await drawn(period), 'bridge'), 'arrears')
    expect(sum(steps.slice(0, -1))).toBe(steps.at(-1))
  }
})

test('of one estate the charts are those of its figures', async () => {
  const { id } = await office.db.selectFrom('estate').select('id').orderBy('id').executeTakeFirstOrThrow()
  const whole = await drawn(periodOf(2025, '2025-12-31'))
  const own = await drawn(periodOf(2025, '2025-12-31', undefined, { estate: id }))
  const steps = values(chart(own, 'bridge'), 'arrears')
  expect(sum(steps.slice(0, -1))).toBe(value(own.current, 'fees/arrears'))
  expect(column(chart(own, 'occupancy'), 1)).toBe(value(own.current, 'handover/ready'))
  // Equipment belongs to no unit, so to no estate.
  expect(own.charts.map((one) => one.id)).not.toContain('equipment')
  expect(whole.charts.map((one) => one.id)).toContain('equipment')
})

test('a quarter’s jobs stand in its three months, and the months add up to the year', async () => {
  const months = spans.filter((span): span is Span => span.startsWith('q'))
  const totals = await Promise.all(
    months.map(async (span) => {
      const jobs = chart(await drawn(periodOf(2025, boundsOf(2025, span).end, undefined, { span })), 'jobs')
      expect(jobs.categories).toHaveLength(3)
      return sum(jobs.series.flatMap((series) => series.values))
    }),
  )
  expect(sum(totals)).toBe(1651)
})

test('a year that runs shows no months to come, and areas that have not replied yet beside the whole', async () => {
  const running = await drawn(periodOf(2026, '2026-11-28'))
  expect(chart(running, 'jobs').categories.map(({ zh }) => zh)).toEqual(
    Array.from({ length: 11 }, (_, month) => `${month + 1}月`),
  )
  const asked = chart(running, 'satisfaction')
  expect(asked.categories.map(({ zh }) => zh.replace(/\s.*/, ''))).toEqual(['AC区', 'B区', 'DC区', '别墅区', '总体'])
  expect(values(asked, 'now').slice(0, 3)).toEqual([null, null, null])
  expect(values(asked, 'before')).not.toContain(null)
})

test('a stack of one kind of piece says which', () => {
  const alone: Chart = {
    id: 'occupancy',
    section: 'movein',
    kind: 'stack',
    unit: 'count',
    categories: [{ zh: '2025 年', en: '2025' }],
    series: [{ key: 'undelivered', label: { zh: '未交房', en: 'Not handed over' }, color: '#9aa3a9', values: [3] }],
    figures: ['handover/ready'],
  }
  expect(chartSvg(chartOption(alone, 'zh'), chartSize(alone, 'zh'))).toContain('未交房 3')
})

test('an office without records has no charts', async () => {
  const empty = await newOffice()
  const period = periodOf(2025, '2025-12-31')
  const none = await summaryOver(empty.desk.db, period)
  expect(await chartsOf(empty.desk.db, period, none, none)).toEqual([])
})

test('values have thousands separators, fen only where there are any, and rates one decimal', () => {
  expect(chartValue({ unit: 'yuan' }, 106_110_200)).toBe('1,061,102')
  expect(chartValue({ unit: 'yuan' }, 7_609_860)).toBe('76,098.60')
  expect(chartValue({ unit: 'permille' }, 851)).toBe('85.1%')
  expect(chartValue({ unit: 'count' }, 80.5)).toBe('80.5')
})
