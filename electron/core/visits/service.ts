import { sql } from 'kysely'
import { DeskError, refusal } from '../../contract/errors.ts'
import type { JobFields } from '../../contract/jobs.ts'
import type { VisitDetail, VisitFields } from '../../contract/visits.ts'
import type { Trade } from '../../contract/vocabulary.ts'
import { type AuditedWriter, write } from '../audit/writer.ts'
import { receiving } from '../complaints/service.ts'
import type { Desk, Tx } from '../context.ts'
import { registering } from '../jobs/service.ts'
import { tickOff } from './planner.ts'

/**
 * Records a visit with its findings and ticks it off the day's plan.
 * @returns its id; of the one made the first time where the request comes again
 * @throws DeskError `visit-in-future`, `findings-need-met`, `not-found`
 */
export function recordVisit(
  desk: Desk,
  {
    requestKey,
    plannedId,
    ...fields
  }: VisitFields & { readonly plannedId: number | null; readonly requestKey: string },
): Promise<number> {
  return write(desk, async (writer) => {
    const again = await writer.tx
      .selectFrom('visit')
      .select('id')
      .where('request_key', '=', requestKey)
      .executeTakeFirst()
    if (again) return again.id
    const row = await rowOf(writer.tx, desk, fields)
    const id = await writer.insert('visit', { ...row, request_key: requestKey })
    await writer.insertMany(
      'visit_finding',
      fields.findings.map((finding) => ({ ...newFinding(id, fields.onDate), ...finding })),
      () => ({ unitId: fields.unitId }),
    )
    await tickOff(writer, { id, unitId: fields.unitId, onDate: fields.onDate }, plannedId)
    return id
  })
}

/**
 * Corrects a visit. Findings that a case was made of stay; the others become those given.
 * @throws StaleError; DeskError as `recordVisit`, `finding-has-case`, `visit-has-case`
 */
export function updateVisit(desk: Desk, id: number, version: number, fields: VisitFields): Promise<number> {
  return write(desk, async (writer) => {
    const row = await rowOf(writer.tx, desk, fields)
    const before = await writer.tx.selectFrom('visit').select('unit_id').where('id', '=', id).executeTakeFirst()
    if (!before) throw new DeskError('not-found', { entity: 'visit', id })
    await writer.update('visit', id, version, row)
    const stored = await writer.tx.selectFrom('visit_finding').selectAll().where('visit_id', '=', id).execute()
    if (before.unit_id !== fields.unitId && stored.some((one) => one.case_id !== null)) {
      throw refusal({ code: 'visit-has-case', field: 'unitId' })
    }
    const given = fields.findings.map(({ kind, content }) => ({ kind, content, key: `${kind} ${content}` }))
    const kept = new Set<number>()
    for (const finding of given) {
      const same = stored.find((one) => !kept.has(one.id) && `${one.kind} ${one.content}` === finding.key)
      if (same) {
        kept.add(same.id)
        await writer.apply('visit_finding', { ...same }, { on_date: fields.onDate }, { unitId: fields.unitId })
      } else {
        const { kind, content } = finding
        await writer.insert(
          'visit_finding',
          { ...newFinding(id, fields.onDate), kind, content },
          { unitId: fields.unitId },
        )
      }
    }
    for (const gone of stored.filter((one) => !kept.has(one.id))) {
      if (gone.case_id !== null) throw refusal({ code: 'finding-has-case', field: 'findings' })
      await writer.remove('visit_finding', gone.id, { unitId: fields.unitId })
    }
    // Findings count by their visit, so that a change to them alone makes the visit another version too.
    if (kept.size !== stored.length || kept.size !== given.length) await touch(writer, id, version)
    return id
  })
}

async function touch(writer: AuditedWriter, id: number, version: number): Promise<void> {
  await writer.tx
    .updateTable('visit')
    .set({ version: version + 1 })
    .where('id', '=', id)
    .where('version', '=', version)
    .execute()
}

function newFinding(visitId: number, onDate: string) {
  return { visit_id: visitId, on_date: onDate, case_kind: null, case_id: null }
}

async function rowOf(tx: Tx, desk: Desk, fields: VisitFields) {
  const today = desk.clock.today()
  if (fields.onDate > today) throw refusal({ code: 'visit-in-future', field: 'onDate', params: { today } })
  if (fields.findings.length > 0 && fields.result !== 'met') {
    throw refusal({ code: 'findings-need-met', field: 'findings' })
  }
  const unit = await tx.selectFrom('unit').select('id').where('id', '=', fields.unitId).executeTakeFirst()
  if (!unit) throw new DeskError('not-found', { entity: 'unit', id: fields.unitId })
  const { visitorId } = fields
  const staff =
    visitorId === null
      ? null
      : await tx.selectFrom('staff').select('name').where('id', '=', visitorId).executeTakeFirst()
  if (staff === undefined) throw new DeskError('not-found', { entity: 'staff', id: visitorId ?? 0 })
  return {
    unit_id: fields.unitId,
    on_date: fields.onDate,
    result: fields.result,
    visitor_id: visitorId,
    visitor: staff?.name ?? '',
    person: fields.person,
    note: fields.note,
  }
}

/**
 * Makes a job of a finding. The key of the request is the finding's own, so that a second click finds the job that is
 * there.
 * @throws StaleError; DeskError `not-found`
 */
export async function findingToJob(
  desk: Desk,
  { id, version, trade }: { readonly id: number; readonly version: number; readonly trade: Trade },
): Promise<{ id: number; number: string }> {
  const finding = await desk.db
    .selectFrom('visit_finding')
    .innerJoin('visit', 'visit.id', 'visit_finding.visit_id')
    .select(['visit_finding.content', 'visit_finding.case_kind', 'visit_finding.case_id'])
    .select(['visit.unit_id', 'visit.on_date', 'visit.person'])
    .where('visit_finding.id', '=', id)
    .executeTakeFirst()
  if (!finding) throw new DeskError('not-found', { entity: 'visit_finding', id })
  if (finding.case_kind === 'job') {
    return desk.db
      .selectFrom('job')
      .select(['id', 'number'])
      .where('id', '=', finding.case_id ?? 0)
      .executeTakeFirstOrThrow()
  }
  if (finding.case_kind !== null) throw new DeskError('finding-has-case')
  const job: JobFields = {
    source: 'internal',
    unitId: finding.unit_id,
    place: '',
    personId: null,
    caller: finding.person,
    phone: '',
    trade,
    content: finding.content || '走访反映的问题',
    priority: 'normal',
    chargeClass: 'free',
    appointedOn: null,
    appointedTime: '',
  }
  return write(desk, async (writer) => {
    const made = await registering(desk, { ...job, requestKey: `visit-finding-${id}` })(writer)
    const became = { case_kind: 'job', case_id: made.id }
    await writer.update('visit_finding', id, version, became, { unitId: finding.unit_id })
    return made
  })
}

/**
 * Makes a complaint of a finding; who was told of it answers for it.
 * @returns the complaint; of a finding that has become one already, that one
 * @throws DeskError `not-found`, `finding-has-case` where it has become a job
 */
export async function findingToComplaint(
  desk: Desk,
  { id, version }: { readonly id: number; readonly version: number },
): Promise<{ id: number; number: string }> {
  const finding = await desk.db
    .selectFrom('visit_finding')
    .innerJoin('visit', 'visit.id', 'visit_finding.visit_id')
    .select(['visit_finding.content', 'visit_finding.kind', 'visit_finding.case_kind', 'visit_finding.case_id'])
    .select(['visit.unit_id', 'visit.person'])
    .where('visit_finding.id', '=', id)
    .executeTakeFirst()
  if (!finding) throw new DeskError('not-found', { entity: 'visit_finding', id })
  if (finding.case_kind === 'complaint') {
    return desk.db
      .selectFrom('complaint')
      .select(['id', 'number'])
      .where('id', '=', finding.case_id ?? 0)
      .executeTakeFirstOrThrow()
  }
  if (finding.case_kind !== null) throw new DeskError('finding-has-case')
  const complaint = {
    unitId: finding.unit_id,
    place: '',
    personId: null,
    caller: finding.person,
    phone: '',
    kind: finding.kind,
    against: '',
    content: finding.content || '走访反映的问题',
    requestKey: `visit-finding-${id}`,
  }
  return write(desk, async (writer) => {
    const made = await receiving(desk, complaint)(writer)
    const became = { case_kind: 'complaint', case_id: made.id }
    await writer.update('visit_finding', id, version, became, { unitId: finding.unit_id })
    return made
  })
}

/** One visit with its findings and their cases. @throws DeskError `not-found` */
export async function visitDetail({ db }: Desk, id: number): Promise<VisitDetail> {
  const row = await db
    .selectFrom('visit')
    .innerJoin('unit', 'unit.id', 'visit.unit_id')
    .innerJoin('building', 'building.id', 'unit.building_id')
    .innerJoin('area', 'area.id', 'building.area_id')
    .selectAll('visit')
    .select(['unit.display as unit', 'area.name as area'])
    .where('visit.id', '=', id)
    .executeTakeFirst()
  if (!row) throw new DeskError('not-found', { entity: 'visit', id })
  const findings = await db
    .selectFrom('visit_finding')
    .leftJoin('job', (join) =>
      join.onRef('job.id', '=', 'visit_finding.case_id').on('visit_finding.case_kind', '=', 'job'),
    )
    .leftJoin('complaint', (join) =>
      join.onRef('complaint.id', '=', 'visit_finding.case_id').on('visit_finding.case_kind', '=', 'complaint'),
    )
    .selectAll('visit_finding')
    .select((of) => of.fn.coalesce('job.number', 'complaint.number').as('number'))
    .where('visit_id', '=', id)
    .orderBy('visit_finding.id')
    .execute()
  return {
    id,
    version: Number(row.version),
    unitId: row.unit_id,
    unit: row.unit,
    area: row.area,
    onDate: row.on_date,
    result: row.result,
    visitorId: row.visitor_id,
    visitor: row.visitor,
    person: row.person,
    note: row.note,
    findings: findings.map((finding) => ({
      id: finding.id,
      version: Number(finding.version),
      kind: finding.kind,
      content: finding.content,
      caseKind: finding.case_kind,
      caseId: finding.case_id,
      caseNumber: finding.number,
    })),
  }
}

/** The visit in which a case was found. */
export async function foundIn({ db }: Desk, caseKind: 'job' | 'complaint', caseId: number) {
  const visit = await db
    .selectFrom('visit_finding')
    .innerJoin('visit', 'visit.id', 'visit_finding.visit_id')
    .select(['visit.id as visitId', 'visit.on_date as onDate', 'visit.visitor'])
    .where('case_kind', '=', caseKind)
    .where('case_id', '=', caseId)
    .executeTakeFirst()
  return visit ?? null
}

/** The last visits to some units, the newest first. */
export function lastVisits({ db }: Desk, unitIds: readonly number[]) {
  return db
    .selectFrom('visit')
    .innerJoin('unit', 'unit.id', 'visit.unit_id')
    .select(['visit.id', 'unit.display as unit', 'visit.on_date as onDate', 'visit.result', 'visit.visitor'])
    .select(sql<number>`(SELECT count(*) FROM visit_finding WHERE visit_finding.visit_id = visit.id)`.as('findings'))
    .where('visit.unit_id', 'in', [...unitIds, 0])
    .orderBy('visit.on_date', 'desc')
    .orderBy('visit.id', 'desc')
    .limit(5)
    .execute()
}
