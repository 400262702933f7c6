import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { spansOf } from '../../electron/contract/spans.ts'
import type { SummaryResult } from '../../electron/contract/summary.ts'
import { figures, summaryOver } from '../../electron/core/summary/engine.ts'
import { periodOf, yearBefore } from '../../electron/core/summary/figure.ts'
import { saveTarget, targetResults, targetsOf } from '../../electron/core/summary/targets.ts'
import { openOffice } from '../../electron/db/open.ts'
import { sampleCopy } from '../office/shared.ts'
import { home, importRows, newOffice } from './office.ts'

/** What happens adds up; rates, what stands on a day, and households visited again do not. */
const flows = figures.filter(({ unit, inTime }) => unit !== 'ratio' && inTime === undefined)

it('counts what happens in the months of a year once: they and the quarters add up to it', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'desk-spans-'))
  const office = await openOffice(await sampleCopy(folder))
  const { db } = office
  const over = (span: Parameters<typeof periodOf>[3]) => summaryOver(db, periodOf(2025, '2025-12-31', undefined, span))
  const year = await over({})
  const quarters = await Promise.all(spansOf('quarter').map((span) => over({ span })))
  const months = await Promise.all(spansOf('month').map((span) => over({ span })))
  const amountOf = (summary: SummaryResult, id: string) => summary.figures.find((one) => one.id === id)?.value ?? 0
  for (const { id } of flows) {
    const sum = (some: readonly SummaryResult[]) => some.reduce((all, one) => all + amountOf(one, id), 0)
    expect({ id, quarters: sum(quarters), months: sum(months) }).toEqual({
      id,
      quarters: amountOf(year, id),
      months: amountOf(year, id),
    })
  }
  await office.close()
  rmSync(folder, { recursive: true })
})

it('says of a month that it is one, in labels and definitions', async () => {
  const { desk } = await newOffice()
  const { figures: shown } = await summaryOver(desk.db, periodOf(2025, '2025-05-31', undefined, { span: 'm05' }))
  const due = shown.find((one) => one.id === 'handover/due-in-year')
  expect(due?.label.zh).toBe('本月应交房')
  expect(shown.filter((one) => /本年|全年/.test(one.label.zh + one.definition.zh))).toEqual([])
})

it('stands beside the same span of the year before, to its own end', () => {
  expect(yearBefore(periodOf(2025, '2025-02-28', undefined, { span: 'm02' }))).toMatchObject({
    from: '2024-02-01',
    asOf: '2024-02-29',
  })
  expect(yearBefore(periodOf(2026, '2026-11-21'))).toMatchObject({ asOf: '2025-11-21', to: '2025-11-21' })
})

it('counts the records of one estate, and of the others what is left', async () => {
  const { desk } = await newOffice()
  const handed = { readyOn: '2025-01-01', handedOverOn: '2025-02-01' }
  await importRows(desk, 'units', [
    home('101', { ...handed, estate: '东苑' }),
    home('101', { ...handed, estate: '西苑' }),
    home('102', { ...handed, estate: '西苑' }),
  ])
  const done = async (estate?: number) =>
    (await summaryOver(desk.db, periodOf(2025, '2025-12-31', undefined, { estate }))).figures.find(
      (one) => one.id === 'handover/done',
    )?.value
  const estates = await desk.db.selectFrom('estate').select('id').orderBy('id').execute()
  const each = await Promise.all(estates.map(({ id }) => done(id)))
  expect(each).toEqual([1, 2])
  expect(await done()).toBe(3)
})

it('keeps one target a figure and year, refuses a stale save and a share above all, and withdraws', async () => {
  const { desk } = await newOffice()
  const target = { figure: 'jobs/rework-rate', year: 2026, direction: 'at-most', note: '' } as const
  await saveTarget(desk, { ...target, value: 500, version: 0 })
  await saveTarget(desk, { ...target, value: 400, version: 1 })
  await expect(saveTarget(desk, { ...target, value: 300, version: 1 })).rejects.toThrow()
  await expect(saveTarget(desk, { ...target, value: 10_001, version: 2 })).rejects.toThrow('target-above-all')
  await expect(saveTarget(desk, { ...target, figure: 'jobs/none', value: 1, version: 0 })).rejects.toThrow()
  expect(await targetsOf(desk.db, 2026)).toEqual([{ ...target, value: 400, version: 2 }])
  await saveTarget(desk, { ...target, value: null, version: 2 })
  expect(await targetsOf(desk.db, 2026)).toEqual([])
})

it('tells exactly whether a target is met, and by how much as the rates are printed', () => {
  const words = { zh: '', en: '' }
  const figure = { section: 'jobs', label: words, definition: words, parts: [] }
  const results = [
    { ...figure, id: 'jobs/finish-in-time', unit: 'ratio', value: 9799, denominator: 10_000 },
    { ...figure, id: 'jobs/rework-rate', unit: 'ratio', value: 26, denominator: 1000 },
    { ...figure, id: 'surveys/satisfaction', unit: 'ratio', value: 0, denominator: 0 },
    { ...figure, id: 'visits/households', unit: 'count', value: 153 },
  ] as const
  const target = { year: 2025, note: '', version: 1 }
  const outcomes = targetResults(
    [
      { ...target, figure: 'jobs/finish-in-time', direction: 'at-least', value: 9800 },
      { ...target, figure: 'jobs/rework-rate', direction: 'at-most', value: 500 },
      { ...target, figure: 'surveys/satisfaction', direction: 'at-least', value: 8500 },
      { ...target, figure: 'visits/households', direction: 'at-least', value: 160 },
    ],
    results.map((one) => ({ ...one, parts: [] })),
  )
  expect(outcomes.map(({ met, margin }) => ({ met, margin }))).toEqual([
    // 97.99 % prints as 98.0 %, and is below 98 % all the same.
    { met: false, margin: 0 },
    { met: true, margin: 24 },
    { met: null, margin: null },
    { met: false, margin: -7 },
  ])
})
