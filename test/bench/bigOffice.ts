import { rmSync } from 'node:fs'
import { addDays } from '../../electron/contract/dates.ts'
import type { ImportKind } from '../../electron/contract/imports.ts'
import { officeClock } from '../../electron/core/clock.ts'
import type { Desk } from '../../electron/core/context.ts'
import { applyImport, planImport } from '../../electron/core/imports/index.ts'
import type { ParsedRow } from '../../electron/core/imports/table.ts'
import { type OfficeFile, openOffice } from '../../electron/db/open.ts'

export const unitCount = 100_000
export const residentCount = 120_000
const unitsPerBuilding = 120

const surnames = [...'王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕']
const given = [...'伟芳娜秀英敏静丽强磊军洋勇艳杰娟涛明超秀兰霞平刚桂玲华建国文博子轩浩然雨欣梓涵晨宇思源']

/** A seeded generator, so that two runs measure the same office. */
export function random(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
}

/** An office of 100,000 units and 120,000 residents, written through the ordinary import. */
export async function bigOffice(file: string): Promise<{ office: OfficeFile; desk: Desk }> {
  for (const suffix of ['', '-wal', '-shm']) rmSync(file + suffix, { force: true })
  const office = await openOffice(file, { create: true })
  const clock = officeClock(() => new Date(), undefined, '2026-11-21')
  const desk: Desk = { db: office.db, clock, actor: { id: null, name: 'bench', roles: ['administrator'] } }
  await importAll(desk, 'units', [...units(random(1))])
  await importAll(desk, 'residents', [...residents(random(2))])
  office.sqlite.exec('ANALYZE')
  return { office, desk }
}

export function placeOf(index: number): { area: string; building: string; room: string } {
  const building = Math.floor(index / unitsPerBuilding)
  const inside = index % unitsPerBuilding
  return {
    area: `${String.fromCharCode(65 + (building % 20))}区`,
    building: `${building + 1}栋`,
    room: String((Math.floor(inside / 4) + 1) * 100 + (inside % 4) + 1),
  }
}

export function* units(next: () => number, count = unitCount): Generator<Record<string, string | number>> {
  for (let index = 0; index < count; index++) {
    const ready = addDays('2016-01-01', Math.floor(next() * 3800))
    const handedOver = addDays(ready, Math.floor(next() * 300))
    const decorated = addDays(handedOver, 60 + Math.floor(next() * 200))
    const stage = next()
    yield {
      ...placeOf(index),
      kind: next() < 0.9 ? 'residence' : 'shop',
      areaCenti: 4000 + Math.floor(next() * 16000),
      readyOn: ready,
      dueOn: addDays(ready, 90),
      ...(stage > 0.08 && handedOver < '2026-11-21' && { handedOverOn: handedOver }),
      ...(stage > 0.3 &&
        decorated < '2026-11-01' && { decorationStartedOn: handedOver, decorationFinishedOn: decorated }),
      ...(stage > 0.4 && decorated < '2026-10-01' && { movedInOn: addDays(decorated, 30) }),
    }
  }
}

export function* residents(next: () => number): Generator<Record<string, string | number>> {
  const pick = (list: readonly string[]) => list[Math.floor(next() * list.length)] as string
  for (let index = 0; index < residentCount; index++) {
    yield {
      ...placeOf(index % unitCount),
      name: `${pick(surnames)}${pick(given)}${next() < 0.7 ? pick(given) : ''}`,
      role: index < unitCount ? 'owner' : 'family',
      phone: `154${String(10_000_000 + index * 7).slice(-8)}`,
      fromOn: '2020-01-01',
      ...(next() < 0.3 && { plates: `闽D${String(10_000 + (index % 90_000))}` }),
    }
  }
}

export async function importAll(
  desk: Desk,
  kind: ImportKind,
  records: readonly Record<string, string | number>[],
): Promise<void> {
  const rows = records.map((values, index): ParsedRow => ({ row: index + 2, values, errors: [], warnings: [] }))
  const plan = await planImport(
    desk.db,
    kind,
    'bench',
    { sheet: kind, fields: [], fileErrors: [], fileWarnings: [], rows },
    desk.clock,
  )
  if (plan.report.counts.rejected > 0) throw new Error(JSON.stringify(plan.report.rows[0]))
  await applyImport(desk, plan)
}
