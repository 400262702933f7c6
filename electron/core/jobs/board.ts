import { sql } from 'kysely'

import { momentInZone } from '../../contract/dates.ts'
import { type Board, type BoardCard, boardCards } from '../../contract/jobs.ts'
import type { Desk } from '../context.ts'
import { dueBefore, isOpen, jobWorkers } from './list.ts'
import { isLate, isUnanswered } from './service.ts'

/** Characters of a description that a card has room for. */
const wordsOfCard = 120

const rank = sql<number>`CASE job.priority WHEN 'urgent' THEN 0 WHEN 'high' THEN 1 WHEN 'normal' THEN 2 ELSE 3 END`

function cards(desk: Desk) {
  return desk.db
    .selectFrom('job')
    .leftJoin('unit', 'unit.id', 'job.unit_id')
    .select(['job.id', 'job.version', 'job.number', 'job.place', 'job.trade', 'job.priority', 'job.state'])
    .select(['job.wait_for', 'job.registered_at', 'job.registered_on', 'job.appointment', 'job.finish_due_at'])
    .select(['job.respond_due_at', 'job.responded_at'])
    .select(['job.finished_at', 'job.worker', 'job.worker_id', 'unit.display as unit'])
    .select(sql<string>`substr(job.content, 1, ${wordsOfCard})`.as('content'))
}

type CardRow = Awaited<ReturnType<ReturnType<typeof cards>['execute']>>[number]

function cardOf({ clock }: Desk, row: CardRow): BoardCard {
  const shown = (moment: string | null) => moment && momentInZone(new Date(moment), clock.zone)
  return {
    id: row.id,
    version: Number(row.version),
    number: row.number,
    unit: row.unit,
    place: row.place,
    trade: row.trade,
    content: row.content,
    priority: row.priority,
    state: row.state,
    waitFor: row.wait_for,
    registeredAt: shown(row.registered_at) ?? '',
    appointment: row.appointment ?? '',
    finishDueAt: shown(row.finish_due_at),
    late: isLate(row, clock.now()),
    unanswered: isUnanswered(row, clock.now()),
    old: row.registered_on < clock.today(),
  }
}

/**
 * The dispatch board: jobs that nobody has been sent to, those of earlier days before today's and the urgent first, and
 * what each worker has in hand. Workers that are not on the staff list stand at the end, by name.
 */
export async function dispatchBoard(desk: Desk): Promise<Board> {
  const { db, clock } = desk
  const today = clock.today()
  const waiting = await cards(desk)
    // Said twice, so that the index of open jobs answers.
    .where(isOpen)
    .where('job.state', '=', 'waiting')
    .orderBy(sql`CASE WHEN job.registered_on < ${today} THEN 0 ELSE 1 END`)
    .orderBy(rank)
    .orderBy('job.registered_at')
    .limit(boardCards)
    .execute()
  const { n } = await db
    .selectFrom('job')
    .select(sql<number>`count(*)`.as('n'))
    .where(isOpen)
    .where('state', '=', 'waiting')
    .executeTakeFirstOrThrow()
  const inHand = await cards(desk)
    .where(isOpen)
    .where('job.state', '!=', 'waiting')
    .orderBy(sql`job.finish_due_at IS NULL`)
    .orderBy('job.finish_due_at')
    .orderBy('job.id')
    .execute()
  const absences = await db
    .selectFrom('absence')
    .selectAll()
    .where('from_on', '<=', today)
    .where('to_on', '>=', today)
    .execute()
  const byWorker = Map.groupBy(inHand, (row) => (row.worker_id === null ? row.worker : row.worker_id))
  const column = (id: number | null, name: string, rows: readonly CardRow[]) => {
    const absence = id === null ? undefined : absences.find((one) => one.staff_id === id)
    return {
      id,
      name,
      open: rows.length,
      late: rows.filter((row) => isLate(row, clock.now())).length,
      absence: absence
        ? {
            id: absence.id,
            version: Number(absence.version),
            fromOn: absence.from_on,
            toOn: absence.to_on,
            reason: absence.reason,
          }
        : null,
      jobs: rows.slice(0, boardCards).map((row) => cardOf(desk, row)),
    }
  }
  const staff = await jobWorkers(desk)
  const onList = new Set(staff.map((one) => one.id))
  const others = [...byWorker].filter(([key]) => typeof key === 'string' || !onList.has(key))
  return {
    waiting: waiting.map((row) => cardOf(desk, row)),
    waitingTotal: n,
    workers: [
      ...staff.toSorted((a, b) => a.id - b.id).map(({ id, name }) => column(id, name, byWorker.get(id) ?? [])),
      ...others.map(([, rows]) => column(null, rows[0]?.worker ?? '', rows)).toSorted((a, b) => b.open - a.open),
    ],
  }
}

/** Jobs shown on a card of a unit or a person. */
const cardsShown = 30

/** Jobs at a unit, the open ones first. */
export async function jobsOfUnit(desk: Desk, unitId: number): Promise<BoardCard[]> {
  const rows = await cards(desk)
    .where('job.unit_id', '=', unitId)
    .orderBy(sql`CASE WHEN ${isOpen} THEN 0 ELSE 1 END`)
    .orderBy('job.registered_on', 'desc')
    .orderBy('job.id', 'desc')
    .limit(cardsShown)
    .execute()
  return rows.map((row) => cardOf(desk, row))
}

/** Jobs that a person called about, and those at the units where the person belongs today. */
export async function jobsOfPerson(desk: Desk, personId: number): Promise<BoardCard[]> {
  const today = desk.clock.today()
  const rows = await cards(desk)
    .where((where) =>
      where.or([
        where('job.person_id', '=', personId),
        sql<boolean>`job.unit_id IN (SELECT unit_id FROM residency WHERE person_id = ${personId} AND from_on <= ${today}
          AND (to_on IS NULL OR to_on >= ${today}))`,
        sql<boolean>`job.id IN (SELECT job_id FROM job_reporter WHERE person_id = ${personId})`,
      ]),
    )
    .orderBy(sql`CASE WHEN ${isOpen} THEN 0 ELSE 1 END`)
    .orderBy('job.registered_on', 'desc')
    .orderBy('job.id', 'desc')
    .limit(cardsShown)
    .execute()
  return rows.map((row) => cardOf(desk, row))
}

/** Open jobs of each unit of a building, for its map. */
export async function openJobsOfBuilding({ db, clock }: Desk, buildingId: number) {
  const { rows } = await sql<{ unitId: number; open: number; late: number }>`
    SELECT unit.id AS "unitId", count(*) AS open,
      sum(CASE WHEN ${dueBefore(clock.now().toISOString())} THEN 1 ELSE 0 END) AS late
    FROM unit JOIN job ON job.unit_id = unit.id AND ${isOpen}
    WHERE unit.building_id = ${buildingId} GROUP BY unit.id`.execute(db)
  return rows
}

/** Jobs whose vouchers a worker takes along in the morning: dispatched and in work, by appointment. */
export async function jobsToVouch({ db }: Desk, workerId: number | undefined): Promise<number[]> {
  let query = db.selectFrom('job').select('id').where(isOpen).where('state', 'in', ['dispatched', 'working'])
  if (workerId !== undefined) query = query.where('worker_id', '=', workerId)
  const rows = await query
    .orderBy('worker')
    .orderBy(sql`appointment IS NULL`)
    .orderBy('appointment')
    .orderBy('id')
    .limit(200)
    .execute()
  return rows.map((row) => row.id)
}
