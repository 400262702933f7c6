import type { Chapter } from '../contract/chapters.ts'
import { type DateText, earlier } from '../contract/dates.ts'
import type { Desk } from '../core/context.ts'
import { draftDocument, saveDraft } from '../core/summary/drafts.ts'
import { periodAsked } from '../core/summary/figure.ts'
import { deskOf } from './sampleDay.ts'

/** The manager has written on what the templates say of 2025: one chapter twice, another once. */
export async function writeSampleDraft(desk: Desk): Promise<void> {
  const manager = await deskOf(desk, '黄国辉')
  const on = (day: DateText, time: string) => manager(earlier(day, desk.clock.today()), time)
  await writeOn(on('2026-01-12', '16:40'), 'handover', 0, oneStop)
  await writeOn(on('2026-01-15', '10:20'), 'handover', 1, late)
  await writeOn(on('2026-01-15', '10:55'), 'shortcomings', 0, garage)
}

const oneStop = () => '交房手续实行一站式办理，客服、工程、财务同场办公，业主当日领取钥匙。'
const late = () =>
  '全年实际交房{{handover/done-in-year}}户，多于应交的{{handover/due-in-year}}户，主要是以前年度应交未交的住宅陆续办理了手续。'
const garage = (lines: number) => `${lines + 1}. 雨季地下车库渗水反复，仅靠零修难以根治，需要结合防水专项一并处理。`

/** Adds a line to a chapter as it stands. */
async function writeOn(desk: Desk, chapter: Chapter, seen: number, line: (lines: number) => string): Promise<void> {
  const period = periodAsked({ year: 2025 }, desk.clock)
  const { chapters } = await draftDocument(desk, period, 'zh')
  const text = chapters.find((one) => one.chapter === chapter)?.text ?? ''
  const lines = text.split('\n')
  await saveDraft(desk, { period, language: 'zh', chapter }, [...lines, line(lines.length)].join('\n'), seen)
}
