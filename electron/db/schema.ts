import type { Generated } from 'kysely'
import type { SourceKind } from '../contract/appraisal.ts'
import type { CampaignState, ComplaintState, JobState } from '../contract/caseStates.ts'
import type { Chapter } from '../contract/chapters.ts'
import type { RecordEvent, RecordState, RegisterId } from '../contract/registerKinds.ts'
import type { ReturnAttitude, ReturnOutcome, ReturnState, ReturnSubject } from '../contract/returnWords.ts'
import type { Role } from '../contract/roles.ts'
import type { Span } from '../contract/spans.ts'
import type { RewardKind, SwapState } from '../contract/staffWords.ts'
import type { TallyRegisterId } from '../contract/tallyRegisters.ts'
import type { TargetDirection } from '../contract/targets.ts'
import type {
  ChargeClass,
  ClientClass,
  ComplaintCause,
  ComplaintKind,
  EnquiryKind,
  FindingKind,
  GradeName,
  HandoverItemKind,
  HandoverState,
  JobKind,
  JobPriority,
  JobSource,
  JobWait,
  LeaseKind,
  PersonKind,
  ResidentRole,
  Trade,
  UnitKind,
  VisitResult,
} from '../contract/vocabulary.ts'
import type { AlertKind } from '../contract/watch.ts'
import type { DayKind } from '../contract/workdays.ts'
import type { GroundSchema } from './groundSchema.ts'
import type { PlanSchema } from './planSchema.ts'
import type { StoresSchema } from './storesSchema.ts'

/** Row types of the office file. Dates are `YYYY-MM-DD`, moments ISO UTC, areas integer 0.01 m², flags 0/1. */
export interface Schema extends PlanSchema, GroundSchema, StoresSchema {
  id_block: { name: string; next: number }
  setting: { key: string; value: string }
  staff: {
    id: number
    name: string
    sort_key: string
    /** '' of somebody who does not sign in. */
    secret: string
    active: number
    phone: Generated<string>
    joined_on: string | null
    left_on: string | null
    version: Generated<number>
  }
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
  fee_item: {
    id: number
    name: string
    kind:
      | 'management'
      | 'parking-management'
      | 'parking-rent'
      | 'public-share'
      | 'water'
      | 'electricity'
      | 'penalty'
      | 'one-off'
    position: number
    active: Generated<number>
    version: Generated<number>
  }
  tariff: {
    id: number
    item_id: number
    name: string
    basis: 'area-month' | 'fixed-month' | 'meter'
    rounding: 'fen' | 'jiao' | 'yuan'
    rounding_way: 'half-up' | 'up' | 'down'
    cycle_months: number
    due_day: number
    due_in: 'first' | 'last' | 'next'
    payer: 'owner' | 'tenant'
    source: Generated<string>
    active: Generated<number>
    version: Generated<number>
  }
  tariff_price: {
    id: number
    tariff_id: number
    from_on: string
    to_on: string | null
    price_e4: number
    version: Generated<number>
  }
  unit_tariff: {
    id: number
    unit_id: number
    tariff_id: number
    from_on: string
    to_on: string | null
    ratio_bp: Generated<number>
    version: Generated<number>
  }
  vacancy: {
    id: number
    unit_id: number
    from_on: string
    to_on: string | null
    ratio_bp: number
    reason: Generated<string>
    applied_on: string
    approved_on: string
    version: Generated<number>
  }
  approval: {
    id: number
    kind: string
    unit_id: number | null
    amount: number | null
    payload: string
    reason: string
    state: 'waiting' | 'approved' | 'rejected' | 'withdrawn'
    asked_at: string
    asked_by: number | null
    asked_name: string
    decided_at: string | null
    decided_by: number | null
    decided_name: string | null
    decision: Generated<string>
    version: Generated<number>
  }
  billing_run: {
    id: number
    kind: 'tariff' | 'share' | 'meter'
    item_id: number
    from_on: string
    to_on: string
    published_on: string
    title: string
    charges: number
    amount: number
    at: string
    actor_name: string
  }
  charge: {
    id: number
    unit_id: number
    item_id: number
    from_on: string
    to_on: string
    due_on: string
    published_on: string
    amount: number
    debtor_kind: 'owner' | 'tenant' | 'developer'
    debtor_id: number | null
    run_id: number | null
    reasoning: string | null
    replaces_id: number | null
    reversed_on: string | null
  }
  discount: {
    id: number
    charge_id: number
    kind: 'vacancy' | 'prepay-gift' | 'relief' | 'write-off'
    on_date: string
    amount: number
    approver: Generated<string>
    reason: Generated<string>
    vacancy_id: number | null
    approval_id: number | null
    reversed_on: string | null
  }
  shift: {
    id: number
    cashier_id: number
    opened_at: string
    closed_at: string | null
    expected_cash: number | null
    counted_cash: number | null
    totals: string | null
    note: Generated<string>
    version: Generated<number>
    /** The day of `closed_at` by the office's clock. */
    closed_on: string | null
    /** What the cashier's last shift left in the till; null for a first one, or where that was not counted. */
    carried_cash: number | null
    /** What the till began with; null until it is counted where nothing is known to have been left. */
    opening_cash: number | null
    opening_note: Generated<string>
  }
  receipt: {
    id: number
    receipt_no: string
    book: string | null
    year: number | null
    number: number | null
    on_date: string
    payer: Generated<string>
    payer_id: number | null
    cashier_id: number | null
    cashier: Generated<string>
    tendered: number | null
    shift_id: number | null
    request_key: string | null
    at: string
    note: Generated<string>
    prints: Generated<number>
    version: Generated<number>
  }
  payment: {
    id: number
    receipt_id: number
    unit_id: number
    item_id: number
    on_date: string
    amount: number
    source: 'renewal' | 'handover' | 'other'
    method: 'cash' | 'transfer' | 'wechat' | 'alipay' | 'pos'
    debtor_id: number | null
    reversed_on: string | null
  }
  payment_choice: {
    id: number
    payment_id: number
    charge_id: number
    amount: number
  }
  reversal: {
    id: number
    kind: 'charge' | 'discount' | 'payment'
    charge_id: number | null
    discount_id: number | null
    payment_id: number | null
    on_date: string
    amount: number
    reason: string
    approval_id: number | null
    shift_id: number | null
    actor_name: string
    rebill: Generated<number>
  }
  refund: {
    id: number
    payment_id: number
    on_date: string
    amount: number
    method: 'cash' | 'transfer' | 'wechat' | 'alipay' | 'pos'
    payee: Generated<string>
    reason: string
    approval_id: number | null
    shift_id: number | null
    actor_name: string
  }
  settlement: {
    unit_id: number
    item_id: number
    charge_id: number
    payment_id: number
    from_on: string
    to_on: string
    amount: number
  }
  outstanding: {
    unit_id: number
    item_id: number
    charge_id: number
    from_on: string
    to_on: string
    amount: number
  }
  prepaid: {
    unit_id: number
    item_id: number
    payment_id: number
    from_on: string
    to_on: string
    amount: number
  }
  notice_batch: {
    id: number
    issued_on: string
    as_of: string
    title: string
    notices: number
    amount: number
    actor_name: string
  }
  payment_notice: {
    id: number
    batch_id: number
    year: number
    number: number
    notice_no: string
    unit_id: number
    addressee: string
    issued_on: string
    as_of: string
    amount: number
    lines: string
    prints: Generated<number>
    cancelled_on: string | null
    cancel_reason: string | null
    version: Generated<number>
  }
  contact: {
    id: number
    unit_id: number
    on_date: string
    way: 'phone' | 'visit' | 'sms' | 'notice'
    outcome: 'reached' | 'promised' | 'refused' | 'not-reached' | 'delivered'
    person: Generated<string>
    note: Generated<string>
    promise_on: string | null
    promise_amount: number | null
    promise_state: 'open' | 'kept' | 'broken' | null
    documented: Generated<number>
    notice_id: number | null
    actor_name: string
    version: Generated<number>
    /** Entered wrongly: from this day on it does not count. */
    struck_on: string | null
    struck_reason: string | null
    struck_by: string | null
  }
  legal_case: {
    id: number
    unit_id: number
    debtor: Generated<string>
    state: 'demand' | 'suit' | 'mediation' | 'enforcement' | 'closed'
    opened_on: string
    amount: number
    court: Generated<string>
    note: Generated<string>
    version: Generated<number>
  }
  legal_step: {
    id: number
    case_id: number
    unit_id: number
    on_date: string
    state: string
    interrupts: number
    note: Generated<string>
    actor_name: string
  }
  meter: {
    id: number
    unit_id: number
    number: string
    kind: 'water' | 'electricity'
    digits: Generated<number>
    active: Generated<number>
    version: Generated<number>
  }
  reading: {
    id: number
    meter_id: number
    unit_id: number
    on_date: string
    value_centi: number
    kind: Generated<'read' | 'start'>
    charge_id: number | null
    note: Generated<string>
    version: Generated<number>
  }
  deposit: {
    id: number
    unit_id: number
    kind: 'renovation' | 'keys' | 'pass' | 'held-for-others' | 'other'
    on_date: string
    amount: number
    method: 'cash' | 'transfer' | 'wechat' | 'alipay' | 'pos'
    payer: Generated<string>
    slip_no: Generated<string>
    beneficiary: Generated<string>
    note: Generated<string>
    shift_id: number | null
    actor_name: string
    request_key: string | null
  }
  deposit_move: {
    id: number
    deposit_id: number
    unit_id: number
    on_date: string
    kind: 'return' | 'deduct' | 'pay-over'
    amount: number
    method: 'cash' | 'transfer' | 'wechat' | 'alipay' | 'pos'
    reason: Generated<string>
    approval_id: number | null
    shift_id: number | null
    actor_name: string
  }
  invoice: {
    id: number
    receipt_id: number
    number: string
    title: string
    tax_number: Generated<string>
    on_date: string
    amount: number
    red_of_id: number | null
    note: Generated<string>
    actor_name: string
  }
  statement_line: {
    id: number
    channel: 'bank' | 'wechat' | 'alipay'
    on_date: string
    reference: string
    counterparty: Generated<string>
    amount: number
    note: Generated<string>
    state: Generated<'open' | 'matched' | 'explained'>
    explanation: Generated<string>
    version: Generated<number>
  }
  /** Of a line, one or more. */
  statement_match: {
    id: Generated<number>
    line_id: number
    receipt_id: number | null
    cash_deposit_id: number | null
  }
  cash_deposit: {
    id: number
    on_date: string
    amount: number
    bank: Generated<string>
    slip_no: Generated<string>
    note: Generated<string>
    shift_id: number | null
    actor_name: string
    /** The settled shift that had left this cash, where no other had begun. */
    left_by_shift_id: number | null
  }
  service_entry: {
    id: number
    on_date: string
    category: 'housekeeping' | 'plumbing-electric' | 'agency-and-drains' | 'other' | 'advertising' | 'other-income'
    unit_id: number | null
    income: Generated<number>
    expense: Generated<number>
    receipt_no: Generated<string>
    method: 'cash' | 'transfer' | 'wechat' | 'alipay' | 'pos' | null
    note: Generated<string>
    shift_id: number | null
    actor_name: string
    reversed_on: string | null
    reverse_reason: string | null
    reversed_by: string | null
    /** The shift whose till the money went back from: not the one that took it. */
    reverse_shift_id: number | null
    request_key: string | null
  }
  month_close: {
    id: number
    month: string
    action: 'close' | 'reopen'
    through_on: string
    at: string
    actor_name: string
    reason: Generated<string>
    approval_id: number | null
  }
  calendar_day: { id: number; on_date: string; kind: DayKind; name: Generated<string>; version: Generated<number> }
  promise_rule: {
    id: number
    name: string
    subject: 'job' | 'complaint'
    priority: JobPriority | null
    respond_minutes: number | null
    finish_minutes: number | null
    hours: Generated<'always' | 'office'>
    from_on: string
    to_on: string | null
    source: Generated<string>
    version: Generated<number>
  }
  job: {
    id: number
    number: string
    /** UTC moment, and the office's day of it. */
    registered_at: string
    registered_on: string
    source: JobSource
    unit_id: number | null
    place: string
    person_id: number | null
    caller: string
    phone: string
    trade: Trade
    content: string
    priority: JobPriority
    charge_class: ChargeClass
    /** `YYYY-MM-DD HH:MM` or `YYYY-MM-DD` on the office's clock. */
    appointment: string | null
    state: JobState
    worker_id: number | null
    worker: string
    rule_id: number | null
    respond_due_at: string | null
    responded_at: string | null
    /** Null while the clock stands still, and where nothing is promised. A promise once missed stands as it was. */
    finish_due_at: string | null
    /** What is left of the promise while the clock stands still; of one that was missed it is below zero. */
    left_minutes: number | null
    /** The office's days of the two moments above. */
    respond_due_on: string | null
    finish_due_on: string | null
    /** What is left of the first response of a job that was called off before anybody began. */
    respond_left_minutes: number | null
    result: string
    finished_at: string | null
    request_key: string | null
    kind: Generated<JobKind>
    /** What a suspended job waits for. */
    wait_for: JobWait | null
    /** The job it went into, where it was merged; its state is `cancelled` then. */
    merged_into_id: number | null
    /** The job whose work it does again. */
    rework_of_id: number | null
    version: Generated<number>
  }
  job_event: {
    id: number
    job_id: number
    at: string
    actor_name: string
    event: string
    from_state: JobState | null
    to_state: JobState
    reason: Generated<string>
    note: Generated<string>
  }
  job_completion: {
    id: number
    job_id: number
    on_date: string
    at: string
    /** The promise it was measured by, and the office's day of it. */
    due_at: string | null
    due_on: string | null
    worker: Generated<string>
    reopened_on: string | null
    /** 1 where it was reopened because the fault came back; 0 where the completion was entered by mistake. */
    rework: Generated<number>
    result: Generated<string>
    /** 0.01 hours, and fen an hour. */
    labour_centi: Generated<number>
    labour_price: Generated<number>
    charge_id: number | null
    version: Generated<number>
  }
  /** A job called off, until it is opened again; `into_id` where its work is done in another job. */
  job_cancellation: {
    id: number
    job_id: number
    on_date: string
    into_id: number | null
    reopened_on: string | null
    version: Generated<number>
  }
  job_material: { id: number; completion_id: number; name: string; quantity_centi: number; price: number }
  job_reporter: {
    id: number
    job_id: number
    at: string
    unit_id: number | null
    person_id: number | null
    caller: string
    phone: string
    note: string
    actor_name: string
    request_key: string | null
  }
  enquiry: {
    id: number
    number: string
    kind: EnquiryKind
    at: string
    on_date: string
    unit_id: number | null
    person_id: number | null
    caller: string
    phone: string
    content: string
    answer: string
    actor_name: string
    request_key: string | null
  }
  absence: {
    id: number
    staff_id: number
    from_on: string
    to_on: string
    reason: string
    version: Generated<number>
  }
  complaint: {
    id: number
    number: string
    received_at: string
    received_on: string
    unit_id: number | null
    place: Generated<string>
    person_id: number | null
    caller: Generated<string>
    phone: Generated<string>
    kind: ComplaintKind
    content: Generated<string>
    against: Generated<string>
    state: ComplaintState
    owner_id: number | null
    owner: Generated<string>
    /** The day it was found to have no ground, if that stands. */
    invalid_on: string | null
    invalid_reason: Generated<string>
    level: Generated<number>
    /** When it goes up a level by itself. */
    escalate_at: string | null
    rule_id: number | null
    respond_due_at: string | null
    respond_due_on: string | null
    /** What is left of the first reply of a complaint that was withdrawn before anybody replied. */
    respond_left_minutes: number | null
    responded_at: string | null
    reply: Generated<string>
    outcome: Generated<string>
    cause: ComplaintCause | null
    prevention: Generated<string>
    request_key: string | null
    version: Generated<number>
  }
  complaint_event: {
    id: number
    complaint_id: number
    at: string
    actor_name: string
    event: string
    from_state: ComplaintState | null
    to_state: ComplaintState
    level: number
    reason: Generated<string>
    note: Generated<string>
  }
  /** A complaint found without ground, until it is found to have it after all. */
  complaint_invalid: {
    id: number
    complaint_id: number
    on_date: string
    valid_on: string | null
    version: Generated<number>
  }
  complaint_closing: {
    id: number
    complaint_id: number
    on_date: string
    at: string
    reopened_on: string | null
    version: Generated<number>
  }
  /** A finish that asks for a return visit; its state is what the attempts came to. */
  return_due: {
    id: number
    subject_kind: ReturnSubject
    subject_id: number
    finished_on: string
    /** Called from this day on, and until `due_on`. */
    from_on: string
    due_on: string
    /** The day the case was opened again: from then on nothing is asked about this finish. */
    dropped_on: string | null
    state: Generated<ReturnState>
    attempts: Generated<number>
    callback_at: string | null
    reached_on: string | null
    version: Generated<number>
  }
  return_visit: {
    id: number
    due_id: number
    subject_kind: ReturnSubject
    subject_id: number
    attempt: number
    at: string
    on_date: string
    actor_name: string
    outcome: ReturnOutcome
    callback_at: string | null
    solved: number | null
    attitude: ReturnAttitude | null
    took_money: number | null
    score: number | null
    suggestion: Generated<string>
    request_key: string | null
    version: Generated<number>
  }
  campaign: {
    id: number
    name: string
    purpose: string
    /** JSON of `CampaignFields`. */
    questions: string
    filter: string
    state: Generated<CampaignState>
    asked_by: string
    approved_by: string | null
    approved_on: string | null
    started_on: string | null
    finished_on: string | null
    version: Generated<number>
  }
  /** Whom a campaign calls, as it was frozen at its start. */
  campaign_person: {
    id: number
    campaign_id: number
    person_id: number
    unit_id: number
    name: string
    phone: string
    state: Generated<ReturnState>
    attempts: Generated<number>
    callback_at: string | null
    /** JSON of `CampaignAnswers`. */
    answers: string | null
    version: Generated<number>
  }
  campaign_call: {
    id: number
    campaign_person_id: number
    attempt: number
    at: string
    on_date: string
    actor_name: string
    outcome: ReturnOutcome
    note: Generated<string>
    request_key: string | null
  }
  /** Cases that somebody has been told of; a note of the program's, no record of the office's. */
  case_alert: { subject_kind: 'job' | 'complaint'; subject_id: number; kind: AlertKind; at: string }
  visit: {
    id: number
    unit_id: number
    on_date: string
    result: VisitResult
    visitor_id: number | null
    visitor: Generated<string>
    person: Generated<string>
    note: Generated<string>
    request_key: string | null
    version: Generated<number>
  }
  visit_finding: {
    id: number
    visit_id: number
    /** The visit's day, by which it counts. */
    on_date: string
    kind: FindingKind
    content: Generated<string>
    /** The case that came of it. */
    case_kind: 'job' | 'complaint' | null
    case_id: number | null
    version: Generated<number>
  }
  planned_visit: {
    id: number
    on_date: string
    unit_id: number
    steward_id: number | null
    steward: Generated<string>
    /** Reasons of the planner, separated by commas. */
    reasons: Generated<string>
    visit_id: number | null
    version: Generated<number>
  }
  questionnaire: { id: number; name: string; version: Generated<number> }
  questionnaire_edition: { id: number; questionnaire_id: number; number: number; made_on: string }
  question: {
    id: number
    edition_id: number
    position: number
    kind: 'grade' | 'choice' | 'text'
    words: string
    /** Answers of a choice, a line each. */
    choices: Generated<string>
  }
  survey: { id: number; name: string; edition_id: number | null; begun_on: string; version: Generated<number> }
  survey_form: {
    id: number
    survey_id: number
    unit_id: number
    code: string | null
    issued_on: string
    returned_on: string | null
    grade: GradeName | null
    comment: Generated<string>
    keyed_by: Generated<string>
    version: Generated<number>
  }
  survey_answer: { id: number; form_id: number; question_id: number; value: string; version: Generated<number> }
  search_term: { term: string; kind: string; ref_id: number }
  car_park: { id: number; name: string; version: Generated<number> }
  parking_space: {
    id: number
    car_park_id: number
    code: string
    sort_key: string
    /** The unit of the estate that the space is, where it is one. */
    unit_id: number | null
    version: Generated<number>
  }
  record: {
    id: number
    register: RegisterId
    number: string
    on_date: string
    /** `HH:MM` on the office's clock; empty where it is not known. */
    at_time: Generated<string>
    /** From this day on it counts in figures. */
    counted_on: string | null
    /** From this day on it does not any more. */
    cancelled_on: string | null
    state: RecordState
    is_open: number
    unit_id: number | null
    space_id: number | null
    title: Generated<string>
    category: Generated<string>
    holder: Generated<string>
    phone: Generated<string>
    code: Generated<string>
    /** `code` as it is compared. */
    code_key: Generated<string>
    place: Generated<string>
    from_on: string | null
    to_on: string | null
    quantity: number | null
    amount: number | null
    body: Generated<string>
    note: Generated<string>
    /** The record it renews or replaces. */
    earlier_id: number | null
    is_renewal: Generated<number>
    decoration_id: number | null
    /** 1 where its start began the decoration; 0 where the archive had it. */
    began_decoration: Generated<number>
    deposit_id: number | null
    /** The tariff by which the rent of a let is charged. */
    unit_tariff_id: number | null
    actor_name: string
    request_key: string | null
    version: Generated<number>
  }
  record_step: {
    id: number
    record_id: number
    event: RecordEvent
    on_date: string
    /** `HH:MM` on the office's clock; empty where it is not known. */
    at_time: Generated<string>
    at: string
    from_state: RecordState
    to_state: RecordState
    until_on: string | null
    amount: number | null
    method: string | null
    person: Generated<string>
    code: Generated<string>
    quantity: number | null
    text: Generated<string>
    service_entry_id: number | null
    actor_name: string
  }
  participant: {
    id: number
    record_id: number
    person_id: number
    unit_id: number
    came: Generated<number>
    version: Generated<number>
  }
  /** A count of work done; what its register asks is declared in the contract. */
  tally: {
    id: number
    register: TallyRegisterId
    on_date: string
    item: string
    place: Generated<string>
    unit_id: number | null
    quantity: number
    /** Hundredths of a day. */
    labour_days: Generated<number>
    /** Fen. */
    unit_price: number | null
    cost: number | null
    inspector: Generated<string>
    /** Hundredths of a point. */
    score: number | null
    note: Generated<string>
    /** The plan's task, the job or the movement of the stores that it came of. */
    task_id: number | null
    job_id: number | null
    stock_movement_id: number | null
    actor_name: Generated<string>
    cancelled_on: string | null
    cancel_reason: Generated<string>
    request_key: string | null
    version: Generated<number>
  }
  post: {
    id: number
    name: string
    department: Generated<string>
    position: number
    /** So many must be there every day. */
    manned: Generated<number>
    /** Its people give over and take over the handover log. */
    keeps_log: Generated<number>
    active: Generated<number>
    version: Generated<number>
  }
  /** What holds of somebody from a day on. */
  staff_terms: {
    id: number
    staff_id: number
    from_on: string
    post_id: number
    /** Fen a month. */
    salary: number
    /** Performance share of the salary as a fraction; null: the scheme's. */
    share_part: number | null
    share_of: number | null
    version: Generated<number>
  }
  rota_shift: {
    id: number
    name: string
    letter: string
    colour: string
    /** Minutes after midnight; null of a day off. An end not after its beginning lies on the next day. */
    from_minute: number | null
    to_minute: number | null
    /** Unpaid rest inside. */
    rest_minutes: Generated<number>
    /** 1 where the handover log is kept in it. */
    keeps_log: Generated<number>
    position: number
    active: Generated<number>
    version: Generated<number>
  }
  rota_day: { id: number; staff_id: number; on_date: string; shift_id: number; version: Generated<number> }
  /** A month's rota as it was published. */
  rota_edition: {
    id: number
    month: string
    number: number
    published_on: string
    actor_name: string
    /** JSON of `rotaSheet`. */
    sheet: string
  }
  shift_swap: {
    id: number
    asker_id: number
    other_id: number
    on_date: string
    /** A second day on which the two stand in for each other the other way round. */
    back_on: string | null
    /** What stood in the rota when it was asked for. */
    asker_shift_id: number | null
    other_shift_id: number | null
    asker_back_id: number | null
    other_back_id: number | null
    reason: Generated<string>
    state: SwapState
    asked_on: string
    asked_by: string
    confirmed_on: string | null
    confirmed_by: Generated<string>
    decided_on: string | null
    decided_by: Generated<string>
    decision: Generated<string>
    version: Generated<number>
  }
  shift_log: {
    id: number
    on_date: string
    shift_id: number
    from_at: string
    to_at: string
    notes: Generated<string>
    /** JSON of what was gathered, as signed. */
    gathered: string | null
    giver_id: number | null
    giver: Generated<string>
    given_at: string | null
    reader_id: number | null
    reader: Generated<string>
    read_at: string | null
    remark: Generated<string>
    version: Generated<number>
  }
  training: {
    id: number
    staff_id: number
    on_date: string
    topic: string
    trainer: Generated<string>
    /** 0.01 hours. */
    hours_centi: number
    cancelled_on: string | null
    cancel_reason: Generated<string>
    version: Generated<number>
  }
  reward: {
    id: number
    staff_id: number
    on_date: string
    kind: RewardKind
    /** Fen. */
    amount: number
    reason: string
    case_kind: 'job' | 'complaint' | null
    case_id: number | null
    actor_name: string
    cancelled_on: string | null
    cancel_reason: Generated<string>
    version: Generated<number>
  }
  appraisal_scheme: {
    id: number
    name: string
    from_month: string
    share_part: number
    share_of: number
    version: Generated<number>
  }
  appraisal_source: {
    id: number
    scheme_id: number
    position: number
    name: string
    kind: SourceKind
    /** Percent. */
    weight: number
    version: Generated<number>
  }
  appraisal_score: {
    id: number
    month: string
    staff_id: number
    source_id: number
    scorer_id: number
    /** 0.01 points of 100. */
    score_centi: number
    on_date: string
    /** Who entered it. */
    actor_name: string
    version: Generated<number>
  }
  appraisal_step: {
    id: number
    month: string
    kind: 'star' | 'closed' | 'reopened'
    at: string
    on_date: string
    actor_name: string
    reason: Generated<string>
    staff_id: number | null
  }
  /** Results of closed months; a null score was left out for want of a source. */
  appraisal_result: {
    id: number
    month: string
    staff_id: number
    post: string
    score_centi: number | null
    salary: number | null
    share_part: number | null
    share_of: number | null
    pay: number | null
    rewards: Generated<number>
    penalties: Generated<number>
  }
  target: {
    id: number
    year: number
    figure: string
    direction: TargetDirection
    /** As the figure: count, 0.01 m², fen; of a ratio 0.0001. */
    value: number
    note: Generated<string>
    version: Generated<number>
  }
  /** Work reports signed off; what they keep hangs on them. */
  summary_signoff: {
    id: number
    year: number
    span: Span
    estate_id: number | null
    /** What the estate was called then. */
    estate_name: string | null
    as_of: string
    edition: number
    /** ISO; figures were looked at in this moment. */
    signed_at: string
    signed_by: string
    note: string
    /** The newest audit line then: whatever happened since has a later one. */
    audit_id: number
    /** JSON of TargetResult[]. */
    targets: string
    /** JSON of DraftChapter[]. */
    draft: string
    /** SHA-256 of everything that is kept. */
    digest: string
    withdrawn_at: string | null
    withdrawn_by: string | null
    withdrawn_reason: string | null
    version: Generated<number>
  }
  signoff_figure: {
    id: number
    signoff_id: number
    position: number
    figure: string
    /** JSON of FigureResult. */
    result: string
    /** JSON of its records (core/signoff/kept.ts). */
    records: string
  }
  /** Where the records of a sign-off stood; the unit itself may be another by now. */
  signoff_place: {
    id: number
    signoff_id: number
    unit_id: number
    unit: string
    area: string
    building: string
    kind: UnitKind
    area_centi: number
  }
  summary_draft: {
    id: number
    year: number
    span: Span
    estate_id: number | null
    language: 'zh' | 'en'
    chapter: Chapter
    number: number
    kind: 'edited' | 'template'
    /** Lines with references in braces; empty where the chapter went back to its template. */
    text: Generated<string>
    as_of: string
    /** JSON `DraftValues`: what its numbers were when it was saved. */
    known: Generated<string>
    /** Number of the older version it was taken back from. */
    taken_from: number | null
    at: string
    actor_name: string
  }
}

/** Worked out from other rows and rebuilt; never written as facts. */
export type DerivedTable = 'settlement' | 'outstanding' | 'prepaid' | 'search_term' | 'case_alert' | 'stock_balance'

/** Tables whose rows carry an `id` and are written through the audited writer. */
export type AuditedTable = Exclude<keyof Schema, 'id_block' | 'setting' | 'audit' | 'staff_role' | DerivedTable>
