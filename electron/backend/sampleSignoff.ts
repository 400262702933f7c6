import type { Desk } from '../core/context.ts'
import { signReport } from '../core/signoff/service.ts'
import { deskOf } from './sampleDay.ts'

const signedOn = '2026-01-15'

/** The manager signs off 2025 once the year is over and counted. */
export async function writeSampleSignoff(desk: Desk): Promise<void> {
  if (desk.clock.today() < signedOn) return
  const manager = await deskOf(desk, '黄国辉')
  await signReport(manager(signedOn, '16:20'), { year: 2025, note: '年终总结会定稿' })
}
