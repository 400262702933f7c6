import { addDays, type DateText } from '../contract/dates.ts'
import { approvalRules } from '../core/approvals/kinds.ts'
import { decide } from '../core/approvals/service.ts'
import type { Desk } from '../core/context.ts'
import { replace } from '../core/replacements/service.ts'
import { replacementNeeds, replacementsOf, type SampleReplacement } from '../core/sample/replacements.ts'
import { type SampleMove, sampleCounts, sampleItems, storeMoves } from '../core/sample/stores.ts'
import { askCount, countDetail, keyCount, startCount } from '../core/stores/counts.ts'
import { issue, receive, scrap } from '../core/stores/documents.ts'
import { updateItem } from '../core/stores/items.ts'
import { recordTally } from '../core/tallies/service.ts'
import { deskOf } from './sampleDay.ts'
import { importRows } from './sampleRows.ts'

/** The day from which the sample's stores are kept in the books. */
const opened = '2025-01-01'

/** Stores and replacements as they were kept: the opening stock imported, then every document on its own day. */
export async function writeSampleStores(desk: Desk): Promise<void> {
  const today = desk.clock.today()
  const keeper = await deskOf(desk, '吴志强')
  await importRows(
    keeper(opened, '09:00'),
    'stock',
    sampleItems.map(({ code, name, specification, unitName, bin, opening, price }) => ({
      code,
      name,
      specification,
      unitName,
      bin,
      quantity: opening * 100,
      price,
    })),
  )
  const stock = await Stock.of(desk, keeper)
  const replacements = replacementsOf(today)
  const moves = storeMoves(await jobsOf(desk), replacementNeeds(replacements), today)
  const days = [
    ...moves.map((move) => ({ on: move.onDate, run: () => stock.move(move) })),
    ...replacements.map((one) => ({ on: one.onDate, run: () => stock.replace(one) })),
    ...sampleCounts
      .filter((count) => count.decidedOn < today)
      // What moved on a day has moved when its evening counts.
      .map((count) => ({ on: `${count.onDate}~`, run: () => stock.count(count) })),
  ].sort((a, b) => (a.on < b.on ? -1 : a.on > b.on ? 1 : 0))
  for (const { run } of days) await run()
  await countNow(desk, keeper)
}

type At = (day?: DateText, time?: string) => Desk

/** Writes what the plan says, as far as it is there: a stock-take may have found less. */
class Stock {
  readonly #keeper: At
  readonly #accountant: At
  readonly #manager: At
  readonly #ids: ReadonlyMap<string, number>
  readonly #there: Map<string, number>
  /** Differences that are approved on a day to come. */
  readonly #awaited: { readonly on: DateText; readonly code: string; readonly pieces: number }[] = []
  #requests = 0

  private constructor(people: readonly [At, At, At], ids: ReadonlyMap<string, number>) {
    ;[this.#keeper, this.#accountant, this.#manager] = people
    this.#ids = ids
    this.#there = new Map(sampleItems.map((item) => [item.code, item.opening]))
  }

  static async of(desk: Desk, keeper: At): Promise<Stock> {
    const items = await desk.db.selectFrom('stock_item').selectAll().execute()
    const rowOf = new Map(items.map((item) => [item.code, item]))
    for (const { code, category, minimum, name, specification, unitName, bin } of sampleItems) {
      const row = rowOf.get(code)
      if (!row) continue
      const fields = { code, name, specification, unitName, bin, category, minimum }
      await updateItem(keeper(opened, '09:30'), row.id, Number(row.version), fields)
    }
    const people = [keeper, await deskOf(desk, '郑雅萍'), await deskOf(desk, '黄国辉')] as const
    return new Stock(people, new Map(items.map((item) => [item.code, item.id])))
  }

  async move(move: SampleMove): Promise<void> {
    const { kind, onDate, supplier, jobId, recipient, purpose } = move
    this.#settleUntil(onDate)
    const desk = this.#keeper(onDate, '10:20')
    const note = ''
    if (kind === 'receipt') {
      const lines = move.lines.map(({ code, quantity, price }) => ({ ...this.#line(code, quantity), price }))
      for (const { code, quantity } of move.lines) this.#change(code, quantity)
      await receive(desk, { requestKey: this.#key(), onDate, supplier, note, lines })
      return
    }
    // What a replacement needs is issued by the replacement itself.
    if (kind === 'need') return
    const lines = move.lines.flatMap(({ code, quantity }) => {
      const given = Math.min(quantity, this.#there.get(code) ?? 0)
      if (given > 0) this.#change(code, -given)
      return given > 0 ? [this.#line(code, given)] : []
    })
    if (lines.length === 0) return
    const requestKey = this.#key()
    if (kind === 'scrap') await scrap(desk, { requestKey, onDate, purpose, note, lines })
    else await issue(desk, { requestKey, onDate, jobId, recipient, purpose, note, lines })
  }

  async replace({ onDate, item, place, quantity, code, unitPrice, note }: SampleReplacement): Promise<void> {
    const fields = {
      onDate,
      item,
      place,
      unitId: null,
      quantity,
      labourDays: 0,
      unitPrice,
      cost: null,
      inspector: '',
      score: null,
      note,
    }
    const desk = this.#keeper(onDate, '16:10')
    const requestKey = this.#key()
    if (code === null) {
      await recordTally(desk, 'replacements', fields, requestKey)
      return
    }
    this.#change(code, -quantity)
    await replace(desk, { fields, jobId: null, itemId: this.#ids.get(code) ?? 0, requestKey })
  }

  /** Everything counted in one evening, asked by the accountant and approved by the manager. */
  async count({ onDate, decidedOn, found }: (typeof sampleCounts)[number]): Promise<void> {
    const counter = this.#keeper(onDate, '17:30')
    const { id } = await startCount(counter, { onDate, category: '', requestKey: this.#key() })
    const { version, lines } = await countDetail(counter, id)
    const others: Readonly<Record<string, number>> = found
    const counted = lines.map((line) => {
      const pieces = Math.max(0, line.book + (others[line.code] ?? 0) * 100)
      const difference = pieces - line.book
      if (difference !== 0) this.#awaited.push({ on: decidedOn, code: line.code, pieces: difference / 100 })
      return {
        id: line.id,
        counted: pieces,
        note: difference < 0 ? '短少，原因不明' : difference > 0 ? '退料未办退库' : '',
      }
    })
    await keyCount(counter, id, version, counted)
    const accountant = this.#accountant(onDate, '18:20')
    const seen = await countDetail(accountant, id)
    const asked = await askCount(accountant, id, seen.version, '半年盘点')
    const answer = { id: asked, version: 1, approve: true, decision: '同意，加强领料登记' }
    await decide(this.#manager(decidedOn, '08:50'), approvalRules, answer)
  }

  #settleUntil(day: DateText): void {
    while (this.#awaited[0] && this.#awaited[0].on <= day) {
      const first = this.#awaited.shift()
      if (first) this.#change(first.code, first.pieces)
    }
  }

  #line(code: string, pieces: number) {
    return { itemId: this.#ids.get(code) ?? 0, quantity: pieces * 100 }
  }

  #change(code: string, pieces: number): void {
    this.#there.set(code, (this.#there.get(code) ?? 0) + pieces)
  }

  #key(): string {
    this.#requests += 1
    return `sample-stores-${this.#requests}`
  }
}

/** Jobs that material was given to. */
async function jobsOf({ db }: Desk) {
  const rows = await db
    .selectFrom('job')
    .select(['id', 'registered_on as onDate', 'trade'])
    .where('registered_on', '>=', opened)
    .where('state', '<>', 'cancelled')
    .where('trade', 'in', ['plumbing-electric', 'civil', 'intelligent-systems'])
    .orderBy('id')
    .execute()
  return rows
}

/** A stock-take of the electrical shelves that is half done today. */
async function countNow(desk: Desk, keeper: At): Promise<void> {
  const today = desk.clock.today()
  const counter = keeper(today, '08:40')
  const request = { onDate: addDays(today, -1), category: '电料', requestKey: 'sample-stores-now' }
  const { id } = await startCount(counter, request)
  const { version, lines } = await countDetail(counter, id)
  const counted = lines.slice(0, 14).map((line) => ({ id: line.id, counted: line.book, note: '' }))
  await keyCount(counter, id, version, counted)
}
