import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { sql } from 'kysely'
import { expect, it } from 'vitest'
import { addDays } from '../../electron/contract/dates.ts'
import type { FigureRecord } from '../../electron/contract/summary.ts'
import { occupancyCategories } from '../../electron/contract/vocabulary.ts'
import type { Db } from '../../electron/core/context.ts'
import { occupancyOn, type UnitFacts } from '../../electron/core/estate/facts.ts'
import { occupancyOf } from '../../electron/core/estate/occupancy.ts'
import { listPage } from '../../electron/core/lists/page.ts'
import { figureRecord, figureRows, figures, summaryOf } from '../../electron/core/summary/engine.ts'
import { asOfDate, periodOf } from '../../electron/core/summary/figure.ts'
import { figureJson, summaryJson } from '../../electron/core/summary/json.ts'
import { openOffice } from '../../electron/db/open.ts'
import { satisfactionOf2025 } from '../fixtures/satisfaction.ts'
import { sampleCopy } from '../office/shared.ts'
import { home, importRows, newOffice, type Values } from './office.ts'

/** Every figure equals its rows: counts by number, areas by sum, ratios on both sides, each part by itself. */
async function expectFiguresEqualRows(db: Db, year: number, asOf: string): Promise<void> {
  const summary = await summaryOf(db, year, asOf)
  for (const shown of summary.figures) {
    const rows = async (request: Parameters<typeof figureRows>[3]) =>
      (await figureRows(db, shown.id, periodOf(year, asOf), request).execute()).map((row) => figureRecord(row as never))
    const sum = (records: FigureRecord[], field: 'areaCenti' | 'amount') =>
      records.reduce((total, record) => total + (record[field] ?? 0), 0)
    const measure = (records: FigureRecord[]) =>
      shown.unit === 'm2'
        ? sum(records, 'areaCenti')
        : shown.unit === 'yuan' || records.some((record) => record.amount !== null)
          ? sum(records, 'amount')
          : records.length
    const all = await rows({})
    if (shown.unit === 'ratio') {
      expect({ id: shown.id, denominator: all.length }).toEqual({ id: shown.id, denominator: shown.denominator })
      expect(all.filter((record) => record.counted).length).toBe(shown.value)
      expect((await rows({ side: 'numerator' })).length).toBe(shown.value)
      const rest = await rows({ side: 'rest' })
      expect(rest).toEqual(all.filter((record) => !record.counted))
    } else {
      expect({ id: shown.id, value: measure(all) }).toEqual({ id: shown.id, value: shown.value })
      for (const part of shown.parts) expect(measure(await rows({ part: part.key }))).toBe(part.value)
      if (shown.parts.length > 0) expect(shown.parts.reduce((sum, part) => sum + part.value, 0)).toBe(shown.value)
    }
  }
}

const day = fc.integer({ min: 0, max: 1500 }).map((offset) => addDays('2022-06-01', offset))
const gap = fc.integer({ min: 0, max: 400 })

/** Random units whose facts are possible: each stage after the one it needs, ends after starts, or missing. */
const unit = fc
  .record({
    kind: fc.constantFrom('residence', 'villa', 'shop', 'parking', 'storage'),
    areaCenti: fc.integer({ min: 1000, max: 30000 }),
    ready: day,
    due: fc.option(day),
    stages: fc.integer({ min: 0, max: 4 }),
    gaps: fc.tuple(gap, gap, gap, gap, gap),
    decoration: fc.constantFrom('none', 'open', 'finished', 'finish only'),
    sold: fc.option(day),
    lease: fc.option(fc.record({ kind: fc.constantFrom('let', 'leaseback'), from: day, length: fc.option(gap) })),
  })
  .map(({ kind, areaCenti, ready, due, stages, gaps, decoration, sold, lease }): Values => {
    const handedOverOn = addDays(ready, gaps[0])
    const movedInOn = addDays(handedOverOn, gaps[1])
    const started = addDays(handedOverOn, gaps[3] - 50)
    const leaseTo = lease?.length == null ? null : addDays(lease.from, lease.length)
    return {
      kind,
      areaCenti,
      ...(due && { dueOn: due }),
      ...(stages >= 1 && { readyOn: ready }),
      ...(stages >= 2 && { handedOverOn }),
      ...(stages >= 3 && { movedInOn }),
      ...(stages >= 4 && { movedOutOn: addDays(movedInOn, gaps[2]) }),
      ...((decoration === 'open' || decoration === 'finished') && { decorationStartedOn: started }),
      ...((decoration === 'finished' || decoration === 'finish only') && {
        decorationFinishedOn: addDays(started, gaps[4]),
      }),
      ...(sold && { soldOn: sold }),
      ...(lease?.kind === 'let' && { letFrom: lease.from, ...(leaseTo && { letTo: leaseTo }) }),
      ...(lease?.kind === 'leaseback' && { leasebackFrom: lease.from, ...(leaseTo && { leasebackTo: leaseTo }) }),
    }
  })

/** The figures counted the slow and obvious way, from the rows themselves. */
function naive(rows: readonly Values[], year: number, asOf: string) {
  const by = (date: unknown) => typeof date === 'string' && date <= asOf
  const within = (date: unknown) => by(date) && String(date).startsWith(String(year))
  const ready = rows.filter((row) => by(row.readyOn))
  const done = rows.filter((row) => by(row.handedOverOn))
  const movedIn = rows.filter((row) => by(row.movedInOn) && !by(row.movedOutOn))
  const doneInYear = rows.filter((row) => within(row.handedOverOn))
  const area = (list: readonly Values[]) => list.reduce((sum, row) => sum + Number(row.areaCenti), 0) / 100
  const decorated = movedIn.filter((row) => by(row.decorationFinishedOn)).length
  const kinds: Record<string, number> = {}
  for (const row of doneInYear) kinds[String(row.kind)] = (kinds[String(row.kind)] ?? 0) + 1
  return {
    'handover/due-in-year': { unit: 'count', value: rows.filter((row) => within(row.dueOn)).length },
    'handover/done-in-year': { unit: 'count', value: doneInYear.length, ...(doneInYear.length > 0 && { by: kinds }) },
    'handover/ready': { unit: 'count', value: ready.length },
    'handover/done': { unit: 'count', value: done.length },
    'handover/done-area': { unit: 'm2', value: area(done) },
    'handover/rate': { unit: 'ratio', numerator: done.length, denominator: ready.length },
    'movein/households': {
      unit: 'count',
      value: movedIn.length,
      by: { decorated, undecorated: movedIn.length - decorated },
    },
    'movein/area': { unit: 'm2', value: area(movedIn) },
    'movein/rate': { unit: 'ratio', numerator: movedIn.length, denominator: done.length },
  }
}

it('counts every figure as a naive count in memory does, on any day of any year, and each equals its rows', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(unit, { minLength: 1, maxLength: 25 }),
      fc.array(day, { minLength: 1, maxLength: 3 }),
      async (units, days) => {
        const { desk } = await newOffice('2030-01-01')
        const rows = units.map(
          (values, index): Values => ({ area: 'B区', building: '1栋', room: String(101 + index), ...values }),
        )
        await importRows(desk, 'units', rows)
        for (const asOf of days) {
          const year = Number(asOf.slice(0, 4)) - (rows.length % 2)
          const { figures: counted } = summaryJson(await summaryOf(desk.db, year, asOf)) as { figures: object }
          const ofEstate = Object.entries(counted).filter(([id]) => /^(handover|movein)\//.test(id))
          expect(Object.fromEntries(ofEstate)).toEqual(naive(rows, year, asOf))
          await expectFiguresEqualRows(desk.db, year, asOf)
        }
      },
    ),
    { numRuns: 100 },
  )
})

it('derives the same occupancy category in the database and by the rule, on any day', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(unit, { minLength: 1, maxLength: 25 }), day, async (units, asOf) => {
      const { desk } = await newOffice('2030-01-01')
      await importRows(
        desk,
        'units',
        units.map((values, index): Values => ({ area: 'B区', building: '1栋', room: String(101 + index), ...values })),
      )
      const rows = await desk.db
        .selectFrom('unit')
        .select('unit.room')
        .select(occupancyOf(asOf).as('category'))
        .orderBy('unit.id')
        .execute()
      expect(rows.map((row) => row.category)).toEqual(units.map((values) => occupancyOn(factsOfRow(values), asOf)))
    }),
    { numRuns: 100 },
  )
})

function factsOfRow(row: Values): UnitFacts {
  const date = (field: string) => (row[field] === undefined ? null : String(row[field]))
  const [movedInOn, startedOn, finishedOn, letFrom, backFrom] = [
    'movedInOn',
    'decorationStartedOn',
    'decorationFinishedOn',
    'letFrom',
    'leasebackFrom',
  ].map(date)
  return {
    readyOn: date('readyOn'),
    dueOn: date('dueOn'),
    handedOverOn: date('handedOverOn'),
    soldOn: date('soldOn'),
    stays: movedInOn ? [{ movedInOn, movedOutOn: date('movedOutOn') }] : [],
    decorations: startedOn || finishedOn ? [{ startedOn: startedOn ?? null, finishedOn: finishedOn ?? null }] : [],
    leases: [
      ...(letFrom ? [{ kind: 'unsold-let' as const, fromOn: letFrom, toOn: date('letTo') }] : []),
      ...(backFrom ? [{ kind: 'leaseback' as const, fromOn: backFrom, toOn: date('leasebackTo') }] : []),
    ],
  }
}

it('gives the reference year from the sample office, with every figure equal to its rows', async () => {
  const { folder } = await newOffice()
  const office = await openOffice(await sampleCopy(folder))
  const summary = await summaryOf(office.db, 2025, '2025-12-31')
  const reference = JSON.parse(readFileSync(new URL('../fixtures/reference-year.json', import.meta.url), 'utf8')) as {
    figures: Record<string, { zh: string }>
  }
  // The service rates are figures too; no year of them was published.
  const published = summary.figures.filter((figure) => figure.id in reference.figures)
  expect(published.map((figure) => figure.id).sort()).toEqual(Object.keys(reference.figures).sort())
  for (const figure of published) {
    const { zh, ...given } = reference.figures[figure.id] ?? { zh: '' }
    const expected = figure.id === 'surveys/satisfaction' ? satisfactionOf2025 : given
    // Rounds of cleaning were published by item only.
    const { value, ...byItem } = figureJson(figure) as Record<string, unknown>
    const shown = figure.unit === 'count' && !('value' in given) ? byItem : { ...byItem, value }
    expect({ [figure.id]: shown, label: figure.label.zh }).toEqual({ [figure.id]: expected, label: zh })
  }
  for (const asOf of ['2025-12-31', '2026-11-21', '2018-03-01', '2025-07-15'])
    await expectFiguresEqualRows(office.db, Number(asOf.slice(0, 4)), asOf)
  await office.close()
}, 120_000)

it('says the same of last year after facts with later dates have arrived', async () => {
  const { desk } = await newOffice()
  await importRows(desk, 'units', [
    home('101', { readyOn: '2024-01-01', dueOn: '2025-03-01', handedOverOn: '2025-04-01', movedInOn: '2025-06-01' }),
    home('102', { readyOn: '2024-01-01', dueOn: '2025-03-01' }),
  ])
  const before = summaryJson(await summaryOf(desk.db, 2025, '2025-12-31'))
  await importRows(desk, 'units', [
    home('101', { movedOutOn: '2026-02-01', decorationStartedOn: '2026-03-01', decorationFinishedOn: '2026-06-01' }),
    home('102', { handedOverOn: '2026-01-01', movedInOn: '2026-01-01' }),
    home('103', { readyOn: '2026-01-01' }),
  ])
  expect(summaryJson(await summaryOf(desk.db, 2025, '2025-12-31'))).toEqual(before)
  const now = summaryJson(await summaryOf(desk.db, 2026, '2026-11-21')) as {
    figures: Record<string, { value: number }>
  }
  expect(now.figures['handover/done']?.value).toBe(2)
})

it('shows a back-dated fact in the year it belongs to', async () => {
  const { desk } = await newOffice()
  await importRows(desk, 'units', [home('101', { readyOn: '2024-01-01' })])
  await importRows(desk, 'units', [home('101', { handedOverOn: '2025-12-31' })])
  const { figures: counted } = summaryJson(await summaryOf(desk.db, 2025, '2025-12-31')) as {
    figures: Record<string, { value: number }>
  }
  expect(counted['handover/done-in-year']?.value).toBe(1)
})

it('ends a household on the day it moves out, and a lease only after its last day', async () => {
  const { desk } = await newOffice()
  await importRows(desk, 'units', [
    home('101', {
      readyOn: '2024-01-01',
      handedOverOn: '2024-01-01',
      movedInOn: '2024-02-01',
      movedOutOn: '2024-05-01',
    }),
    home('102', { letFrom: '2024-02-01', letTo: '2024-05-01' }),
  ])
  const on = async (date: string) =>
    (await desk.db.selectFrom('unit').select(occupancyOf(date).as('category')).orderBy('unit.room').execute()).map(
      (row) => row.category,
    )
  expect(await on('2024-04-30')).toEqual(['undecorated-resident', 'unsold-let'])
  expect(await on('2024-05-01')).toEqual(['vacant', 'unsold-let'])
  expect(await on('2024-05-02')).toEqual(['vacant', 'undelivered'])
})

it('stands on 31 December of a past year and on today in a running one', () => {
  expect(asOfDate(2025, undefined, '2026-11-21')).toBe('2025-12-31')
  expect(asOfDate(2026, undefined, '2026-11-21')).toBe('2026-11-21')
  expect(asOfDate(2025, '2025-06-30', '2026-11-21')).toBe('2025-06-30')
})

it('declares each figure with its words in both languages', () => {
  const ids = figures.map((figure) => figure.id)
  expect(new Set(ids).size).toBe(ids.length)
  for (const figure of figures) {
    for (const words of [figure.label, figure.definition, ...Object.values(figure.parts?.labels ?? {})]) {
      expect(words.zh).toMatch(/[\u4e00-\u9fff]/)
      expect(words.en).toMatch(/[a-z]/)
    }
  }
})

it('filters by every occupancy category exactly the units that are in it', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(unit, { minLength: 1, maxLength: 25 }), day, async (units, asOf) => {
      const { desk } = await newOffice('2030-01-01')
      await importRows(
        desk,
        'units',
        units.map((values, index): Values => ({ area: 'B区', building: '1栋', room: String(101 + index), ...values })),
      )
      const categories = units.map((values) => occupancyOn(factsOfRow(values), asOf))
      for (const category of occupancyCategories) {
        const page = await listPage(desk, 'units', { filter: { occupancy: category, asOf }, offset: 0, limit: 50 })
        expect(page.rows.map((row) => row.occupancy)).toEqual(categories.filter((one) => one === category))
        expect(page.total).toBe(page.rows.length)
      }
    }),
    { numRuns: 60 },
  )
})

it('leads from a record of a figure to its own page: a job to the job, a finding to its visit', async () => {
  const { folder } = await newOffice()
  const office = await openOffice(await sampleCopy(folder))
  const names = {
    job: sql<string>`(SELECT number FROM job WHERE id = ${sql.ref('opensId')})`,
    complaint: sql<string>`(SELECT number FROM complaint WHERE id = ${sql.ref('opensId')})`,
    equipment: sql<string>`(SELECT code || ' ' || name FROM equipment WHERE id = ${sql.ref('opensId')})`,
    record: sql<string>`(SELECT trim(number || ' ' || title || ' ' || code) FROM record WHERE id = ${sql.ref('opensId')})`,
    visit: sql<string>`(SELECT content FROM visit_finding WHERE visit_id = ${sql.ref('opensId')} AND content = what)`,
  }
  const period = periodOf(2025, '2025-12-31')
  const seen = new Set<string>()
  for (const { id } of figures) {
    const pages = await office.db
      .selectFrom(figureRows(office.db, id, period).clearOrderBy().as('behind'))
      .select([
        'opensPage' as never,
        sql<number>`count(*)`.as('rows'),
        sql<number>`sum(what = CASE opensPage WHEN 'job' THEN ${names.job} WHEN 'complaint' THEN ${names.complaint}
          WHEN 'equipment' THEN ${names.equipment} WHEN 'visit' THEN ${names.visit} ELSE ${names.record} END)`.as(
          'same',
        ),
      ])
      .where(sql<boolean>`opensPage IS NOT NULL`)
      .groupBy('opensPage' as never)
      .execute()
    for (const { opensPage, rows, same } of pages as unknown as { opensPage: string; rows: number; same: number }[]) {
      seen.add(opensPage)
      expect({ id, same }).toEqual({ id, same: rows })
    }
  }
  expect([...seen].sort()).toEqual(['complaint', 'equipment', 'job', 'notice', 'record', 'visit'])
  await office.close()
})
