import { type RawBuilder, sql } from 'kysely'
import type { AccountCheck, WorkbookId } from '../../contract/accounts.ts'
import type { DateText } from '../../contract/dates.ts'
import type { FigureResult } from '../../contract/summary.ts'
import type { Db } from '../context.ts'
import type { ListQuery } from '../lists/source.ts'
import { figureById, figureRows, figuresOf } from '../summary/engine.ts'
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

/** What stands under a sheet: how many rows, and the sum of each column that is added up. */
export interface SheetTotals {
  readonly rows: number
  readonly columns: ReadonlyMap<string, number>
}

/** Totals of workbooks and figures of one scope, each asked of the database once. Amounts in fen. */
export class Totals {
  readonly #db: Db
  readonly #scope: Scope
  readonly #grouped = new Map<Rows, Promise<readonly Row[]>>()
  /** Measures by `workbook/measure`, and sides of figures, as far as they have been asked for. */
  readonly #known = new Map<string, number>()

  constructor(db: Db, scope: Scope) {
    this.#db = db
    this.#scope = scope
  }

  /**
   * All rows of a sheet in their order, one by one; nothing else may be asked of the database meanwhile.
   * @param few where so many of the first are all that is wanted
   */
  async *rows(sheet: Sheet, few?: number): AsyncGenerator<Row> {
    const raw = sheet.groupedBy
      ? await this.#groups(sheet, sheet.groupedBy)
      : (sheet.stream?.(this.#db, this.#scope, few) ?? sheetQuery(this.#db, sheet, this.#scope).stream())
    for await (const row of raw) yield finished(sheet, row, this.#scope)
  }

  /** The first rows of a sheet. */
  async first(sheet: Sheet, limit: number): Promise<Row[]> {
    if (sheet.stream || sheet.groupedBy) {
      const rows: Row[] = []
      for await (const row of this.rows(sheet, limit)) {
        rows.push(row)
        if (rows.length === limit) break
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

  /** What stands under a sheet. */
  async sheet(sheet: Sheet): Promise<SheetTotals> {
    const columns = sheet.columns.filter((column) => column.total).map((column) => column.id)
    const sums = await this.#add(
      sheet,
      columns.map((column) => ({ column })),
      true,
    )
    return { rows: await this.#count(sheet), columns: new Map(columns.map((id, index) => [id, sums[index] ?? 0])) }
  }

  async #count(sheet: Sheet): Promise<number> {
    if (sheet.groupedBy) return (await this.#groups(sheet, sheet.groupedBy)).length
    const counted = sheet.count?.(this.#scope) ?? sql`SELECT count(*) AS rows FROM (${sheet.rows(this.#scope)}) AS line`
    const { rows } = await sql<{ rows: number }>`${counted}`.execute(this.#db)
    return rows[0]?.rows ?? 0
  }

  /**
   * Adds up columns of a sheet, of all rows or of some.
   * @param isOwn whether the rows of a grouped sheet are wanted anyhow
   */
  async #add(sheet: Sheet, wanted: readonly Pick<Measure, 'column' | 'only'>[], isOwn: boolean): Promise<number[]> {
    if (sheet.groupedBy && (isOwn || this.#grouped.has(sheet.rows))) {
      return added(await this.first(sheet, Number.POSITIVE_INFINITY), wanted)
    }
    const direct = wanted.every(isOfItems)
      ? sheet.sums?.(
          this.#scope,
          wanted.map(({ column, only }) => ({ column, itemKind: only?.itemKind })),
        )
      : undefined
    if (sheet.groupedBy && !direct) return this.#add(sheet, wanted, true)
    const sums = wanted.map(
      (one, index) =>
        sql`sum(CASE WHEN ${meets(one)} THEN ${sql.ref(`line.${one.column}`)} END) AS ${sql.ref(`m${index}`)}`,
    )
    const query = direct ?? sql`SELECT ${sql.join(sums)} FROM (${sheet.rows(this.#scope)}) AS line`
    const { rows } = await sql<Record<string, number>>`${query}`.execute(this.#db)
    return wanted.map((_, index) => Number(rows[0]?.[`m${index}`] ?? 0))
  }

  /** Asks for what `side` needs: each sheet once for all its measures, and each set of records once for its figures. */
  async ask(own: WorkbookId, terms: readonly Term[]): Promise<void> {
    const unknown = [...new Map(terms.map((term) => [keyOf(own, term), term])).values()].filter(
      (term) => !this.#known.has(keyOf(own, term)),
    )
    const measured = unknown.flatMap((term) =>
      'figure' in term ? [] : [{ id: term.workbook ?? own, measure: measureOf(term.workbook ?? own, term.measure) }],
    )
    const bySheet = Map.groupBy(measured, ({ id, measure }) => sheetOf(workbookOf(id), measure.sheet))
    // Its own rows first: what they give of another of its sheets is then at hand.
    for (const [sheet, of] of [...bySheet].sort(
      ([, a], [, b]) => Number(b[0]?.id === own) - Number(a[0]?.id === own),
    )) {
      const sums = await this.#add(
        sheet,
        of.map(({ measure }) => measure),
        of[0]?.id === own,
      )
      of.forEach(({ id, measure }, index) => {
        this.#known.set(`${id}/${measure.id}`, sums[index] ?? 0)
      })
    }
    const figures = unknown.flatMap((term) => ('figure' in term ? [term] : []))
    if (this.#scope.area === undefined) return this.#askFigures(own, figures)
    for (const term of figures) this.#known.set(keyOf(own, term), await this.#figureInArea(term, this.#scope.area))
  }

  async #askFigures(own: WorkbookId, terms: readonly FigureTerm[]): Promise<void> {
    const split = new Set(terms.flatMap((term) => (term.part === undefined ? [] : [term.figure])))
    const groups = Map.groupBy(terms, (term) => `${term.at} ${split.has(term.figure)}`)
    for (const some of groups.values()) {
      const [{ at, figure }] = some as [FigureTerm, ...FigureTerm[]]
      const { year, asOf } = this.#periodOf({ at })
      const ids = [...new Set(some.map((term) => term.figure))]
      const results = await figuresOf(this.#db, ids, year, asOf, split.has(figure), this.#scope.seen)
      const byId = new Map(results.map((result) => [result.id, result]))
      for (const term of some) this.#known.set(keyOf(own, term), sideOf(byId.get(term.figure), term))
    }
  }

  /** One side of a check, of which everything has been asked for. */
  side(own: WorkbookId, terms: readonly Term[]): number {
    let sum = 0
    for (const term of terms) {
      const value = this.#known.get(keyOf(own, term))
      if (value === undefined) throw new Error(`${keyOf(own, term)} has not been asked for`)
      sum += ('figure' in term ? 1 : (term.sign ?? 1)) * value
    }
    return sum
  }

  /** Both sides of every check of a workbook. */
  async checks(own: WorkbookId): Promise<AccountCheck[]> {
    const { checks } = workbookOf(own)
    await this.ask(
      own,
      checks.flatMap((check) => [...check.ours, ...check.theirs]),
    )
    return checks.map((check) => ({
      id: check.id,
      unit: measureOf(own, (check.ours[0] as Extract<Term, { measure: string }>).measure).unit ?? 'money',
      source: this.source(own, check),
      ours: this.side(own, check.ours),
      theirs: this.side(own, check.theirs),
    }))
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

  #periodOf(term: Pick<FigureTerm, 'at'>): { year: number; asOf: DateText } {
    const { year, asOf, opening } = this.#scope
    return term.at === 'opening' ? { year: year - 1, asOf: opening } : { year, asOf }
  }

  /** A figure of one area: from its own records, of those that stand there. */
  async #figureInArea(term: FigureTerm, area: number): Promise<number> {
    const { year, asOf } = this.#periodOf(term)
    const { unit } = figureById(term.figure)
    const side = unit === 'ratio' ? (term.side ?? 'numerator') : undefined
    const records = figureRows(this.#db, term.figure, periodOf(year, asOf, this.#scope.seen), { part: term.part, side })
      .where(sql<boolean>`area.id = ${area}`)
      .clearOrderBy()
    const value = unit === 'yuan' ? sumOf(sql`record.amount`) : sql<number>`count(*)`
    const row = await this.#db.selectFrom(records.as('record')).select(value.as('value')).executeTakeFirstOrThrow()
    return Number(row.value)
  }
}

type FigureTerm = Extract<Term, { figure: string }>

/** What a term of a check of one workbook is known by. */
function keyOf(own: WorkbookId, term: Term): string {
  if (!('figure' in term)) return `${term.workbook ?? own}/${term.measure}`
  return `${term.figure} ${term.at ?? ''} ${term.side ?? ''} ${term.part ?? ''}`
}

function sideOf(result: FigureResult | undefined, term: FigureTerm): number {
  if (term.side === 'denominator') return result?.denominator ?? 0
  if (term.part !== undefined) return result?.parts.find((part) => part.key === term.part)?.value ?? 0
  return result?.value ?? 0
}

const isOfItems = ({ only }: Pick<Measure, 'only'>) => Object.keys(only ?? {}).every((column) => column === 'itemKind')

/** The same sums of rows that are at hand. */
function added(rows: readonly Row[], wanted: readonly Pick<Measure, 'column' | 'only'>[]): number[] {
  return wanted.map(({ column, only }) =>
    rows
      .filter((row) => Object.entries(only ?? {}).every(([name, value]) => row[name] === value))
      .reduce((sum, row) => sum + Number(row[column] ?? 0), 0),
  )
}

function sumOf(amount: RawBuilder<unknown>): RawBuilder<number> {
  return sql<number>`coalesce(sum(${amount}), 0)`
}

/** Condition: a row is one of those that a measure adds up. */
function meets({ only }: Pick<Measure, 'only'>): RawBuilder<boolean> {
  const conditions = Object.entries(only ?? {}).map(
    ([column, value]) => sql<boolean>`${sql.ref(`line.${column}`)} = ${value}`,
  )
  return conditions.length === 0 ? sql<boolean>`1 = 1` : sql<boolean>`(${sql.join(conditions, sql` AND `)})`
}
