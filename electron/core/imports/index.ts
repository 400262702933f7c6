import { sql } from 'kysely'
import { DeskError, type Problem } from '../../contract/errors.ts'
import type { ImportKind, ImportReport } from '../../contract/imports.ts'
import type { AuditedTable } from '../../db/schema.ts'
import { newestAudit } from '../audit/newest.ts'
import { AuditedWriter, type Row } from '../audit/writer.ts'
import { earnedGifts, lostGifts, type StandingGift } from '../billing/gift.ts'
import type { Clock, Db, Desk, Tx } from '../context.ts'
import { plansFollowStates } from '../equipment/service.ts'
import { checkFacts } from '../estate/facts.ts'
import { factsOf } from '../estate/repository.ts'
import { type AccountKey, rebuild } from '../fees/store.ts'
import { markRaised } from '../plans/raising.ts'
import { indexEquipment, indexPeople, indexUnits } from '../search/index.ts'
import { officeName } from '../settings/index.ts'
import { settle } from '../stores/balance.ts'
import { itemsOfBatch, refuseMovedSince, settleLines } from '../stores/imported.ts'
import { planCharges } from './charges.ts'
import { planComplaints } from './complaints.ts'
import { planDiscounts } from './discounts.ts'
import { planEquipment } from './equipment.ts'
import { planJobs } from './jobs.ts'
import { refuseTooLong } from './limits.ts'
import { planPayments } from './payments.ts'
import {
  type ImportOperation,
  type ImportPlan,
  mayApply,
  type PlannedRow,
  plannedTables,
  ReportBuilder,
} from './plan.ts'
import { planReadings } from './readings.ts'
import { planRecords } from './records.ts'
import { planResidents } from './residents.ts'
import { planServices } from './services.ts'
import { planStatements } from './statements.ts'
import { planStock } from './stock.ts'
import { planSurveys } from './surveys.ts'
import type { ParsedTable } from './table.ts'
import { cleaningWorkbook, replacementsWorkbook, tallyPlanner } from './tallies.ts'
import { chunks } from './unitRows.ts'
import { planUnits } from './units.ts'
import { planVisits } from './visits.ts'

const planners = {
  units: planUnits,
  residents: planResidents,
  charges: planCharges,
  discounts: planDiscounts,
  payments: planPayments,
  readings: planReadings,
  services: planServices,
  statements: planStatements,
  jobs: planJobs,
  complaints: planComplaints,
  visits: planVisits,
  surveys: planSurveys,
  registrations: planRecords.bind(null, 'registrations'),
  notices: planRecords.bind(null, 'notices'),
  events: planRecords.bind(null, 'events'),
  stock: planStock,
  replacements: tallyPlanner(replacementsWorkbook),
  cleaning: tallyPlanner(cleaningWorkbook),
  equipment: planEquipment,
} as const

/** Works out what an import would do. Reads only; safe on a worker's own connection. */
export async function planImport(
  db: Db,
  kind: ImportKind,
  fileName: string,
  table: ParsedTable,
  clock: Clock,
): Promise<ImportPlan> {
  const seen = await newestAudit(db)
  const builder = new ReportBuilder()
  const ready = table.fileErrors.length === 0
  const [today, now] = [clock.today(), clock.now().toISOString()]
  const office = await officeName(db)
  const operations = ready ? await planners[kind](db, refuseTooLong(kind, table), today, office, builder, now) : []
  const report = builder.build(kind, fileName, table)
  return { report, operations: mayApply(report) ? operations : [], seen }
}

/**
 * Carries a plan out in one transaction, as one batch.
 * @returns the report with its batch's id
 * @throws DeskError `import-rejected` where the plan has rejected rows, `import-outdated` where data has changed since
 */
export async function applyImport(desk: Desk, plan: ImportPlan): Promise<ImportReport> {
  if (!mayApply(plan.report)) throw new DeskError('import-rejected', { rows: plan.report.counts.rejected })
  return desk.db.transaction().execute(async (tx) => {
    if ((await newestAudit(tx)) !== plan.seen) throw new DeskError('import-outdated')
    const { counts, kind, fileName } = plan.report
    const batchId = await new AuditedWriter(tx, desk).insert('import_batch', {
      kind,
      file_name: fileName,
      at: desk.clock.now().toISOString(),
      actor_id: desk.actor.id,
      actor_name: desk.actor.name,
      added: counts.added,
      updated: counts.updated,
      unchanged: counts.unchanged,
      warnings: counts.warnings,
      undone_at: null,
      undone_by: null,
    })
    const writer = new AuditedWriter(tx, desk, batchId)
    const touched = await carryOut(writer, plan.operations)
    await plansFollowStates(writer, desk, touched.get('equipment_state') ?? [])
    await reindex(tx, touched)
    await rebuildTouched(tx, touched)
    await settleLines(tx, touched.get('stock_line') ?? [])
    return { ...plan.report, batchId }
  })
}

/** True where something was written since the plan was made. */
export async function isOutdated(db: Db, plan: ImportPlan): Promise<boolean> {
  return (await newestAudit(db)) !== plan.seen
}

type Touched = Map<AuditedTable, Set<number>>

async function carryOut(writer: AuditedWriter, operations: readonly ImportOperation[]): Promise<Touched> {
  const ids = new Map<string, number>()
  const touched: Touched = new Map()
  const touch = (table: AuditedTable, id: number) => {
    if (!touched.has(table)) touched.set(table, new Set())
    touched.get(table)?.add(id)
  }
  for (const run of runs(operations)) {
    const [first] = run
    if (first?.action === 'insert') {
      const inserts = run.filter((operation) => operation.action === 'insert')
      const rows = inserts.map(({ row }) => resolve(row, ids))
      const newIds = await writer.insertMany(first.table, rows)
      for (const [index, id] of newIds.entries()) {
        ids.set(inserts[index]?.reference ?? '', id)
        touch(first.table, id)
      }
    } else {
      for (const operation of run) {
        if (operation.action !== 'update') continue
        await writer.update(operation.table, operation.id, operation.version, operation.patch)
        touch(operation.table, operation.id)
      }
    }
  }
  return touched
}

/** Groups inserts by table, parents before children, so that each table is written in few statements; then updates. */
function runs(operations: readonly ImportOperation[]): ImportOperation[][] {
  const inserts = Map.groupBy(
    operations.filter((operation) => operation.action === 'insert'),
    (operation) => operation.table,
  )
  const updates = operations.filter((operation) => operation.action === 'update')
  return [
    ...plannedTables.flatMap((table) => (inserts.has(table) ? [inserts.get(table) ?? []] : [])),
    ...(updates.length > 0 ? [updates] : []),
  ]
}

function resolve(row: PlannedRow, ids: ReadonlyMap<string, number>): Row {
  return Object.fromEntries(
    Object.entries(row).map(([column, value]) => {
      if (value === null || typeof value !== 'object') return [column, value]
      const id = ids.get(value.reference)
      if (id === undefined) throw new Error(`planned row ${value.reference} was not written before it was needed`)
      return [column, id]
    }),
  )
}

async function reindex(tx: Tx, touched: Touched): Promise<void> {
  await indexUnits(tx, [...(touched.get('unit') ?? [])])
  const people = new Set(touched.get('person') ?? [])
  const vehicles = [...(touched.get('vehicle') ?? [])]
  for (let start = 0; start < vehicles.length; start += 400) {
    const owners = await tx
      .selectFrom('vehicle')
      .select('person_id')
      .where('id', 'in', vehicles.slice(start, start + 400))
      .execute()
    for (const owner of owners) people.add(owner.person_id)
  }
  await indexPeople(tx, [...people])
  await indexEquipment(tx, [...(touched.get('equipment') ?? [])])
}

/** The ledger follows the money facts that a batch has brought. */
async function rebuildTouched(tx: Tx, touched: Touched): Promise<void> {
  const { accounts, since } = await accountsOf(tx, touched)
  if (since !== null) await rebuild(tx, accounts, since)
}

/** The accounts that money facts belong to, and the earliest day from which one of them counts. */
async function accountsOf(tx: Tx, touched: Touched): Promise<{ accounts: AccountKey[]; since: string | null }> {
  const accounts = new Map<string, AccountKey>()
  let since: string | null = null
  const add = (rows: readonly { unit_id: number; item_id: number; on: string }[]) => {
    for (const { unit_id: unitId, item_id: itemId, on } of rows) {
      accounts.set(`${unitId}/${itemId}`, { unitId, itemId })
      if (since === null || on < since) since = on
    }
  }
  for (const table of ['charge', 'payment', 'discount'] as const) {
    for (const ids of chunks([...(touched.get(table) ?? [])], 500)) {
      if (table === 'charge') {
        add(
          await tx
            .selectFrom('charge')
            .select(['unit_id', 'item_id', 'published_on as on'])
            .where('id', 'in', ids)
            .execute(),
        )
      } else if (table === 'payment') {
        add(
          await tx
            .selectFrom('payment')
            .select(['unit_id', 'item_id', 'on_date as on'])
            .where('id', 'in', ids)
            .execute(),
        )
      } else {
        add(
          await tx
            .selectFrom('discount')
            .innerJoin('charge', 'charge.id', 'discount.charge_id')
            .select(['charge.unit_id', 'charge.item_id', 'discount.on_date as on'])
            .where('discount.id', 'in', ids)
            .execute(),
        )
      }
    }
  }
  return { accounts: [...accounts.values()], since }
}

/** A table whose rows point at rows an import may have made; `of` names the kind of case where it points at several. */
interface Dependant {
  readonly table: AuditedTable
  readonly column: string
  readonly parent: AuditedTable
  readonly of?: { readonly column: string; readonly kind: string }
}

/** What may point at what an import has made: every foreign key to it, and the cases. From outside it keeps a batch in. */
export const dependants: readonly Dependant[] = [
  { table: 'area', column: 'estate_id', parent: 'estate' },
  { table: 'summary_draft', column: 'estate_id', parent: 'estate' },
  { table: 'building', column: 'area_id', parent: 'area' },
  { table: 'unit', column: 'building_id', parent: 'building' },
  { table: 'stay', column: 'unit_id', parent: 'unit' },
  { table: 'decoration', column: 'unit_id', parent: 'unit' },
  { table: 'lease', column: 'unit_id', parent: 'unit' },
  { table: 'residency', column: 'unit_id', parent: 'unit' },
  { table: 'handover', column: 'unit_id', parent: 'unit' },
  { table: 'residency', column: 'person_id', parent: 'person' },
  { table: 'vehicle', column: 'person_id', parent: 'person' },
  { table: 'unit_tariff', column: 'unit_id', parent: 'unit' },
  { table: 'vacancy', column: 'unit_id', parent: 'unit' },
  { table: 'approval', column: 'unit_id', parent: 'unit' },
  { table: 'charge', column: 'unit_id', parent: 'unit' },
  { table: 'charge', column: 'debtor_id', parent: 'person' },
  { table: 'payment', column: 'unit_id', parent: 'unit' },
  { table: 'payment', column: 'debtor_id', parent: 'person' },
  { table: 'payment', column: 'receipt_id', parent: 'receipt' },
  { table: 'receipt', column: 'payer_id', parent: 'person' },
  { table: 'discount', column: 'charge_id', parent: 'charge' },
  { table: 'payment_choice', column: 'charge_id', parent: 'charge' },
  { table: 'payment_choice', column: 'payment_id', parent: 'payment' },
  { table: 'refund', column: 'payment_id', parent: 'payment' },
  { table: 'invoice', column: 'receipt_id', parent: 'receipt' },
  { table: 'statement_match', column: 'receipt_id', parent: 'receipt' },
  { table: 'statement_match', column: 'line_id', parent: 'statement_line' },
  { table: 'payment_notice', column: 'unit_id', parent: 'unit' },
  { table: 'contact', column: 'unit_id', parent: 'unit' },
  { table: 'legal_case', column: 'unit_id', parent: 'unit' },
  { table: 'meter', column: 'unit_id', parent: 'unit' },
  { table: 'reading', column: 'meter_id', parent: 'meter' },
  { table: 'deposit', column: 'unit_id', parent: 'unit' },
  { table: 'service_entry', column: 'unit_id', parent: 'unit' },
  { table: 'job', column: 'unit_id', parent: 'unit' },
  { table: 'job', column: 'person_id', parent: 'person' },
  { table: 'job_event', column: 'job_id', parent: 'job' },
  { table: 'job_completion', column: 'job_id', parent: 'job' },
  { table: 'job_cancellation', column: 'job_id', parent: 'job' },
  { table: 'job_cancellation', column: 'into_id', parent: 'job' },
  { table: 'complaint', column: 'unit_id', parent: 'unit' },
  { table: 'complaint', column: 'person_id', parent: 'person' },
  { table: 'complaint_event', column: 'complaint_id', parent: 'complaint' },
  { table: 'complaint_closing', column: 'complaint_id', parent: 'complaint' },
  { table: 'complaint_invalid', column: 'complaint_id', parent: 'complaint' },
  { table: 'job', column: 'merged_into_id', parent: 'job' },
  { table: 'job', column: 'rework_of_id', parent: 'job' },
  { table: 'job_reporter', column: 'job_id', parent: 'job' },
  { table: 'job_reporter', column: 'unit_id', parent: 'unit' },
  { table: 'job_reporter', column: 'person_id', parent: 'person' },
  { table: 'attachment', column: 'owner_id', parent: 'job', of: { column: 'owner_kind', kind: 'job' } },
  { table: 'job_material', column: 'completion_id', parent: 'job_completion' },
  { table: 'return_visit', column: 'due_id', parent: 'return_due' },
  { table: 'enquiry', column: 'unit_id', parent: 'unit' },
  { table: 'enquiry', column: 'person_id', parent: 'person' },
  { table: 'visit', column: 'unit_id', parent: 'unit' },
  { table: 'visit_finding', column: 'visit_id', parent: 'visit' },
  { table: 'planned_visit', column: 'unit_id', parent: 'unit' },
  { table: 'planned_visit', column: 'visit_id', parent: 'visit' },
  { table: 'survey_form', column: 'unit_id', parent: 'unit' },
  { table: 'survey_form', column: 'survey_id', parent: 'survey' },
  { table: 'survey_answer', column: 'form_id', parent: 'survey_form' },
  { table: 'campaign_person', column: 'person_id', parent: 'person' },
  { table: 'campaign_person', column: 'unit_id', parent: 'unit' },
  { table: 'parking_space', column: 'car_park_id', parent: 'car_park' },
  { table: 'parking_space', column: 'unit_id', parent: 'unit' },
  { table: 'record', column: 'unit_id', parent: 'unit' },
  { table: 'record', column: 'space_id', parent: 'parking_space' },
  { table: 'record', column: 'earlier_id', parent: 'record' },
  { table: 'record', column: 'decoration_id', parent: 'decoration' },
  { table: 'record_step', column: 'record_id', parent: 'record' },
  { table: 'record_step', column: 'service_entry_id', parent: 'service_entry' },
  { table: 'participant', column: 'record_id', parent: 'record' },
  { table: 'participant', column: 'person_id', parent: 'person' },
  { table: 'participant', column: 'unit_id', parent: 'unit' },
  { table: 'charge', column: 'replaces_id', parent: 'charge' },
  { table: 'reversal', column: 'charge_id', parent: 'charge' },
  { table: 'reversal', column: 'discount_id', parent: 'discount' },
  { table: 'reversal', column: 'payment_id', parent: 'payment' },
  { table: 'reading', column: 'charge_id', parent: 'charge' },
  { table: 'reading', column: 'unit_id', parent: 'unit' },
  { table: 'job_completion', column: 'charge_id', parent: 'charge' },
  { table: 'deposit_move', column: 'unit_id', parent: 'unit' },
  { table: 'legal_step', column: 'unit_id', parent: 'unit' },
  { table: 'return_due', column: 'subject_id', parent: 'job', of: { column: 'subject_kind', kind: 'job' } },
  { table: 'return_due', column: 'subject_id', parent: 'complaint', of: { column: 'subject_kind', kind: 'complaint' } },
  { table: 'visit_finding', column: 'case_id', parent: 'job', of: { column: 'case_kind', kind: 'job' } },
  { table: 'visit_finding', column: 'case_id', parent: 'complaint', of: { column: 'case_kind', kind: 'complaint' } },
  { table: 'stock_line', column: 'item_id', parent: 'stock_item' },
  { table: 'stock_count_line', column: 'item_id', parent: 'stock_item' },
  { table: 'stock_line', column: 'document_id', parent: 'stock_document' },
  { table: 'stock_line', column: 'of_line_id', parent: 'stock_line' },
  { table: 'stock_document', column: 'reverses_id', parent: 'stock_document' },
  { table: 'stock_document', column: 'return_of_id', parent: 'stock_document' },
  { table: 'stock_document', column: 'job_id', parent: 'job' },
  { table: 'reward', column: 'case_id', parent: 'job', of: { column: 'case_kind', kind: 'job' } },
  { table: 'reward', column: 'case_id', parent: 'complaint', of: { column: 'case_kind', kind: 'complaint' } },
  { table: 'tally', column: 'unit_id', parent: 'unit' },
  { table: 'tally', column: 'job_id', parent: 'job' },
  { table: 'inspection', column: 'area_id', parent: 'area' },
  { table: 'ground_problem', column: 'job_id', parent: 'job' },
  { table: 'task_result', column: 'job_id', parent: 'job' },
  { table: 'equipment', column: 'area_id', parent: 'area' },
  { table: 'equipment_state', column: 'equipment_id', parent: 'equipment' },
  { table: 'plan', column: 'subject_id', parent: 'equipment', of: { column: 'subject', kind: 'maintenance' } },
  { table: 'plan', column: 'subject_id', parent: 'equipment', of: { column: 'subject', kind: 'statutory' } },
  { table: 'attachment', column: 'owner_id', parent: 'equipment', of: { column: 'owner_kind', kind: 'equipment' } },
]

/**
 * Takes a whole batch back: removes what it added, restores what it changed. The audit keeps both.
 * @returns how many records were removed and restored
 * @throws DeskError `not-found`, `import-already-undone`, `import-depended-on` with what was built on the batch since
 */
export async function undoImport(desk: Desk, batchId: number): Promise<{ removed: number; restored: number }> {
  return desk.db.transaction().execute(async (tx) => {
    const batch = await tx.selectFrom('import_batch').selectAll().where('id', '=', batchId).executeTakeFirst()
    if (!batch) throw new DeskError('import-batch-unknown', { id: batchId })
    if (batch.undone_at !== null)
      throw new DeskError('import-already-undone', { id: batchId, by: batch.undone_by ?? '', at: batch.undone_at })
    await refuseWhereDependedOn(tx, batchId)
    await refuseMovedSince(tx, batchId)
    const stocked = await itemsOfBatch(tx, batchId)
    const lines = await tx
      .selectFrom('audit')
      .select(['action', 'entity', 'entity_id', 'unit_id', 'before', 'after'])
      .where('batch_id', '=', batchId)
      // Open tasks that went with the plan of something scrapped come again by themselves.
      .where('action', '<>', 'remove')
      .orderBy('id', 'desc')
      .execute()
    const writer = new AuditedWriter(tx, desk)
    const mark = { reason: `undo-import ${batchId}` }
    const touched: Touched = new Map()
    const touch = (table: AuditedTable, id: number) => {
      if (!touched.has(table)) touched.set(table, new Set())
      touched.get(table)?.add(id)
    }
    const written: Touched = new Map()
    for (const [table, own] of Map.groupBy(lines, (line) => line.entity as AuditedTable)) {
      written.set(table, new Set(own.map((line) => line.entity_id)))
    }
    const { accounts, since } = await accountsOf(tx, written)
    const gifts = await earnedGifts(tx, accounts, desk.clock.today())
    // Children stand behind their parents in the batch, so going backwards takes them out first.
    for (const run of removals(lines)) await writer.removeMany(run.table, run.ids, mark)
    const updates = lines.filter((line) => line.action === 'update')
    for (const line of updates) {
      const table = line.entity as AuditedTable
      const { version: _, ...before } = JSON.parse(line.before ?? '{}') as Row
      const row = await tx.selectFrom(table).selectAll().where('id', '=', line.entity_id).executeTakeFirstOrThrow()
      await writer.apply(table, row as Row, before, mark)
    }
    for (const line of lines) {
      const owner = line.entity === 'vehicle' ? ownerOf(line) : null
      if (owner === null) touch(line.entity as AuditedTable, line.entity_id)
      else touch('person', owner)
    }
    if (since !== null) await rebuild(tx, accounts, since)
    await settle(tx, stocked)
    await markRaised(tx, [...(touched.get('plan') ?? [])], '')
    await refuseLostGifts(tx, desk, batchId, gifts)
    const restored = updates.length
    const removed = lines.length - restored
    await refuseImpossibleLeft(tx, desk, batchId, lines)
    await indexUnits(tx, [...(touched.get('unit') ?? [])])
    await indexPeople(tx, [...(touched.get('person') ?? [])])
    await indexEquipment(tx, [...(touched.get('equipment') ?? [])])
    await writer.apply(
      'import_batch',
      { ...batch },
      { undone_at: desk.clock.now().toISOString(), undone_by: desk.actor.name },
    )
    return { removed, restored }
  })
}

function ownerOf(line: { readonly after: string | null }): number | null {
  const row = JSON.parse(line.after ?? '{}') as Row
  return row.person_id === undefined ? null : Number(row.person_id)
}

/** The batch's inserts, newest first, as runs of one table. */
function removals(lines: readonly { readonly action: string; readonly entity: string; readonly entity_id: number }[]) {
  const runs: { table: AuditedTable; ids: number[] }[] = []
  for (const line of lines) {
    if (line.action !== 'insert') continue
    const last = runs.at(-1)
    if (last?.table === line.entity) last.ids.push(line.entity_id)
    else runs.push({ table: line.entity as AuditedTable, ids: [line.entity_id] })
  }
  return runs
}

/** A batch that was itself taken back, and the taking back, leave nothing behind that could depend on this one. */
async function refuseWhereDependedOn(tx: Tx, batchId: number): Promise<void> {
  const problems: Problem[] = []
  const changedSince = await sql<{ entity: AuditedTable; entity_id: number; actor_name: string }>`
    SELECT later.entity, later.entity_id, later.actor_name
    FROM audit AS mine JOIN audit AS later
      ON later.entity = mine.entity AND later.entity_id = mine.entity_id AND later.id > mine.id
    WHERE mine.batch_id = ${batchId} AND (later.batch_id IS NULL OR later.batch_id <> ${batchId})
      AND later.action IN ('insert', 'update', 'remove')
      AND (later.reason IS NULL OR later.reason NOT LIKE 'undo-import %')
      AND NOT EXISTS (SELECT 1 FROM import_batch WHERE import_batch.id = later.batch_id AND undone_at IS NOT NULL)
    LIMIT 5`.execute(tx)
  for (const { entity, entity_id: id, actor_name: by } of changedSince.rows) {
    problems.push({ code: 'changed-since-import', params: { entity, id, by, name: await nameOf(tx, entity, id) } })
  }
  for (const { table, column, parent, of } of dependants) {
    const isThisKind = of ? sql<boolean>`${sql.ref(`child.${of.column}`)} = ${of.kind}` : sql<boolean>`1 = 1`
    const built = await sql<{ id: number }>`
      SELECT child.id FROM audit AS mine JOIN ${sql.table(table)} AS child ON ${sql.ref(`child.${column}`)} = mine.entity_id
      WHERE mine.batch_id = ${batchId} AND mine.entity = ${parent} AND mine.action = 'insert' AND ${isThisKind}
        AND NOT EXISTS (SELECT 1 FROM audit AS own WHERE own.batch_id = ${batchId} AND own.entity = ${table}
          AND own.entity_id = child.id AND own.action = 'insert')
      LIMIT 5`.execute(tx)
    for (const { id } of built.rows) {
      problems.push({ code: 'built-on-import', params: { entity: table, id, name: await nameOf(tx, table, id) } })
    }
  }
  if (problems.length > 0) throw new DeskError('import-depended-on', { id: batchId }, problems)
}

/**
 * What was entered since may stand on a date that the batch brought: a household moved in after a handover. Taking the
 * date away would leave the impossible behind, so it is refused, and the transaction with it.
 */
async function refuseImpossibleLeft(
  tx: Tx,
  desk: Desk,
  batchId: number,
  lines: readonly { readonly unit_id: number | null }[],
): Promise<void> {
  const problems: Problem[] = []
  for (const unitId of new Set(lines.flatMap((line) => line.unit_id ?? []))) {
    const unit = await tx.selectFrom('unit').select('display').where('id', '=', unitId).executeTakeFirst()
    if (!unit) continue
    const { refusals } = checkFacts(await factsOf(tx, unitId), desk.clock.today())
    if (refusals.length > 0) {
      problems.push({ code: 'built-on-import', params: { entity: 'unit', id: unitId, name: unit.display } })
    }
    if (problems.length >= 5) break
  }
  if (problems.length > 0) throw new DeskError('import-depended-on', { id: batchId }, problems)
}

/** A gift that was given for money of the batch would be left without it. */
async function refuseLostGifts(tx: Tx, desk: Desk, batchId: number, before: readonly StandingGift[]): Promise<void> {
  const problems: Problem[] = []
  for (const { unitId } of (await lostGifts(tx, before, desk.clock.today())).slice(0, 5)) {
    const name = await nameOf(tx, 'unit', unitId)
    problems.push({ code: 'built-on-import', params: { entity: 'discount', id: unitId, name } })
  }
  if (problems.length > 0) throw new DeskError('import-depended-on', { id: batchId }, problems)
}

/** What a person calls a record: the unit's number, the person's name, or both; its id where it has neither. */
async function nameOf(tx: Tx, table: AuditedTable, id: number): Promise<string> {
  const row = (await tx.selectFrom(table).selectAll().where('id', '=', id).executeTakeFirst()) as Row | undefined
  if (!row) return String(id)
  const own = row.display ?? row.name ?? row.plate ?? (row.receipt_no || row.number || row.reference)
  if (own) return String(own)
  const unit = await tx
    .selectFrom('unit')
    .select('display')
    .where('id', '=', await unitIdOf(tx, row))
    .executeTakeFirst()
  const person = await tx
    .selectFrom('person')
    .select('name')
    .where('id', '=', Number(row.person_id ?? 0))
    .executeTakeFirst()
  return [unit?.display, person?.name].filter((name) => name !== undefined).join(' ') || String(id)
}

/** The unit a record is of, by itself, its charge or its payment. */
async function unitIdOf(tx: Tx, row: Row): Promise<number> {
  if (row.unit_id !== undefined && row.unit_id !== null) return Number(row.unit_id)
  for (const [table, id] of [
    ['charge', row.charge_id],
    ['payment', row.payment_id],
  ] as const) {
    const of = id && (await tx.selectFrom(table).select('unit_id').where('id', '=', Number(id)).executeTakeFirst())
    if (of) return of.unit_id
  }
  return 0
}
