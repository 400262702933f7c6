import { sql } from 'kysely'
import { DeskError, type FieldChange, StaleError } from '../../contract/errors.ts'
import { bulkInsert } from '../../db/dialect.ts'
import type { AuditedTable, Schema } from '../../db/schema.ts'
import type { Desk, Tx } from '../context.ts'
import { closedProblem, closedThrough, countedSince } from '../fees/closing.ts'

/** A row as it is written: column name to value. */
export type Row = Record<string, string | number | null>

/** Extra marks of an audit line: the unit whose history shows it, the reason given, the import batch. */
export interface AuditMark {
  readonly unitId?: number | null
  readonly reason?: string
}

const rowsPerStatement = 200

/**
 * The only road by which records change: every insert, update and removal leaves an audit line
 * saying who, when, what, before and after. Audit lines are never changed.
 */
export class AuditedWriter {
  readonly tx: Tx
  readonly #desk: Desk
  readonly #batchId: number | null
  readonly #at: string
  #closed: string | null | undefined

  constructor(tx: Tx, desk: Desk, batchId: number | null = null) {
    this.tx = tx
    this.#desk = desk
    this.#batchId = batchId
    this.#at = desk.clock.now().toISOString()
  }

  /** Inserts one row and returns its id. */
  async insert(table: AuditedTable, row: Row, mark: AuditMark = {}): Promise<number> {
    const [id] = await this.insertMany(table, [row], () => mark)
    if (id === undefined) throw new Error('insert without an id')
    return id
  }

  /** Inserts rows in order and returns their ids, in the same order. Ids are never used twice. */
  async insertMany(
    table: AuditedTable,
    rows: readonly Row[],
    markOf: (row: Row) => AuditMark = () => ({}),
  ): Promise<number[]> {
    if (rows.length === 0) return []
    for (const row of rows) await this.#refuseClosed(table, null, row)
    const first = await reserveIds(this.tx, table, rows.length)
    const withIds = rows.map((row, index): Row => ({ ...row, id: first + index }))
    await insertRows(this.tx, table, withIds)
    await this.#audit(
      withIds.map((row) => ({ table, id: Number(row.id), action: 'insert', before: null, after: row, ...markOf(row) })),
    )
    return withIds.map((row) => Number(row.id))
  }

  /**
   * Inserts very many rows that belong to one audited record (the charges of a billing run), which says who and when
   * for all of them: they have no audit lines of their own. All rows have the same columns.
   * @returns the id of the first; the others follow it
   */
  async append(table: AuditedTable, rows: readonly Row[]): Promise<number> {
    const columns = Object.keys(rows[0] ?? {})
    for (const row of rows) await this.#refuseClosed(table, null, row)
    const first = await reserveIds(this.tx, table, rows.length)
    const withIds = rows.map((row, index): Row => ({ ...row, id: first + index }))
    await bulkInsert(this.tx, table, [...columns, 'id'], withIds)
    return first
  }

  /**
   * Changes fields of one row, if it still has the version the caller saw.
   * @throws StaleError with what others changed since, DeskError `not-found`
   */
  async update(table: AuditedTable, id: number, seenVersion: number, patch: Row, mark: AuditMark = {}): Promise<void> {
    const before = await this.#read(table, id)
    if (Number(before.version) !== seenVersion) throw await this.#stale(table, id, seenVersion)
    await this.apply(table, before, patch, mark)
  }

  /** As `update`, for a row just read inside this transaction. Writes nothing where nothing differs. */
  async apply(table: AuditedTable, before: Row, patch: Row, mark: AuditMark = {}): Promise<void> {
    const changed = Object.keys(patch).filter((column) => patch[column] !== before[column])
    if (changed.length === 0) return
    await this.#refuseClosed(table, pick(before, changed), pick(patch, changed), before)
    const id = Number(before.id)
    const next: Row = pick(patch, changed)
    if ('version' in before) next.version = Number(before.version) + 1
    await dynamic(this.tx).updateTable(table).set(next).where('id', '=', id).execute()
    await this.#audit([
      {
        table,
        id,
        action: 'update',
        before: pick(before, Object.keys(next)),
        after: next,
        unitId: before.unit_id,
        ...mark,
      },
    ])
  }

  /** Takes one row out; its audit line keeps it whole. @throws DeskError `not-found` */
  async remove(table: AuditedTable, id: number, mark: AuditMark = {}): Promise<void> {
    await this.#read(table, id)
    await this.removeMany(table, [id], mark)
  }

  /** As `remove`, for many rows of one table. */
  async removeMany(table: AuditedTable, ids: readonly number[], mark: AuditMark = {}): Promise<void> {
    for (let start = 0; start < ids.length; start += rowsPerStatement) {
      const chunk = ids.slice(start, start + rowsPerStatement)
      const rows = (await dynamic(this.tx).selectFrom(table).selectAll().where('id', 'in', chunk).execute()) as Row[]
      for (const row of rows) await this.#refuseClosed(table, row, {})
      await dynamic(this.tx).deleteFrom(table).where('id', 'in', chunk).execute()
      await this.#audit(
        rows.map((before) => ({
          table,
          id: Number(before.id),
          action: 'remove',
          before,
          after: null,
          unitId: before.unit_id,
          ...mark,
        })),
      )
    }
  }

  /** A closed period takes no dates and gives none back. @throws DeskError `period-closed`, `closed-since` */
  async #refuseClosed(table: AuditedTable, before: Row | null, after: Row, known?: Row): Promise<void> {
    if (this.#closed === undefined) this.#closed = await closedThrough(this.tx)
    if (!this.#closed) return
    const counted = known ? await countedSince(this.tx, table, Number(known.id), after) : null
    const problem = closedProblem(table, before, after, this.#closed, known, counted)
    if (problem) throw new DeskError(problem.code, problem.params)
  }

  async #read(table: AuditedTable, id: number): Promise<Row> {
    const row = await dynamic(this.tx).selectFrom(table).selectAll().where('id', '=', id).executeTakeFirst()
    if (!row) throw new DeskError('not-found', { entity: table, id })
    return row as Row
  }

  async #stale(table: AuditedTable, id: number, seenVersion: number): Promise<StaleError> {
    const lines = await this.tx
      .selectFrom('audit')
      .select(['actor_name', 'before', 'after'])
      .where('entity', '=', table)
      .where('entity_id', '=', id)
      .where('action', '=', 'update')
      .orderBy('id')
      .execute()
    const changes = new Map<string, FieldChange>()
    let by = ''
    for (const line of lines) {
      const [before, after] = [JSON.parse(line.before ?? '{}') as Row, JSON.parse(line.after ?? '{}') as Row]
      if (Number(after.version) <= seenVersion) continue
      by = line.actor_name
      for (const field of Object.keys(after).filter((name) => name !== 'version')) {
        changes.set(field, { field, from: changes.get(field)?.from ?? before[field] ?? null, to: after[field] ?? null })
      }
    }
    return new StaleError(by, [...changes.values()])
  }

  async #audit(lines: readonly AuditLine[]): Promise<void> {
    const first = await reserveIds(this.tx, 'audit', lines.length)
    const rows = lines.map(
      (line, index): Row => ({
        id: first + index,
        at: this.#at,
        actor_id: this.#desk.actor.id,
        actor_name: this.#desk.actor.name,
        action: line.action,
        entity: line.table,
        entity_id: line.id,
        unit_id: unitOf(line),
        before: line.before && auditJson(line.before),
        after: line.after && auditJson(line.after),
        reason: line.reason ?? null,
        batch_id: this.#batchId,
      }),
    )
    await insertRows(this.tx, 'audit', rows)
  }
}

interface AuditLine {
  readonly table: AuditedTable
  readonly id: number
  readonly action: 'insert' | 'update' | 'remove'
  readonly before: Row | null
  readonly after: Row | null
  readonly unitId?: string | number | null | undefined
  readonly reason?: string
}

/** Hashes of PINs and passwords stay out of the audit; that one changed stays in. */
function auditJson(row: Row): string {
  return JSON.stringify(row, (column, value: unknown) => (column === 'secret' ? '***' : value))
}

function unitOf(line: AuditLine): number | null {
  if (line.table === 'unit') return line.id
  const unitId = line.unitId ?? line.after?.unit_id ?? line.before?.unit_id
  return unitId === undefined || unitId === null ? null : Number(unitId)
}

function pick(row: Row, columns: readonly string[]): Row {
  return Object.fromEntries(columns.map((column) => [column, row[column] ?? null]))
}

/** Reserves `count` consecutive ids of a table and returns the first. Portable, and never gives an id twice. */
async function reserveIds(tx: Tx, name: string, count: number): Promise<number> {
  const block = await tx
    .insertInto('id_block')
    .values({ name, next: 1 + count })
    .onConflict((conflict) => conflict.column('name').doUpdateSet({ next: sql`id_block.next + ${count}` }))
    .returning('next')
    .executeTakeFirstOrThrow()
  return block.next - count
}

async function insertRows(tx: Tx, table: keyof Schema, rows: readonly Row[]): Promise<void> {
  for (let start = 0; start < rows.length; start += rowsPerStatement) {
    await dynamic(tx)
      .insertInto(table)
      .values(rows.slice(start, start + rowsPerStatement))
      .execute()
  }
}

/** The writer is generic over tables; column names are checked by its callers' row builders and by STRICT tables. */
function dynamic(tx: Tx): import('kysely').Transaction<Record<string, Row>> {
  return tx as unknown as import('kysely').Transaction<Record<string, Row>>
}

/**
 * Runs a use case's writes in one transaction.
 * Await nothing but database work inside: everything else waits for an open transaction.
 */
export function write<T>(desk: Desk, work: (writer: AuditedWriter) => Promise<T>): Promise<T> {
  return desk.db.transaction().execute((tx) => work(new AuditedWriter(tx, desk)))
}

/** Something that happened which is no row of an audited table: a sign-in, a setting, an ID number looked at. */
export interface AuditEvent {
  readonly action: string
  readonly entity: string
  readonly entityId: number
  readonly before?: object
  readonly after?: object
}

export async function recordEvent(tx: Tx, desk: Desk, event: AuditEvent): Promise<void> {
  const id = await reserveIds(tx, 'audit', 1)
  await insertRows(tx, 'audit', [
    {
      id,
      at: desk.clock.now().toISOString(),
      actor_id: desk.actor.id,
      actor_name: desk.actor.name,
      action: event.action,
      entity: event.entity,
      entity_id: event.entityId,
      unit_id: null,
      before: event.before ? JSON.stringify(event.before) : null,
      after: event.after ? JSON.stringify(event.after) : null,
      reason: null,
      batch_id: null,
    },
  ])
}
