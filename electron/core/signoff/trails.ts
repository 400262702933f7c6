import { type RawBuilder, sql } from 'kysely'
import type { AuditedTable } from '../../db/schema.ts'
import type { Figure, RecordSet } from '../summary/figure.ts'

/**
 * Where it is written down why a record counts otherwise than before: the tables whose audit lines speak of it. A trail
 * starts from a subject: the record itself, what a derived record comes from, or its unit.
 */
export interface Trail {
  /** Id of the subject of a record. */
  subject(key: number, unitId: number | null): number | null
  readonly links: readonly Link[]
  /** Tables whose lines about the unit speak of the record. */
  readonly ofUnit: readonly AuditedTable[]
  /** True where only a record that stays and counts otherwise depends on its unit. */
  readonly unitWhereChanged?: true
}

/** Rows of a table that belong to subjects. */
export interface Link {
  readonly entity: AuditedTable
  /** A query `(subject, id)` of the rows that belong to the subjects; without it the subjects are the rows. */
  readonly rows?: (subjects: RawBuilder<unknown>) => RawBuilder<unknown>
}

/** The trail of the records of a figure; of a ratio those of its denominator. */
export function trailOf(figure: Figure): Trail {
  const set: RecordSet = 'of' in figure ? figure.of : figure.denominator
  const trail = ofSets[set.id] ?? ofRecords[set.record]
  if (!trail) throw new Error(`no trail leads to ${set.id}`)
  return trail
}

const own = (entity: AuditedTable): Link => ({ entity })

/** Rows that name their subject in a column. */
const child = (entity: AuditedTable, column: string): Link => ({
  entity,
  rows: (subjects) =>
    sql`SELECT ${sql.ref(column)} AS subject, id FROM ${sql.table(entity)} WHERE ${sql.ref(column)} IN (${subjects})`,
})

const via = (entity: AuditedTable, rows: NonNullable<Link['rows']>): Link => ({ entity, rows })

/** What a unit is and when what happened to it. */
const unitFacts: readonly AuditedTable[] = ['unit', 'stay', 'decoration', 'lease']

const itself = (key: number) => key

const job: readonly Link[] = [own('job'), child('job_completion', 'job_id'), child('job_cancellation', 'job_id')]

const isManaged = (item: string) =>
  sql`${sql.ref(item)} IN (SELECT fee_item.id FROM fee_item WHERE fee_item.kind = 'management')`

/** Everything that makes the management-fee account of units: charges, their discounts, money and its ways back. */
const account: readonly Link[] = [
  via(
    'charge',
    (units) => sql`SELECT unit_id AS subject, id FROM charge WHERE unit_id IN (${units}) AND ${isManaged('item_id')}`,
  ),
  via(
    'billing_run',
    (units) => sql`SELECT DISTINCT unit_id AS subject, run_id AS id FROM charge
      WHERE unit_id IN (${units}) AND run_id IS NOT NULL AND ${isManaged('item_id')}`,
  ),
  via(
    'discount',
    (units) => sql`SELECT charge.unit_id AS subject, discount.id FROM discount
      JOIN charge ON charge.id = discount.charge_id
      WHERE charge.unit_id IN (${units}) AND ${isManaged('charge.item_id')}`,
  ),
  via(
    'payment',
    (units) => sql`SELECT unit_id AS subject, id FROM payment WHERE unit_id IN (${units}) AND ${isManaged('item_id')}`,
  ),
  via(
    'payment_choice',
    (units) => sql`SELECT charge.unit_id AS subject, payment_choice.id FROM payment_choice
      JOIN charge ON charge.id = payment_choice.charge_id
      WHERE charge.unit_id IN (${units}) AND ${isManaged('charge.item_id')}`,
  ),
  via(
    'refund',
    (units) => sql`SELECT payment.unit_id AS subject, refund.id FROM refund
      JOIN payment ON payment.id = refund.payment_id
      WHERE payment.unit_id IN (${units}) AND ${isManaged('payment.item_id')}`,
  ),
  via(
    'reversal',
    (units) => sql`SELECT payment.unit_id AS subject, reversal.id FROM reversal
        JOIN payment ON payment.id = reversal.payment_id
        WHERE payment.unit_id IN (${units}) AND ${isManaged('payment.item_id')}
      UNION ALL SELECT charge.unit_id AS subject, reversal.id FROM reversal
        LEFT JOIN discount ON discount.id = reversal.discount_id
        JOIN charge ON charge.id = coalesce(reversal.charge_id, discount.charge_id)
        WHERE charge.unit_id IN (${units}) AND ${isManaged('charge.item_id')}`,
  ),
]

/** By the column that tells records of a set apart. */
const ofRecords: Readonly<Record<string, Trail>> = {
  'unit.id': { subject: itself, links: [], ofUnit: unitFacts },
  'charge.id': {
    subject: itself,
    links: [
      own('charge'),
      child('reversal', 'charge_id'),
      via(
        'billing_run',
        (charges) => sql`SELECT id AS subject, run_id AS id FROM charge
          WHERE id IN (${charges}) AND run_id IS NOT NULL`,
      ),
    ],
    ofUnit: unitFacts,
    unitWhereChanged: true,
  },
  // Payments, their reversals and their refunds count by fours (summary/figures/fees.ts).
  'money.id': {
    subject: (key) => Math.floor(key / 4),
    links: [own('payment'), child('reversal', 'payment_id'), child('refund', 'payment_id')],
    ofUnit: ['unit'],
    unitWhereChanged: true,
  },
  // Lines and their withdrawals count by twos.
  'line.id': {
    subject: (key) => Math.floor(key / 2),
    links: [own('discount'), child('reversal', 'discount_id')],
    ofUnit: [],
  },
  'entry.id': { subject: (key) => Math.floor(key / 2), links: [own('service_entry')], ofUnit: [] },
  // By whether the unit is lived in: who moves in or out takes all that is owed there to another part.
  'outstanding.charge_id': {
    subject: (_, unitId) => unitId,
    links: account,
    ofUnit: ['unit', 'stay', 'payment', 'charge'],
  },
  'payment_notice.id': { subject: itself, links: [own('payment_notice')], ofUnit: [] },
  'job.id': { subject: itself, links: job, ofUnit: [] },
  'promised.job_id': { subject: itself, links: job, ofUnit: [] },
  'late.job_id': { subject: itself, links: job, ofUnit: [] },
  'promised.due_id': {
    subject: itself,
    links: [own('return_due'), child('return_visit', 'due_id')],
    ofUnit: [],
  },
  'job_completion.id': {
    subject: itself,
    links: [
      own('job_completion'),
      via(
        'job',
        (completions) => sql`SELECT id AS subject, job_id AS id FROM job_completion WHERE id IN (${completions})
          UNION ALL SELECT job_completion.id AS subject, again.id FROM job_completion
            JOIN job AS again ON again.rework_of_id = job_completion.job_id WHERE job_completion.id IN (${completions})`,
      ),
      via(
        'job_cancellation',
        (completions) => sql`SELECT job_completion.id AS subject, job_cancellation.id FROM job_completion
          JOIN job AS again ON again.rework_of_id = job_completion.job_id OR again.id = job_completion.job_id
          JOIN job_cancellation ON job_cancellation.job_id = again.id WHERE job_completion.id IN (${completions})`,
      ),
    ],
    ofUnit: [],
  },
  'complaint.id': {
    subject: itself,
    links: [own('complaint'), child('complaint_closing', 'complaint_id'), child('complaint_invalid', 'complaint_id')],
    ofUnit: [],
  },
  'visit_finding.id': {
    subject: itself,
    links: [
      own('visit_finding'),
      via(
        'visit',
        (findings) => sql`SELECT id AS subject, visit_id AS id FROM visit_finding WHERE id IN (${findings})`,
      ),
    ],
    ofUnit: [],
  },
  'survey_form.id': {
    subject: itself,
    links: [
      own('survey_form'),
      via(
        'area',
        (forms) => sql`SELECT survey_form.id AS subject, building.area_id AS id FROM survey_form
          JOIN unit ON unit.id = survey_form.unit_id JOIN building ON building.id = unit.building_id
          WHERE survey_form.id IN (${forms})`,
      ),
    ],
    ofUnit: ['unit'],
    unitWhereChanged: true,
  },
  'record.id': {
    subject: itself,
    links: [
      own('record'),
      via(
        'car_park',
        (records) => sql`SELECT record.id AS subject, parking_space.car_park_id AS id FROM record
          JOIN parking_space ON parking_space.id = record.space_id WHERE record.id IN (${records})`,
      ),
    ],
    ofUnit: [],
  },
  'tally.id': { subject: itself, links: [own('tally')], ofUnit: [] },
  'equipment.id': {
    subject: itself,
    links: [own('equipment'), child('equipment_state', 'equipment_id')],
    ofUnit: [],
  },
}

/** Sets whose records are told by something else than what each record is told by elsewhere. */
const ofSets: Readonly<Record<string, Trail>> = {
  // One job more or less at a unit, registered, called off or corrected, is the others' trouble again or not.
  'jobs-repeated': {
    subject: (_, unitId) => unitId,
    links: [
      via('job', (units) => sql`SELECT unit_id AS subject, id FROM job WHERE unit_id IN (${units})`),
      via(
        'job_cancellation',
        (units) => sql`SELECT job.unit_id AS subject, job_cancellation.id FROM job_cancellation
          JOIN job ON job.id = job_cancellation.job_id WHERE job.unit_id IN (${units})`,
      ),
    ],
    ofUnit: ['job'],
  },
  'units-charged': { subject: itself, links: account, ofUnit: [...unitFacts, 'payment', 'charge'] },
  visited: { subject: itself, links: [child('visit', 'unit_id')], ofUnit: ['visit'] },
  'households-visited-households': {
    subject: itself,
    links: [child('visit', 'unit_id')],
    ofUnit: [...unitFacts, 'visit'],
  },
  'households-asked-households': {
    subject: itself,
    links: [child('survey_form', 'unit_id')],
    ofUnit: [...unitFacts, 'survey_form'],
  },
  'equipment-unmaintained': {
    subject: itself,
    links: [
      own('equipment'),
      child('equipment_state', 'equipment_id'),
      via(
        'task_outcome',
        (equipment) => sql`SELECT task.subject_id AS subject, task_outcome.id FROM task_outcome
          JOIN task ON task.id = task_outcome.task_id
          WHERE task.subject IN ('maintenance', 'statutory') AND task.subject_id IN (${equipment})`,
      ),
    ],
    ofUnit: [],
  },
}
