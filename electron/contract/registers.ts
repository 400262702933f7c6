import { z } from 'zod'
import { base, dateText, optionalDate, optionalTime, saved, versioned } from './base.ts'
import { depositMoveKinds } from './books.ts'
import type { Problem } from './errors.ts'
import {
  type RecordEvent,
  type RecordStep,
  type RegisterId,
  recordEvents,
  recordStates,
  recordStepOf,
  registerIds,
  registerOf,
  registerShown,
} from './registerKinds.ts'
import { codesOf, paymentMethods } from './vocabulary.ts'

const text = (longest: number) => z.string().trim().max(longest)

export const registerFields = z.object({
  onDate: dateText,
  /** `HH:MM` on the office's clock, where it is known. */
  atTime: optionalTime,
  unitId: z.number().int().nullable(),
  spaceId: z.number().int().nullable(),
  title: text(200),
  category: text(40),
  holder: text(60),
  phone: text(40),
  code: text(60),
  place: text(120),
  fromOn: optionalDate,
  toOn: optionalDate,
  quantity: z.number().int().min(0).max(1_000_000).nullable(),
  /** Fen: rent of a month, fee, worth of a contract. */
  amount: z.number().int().min(0).max(100_000_000_00).nullable(),
  body: text(20_000),
  note: text(1000),
})
export type RegisterFields = z.infer<typeof registerFields>

/** A record of which nothing is known yet. */
export const noRegisterFields: RegisterFields = {
  onDate: '',
  atTime: '',
  unitId: null,
  spaceId: null,
  title: '',
  category: '',
  holder: '',
  phone: '',
  code: '',
  place: '',
  fromOn: null,
  toOn: null,
  quantity: null,
  amount: null,
  body: '',
  note: '',
}

/** What a record lacks, or says that cannot be; empty where it may be saved. */
export function recordProblems(id: RegisterId, fields: RegisterFields): Problem[] {
  const { needs, asks, categories } = registerOf(id)
  const problems: Problem[] = needs
    .filter((field) => fields[field] === null || fields[field] === '')
    .map((field) => ({ code: 'required', field }))
  if (fields.category !== '' && categories && !categories.includes(fields.category)) {
    problems.push({ code: 'unknown-choice', field: 'category', params: { value: fields.category } })
  }
  if (fields.fromOn && fields.toOn && fields.toOn < fields.fromOn) {
    problems.push({ code: 'end-before-start', field: 'toOn', params: { start: fields.fromOn, end: fields.toOn } })
  }
  // A notice is put up on its day and taken down on another.
  if (asks.includes('toOn') && fields.toOn && fields.toOn < fields.onDate) {
    problems.push({ code: 'end-before-start', field: 'toOn', params: { start: fields.onDate, end: fields.toOn } })
  }
  return problems
}

/** What zod calls an issue of our own. */
const custom = 'custom'

/** The form of a register: its fields, and what it needs of them. */
export function registerForm(id: RegisterId) {
  return registerFields.superRefine((fields, context) => {
    for (const { code, field, params } of recordProblems(id, fields)) {
      context.addIssue({ code: custom, message: code, path: [field ?? 'onDate'], ...(params && { params }) })
    }
  })
}

export const stepFields = z.object({
  onDate: dateText,
  atTime: optionalTime,
  untilOn: optionalDate,
  amount: z.number().int().min(0).max(100_000_000_00).nullable(),
  method: z.enum(codesOf(paymentMethods)).nullable(),
  person: text(60),
  code: text(60),
  quantity: z.number().int().min(0).max(1_000_000).nullable(),
  text: text(2000),
})
export type StepFields = z.infer<typeof stepFields>

/** What a step lacks; empty where it may be made. */
export function stepProblems({ needs = [] }: RecordStep, fields: StepFields): Problem[] {
  return needs
    .filter((field) => fields[field] === null || fields[field] === '')
    .map((field) => ({ code: 'required', field }))
}

/** The form of a step: its fields, and what it needs of them. */
export function stepForm(id: RegisterId, event: RecordEvent) {
  const step = recordStepOf(id, event)
  return stepFields.superRefine((fields, context) => {
    for (const { code, field } of step ? stepProblems(step, fields) : []) {
      context.addIssue({ code: custom, message: code, path: [field ?? 'onDate'] })
    }
  })
}

/** Whom a notice speaks to, without where it is put up: `全体业主（各单元门口）` is `全体业主`. */
export function addressed(place: string): string {
  return place.replace(/\s*[（(][^（()）]*[)）]$/, '')
}

const registerId = z.enum(registerIds)

const madeStep = stepFields.extend({
  id: z.number(),
  event: z.enum(recordEvents),
  actor: z.string(),
})

export const recordDetail = registerFields.extend({
  id: z.number(),
  version: z.number(),
  register: registerId,
  number: z.string(),
  state: z.enum(recordStates),
  unit: z.string().nullable(),
  space: z.string().nullable(),
  /** The record that it renews or replaces, and the one that took its place. */
  earlier: z.object({ id: z.number(), number: z.string() }).nullable(),
  later: z.object({ id: z.number(), number: z.string() }).nullable(),
  deposit: z
    .object({
      id: z.number(),
      amount: z.number(),
      held: z.number(),
      /** How it came in and went out, by day. */
      moves: z.array(
        z.object({
          id: z.number(),
          kind: z.enum(['taken', ...depositMoveKinds]),
          onDate: z.string(),
          amount: z.number(),
          method: z.enum(codesOf(paymentMethods)),
          slipNo: z.string(),
          reason: z.string(),
          actor: z.string(),
        }),
      ),
    })
    .nullable(),
  /** Deposits of the unit that the till has taken and no permit names. */
  depositsToLink: z.array(z.object({ id: z.number(), onDate: z.string(), amount: z.number() })),
  /** The tariff that charges its rent. */
  tariff: z.string().nullable(),
  /** Rent that is charged for days after its end; while it runs, for all its days. */
  rentBeyond: z.array(z.object({ fromOn: z.string(), toOn: z.string(), amount: z.number() })),
  /** Fen taken in so far, less what was taken back. */
  received: z.number(),
  participants: z.number(),
  actor: z.string(),
  steps: z.array(madeStep),
})
export type RecordDetail = z.infer<typeof recordDetail>

export const carParkMap = z.object({
  id: z.number(),
  name: z.string(),
  spaces: z.array(
    z.object({
      id: z.number(),
      code: z.string(),
      unitId: z.number().nullable(),
      let: z.object({ id: z.number(), holder: z.string(), plate: z.string(), toOn: z.string().nullable() }).nullable(),
    }),
  ),
})
export type CarParkMap = z.infer<typeof carParkMap>

export const participantFilter = z.object({
  area: z.number().int().nullable(),
  /** Whole years on the day of the event, at least. */
  ageFrom: z.number().int().min(0).max(120).nullable(),
  /** One person alone. */
  personId: z.number().int().nullable(),
})
export type ParticipantFilter = z.infer<typeof participantFilter>

export const registersContract = {
  /** Registers something. The same key twice answers with the record it made the first time. */
  create: base
    .input(
      z.object({
        register: registerId,
        fields: registerFields,
        /** How the fee was paid, where there is one. */
        method: z.enum(codesOf(paymentMethods)).nullable(),
        /** By which tariff the rent of a let is charged from its first day on. */
        tariffId: z.number().int().nullable(),
        requestKey: z.string().min(8).max(60),
      }),
    )
    .output(z.object({ id: z.number(), number: z.string() })),
  update: base.input(versioned.extend({ fields: registerFields })).output(saved),
  step: base.input(versioned.extend({ event: z.enum(recordEvents), fields: stepFields })).output(saved),
  /** Names the deposit of a permit where the till took it beforehand. */
  linkDeposit: base.input(versioned.extend({ depositId: z.number().int() })).output(saved),
  detail: base.input(z.object({ id: z.number().int() })).output(recordDetail),
  /** What is open and near its end or past it, by register. */
  due: base.output(z.array(z.object({ register: registerId, counts: z.record(z.enum(registerShown), z.number()) }))),
  /** What stands in the registers for a unit, the newest first. */
  ofUnit: base.input(z.object({ unitIds: z.array(z.number().int()).max(200) })).output(
    z.array(
      z.object({
        id: z.number(),
        register: registerId,
        number: z.string(),
        onDate: z.string(),
        state: z.enum(recordStates),
        title: z.string(),
        code: z.string(),
        toOn: z.string().nullable(),
      }),
    ),
  ),
  carParks: base.output(z.array(carParkMap)),
  /** Adds numbered spaces to a car park: `1`–`40` with a prefix. */
  addSpaces: base
    .input(
      z.object({
        carPark: text(40).min(1),
        prefix: text(20),
        from: z.number().int().min(1).max(9999),
        to: z.number().int().min(1).max(9999),
      }),
    )
    .output(z.object({ added: z.number() })),
  /** How many households a notice reaches: the copies to print. */
  reach: base
    .input(
      z.object({
        area: z.number().int().nullable(),
        building: z.number().int().nullable(),
        /** One of the tags of somebody who lives there, whole. */
        tag: text(20).nullable(),
        owing: z.boolean(),
      }),
    )
    .output(z.object({ households: z.number() })),
  /** Every tag that residents bear: whom a notice can be for. */
  tags: base.output(z.array(z.string())),
  participants: base.input(z.object({ id: z.number().int() })).output(
    z.array(
      z.object({
        id: z.number(),
        version: z.number(),
        name: z.string(),
        unit: z.string(),
        phone: z.string(),
        birthOn: z.string().nullable(),
        came: z.boolean(),
      }),
    ),
  ),
  /** How many residents a filter would put on the list of an event. */
  invitees: base
    .input(z.object({ id: z.number().int(), filter: participantFilter }))
    .output(z.object({ people: z.number() })),
  /** Puts residents on the list of an event; who is on it already stays. */
  invite: base
    .input(z.object({ id: z.number().int(), filter: participantFilter }))
    .output(z.object({ added: z.number() })),
  /** Takes somebody off the list who has not come. */
  uninvite: base.input(versioned).output(saved),
  /** Notes who came. */
  attend: base.input(versioned.extend({ came: z.boolean() })).output(saved),
}
