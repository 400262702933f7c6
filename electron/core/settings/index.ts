import type { EscalationRule } from '../../contract/complaints.ts'
import { momentInZone } from '../../contract/dates.ts'
import type { CallScript, QuickPhrases } from '../../contract/intake.ts'
import type { RecordsSince } from '../../contract/office.ts'
import { usualTrainingHours } from '../../contract/people.ts'
import type { ReturnRule } from '../../contract/returns.ts'
import { recordEvent } from '../audit/writer.ts'
import { defaultZone } from '../clock.ts'
import type { Db, Desk, Tx } from '../context.ts'
import { defaultReturnRule } from '../returns/rules.ts'
import { type BillingRules, defaultBillingRules } from './billing.ts'
import { defaultCallScript, defaultQuickPhrases } from './intake.ts'

/** What an office may set. Values are JSON; every change is kept in the audit. */
export interface Settings {
  readonly officeName: string
  readonly zone: string
  readonly sample: boolean
  readonly handoverChecklist: readonly string[]
  readonly handoverDocuments: readonly string[]
  readonly billing: BillingRules
  /** Working hours in minutes after midnight, and weekdays worked, 1 Monday … 7 Sunday. */
  readonly officeHours: { readonly hours: readonly (readonly [number, number])[]; readonly weekdays: readonly number[] }
  /** When complaints that are not answered go up a level. */
  readonly escalation: EscalationRule
  /** Letter of the receipt book in use; receipts are numbered per book and year. */
  readonly receiptBook: string
  readonly callScript: CallScript
  readonly quickPhrases: QuickPhrases
  /** Which finished jobs ask for a return visit, and when. */
  readonly returnRule: ReturnRule
  /** From which day on the records of a chapter of the summary are whole; years before are not compared with. */
  readonly recordsSince: RecordsSince
  /** Hours of training that a year asks of everybody. */
  readonly trainingHours: number
}

export const defaultSettings: Settings = {
  officeName: '物业服务中心',
  zone: defaultZone,
  sample: false,
  handoverChecklist: [
    '入户门与锁',
    '窗与玻璃',
    '墙面、地面、顶棚',
    '厨卫防水与地漏',
    '给排水',
    '强电与开关插座',
    '弱电与可视对讲',
    '燃气',
    '阳台与栏杆',
    '空调位与外机孔',
  ],
  handoverDocuments: ['房屋验收单', '前期物业服务协议', '临时管理规约', '装修须知', '业主信息登记表'],
  billing: defaultBillingRules,
  officeHours: {
    hours: [
      [8 * 60 + 30, 12 * 60],
      [14 * 60, 17 * 60 + 30],
    ],
    weekdays: [1, 2, 3, 4, 5, 6, 7],
  },
  escalation: { toSecondHours: 24, toThirdHours: 48, source: '' },
  receiptBook: 'A',
  callScript: defaultCallScript,
  quickPhrases: defaultQuickPhrases,
  returnRule: defaultReturnRule,
  recordsSince: { fees: null, daily: null, visits: null, maintenance: null, grounds: null },
  trainingHours: usualTrainingHours,
}

export type SettingKey = keyof Settings

export async function readSettings(db: Db | Tx): Promise<Settings> {
  const rows = await db.selectFrom('setting').selectAll().execute()
  const stored = Object.fromEntries(rows.map((row) => [row.key, JSON.parse(row.value) as unknown])) as Partial<Settings>
  return {
    ...defaultSettings,
    ...stored,
    // Kept by another version it may name fewer chapters.
    recordsSince: { ...defaultSettings.recordsSince, ...stored.recordsSince },
  }
}

export async function officeName(db: Db | Tx): Promise<string> {
  return (await readSettings(db)).officeName
}

/** Changes settings; each key that differs leaves an audit line with its old and new value. */
export async function writeSettings(desk: Desk, patch: Partial<Settings>): Promise<void> {
  await desk.db.transaction().execute(async (tx) => {
    const before = await readSettings(tx)
    for (const [key, value] of Object.entries(patch)) {
      const [from, to] = [JSON.stringify(before[key as SettingKey]), JSON.stringify(value)]
      if (from === to) continue
      await tx
        .insertInto('setting')
        .values({ key, value: to })
        .onConflict((conflict) => conflict.column('key').doUpdateSet({ value: to }))
        .execute()
      await recordEvent(tx, desk, {
        action: 'update',
        entity: 'setting',
        entityId: 0,
        before: { key, value: from },
        after: { key, value: to },
      })
    }
  })
}

/** Every change of a setting, the newest first. */
export async function settingsHistory(desk: Desk) {
  const lines = await desk.db
    .selectFrom('audit')
    .select(['at', 'actor_name', 'before', 'after'])
    .where('entity', '=', 'setting')
    .where('entity_id', '=', 0)
    .orderBy('id', 'desc')
    .limit(200)
    .execute()
  return lines.map((line) => {
    const [before, after] = [line.before, line.after].map(
      (json) => JSON.parse(json ?? '{}') as { key?: string; value?: string },
    )
    return {
      at: momentInZone(new Date(line.at), desk.clock.zone),
      actor: line.actor_name,
      key: after?.key ?? '',
      from: before?.value ?? null,
      to: after?.value ?? '',
    }
  })
}
