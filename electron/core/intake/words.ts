import { filledIn, type IntakeWords } from '../../contract/intake.ts'
import type { Desk } from '../context.ts'
import { readSettings, writeSettings } from '../settings/index.ts'
import { greetingOn } from './greeting.ts'

/** The greeting of the day, ready to be read, with the other texts and the phrases as they are set. */
export async function intakeWordsNow(desk: Desk): Promise<IntakeWords & { greeting: string; occasion: string }> {
  const { db, clock, actor } = desk
  const { callScript: script, quickPhrases: phrases, officeName } = await readSettings(db)
  const today = clock.today()
  const day = await db
    .selectFrom('calendar_day')
    .select(['kind', 'name'])
    .where('on_date', '=', today)
    .executeTakeFirst()
  const { text, occasion, holiday } = greetingOn(script, today, day ?? null)
  const greeting = filledIn(text, { office: officeName, clerk: actor.name, holiday })
  return { script, phrases, greeting, occasion: holiday || occasion }
}

export async function saveIntakeWords(desk: Desk, { script, phrases }: IntakeWords): Promise<void> {
  await writeSettings(desk, { callScript: script, quickPhrases: phrases })
}
