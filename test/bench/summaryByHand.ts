/**
 * The numbers of the yearly summary as somebody would write them who knows the tables and needs nothing else: no list
 * of records behind them, no parts that are empty in this office. Bound are `:from` and `:to` of the year.
 */
const movedIn = `EXISTS (SELECT 1 FROM stay WHERE stay.unit_id = unit.id AND moved_in_on <= :to
  AND (moved_out_on IS NULL OR moved_out_on > :to))`
const finished = `EXISTS (SELECT 1 FROM decoration WHERE decoration.unit_id = unit.id AND finished_on <= :to)`
const decorating = `EXISTS (SELECT 1 FROM decoration WHERE decoration.unit_id = unit.id AND started_on <= :to
  AND (finished_on IS NULL OR finished_on > :to))`
const category = `CASE WHEN unit.handed_over_on IS NULL OR unit.handed_over_on > :to THEN
    CASE WHEN EXISTS (SELECT 1 FROM lease WHERE lease.unit_id = unit.id AND from_on <= :to AND (to_on IS NULL OR to_on >= :to))
      THEN 'leased' ELSE 'undelivered' END
  WHEN ${movedIn} THEN CASE WHEN ${finished} THEN 'decorated' ELSE 'undecorated' END
  WHEN ${decorating} THEN 'decorating' WHEN ${finished} THEN 'decorated-vacant' ELSE 'vacant' END`
const standing = `published_on <= :to AND (reversed_on IS NULL OR reversed_on > :to) AND item_id IN (1, 2)`
const holds = `to_on > :to AND from_on <= :to AND item_id IN (1, 2)`
const calledOff = `EXISTS (SELECT 1 FROM job_cancellation WHERE job_cancellation.job_id = job.id AND on_date <= :to
  AND (reopened_on IS NULL OR reopened_on > :to))`
const doneBy = `EXISTS (SELECT 1 FROM job_completion WHERE job_completion.job_id = job.id AND on_date <= :to
  AND (reopened_on IS NULL OR reopened_on > :to))`

export const handWritten: readonly string[] = [
  // handover/*, movein/*
  `SELECT count(*), sum(area_centi) FROM unit WHERE handed_over_on <= :to`,
  `SELECT kind, count(*) FROM unit WHERE handed_over_on BETWEEN :from AND :to GROUP BY kind`,
  `SELECT count(*) FROM unit WHERE ready_on <= :to`,
  `SELECT count(*) FROM unit WHERE due_on BETWEEN :from AND :to`,
  `SELECT EXISTS (SELECT 1 FROM decoration WHERE decoration.unit_id = stay.unit_id AND finished_on <= :to) AS decorated,
     count(*), sum(area_centi) FROM stay JOIN unit ON unit.id = stay.unit_id
   WHERE moved_in_on <= :to AND (moved_out_on IS NULL OR moved_out_on > :to) GROUP BY decorated`,
  // fees/*
  `SELECT ${category} AS category, sum(amount) FROM (SELECT unit_id, sum(amount) AS amount FROM charge
     WHERE from_on BETWEEN :from AND :to AND ${standing} GROUP BY unit_id) AS charged
   JOIN unit ON unit.id = charged.unit_id GROUP BY category`,
  `SELECT unit.kind, source, sum(amount) FROM payment JOIN unit ON unit.id = payment.unit_id
   WHERE on_date BETWEEN :from AND :to AND item_id IN (1, 2) GROUP BY unit.kind, source`,
  `SELECT sum(amount) FROM reversal WHERE on_date BETWEEN :from AND :to`,
  `SELECT sum(amount) FROM refund WHERE on_date BETWEEN :from AND :to`,
  `SELECT sum(amount) FROM discount WHERE on_date BETWEEN :from AND :to AND kind <> 'write-off'`,
  `SELECT count(*) FROM payment_notice WHERE issued_on BETWEEN :from AND :to`,
  `SELECT EXISTS (SELECT 1 FROM stay WHERE stay.unit_id = owed.unit_id AND moved_in_on <= :to
       AND (moved_out_on IS NULL OR moved_out_on > :to)) AS moved_in, sum(amount)
   FROM (SELECT unit_id, sum(amount) AS amount FROM outstanding WHERE ${holds} GROUP BY unit_id) AS owed GROUP BY moved_in`,
  `SELECT CASE WHEN unit.kind = 'shop' THEN 'shop' ELSE ${category} END AS household, count(*), sum(unit.id NOT IN (
     SELECT outstanding.unit_id FROM outstanding JOIN charge ON charge.id = outstanding.charge_id
     WHERE outstanding.to_on > :to AND outstanding.from_on <= :to AND outstanding.item_id IN (1, 2)
       AND charge.from_on BETWEEN :from AND :to AND charge.due_on <= :to))
   FROM unit WHERE id IN (SELECT unit_id FROM charge WHERE from_on BETWEEN :from AND :to AND ${standing} AND due_on <= :to)
   GROUP BY household`,
  // services/*, advertising
  `SELECT category, sum(income), sum(expense) FROM service_entry WHERE on_date BETWEEN :from AND :to GROUP BY category`,
  // reports/*, jobs/*
  `SELECT source, trade, count(*), sum(${doneBy}) FROM job WHERE registered_on BETWEEN :from AND :to GROUP BY source, trade`,
  `SELECT count(*), sum(responded_at <= respond_due_at) FROM job WHERE respond_due_on BETWEEN :from AND :to`,
  `SELECT count(*), sum(at <= due_at) FROM job_completion WHERE due_on BETWEEN :from AND :to
     AND on_date <= :to AND (reopened_on IS NULL OR reopened_on > :to)`,
  `SELECT count(DISTINCT job_id) FROM (
     SELECT id AS job_id FROM job WHERE finish_due_on BETWEEN :from AND :to AND finished_at IS NULL
     UNION ALL SELECT job_id FROM job_completion WHERE due_on BETWEEN :from AND :to AND on_date > :to) AS missed
   WHERE NOT EXISTS (SELECT 1 FROM job_completion AS done WHERE done.job_id = missed.job_id
     AND done.on_date <= :to AND (done.reopened_on IS NULL OR done.reopened_on > :to))`,
  `SELECT count(*), sum(rework = 1 AND reopened_on <= date(on_date, '+30 days') OR EXISTS (
       SELECT 1 FROM job AS again WHERE again.rework_of_id = job_completion.job_id
       AND again.registered_on BETWEEN on_date AND date(on_date, '+30 days')))
     FROM job_completion WHERE on_date BETWEEN :from AND :to
       AND (reopened_on IS NULL OR reopened_on > :to OR rework = 1)`,
  `SELECT count(*), sum(reached_on <= :to) FROM return_due WHERE due_on BETWEEN :from AND :to
     AND subject_kind = 'job' AND (dropped_on IS NULL OR dropped_on > :to)`,
  `SELECT trade, count(*) FROM job WHERE id IN (
       SELECT id FROM job WHERE finished_at IS NULL AND finish_due_on <= :to
       UNION ALL SELECT job_id FROM job_completion WHERE on_date > :to AND due_at < at AND due_on <= :to)
     AND NOT ${doneBy} AND NOT ${calledOff} GROUP BY trade`,
  `SELECT trade, sum(times) FROM (SELECT trade, count(*) AS times FROM job
     WHERE registered_on BETWEEN :from AND :to AND unit_id IS NOT NULL AND NOT ${calledOff}
     GROUP BY unit_id, trade HAVING count(*) >= 3) AS again GROUP BY trade`,
  // complaints/*, visits/*, surveys/*, registers, counts, equipment
  `SELECT count(*), sum(responded_at <= respond_due_at) FROM complaint WHERE received_on BETWEEN :from AND :to`,
  `SELECT count(*) FROM complaint WHERE respond_due_on <= :to
     AND (responded_at IS NULL OR responded_at > respond_due_at)
     AND NOT EXISTS (SELECT 1 FROM complaint_closing WHERE complaint_closing.complaint_id = complaint.id
       AND on_date <= :to AND (reopened_on IS NULL OR reopened_on > :to))`,
  `SELECT building.area_id, count(*),
     sum(stay.unit_id IN (SELECT unit_id FROM visit WHERE on_date BETWEEN :from AND :to AND result = 'met')),
     sum(stay.unit_id IN (SELECT unit_id FROM survey_form WHERE issued_on BETWEEN :from AND :to AND grade IS NOT NULL))
   FROM stay JOIN unit ON unit.id = stay.unit_id JOIN building ON building.id = unit.building_id
   WHERE moved_in_on <= :to AND (moved_out_on IS NULL OR moved_out_on > :to) GROUP BY building.area_id`,
  `SELECT count(DISTINCT unit_id) FROM visit WHERE on_date BETWEEN :from AND :to AND result = 'met'`,
  `SELECT visit_finding.kind, count(*) FROM visit_finding JOIN visit ON visit.id = visit_finding.visit_id
   WHERE visit.on_date BETWEEN :from AND :to GROUP BY visit_finding.kind`,
  `SELECT grade, count(*) FROM survey_form WHERE issued_on BETWEEN :from AND :to GROUP BY grade`,
  `SELECT register, count(*), sum(quantity) FROM record WHERE counted_on BETWEEN :from AND :to GROUP BY register`,
  `SELECT register, item, sum(quantity), sum(labour_days) FROM tally WHERE on_date BETWEEN :from AND :to GROUP BY register, item`,
  `SELECT category, count(*), sum(id NOT IN (SELECT subject_id FROM task JOIN task_outcome ON task_outcome.task_id = task.id
     WHERE subject IN ('maintenance', 'statutory') AND task_outcome.kind = 'done' AND on_date BETWEEN :from AND :to
       AND (undone_on IS NULL OR undone_on > :to))) FROM equipment GROUP BY category`,
]
