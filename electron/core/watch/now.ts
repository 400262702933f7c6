import { type RawBuilder, sql } from 'kysely'
import { addDays, momentOf } from '../../contract/dates.ts'
import type { CaseAlert, DeskGlance } from '../../contract/watch.ts'
import { isComplaintOpen, isUrgent } from '../complaints/list.ts'
import { escalateDue } from '../complaints/service.ts'
import type { Desk } from '../context.ts'
import { dueBefore, isOpen, soonMinutes } from '../jobs/list.ts'
import { lateTasks } from '../plans/list.ts'

/** The bounds of "late" and "soon" as ISO moments. */
function bounds({ clock }: Desk) {
  const now = clock.now()
  return { now: now.toISOString(), soon: new Date(now.getTime() + soonMinutes * 60_000).toISOString() }
}

/** How many open cases are late, will soon be, wait for somebody to be sent; complaints late or gone up. */
export async function watchCounts(
  desk: Desk,
): Promise<{ late: number; soon: number; waiting: number; complaints: number; tasks: number }> {
  await escalateDue(desk)
  const { now, soon } = bounds(desk)
  const { rows } = await sql<{ late: number | null; soon: number | null; waiting: number | null; complaints: number }>`
    SELECT coalesce(sum(${dueBefore(now)}), 0) AS late, sum(${dueBefore(soon)} AND NOT ${dueBefore(now)}) AS soon,
      sum(state = 'waiting') AS waiting,
      (SELECT count(*) FROM complaint WHERE ${isUrgent(now)}) AS complaints
    FROM job WHERE ${isOpen}`.execute(desk.db)
  const [row] = rows
  const tasks = await lateTasks(desk)
  return {
    late: row?.late ?? 0,
    soon: row?.soon ?? 0,
    waiting: row?.waiting ?? 0,
    complaints: row?.complaints ?? 0,
    tasks,
  }
}

/**
 * Cases that have become late or will soon be, of which nobody has been told, and complaints at a level of which nobody
 * has been told; they count as told from now on, whoever asks next. The page tells of each once as nearly late and once
 * as late, the system once a case, whichever comes first; a complaint that has gone up is told of by its level alone. An urgent job is to be begun in two hours: were that
 * told as nearly late, each would be told of as soon as it is taken down.
 */
export async function takeAlerts(desk: Desk): Promise<CaseAlert[]> {
  await escalateDue(desk)
  const { now, soon } = bounds(desk)
  const jobs = sql`SELECT 'job' AS subject, job.id, job.number, job.content, coalesce(unit.display, job.place) AS place,
      CASE WHEN ${dueBefore(now)} THEN 'late' ELSE 'soon' END AS kind, job.finish_due_at AS due
    FROM job LEFT JOIN unit ON unit.id = job.unit_id
    WHERE ${isOpen} AND (${dueBefore(now)} OR job.finish_due_at < ${soon})`
  const complaint = sql`complaint.id, complaint.number, complaint.content, coalesce(unit.display, complaint.place) AS place`
  const complaints = sql`SELECT 'complaint' AS subject, ${complaint},
      CASE WHEN complaint.respond_due_at < ${now} THEN 'late' ELSE 'soon' END AS kind, complaint.respond_due_at AS due
    FROM complaint LEFT JOIN unit ON unit.id = complaint.unit_id
    WHERE ${isComplaintOpen} AND complaint.level = 1
      AND complaint.responded_at IS NULL AND complaint.respond_due_at < ${soon}
    UNION ALL SELECT 'complaint' AS subject, ${complaint}, 'level-' || complaint.level AS kind, complaint.received_at AS due
    FROM complaint LEFT JOIN unit ON unit.id = complaint.unit_id WHERE ${isComplaintOpen} AND complaint.level > 1`
  return desk.db.transaction().execute(async (tx) => {
    const { rows } = await sql<Omit<CaseAlert, 'isNews'> & { due: string; told: number }>`SELECT alert.*, EXISTS (
        SELECT 1 FROM case_alert WHERE case_alert.subject_kind = alert.subject AND case_alert.subject_id = alert.id) AS told
      FROM (${jobs} UNION ALL ${complaints}) AS alert
      WHERE NOT EXISTS (SELECT 1 FROM case_alert WHERE case_alert.subject_kind = alert.subject
        AND case_alert.subject_id = alert.id
        AND (case_alert.kind = alert.kind OR (alert.kind = 'soon' AND case_alert.kind = 'late')))
      ORDER BY alert.due`.execute(tx)
    for (const { subject, id, kind } of rows) {
      await tx.insertInto('case_alert').values({ subject_kind: subject, subject_id: id, kind, at: now }).execute()
    }
    return rows.map(
      ({ due: _, told, content, ...row }): CaseAlert => ({
        ...row,
        isNews: told === 0 || row.kind.startsWith('level-'),
        content: content.slice(0, 80),
      }),
    )
  })
}

/** What is open, late and due today, by trade and by the zone it stands in, and what came and went of late. */
export async function glanceOf(desk: Desk): Promise<DeskGlance> {
  const { db, clock } = desk
  const today = clock.today()
  const { now } = bounds(desk)
  const tomorrow = new Date(momentOf(addDays(today, 1), 0, clock.zone)).toISOString()
  const sums = sql`count(*) AS open, coalesce(sum(${dueBefore(now)}), 0) AS late,
    coalesce(sum(${dueBefore(tomorrow)} AND NOT ${dueBefore(now)}), 0) AS "dueToday",
    coalesce(sum(job.state = 'waiting'), 0) AS waiting`
  const trades = await rowsOf<DeskGlance['byTrade'][number]>(sql`SELECT job.trade, ${sums} FROM job WHERE ${isOpen}
    GROUP BY job.trade ORDER BY open DESC, job.trade`)
  const zones = await rowsOf<DeskGlance['byZone'][number]>(sql`SELECT zone.id AS "zoneId",
      coalesce(zone.name, '') AS zone, coalesce(staff.name, '') AS steward, ${sums}
    FROM job LEFT JOIN unit ON unit.id = job.unit_id LEFT JOIN building ON building.id = unit.building_id
    LEFT JOIN area ON area.id = building.area_id LEFT JOIN zone ON zone.id = area.zone_id
    LEFT JOIN staff ON staff.id = zone.steward_id
    WHERE ${isOpen} GROUP BY zone.id ORDER BY zone.name IS NULL, zone.name`)
  const since = addDays(today, -13)
  const came = await rowsOf<{ day: string; n: number }>(sql`SELECT registered_on AS day, count(*) AS n FROM job
    WHERE registered_on >= ${since} AND registered_on <= ${today} GROUP BY registered_on`)
  const went = await rowsOf<{ day: string; n: number }>(sql`SELECT on_date AS day, count(*) AS n FROM job_completion
    WHERE on_date >= ${since} AND on_date <= ${today} AND reopened_on IS NULL GROUP BY on_date`)
  const on = (rows: readonly { day: string; n: number }[], day: string) => rows.find((row) => row.day === day)?.n ?? 0
  const total = (name: 'open' | 'late' | 'dueToday' | 'waiting') => trades.reduce((sum, row) => sum + row[name], 0)
  return {
    open: total('open'),
    late: total('late'),
    dueToday: total('dueToday'),
    waiting: total('waiting'),
    byTrade: trades,
    byZone: zones,
    days: Array.from({ length: 14 }, (_, index) => addDays(since, index)).map((day) => ({
      day,
      registered: on(came, day),
      done: on(went, day),
    })),
  }

  async function rowsOf<T>(query: RawBuilder<unknown>): Promise<T[]> {
    return (await query.execute(db)).rows as T[]
  }
}
