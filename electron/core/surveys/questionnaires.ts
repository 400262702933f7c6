import { refusal } from '../../contract/errors.ts'
import type { Edition, QuestionFields } from '../../contract/surveys.ts'
import { write } from '../audit/writer.ts'
import type { Db, Desk } from '../context.ts'

/** The newest version of every questionnaire, by name; or one version. */
export async function editions(db: Db, only?: number | null): Promise<Edition[]> {
  let query = db
    .selectFrom('questionnaire_edition')
    .innerJoin('questionnaire', 'questionnaire.id', 'questionnaire_edition.questionnaire_id')
    .select(['questionnaire_edition.id', 'questionnaire_id', 'name', 'number', 'made_on'])
    .orderBy('name')
    .orderBy('number', 'desc')
  if (only !== undefined) query = query.where('questionnaire_edition.id', '=', only ?? 0)
  const rows = await query.execute()
  const questions = await db
    .selectFrom('question')
    .selectAll()
    .where('edition_id', 'in', [0, ...rows.map((row) => row.id)])
    .orderBy('position')
    .execute()
  const seen = new Set<number>()
  return rows
    .filter((row) => !seen.has(row.questionnaire_id) && seen.add(row.questionnaire_id))
    .map((row) => ({
      id: row.id,
      questionnaireId: row.questionnaire_id,
      name: row.name,
      number: row.number,
      madeOn: row.made_on,
      questions: questions
        .filter((question) => question.edition_id === row.id)
        .map(({ id, kind, words, choices }) => ({ id, kind, words, choices: choices.split('\n').filter(Boolean) })),
    }))
}

/**
 * Saves questions under a questionnaire's name as its next version; the earlier ones stay as they were printed.
 * @returns the version's id
 * @throws DeskError `choices-needed` for a choice of fewer than two
 */
export async function saveQuestionnaire(
  desk: Desk,
  { name, questions }: { readonly name: string; readonly questions: readonly QuestionFields[] },
): Promise<number> {
  for (const { kind, words, choices } of questions) {
    if (kind === 'choice' && choices.length < 2) {
      throw refusal({ code: 'choices-needed', field: 'questions', params: { question: words } })
    }
  }
  return write(desk, async (writer) => {
    const { tx } = writer
    const known = await tx.selectFrom('questionnaire').select('id').where('name', '=', name).executeTakeFirst()
    const questionnaireId = known?.id ?? (await writer.insert('questionnaire', { name }))
    const before = await tx
      .selectFrom('questionnaire_edition')
      .select('number')
      .where('questionnaire_id', '=', questionnaireId)
      .orderBy('number', 'desc')
      .executeTakeFirst()
    const id = await writer.insert('questionnaire_edition', {
      questionnaire_id: questionnaireId,
      number: (before?.number ?? 0) + 1,
      made_on: desk.clock.today(),
    })
    await writer.insertMany(
      'question',
      questions.map(({ kind, words, choices }, index) => ({
        edition_id: id,
        position: index + 1,
        kind,
        words,
        choices: kind === 'choice' ? choices.join('\n') : '',
      })),
    )
    return id
  })
}
