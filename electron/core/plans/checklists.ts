import { DeskError, refusal } from '../../contract/errors.ts'
import type { Checklist, ChecklistItem, ChecklistItemFields } from '../../contract/plans.ts'
import { type AuditedWriter, write } from '../audit/writer.ts'
import type { Db, Desk, Tx } from '../context.ts'

export interface Edition {
  readonly id: number
  readonly number: number
  readonly items: readonly ChecklistItem[]
}

export interface ChecklistChange {
  readonly id: number | null
  readonly version: number
  readonly name: string
  readonly items: readonly ChecklistItemFields[]
}

/**
 * Writes a checklist. Other items make another edition, so that what was answered stays as it was.
 * @throws StaleError; DeskError `checklist-known`, `not-found`
 */
export function saveChecklist(desk: Desk, change: ChecklistChange): Promise<number> {
  return write(desk, savingChecklist(desk, change))
}

/** As `saveChecklist`, for a transaction that writes more. */
export function savingChecklist(
  desk: Desk,
  { id, version, name, items }: ChecklistChange,
): (writer: AuditedWriter) => Promise<number> {
  return async (writer) => {
    const known = await writer.tx.selectFrom('checklist').select('id').where('name', '=', name).executeTakeFirst()
    if (known && known.id !== id) throw refusal({ code: 'checklist-known', field: 'name', params: { name } })
    if (id === null) {
      const made = await writer.insert('checklist', { name })
      await writeEdition(writer, desk, made, 1, items)
      return made
    }
    const current = (await newestEditions(writer.tx, [id])).get(id)
    if (!current) throw new DeskError('not-found', { entity: 'checklist', id })
    await writer.update('checklist', id, version, { name })
    if (!isSame(current.items, items)) await writeEdition(writer, desk, id, current.number + 1, items)
    return id
  }
}

async function writeEdition(
  writer: AuditedWriter,
  desk: Desk,
  checklistId: number,
  number: number,
  items: readonly ChecklistItemFields[],
): Promise<void> {
  const edition = { checklist_id: checklistId, number, made_on: desk.clock.today() }
  const editionId = await writer.insert('checklist_edition', edition)
  await writer.insertMany(
    'checklist_item',
    items.map((item, index) => ({
      edition_id: editionId,
      position: index + 1,
      words: item.words,
      kind: item.kind,
      unit: item.unit,
      min_centi: item.kind === 'tick' ? null : item.minCenti,
      max_centi: item.kind === 'tick' ? null : item.maxCenti,
    })),
  )
}

function isSame(before: readonly ChecklistItemFields[], after: readonly ChecklistItemFields[]): boolean {
  const text = (items: readonly ChecklistItemFields[]) =>
    JSON.stringify(items.map(({ words, kind, unit, minCenti, maxCenti }) => [words, kind, unit, minCenti, maxCenti]))
  return text(before) === text(after)
}

/** Every checklist as it is worded now, by name. */
export async function checklists({ db }: Desk): Promise<Checklist[]> {
  const rows = await db
    .selectFrom('checklist')
    .select(['id', 'version', 'name'])
    .select((of) =>
      of
        .selectFrom('plan')
        .select((plan) => plan.fn.countAll<number>().as('n'))
        .whereRef('plan.checklist_id', '=', 'checklist.id')
        .where('plan.ended_on', 'is', null)
        .as('plans'),
    )
    .orderBy('id')
    .execute()
  const editions = await newestEditions(
    db,
    rows.map((row) => row.id),
  )
  return rows.map(({ id, version, name, plans }) => {
    const edition = editions.get(id)
    return {
      id,
      version: Number(version),
      name,
      edition: edition?.number ?? 0,
      items: [...(edition?.items ?? [])],
      plans: plans ?? 0,
    }
  })
}

/** The wording of each checklist that holds now. */
export async function newestEditions(db: Db | Tx, ids: readonly number[]): Promise<Map<number, Edition>> {
  if (ids.length === 0) return new Map()
  const rows = await db
    .selectFrom('checklist_edition')
    .innerJoin('checklist_item', 'checklist_item.edition_id', 'checklist_edition.id')
    .selectAll('checklist_item')
    .select(['checklist_edition.checklist_id', 'checklist_edition.number'])
    .where('checklist_edition.checklist_id', 'in', [...ids])
    .orderBy('checklist_edition.number')
    .orderBy('checklist_item.position')
    .execute()
  const newest = new Map<number, Edition & { items: ChecklistItem[] }>()
  for (const row of rows) {
    let edition = newest.get(row.checklist_id)
    if (edition?.number !== row.number) {
      edition = { id: row.edition_id, number: row.number, items: [] }
      newest.set(row.checklist_id, edition)
    }
    edition.items.push(itemOf(row))
  }
  return newest
}

export function itemOf(row: {
  readonly id: number
  readonly words: string
  readonly kind: ChecklistItem['kind']
  readonly unit: string
  readonly min_centi: number | null
  readonly max_centi: number | null
}): ChecklistItem {
  const { id, words, kind, unit, min_centi: minCenti, max_centi: maxCenti } = row
  return { id, words, kind, unit, minCenti, maxCenti }
}
