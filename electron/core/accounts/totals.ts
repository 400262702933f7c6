import { type RawBuilder, sql } from 'kysely'
import type { AccountCheck, WorkbookId } from '../../contract/accounts.ts'
import type { DateText } from '../../contract/dates.ts'
import type { FigureResult } from '../../contract/summary.ts'
import type { Db } from '../context.ts'
import type { ListQuery } from '../lists/source.ts'
import { figureById, figureOf, figureRows } from '../summary/engine.ts'
import { periodOf } from '../summary/figure.ts'
import type { Scope } from './scope.ts'
import type { Check, Measure, Row, Rows, Sheet, Term } from './workbook.ts'
import { measureOf, sheetOf, workbookOf } from './workbooks.ts'

/** All rows of a sheet in their order, raw. */
function sheetQuery(db: Db, sheet: Sheet, scope: Scope): ListQuery {
  const ordered = sheet.order.reduce(
    (query, column) => query.orderBy(sql.ref(`line.${column}`)),
    fromSheet(db, sheet, scope).selectAll() as ListQuery,
  )
  return ordered
}

function fromSheet(db: Db, sheet: Sheet, scope: Scope): ListQuery {
  return db.selectFrom(sql`(${sheet.rows(scope)})`.as('line')) as unknown as ListQuery
}

/** A raw row with what is worked out in it. */
function finished(sheet: Sheet, raw: unknown, scope: Scope): Row {
  return sheet.finish ? sheet.finish(raw as Row, scope) : (raw as Row)
}

/** Rows that are the same in some columns added up into one: numbers by sum, all else as in the first. */
function grouped(rows: readonly Row[], by: readonly string[], order: readonly string[]): Row[] {
  const groups = Map.groupBy(rows, (row) => JSON.stringify(by.map((column) => row[column])))
  const sums = [...groups.values()].map((group) => {
    const sum: Record<string, Row[string]> = { ...group[0] }
    for (const row of group.slice(1)) {
      for (const [column, value] of Object.entries(row)) {
        if (typeof value === 'number' && !by.includes(column)) sum[column] = Number(sum[column]) + value
      }
    }
    return sum
  })
  return sums.sort((a, b) => {
    const differing = order.find((column) => a[column] !== b[column])
    if (differing === undefined) return 0
    return (a[differing] ?? '') < (b[differing] ?? '') ? -1 : 1
  })
}

/** Sums of one sheet: how many rows, each column that is added up, and the measures that are compared. */
export interface SheetTotals {
  readonly rows: number
  readonly columns: ReadonlyMap<string, number>
  readonly measures: ReadonlyMap<string, number>
}

/** Totals of workbooks and figures of one scope, each asked of the database once. Amounts in fen. */
export class Totals {
  readonly #db: Db
  readonly #scope: Scope
  readonly #sheets = new Map<string, Promise<SheetTotals>>()
  readonly #figures = new Map<string, Promise<FigureResult>>()
  readonly #grouped = new Map<Rows, Promise<readonly Row[]>>()

  constructor(db: Db, scope: Scope) {
    this.#db = db
    this.#scope = scope
  }

  /** All rows of a sheet in their order, one by one; nothing else may be asked of the database meanwhile. */
  async *rows(sheet: Sheet): AsyncGenerator<Row> {
    const raw = sheet.groupedBy
      ? await this.#groups(sheet, sheet.groupedBy)
      : (sheet.stream?.(this.#db, this.#scope) ?? sheetQuery(this.#db, sheet, this.#scope).stream())
    for await (const row of raw) yield finished(sheet, row, this.#scope)
  }

  /** The first rows of a sheet. */
  async first(sheet: Sheet, limit: number): Promise<Row[]> {
    if (sheet.stream || sheet.groupedBy) {
      const rows: Row[] = []
      for await (const row of this.rows(sheet)) {
        if (rows.length === limit) break
        rows.push(row)
      }
      return rows
    }
    const raw = await sheetQuery(this.#db, sheet, this.#scope).limit(limit).execute()
    return raw.map((row) => finished(sheet, row, this.#scope))
  }

  async #groups(sheet: Sheet, by: readonly string[]): Promise<Row[]> {
    const known =
      this.#grouped.get(sheet.rows) ??
      (sheet.rows(this.#scope).$castTo<Row>() as ReturnType<typeof sql<Row>>)
        .execute(this.#db)
        .then((result) => result.rows)
    this.#grouped.set(sheet.rows, known)
    const rows = (await known).filter((row) =>
      Object.entries(sheet.only ?? {}).every(([column, value]) => row[column] === value),
    )
    return grouped(rows, by, sheet.order)
  }

  sheet(id: WorkbookId, sheet: string): Promise<SheetTotals> {
    const key = `${id}/${sheet}`
    const known = this.#sheets.get(key) ?? this.#add(id, sheet)
    this.#sheets.set(key, known)
    return known
  }

  async #add(id: WorkbookId, sheetId: string): Promise<SheetTotals> {
    const workbook = workbookOf(id)
    const sheet = sheetOf(workbook, sheetId)
    const columns = sheet.columns.filter((column) => column.total)
    const measures = workbook.measures.filter((measure) => measure.sheet === sheetId)
    if (sheet.groupedBy) return added(await this.first(sheet, Number.POSITIVE_INFINITY), sheet, measures)
    let query = fromSheet(this.#db, sheet, this.#scope).select(sql<number>`count(*)`.as('rows'))
    columns.forEach((column, index) => {
      query = query.select(sumOf(sql.ref(`line.${column.id}`)).as(`c${index}`))
    })
    measures.forEach((measure, index) => {
      query = query.select(
        sumOf(sql`CASE WHEN ${meets(measure)} THEN ${sql.ref(`line.${measure.column}`)} END`).as(`m${index}`),
      )
    })
    const row = (await query.executeTakeFirstOrThrow()) as Record<string, number>
    const value = (name: string) => Number(row[name] ?? 0)
    return {
      rows: value('rows'),
      columns: new Map(columns.map((column, index) => [column.id, value(`c${index}`)])),
      measures: new Map(measures.map((measure, index) => [measure.id, value(`m${index}`)])),
    }
  }

  async measure(id: WorkbookId, measure: string): Promise<number> {
    const { sheet } = measureOf(id, measure)
    return (await this.sheet(id, sheet)).measures.get(measure) ?? 0
  }

  /** One side of a check. */
  async side(own: WorkbookId, terms: readonly Term[]): Promise<number> {
    let sum = 0
    for (const term of terms) {
      if ('figure' in term) sum += await this.#figure(term)
      else sum += (term.sign ?? 1) * (await this.measure(term.workbook ?? own, term.measure))
    }
    return sum
  }

  async check(own: WorkbookId, check: Check): Promise<AccountCheck> {
    const first = check.ours[0] as Extract<Term, { measure: string }>
    return {
      id: check.id,
      unit: measureOf(own, first.measure).unit ?? 'money',
      source: this.source(own, check),
      ours: await this.side(own, check.ours),
      theirs: await this.side(own, check.theirs),
    }
  }

  /** What a check compares with: the first of its terms says it. */
  source(own: WorkbookId, check: Check): AccountCheck['source'] {
    const term = check.theirs[0] as Term
    if (!('figure' in term)) return { workbook: term.workbook ?? own }
    const { label, parts } = figureById(term.figure)
    const part = term.part === undefined ? undefined : parts?.labels[term.part]
    return {
      figure: term.figure,
      year: this.#periodOf(term).year,
      label: part ? { zh: `${label.zh}·${part.zh}`, en: `${label.en}: ${part.en}` } : label,
    }
  }

  #periodOf(term: Extract<Term, { figure: string }>): { year: number; asOf: DateText } {
    const { year, asOf, opening } = this.#scope
    return term.at === 'opening' ? { year: year - 1, asOf: opening } : { year, asOf }
  }

  async #figure(term: Extract<Term, { figure: string }>): Promise<number> {
    const { year, asOf } = this.#periodOf(term)
    if (this.#scope.area !== undefined) return this.#figureInArea(term, year, asOf, this.#scope.area)
    const key = `${term.figure} ${asOf}`
    const figure = this.#figures.get(key) ?? figureOf(this.#db, term.figure, year, asOf)
    this.#figures.set(key, figure)
    const result = await figure
    if (term.side === 'denominator') return result.denominator ?? 0
    if (term.part !== undefined) return result.parts.find((part) => part.key === term.part)?.value ?? 0
    return result.value
  }

  /** A figure of one area: from its own records, of those that stand there. */
  async #figureInArea(
    term: Extract<Term, { figure: string }>,
    year: number,
    asOf: DateText,
    area: number,
  ): Promise<number> {
    const { unit } = figureById(term.figure)
    const side = unit === 'ratio' ? (term.side ?? 'numerator') : undefined
    const records = figureRows(this.#db, term.figure, periodOf(year, asOf), { part: term.part, side })
      .where(sql<boolean>`area.id = ${area}`)
      .clearOrderBy()
    const value = unit === 'yuan' ? sumOf(sql`record.amount`) : sql<number>`count(*)`
    const row = await this.#db.selectFrom(records.as('record')).select(value.as('value')).executeTakeFirstOrThrow()
    return Number(row.value)
  }
}

/** The same sums of rows that are at hand. */
function added(rows: readonly Row[], sheet: Sheet, measures: readonly Measure[]): SheetTotals {
  const sum = (some: readonly Row[], column: string) => some.reduce((total, row) => total + Number(row[column] ?? 0), 0)
  const meets = (row: Row, measure: Measure) =>
    Object.entries(measure.only ?? {}).every(([column, value]) => row[column] === value)
  return {
    rows: rows.length,
    columns: new Map(sheet.columns.filter((column) => column.total).map(({ id }) => [id, sum(rows, id)])),
    measures: new Map(
      measures.map((measure) => [
        measure.id,
        sum(
          rows.filter((row) => meets(row, measure)),
          measure.column,
        ),
      ]),
    ),
  }
}

function sumOf(amount: RawBuilder<unknown>): RawBuilder<number> {
  return sql<number>`coalesce(sum(${amount}), 0)`
}

/** Condition: a row is one of those that a measure adds up. */
function meets(measure: Measure): RawBuilder<boolean> {
  const conditions = Object.entries(measure.only ?? {}).map(
    ([column, value]) => sql<boolean>`${sql.ref(`line.${column}`)} = ${value}`,
  )
  return conditions.length === 0 ? sql<boolean>`1 = 1` : sql<boolean>`(${sql.join(conditions, sql` AND `)})`
}
