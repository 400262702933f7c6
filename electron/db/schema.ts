import type { Generated } from 'kysely'
import type { Role } from '../contract/roles.ts'
import type {
  ClientClass,
  HandoverItemKind,
  HandoverState,
  LeaseKind,
  PersonKind,
  ResidentRole,
  UnitKind,
} from '../contract/vocabulary.ts'

/** Row types of the office file. Dates are `YYYY-MM-DD`, moments ISO UTC, areas integer 0.01 m², flags 0/1. */
export interface Schema {
  id_block: { name: string; next: number }
  setting: { key: string; value: string }
  staff: { id: number; name: string; sort_key: string; secret: string; active: number; version: Generated<number> }
  staff_role: { staff_id: number; role: Role }
  audit: {
    id: number
    at: string
    actor_id: number | null
    actor_name: string
    action: string
    entity: string
    entity_id: number
    unit_id: number | null
    before: string | null
    after: string | null
    reason: string | null
    batch_id: number | null
  }
  zone: { id: number; name: string; steward_id: number | null; version: Generated<number> }
  estate: { id: number; name: string; sort_key: string; version: Generated<number> }
  area: {
    id: number
    estate_id: number
    zone_id: number | null
    name: string
    sort_key: string
    version: Generated<number>
  }
  building: { id: number; area_id: number; name: string; sort_key: string; version: Generated<number> }
  unit: {
    id: number
    building_id: number
    room: string
    kind: UnitKind
    area_centi: number
    floor: number | null
    display: string
    aliases: string
    sort_key: string
    ready_on: string | null
    due_on: string | null
    handed_over_on: string | null
    sold_on: string | null
    note: string
    version: Generated<number>
  }
  stay: {
    id: number
    unit_id: number
    moved_in_on: string
    moved_out_on: string | null
    version: Generated<number>
  }
  decoration: {
    id: number
    unit_id: number
    started_on: string | null
    finished_on: string | null
    version: Generated<number>
  }
  lease: {
    id: number
    unit_id: number
    kind: LeaseKind
    from_on: string
    to_on: string | null
    version: Generated<number>
  }
  person: {
    id: number
    kind: PersonKind
    name: string
    pinyin: string
    initials: string
    sort_key: string
    id_number: string | null
    birth_on: string | null
    phone: string
    client_class: ClientClass | null
    tags: string
    note: string
    version: Generated<number>
  }
  residency: {
    id: number
    person_id: number
    unit_id: number
    role: ResidentRole
    from_on: string
    to_on: string | null
    version: Generated<number>
  }
  vehicle: { id: number; person_id: number; plate: string; version: Generated<number> }
  handover: {
    id: number
    unit_id: number
    state: HandoverState
    appointed_on: string
    appointed_time: string
    receiver: string
    keys: number
    done_on: string | null
    cancel_reason: string | null
    note: string
    version: Generated<number>
  }
  handover_item: {
    id: number
    handover_id: number
    kind: HandoverItemKind
    name: string
    position: number
    result: string
    note: string
  }
  import_batch: {
    id: number
    kind: string
    file_name: string
    at: string
    actor_id: number | null
    actor_name: string
    added: number
    updated: number
    unchanged: number
    warnings: number
    undone_at: string | null
    undone_by: string | null
  }
  search_term: { term: string; kind: string; ref_id: number }
}

/** Tables whose rows carry an `id` and are written through the audited writer. */
export type AuditedTable = Exclude<keyof Schema, 'id_block' | 'setting' | 'audit' | 'staff_role' | 'search_term'>
