import type { Problem } from '../../contract/errors.ts'
import type { AuditedTable } from '../../db/schema.ts'
import type { Row } from '../audit/writer.ts'
import type { Db } from '../context.ts'
import { chunks } from './unitRows.ts'

/** What workbooks said of a row, which columns the desk has corrected since, and which it has changed by a step. */
interface History {
  readonly told: Row
  readonly corrected: Set<string>
  readonly stepped: Set<string>
}

/** What becomes of the cells of a row that differ from what is stored. */
export interface Judged {
  /** What the workbook may change. */
  readonly changed: Row
  /** What it says as it did, and the desk has changed since: it stays, with a warning. */
  readonly kept: readonly Problem[]
  /** What it says anew of what the desk has changed. */
  readonly refused: readonly Problem[]
}

/**
 * The one rule for the workbooks of registers, equipment and counts that come again: what the desk has changed of a record
 * (by a step, a correction, by calling it off) a workbook does not change back. A cell that says what a workbook brought
 * in is unchanged, and a warning says what stands; one that says a third thing is refused with both shown. What nobody
 * changed at the desk, a workbook corrects, and so does its first word on what the desk alone has written; but what a step
 * did stands against a first word, too. A batch that was taken back has said nothing. The audit knows who wrote what.
 */
export class DeskChanges {
  readonly #histories = new Map<number, History>()

  /** @param ids of the records of `table` that a workbook speaks of in other words than they are stored */
  static async load(db: Db, table: AuditedTable, ids: readonly number[]): Promise<DeskChanges> {
    const changes = new DeskChanges()
    for (const some of chunks([...new Set(ids)], 500)) {
      const lines = await db
        .selectFrom('audit')
        .leftJoin('import_batch', 'import_batch.id', 'audit.batch_id')
        .select(['audit.entity_id', 'audit.action', 'audit.after', 'audit.batch_id'])
        .where('audit.entity', '=', table)
        .where('audit.entity_id', 'in', some)
        .where('audit.action', 'in', ['insert', 'update'])
        .where('import_batch.undone_at', 'is', null)
        .where((is) => is.or([is('audit.reason', 'is', null), is('audit.reason', 'not like', 'undo-import %')]))
        .orderBy('audit.id')
        .execute()
      for (const line of lines) {
        const { version: _, ...after } = JSON.parse(line.after ?? '{}') as Row
        if (line.batch_id !== null) changes.tell(line.entity_id, after)
        else if (line.action === 'update') changes.#correct(line.entity_id, Object.keys(after))
      }
    }
    return changes
  }

  /** A workbook has said so. */
  tell(id: number, values: Row): void {
    const { told, corrected, stepped } = this.#of(id)
    Object.assign(told, values)
    for (const column of Object.keys(values)) {
      corrected.delete(column)
      stepped.delete(column)
    }
  }

  /** The desk has changed the column by a step, wherever that is written. */
  step(id: number, column: string): void {
    this.#of(id).stepped.add(column)
  }

  #correct(id: number, columns: readonly string[]): void {
    const { told, corrected } = this.#of(id)
    for (const column of columns.filter((one) => one in told)) corrected.add(column)
  }

  /** The row as workbooks have said it; null where none brought it. */
  asTold(id: number): Row | null {
    const told = this.#histories.get(id)?.told
    return told && Object.keys(told).length > 0 ? told : null
  }

  /** True where every value is what a workbook said before. */
  isAsTold(id: number, values: Row): boolean {
    const told = this.asTold(id)
    return told !== null && Object.entries(values).every(([column, value]) => told[column] === value)
  }

  /**
   * @param differing what a row says and is stored otherwise
   * @param shown how a value is shown to people, where it is a code or an id
   */
  judge(id: number, stored: Row, differing: Row, shown: (column: string, value: Row[string]) => Row[string]): Judged {
    const { told, corrected, stepped } = this.#of(id)
    const isDesks = (column: string) => corrected.has(column) || stepped.has(column)
    const problem = (code: string, column: string): Problem => ({
      code,
      field: column,
      params: {
        stored: shown(column, stored[column] ?? null) ?? '',
        given: shown(column, differing[column] ?? null) ?? '',
      },
    })
    const own = Object.keys(differing).filter(isDesks)
    const isKept = (column: string) => told[column] === differing[column]
    return {
      changed: Object.fromEntries(Object.entries(differing).filter(([column]) => !isDesks(column))),
      kept: own.filter(isKept).map((column) => problem('kept-as-changed', column)),
      refused: own.filter((column) => !isKept(column)).map((column) => problem('changed-at-desk', column)),
    }
  }

  #of(id: number): History {
    const known = this.#histories.get(id)
    if (known) return known
    const fresh: History = { told: {}, corrected: new Set(), stepped: new Set() }
    this.#histories.set(id, fresh)
    return fresh
  }
}
