import type { Generated } from 'kysely'
import type { AttachmentOwner, EquipmentCategory, EquipmentGrade, EquipmentState } from '../contract/equipmentWords.ts'
import type {
  ChecklistKind,
  OutcomeKind,
  PlanBasis,
  PlanEvery,
  PlanMoving,
  PlanSubject,
} from '../contract/planWords.ts'

/** Row types of plans, their tasks and equipment. Quantities are integer hundredths. */
export interface PlanSchema {
  checklist: { id: number; name: string; version: Generated<number> }
  checklist_edition: { id: number; checklist_id: number; number: number; made_on: string }
  checklist_item: {
    id: number
    edition_id: number
    position: number
    words: string
    kind: ChecklistKind
    unit: Generated<string>
    /** Of a reading its limits, of a score the pass mark and the full marks. */
    min_centi: number | null
    max_centi: number | null
  }
  plan: {
    id: number
    subject: PlanSubject
    /** The equipment, route or place it is for. */
    subject_id: number | null
    title: string
    every_n: number
    every_unit: PlanEvery
    anchor_on: string
    basis: PlanBasis
    moving: PlanMoving
    /** The rule makes tasks from this day on; those before came of the rule it replaced. */
    from_on: string
    checklist_id: number | null
    responsible_id: number | null
    responsible: Generated<string>
    show_days: number
    grace_days: number
    ended_on: string | null
    end_reason: Generated<string>
    /** Until when tasks have been worked out: no fact, and so not audited. */
    raised_through: Generated<string>
    version: Generated<number>
  }
  task_run: { id: number; at: string; through_on: string; plans: number; tasks: number }
  task: {
    id: number
    plan_id: number
    run_id: number
    subject: PlanSubject
    subject_id: number | null
    /** The day of the plan; `due_on` is that day moved off a day without work. */
    planned_on: string
    due_on: string
    show_on: string
    /** The first day on which it is late. */
    late_on: string
    responsible_id: number | null
    responsible: Generated<string>
    /** What stands now; the spells are in `task_outcome`. */
    outcome: OutcomeKind | null
    closed_on: string | null
    failed: Generated<number>
    version: Generated<number>
  }
  task_outcome: {
    id: number
    task_id: number
    kind: OutcomeKind
    on_date: string
    at: string
    edition_id: number | null
    done_by_id: number | null
    done_by: Generated<string>
    /** What was noted, or why it was skipped. */
    note: Generated<string>
    actor_name: string
    undone_on: string | null
    undone_at: string | null
    undone_by: Generated<string>
    undone_reason: Generated<string>
    version: Generated<number>
  }
  task_result: {
    id: number
    outcome_id: number
    item_id: number
    ok: number
    value_centi: number | null
    note: Generated<string>
    job_id: number | null
    version: Generated<number>
  }
  equipment: {
    id: number
    code: string
    name: string
    category: EquipmentCategory
    area_id: number | null
    place: Generated<string>
    maker: Generated<string>
    installed_on: string | null
    warranty_to: string | null
    grade: EquipmentGrade | null
    note: Generated<string>
    version: Generated<number>
  }
  /** States by day; the last row of a day holds. */
  equipment_state: {
    id: number
    equipment_id: number
    from_on: string
    state: EquipmentState
    reason: Generated<string>
    at: string
    actor_name: string
    version: Generated<number>
  }
  /** A file beside the office file. */
  attachment: {
    id: number
    owner_kind: AttachmentOwner
    owner_id: number
    slot: Generated<string>
    title: Generated<string>
    file_name: string
    media_type: string
    bytes: number
    at: string
    actor_name: string
    removed_at: string | null
    removed_by: string | null
    version: Generated<number>
  }
}
