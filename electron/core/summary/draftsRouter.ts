import type { Chapter } from '../../contract/chapters.ts'
import type { DraftLanguage } from '../../contract/drafts.ts'
import type { ReportPeriod } from '../../contract/summary.ts'
import type { Clock } from '../context.ts'
import { procedures } from '../procedure.ts'
import {
  type DraftOf,
  draftDocument,
  draftNumbers,
  draftVersion,
  draftVersions,
  saveDraft,
  takeBack,
  takeOver,
  useTemplate,
} from './drafts.ts'
import { periodAsked } from './figure.ts'

const { drafts } = procedures

export const draftsRouter = drafts.router({
  document: drafts.document.handler(({ context, input }) => {
    const desk = context.desk()
    return draftDocument(desk, periodAsked(input, desk.clock), input.language)
  }),
  numbers: drafts.numbers.handler(({ context, input }) => {
    const desk = context.desk()
    return draftNumbers(desk, draftAsked(input, desk.clock), input.text)
  }),
  save: drafts.save.handler(async ({ context, input }) => {
    const desk = context.desk()
    return { number: await saveDraft(desk, draftAsked(input, desk.clock), input.text, input.seen) }
  }),
  useTemplate: drafts.useTemplate.handler(async ({ context, input }) => {
    const desk = context.desk()
    return { number: await useTemplate(desk, draftAsked(input, desk.clock), input.seen) }
  }),
  takeBack: drafts.takeBack.handler(async ({ context, input }) => {
    const desk = context.desk()
    return { number: await takeBack(desk, draftAsked(input, desk.clock), input.number, input.seen) }
  }),
  takeOver: drafts.takeOver.handler(async ({ context, input }) => {
    const desk = context.desk()
    return { number: await takeOver(desk, draftAsked(input, desk.clock), input.seen) }
  }),
  versions: drafts.versions.handler(({ context, input }) => {
    const desk = context.desk()
    return draftVersions(desk, draftAsked(input, desk.clock))
  }),
  version: drafts.version.handler(async ({ context, input }) => {
    const desk = context.desk()
    return { lines: await draftVersion(desk, draftAsked(input, desk.clock), input.number) }
  }),
})

type ChapterAsked = ReportPeriod & { readonly language: DraftLanguage; readonly chapter: Chapter }

function draftAsked({ language, chapter, ...period }: ChapterAsked, clock: Clock): DraftOf {
  return { period: periodAsked(period, clock), language, chapter }
}
