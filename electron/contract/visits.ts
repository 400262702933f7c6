import { z } from 'zod'
import { base, dateText, saved, versioned } from './base.ts'
import { codesOf, findingKinds, trades, visitResults } from './vocabulary.ts'

/** The longest finding or comment. */
export const longestFinding = 10_000

/** Why a household is proposed for a visit. */
export const visitReasons = ['not-visited', 'complained', 'arrears', 'elderly', 'new'] as const
export const visitReason = z.enum(visitReasons)
export type VisitReason = z.infer<typeof visitReason>

export const findingFields = z.object({
  kind: z.enum(codesOf(findingKinds)),
  content: z.string().trim().min(1).max(longestFinding),
})

export const visitFields = z.object({
  unitId: z.number().int(),
  onDate: dateText,
  result: z.enum(codesOf(visitResults)),
  visitorId: z.number().int().nullable(),
  /** Who was met. */
  person: z.string().trim().max(60),
  note: z.string().trim().max(2000),
  /** Of visits that met somebody only. */
  findings: z.array(findingFields).max(20),
})
export type VisitFields = z.infer<typeof visitFields>

const finding = findingFields.extend({
  id: z.number(),
  version: z.number(),
  content: z.string(),
  caseKind: z.enum(['job', 'complaint']).nullable(),
  caseId: z.number().nullable(),
  caseNumber: z.string().nullable(),
})

export const visitDetail = visitFields.extend({
  id: z.number(),
  version: z.number(),
  unit: z.string(),
  area: z.string(),
  visitor: z.string(),
  findings: z.array(finding),
})
export type VisitDetail = z.infer<typeof visitDetail>

/** A household that the planner proposes, with its reasons and the steward it falls to. */
export const proposal = z.object({
  unitId: z.number(),
  area: z.string(),
  unit: z.string(),
  owner: z.string().nullable(),
  reasons: z.array(visitReason),
  lastVisitOn: z.string().nullable(),
  /** Fen. */
  owed: z.number(),
  stewardId: z.number().nullable(),
  steward: z.string(),
})
export type Proposal = z.infer<typeof proposal>

export const plannerInput = z.object({
  onDate: dateText,
  /** Not visited for so many months. */
  months: z.number().int().min(1).max(60),
  reasons: z.array(visitReason).min(1),
  area: z.number().int().optional(),
  stewardIds: z.array(z.number().int()).max(30),
  /** Households a steward can visit that day. */
  perSteward: z.number().int().min(1).max(60),
})
export type PlannerInput = z.infer<typeof plannerInput>

/** One line of the day's list. */
export const plannedLine = z.object({
  id: z.number(),
  version: z.number(),
  unitId: z.number(),
  area: z.string(),
  unit: z.string(),
  people: z.string(),
  /** Masked where the role may not see it. */
  phone: z.string(),
  reasons: z.array(visitReason),
  stewardId: z.number().nullable(),
  steward: z.string(),
  lastVisitOn: z.string().nullable(),
  visitId: z.number().nullable(),
  result: z.enum(codesOf(visitResults)).nullable(),
})
export type PlannedLine = z.infer<typeof plannedLine>

export const visitsContract = {
  /** Records a visit. The same key twice answers with the visit it made the first time. */
  record: base
    .input(visitFields.extend({ plannedId: z.number().int().nullable(), requestKey: z.string().min(8).max(60) }))
    .output(saved),
  /** Corrects a visit: its findings with a case stay, the others become those given. */
  update: base.input(versioned.extend({ fields: visitFields })).output(saved),
  detail: base.input(z.object({ id: z.number().int() })).output(visitDetail),
  /** Makes a job of a finding in one step; the second time it answers with the same job. */
  findingToJob: base
    .input(versioned.extend({ trade: z.enum(codesOf(trades)) }))
    .output(z.object({ id: z.number(), number: z.string() })),
  /** Makes a complaint of a finding in one step; the second time it answers with the same complaint. */
  findingToComplaint: base.input(versioned).output(z.object({ id: z.number(), number: z.string() })),
  /** The visit in which a case was found; null where it came another way. */
  foundIn: base
    .input(z.object({ caseKind: z.enum(['job', 'complaint']), caseId: z.number().int() }))
    .output(z.object({ visitId: z.number(), onDate: z.string(), visitor: z.string() }).nullable()),
  propose: base.input(plannerInput).output(z.array(proposal)),
  plan: base
    .input(
      z.object({
        onDate: dateText,
        households: z
          .array(
            z.object({
              unitId: z.number().int(),
              stewardId: z.number().int().nullable(),
              reasons: z.array(visitReason),
            }),
          )
          .min(1)
          .max(500),
      }),
    )
    .output(z.object({ added: z.number() })),
  unplan: base.input(versioned).output(saved),
  day: base.input(z.object({ onDate: dateText })).output(z.array(plannedLine)),
  /** Staff who visit households, with how many they still have planned. */
  stewards: base.output(z.array(z.object({ id: z.number(), name: z.string(), planned: z.number() }))),
  /** The last visits to a unit. */
  last: base.input(z.object({ unitIds: z.array(z.number().int()).max(200) })).output(
    z.array(
      z.object({
        id: z.number(),
        unit: z.string(),
        onDate: z.string(),
        result: z.enum(codesOf(visitResults)),
        visitor: z.string(),
        findings: z.number(),
      }),
    ),
  ),
}
