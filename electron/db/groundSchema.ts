import type { Generated } from 'kysely'
import type { FindingOrigin, InspectionLevel } from '../contract/groundWords.ts'
import type { TallyRegisterId } from '../contract/tallyRegisters.ts'
import type { Trade } from '../contract/vocabulary.ts'

/** Row types of programmes, three-level checks and patrol. */
export interface GroundSchema {
  /** What a plan of cleaning or greening asks for each time. */
  programme: {
    id: number
    register: TallyRegisterId
    item: string
    place: Generated<string>
    quantity: number
    version: Generated<number>
  }
  inspection: {
    id: number
    on_date: string
    level: InspectionLevel
    area_id: number | null
    place: Generated<string>
    edition_id: number | null
    inspector: string
    /** Hundredths of 100 points. */
    total: number
    note: Generated<string>
    actor_name: Generated<string>
    cancelled_on: string | null
    cancel_reason: Generated<string>
    request_key: string | null
    version: Generated<number>
  }
  inspection_score: { id: number; inspection_id: number; item_id: number; value_centi: number; note: Generated<string> }
  patrol_point: {
    id: number
    name: string
    place: Generated<string>
    look: Generated<string>
    ended_on: string | null
    version: Generated<number>
  }
  patrol_route: {
    id: number
    name: string
    /** Whose shifts walk it; null where it is nobody's in particular. */
    post_id: number | null
    ended_on: string | null
    version: Generated<number>
  }
  /** A point on a route from a day on; `gone_on` is the first day without it. */
  patrol_stop: {
    id: number
    route_id: number
    point_id: number
    position: number
    from_on: string
    gone_on: string | null
  }
  patrol_window: {
    id: number
    route_id: number
    name: string
    /** `HH:MM`; an end before the start lies on the next day. */
    from_time: string
    to_time: string
    every_n: number
    every_unit: 'day' | 'week'
    anchor_on: string
    /** The last day inside. */
    ended_on: string | null
    raised_through: Generated<string>
    version: Generated<number>
  }
  patrol_round: {
    id: number
    window_id: number
    route_id: number
    on_date: string
    begins_at: string
    ends_at: string
    /** How many points the route had that day. */
    points: number
    /** The post that was to walk it. */
    post_id: number | null
    seen: Generated<number>
    /** Seen after the window had ended. */
    late: Generated<number>
    started_at: string | null
    walker_id: number | null
    walker: Generated<string>
    note: Generated<string>
    /** Its day, once something was seen: what closing reads. */
    walked_on: string | null
    /** Why it was written down after the morning that follows it. */
    late_reason: Generated<string>
    version: Generated<number>
  }
  patrol_seen: { id: number; round_id: number; point_id: number; seen_at: string; ok: number; note: Generated<string> }
  /** What was found at a check or on a round, and the job that came of it. */
  ground_problem: {
    id: number
    origin: FindingOrigin
    origin_id: number
    point_id: number | null
    on_date: string
    place: Generated<string>
    content: string
    trade: Trade
    job_id: number | null
    version: Generated<number>
  }
}
