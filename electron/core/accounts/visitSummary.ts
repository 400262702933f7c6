import { type RawBuilder, sql } from 'kysely'
import { inArea, joinPlace, type Scope, selectPlace, within } from './scope.ts'
import { equals, figure, type Sheet, type Workbook } from './workbook.ts'

/** Visits of the year with how many findings each has. */
function visits(scope: Scope): RawBuilder<unknown> {
  return sql`SELECT ${selectPlace}, area.id AS "areaId", area.sort_key AS "areaKey", visit.id AS "id",
      visit.on_date AS "date", visit.result AS "visitResult", visit.visitor AS "visitor", visit.unit_id AS "unitId"
    FROM visit ${joinPlace('visit.unit_id')} WHERE ${within('visit.on_date', scope)} AND ${inArea(scope)}`
}

const count = (id: string) => ({ id, kind: 'count', total: true }) as const

const summary: Sheet = {
  id: 'visitsByArea',
  columns: [
    { id: 'area', kind: 'text' },
    count('households'),
    count('visits'),
    count('met'),
    count('absent'),
    count('refused'),
    count('findings'),
  ],
  rows: (scope) => sql`SELECT of."area", of."areaKey" AS "place",
      count(DISTINCT CASE WHEN of."visitResult" = 'met' THEN of."unitId" END) AS "households", count(*) AS "visits",
      sum(CASE WHEN of."visitResult" = 'met' THEN 1 ELSE 0 END) AS "met",
      sum(CASE WHEN of."visitResult" = 'absent' THEN 1 ELSE 0 END) AS "absent",
      sum(CASE WHEN of."visitResult" = 'refused' THEN 1 ELSE 0 END) AS "refused",
      sum(CASE WHEN of."visitResult" = 'met' THEN (SELECT count(*) FROM visit_finding
        WHERE visit_finding.visit_id = of."id") ELSE 0 END) AS "findings"
    FROM (${visits(scope)}) AS of GROUP BY of."areaId", of."area", of."areaKey"`,
  order: ['place', 'area'],
}

const visitors: Sheet = {
  id: 'visitsByVisitor',
  columns: [{ id: 'visitor', kind: 'text' }, count('visits'), count('met'), count('absent'), count('refused')],
  rows: (scope) => sql`SELECT of."visitor", count(*) AS "visits",
      sum(CASE WHEN of."visitResult" = 'met' THEN 1 ELSE 0 END) AS "met",
      sum(CASE WHEN of."visitResult" = 'absent' THEN 1 ELSE 0 END) AS "absent",
      sum(CASE WHEN of."visitResult" = 'refused' THEN 1 ELSE 0 END) AS "refused"
    FROM (${visits(scope)}) AS of GROUP BY of."visitor"`,
  order: ['visitor'],
}

const findings: Sheet = {
  id: 'visitFindings',
  columns: [
    { id: 'date', kind: 'date' },
    { id: 'area', kind: 'text' },
    { id: 'building', kind: 'text' },
    { id: 'room', kind: 'text' },
    { id: 'findingKind', kind: 'choice', choices: 'vocabulary:findingKind' },
    { id: 'content', kind: 'text' },
    { id: 'visitor', kind: 'text' },
    { id: 'jobNumber', kind: 'text' },
    count('findings'),
  ],
  rows: (scope) => sql`SELECT of."date", of."area", of."building", of."room", of."place",
      visit_finding.kind AS "findingKind", visit_finding.content AS "content", of."visitor" AS "visitor",
      job.number AS "jobNumber", 1 AS "findings", visit_finding.id AS "id"
    FROM (${visits(scope)}) AS of JOIN visit_finding ON visit_finding.visit_id = of."id"
    LEFT JOIN job ON visit_finding.case_kind = 'job' AND job.id = visit_finding.case_id
    WHERE of."visitResult" = 'met'`,
  order: ['date', 'place', 'id'],
}

/** 走访汇总: how many households were met, by area and by visitor, and what they spoke of. */
export const visitSummary: Workbook = {
  id: 'visit-summary',
  sheets: [summary, visitors, findings],
  measures: [
    { id: 'households', sheet: 'visitsByArea', column: 'households', unit: 'count' },
    { id: 'visits', sheet: 'visitsByArea', column: 'visits', unit: 'count' },
    { id: 'visitsByVisitor', sheet: 'visitsByVisitor', column: 'visits', unit: 'count' },
    { id: 'findingsByArea', sheet: 'visitsByArea', column: 'findings', unit: 'count' },
    { id: 'findings', sheet: 'visitFindings', column: 'findings', unit: 'count' },
  ],
  checks: [
    ...equals('visitedHouseholds', 'households', figure('visits/households')),
    ...equals('visitFindings', 'findings', figure('visits/findings'), { measure: 'findingsByArea' }),
    ...equals('visits', 'visits', { measure: 'visitsByVisitor' }),
  ],
}
