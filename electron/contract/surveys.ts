import { z } from 'zod'
import { base, dateText, saved, versioned } from './base.ts'
import { codesOf, grades } from './vocabulary.ts'

export const questionKinds = ['grade', 'choice', 'text'] as const
export const grade = z.enum(codesOf(grades))
export type Grade = z.infer<typeof grade>

/** Grades that count as satisfied. */
export const satisfiedGrades: readonly Grade[] = ['very-satisfied', 'satisfied']

/** The longest comment of a reply. */
export const longestComment = 10_000

export const surveyName = z.string().trim().min(1).max(60)

export const questionFields = z.object({
  kind: z.enum(questionKinds),
  words: z.string().trim().min(1).max(200),
  /** Of a choice, 2–9 answers. */
  choices: z.array(z.string().trim().min(1).max(60)).max(9),
})
export type QuestionFields = z.infer<typeof questionFields>

const question = questionFields.extend({ id: z.number() })
export type Question = z.infer<typeof question>

const edition = z.object({
  id: z.number(),
  questionnaireId: z.number(),
  name: z.string(),
  number: z.number(),
  madeOn: z.string(),
  questions: z.array(question),
})
export type Edition = z.infer<typeof edition>

export const answer = z.object({ questionId: z.number().int(), value: z.string().trim().max(2000) })

export const replyFields = z.object({
  returnedOn: dateText,
  grade: grade.nullable(),
  comment: z.string().trim().max(longestComment),
  answers: z.array(answer).max(50),
})
export type ReplyFields = z.infer<typeof replyFields>

/** A rate with what it stands on; bounds in tenths of a percent, null where nothing is known. */
export const satisfactionRow = z.object({
  area: z.string().nullable(),
  issued: z.number(),
  returned: z.number(),
  satisfied: z.number(),
  /** Replies with an overall grade. */
  valid: z.number(),
  low: z.number().nullable(),
  high: z.number().nullable(),
})
export type SatisfactionRow = z.infer<typeof satisfactionRow>

const form = z.object({
  id: z.number(),
  version: z.number(),
  code: z.string().nullable(),
  unitId: z.number(),
  unit: z.string(),
  area: z.string(),
  issuedOn: z.string(),
  returnedOn: z.string().nullable(),
  grade: grade.nullable(),
  comment: z.string(),
  answers: z.array(answer),
})
export type SurveyForm = z.infer<typeof form>

export const surveysContract = {
  questionnaires: base.output(z.array(edition)),
  /** Saves questions as a new version of a questionnaire; forms in use keep the version they were printed with. */
  saveQuestionnaire: base
    .input(z.object({ name: z.string().trim().min(1).max(60), questions: z.array(questionFields).min(1).max(30) }))
    .output(saved),
  create: base.input(z.object({ name: surveyName, editionId: z.number().int() })).output(saved),
  /** How many households an issue would reach, and issues the forms. */
  issue: base
    .input(
      z.object({
        surveyId: z.number().int(),
        areas: z.array(z.number().int()).max(200),
        households: z.enum(['moved-in', 'handed-over']),
        dryRun: z.boolean(),
      }),
    )
    .output(z.object({ forms: z.number(), already: z.number() })),
  detail: base.input(z.object({ id: z.number().int() })).output(
    z.object({
      id: z.number(),
      name: z.string(),
      begunOn: z.string(),
      edition: edition.nullable(),
      /** By area, and all together last with `area` null. */
      rows: z.array(satisfactionRow.extend({ areaId: z.number().nullable() })),
      grades: z.array(z.object({ grade, count: z.number() })),
      comments: z.array(
        z.object({ id: z.number(), unit: z.string(), area: z.string(), grade: grade.nullable(), comment: z.string() }),
      ),
      answers: z.array(z.object({ questionId: z.number(), value: z.string(), count: z.number() })),
    }),
  ),
  /** Forms of a survey to print, in the order of places. */
  sheets: base
    .input(z.object({ surveyId: z.number().int(), area: z.number().int().optional() }))
    .output(z.object({ survey: z.string(), edition: edition.nullable(), forms: z.array(form) })),
  /** The form with a code, to key its reply. */
  form: base
    .input(z.object({ code: z.string().trim().min(1).max(20) }))
    .output(form.extend({ survey: z.string(), edition: edition.nullable() })),
  reply: base.input(versioned.extend({ fields: replyFields })).output(saved),
  /** Satisfaction of every survey, the oldest first. */
  trend: base.output(z.array(satisfactionRow.extend({ id: z.number(), survey: z.string(), begunOn: z.string() }))),
}
