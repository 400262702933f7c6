import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { sentence, wordsIn } from '../../electron/documents/words.ts'

const root = join(import.meta.dirname, '../..')

const catalogue = Object.fromEntries(
  (['zh', 'en'] as const).map((language) => [
    language,
    JSON.parse(readFileSync(join(root, `resources/locales/${language}/errors.json`), 'utf8')) as Record<string, string>,
  ]),
)
const vocabulary = JSON.parse(readFileSync(join(root, 'resources/locales/zh/vocabulary.json'), 'utf8')) as {
  entity: Record<string, string>
}

/** One place in the sources where a problem is told. */
interface Telling {
  readonly code: string
  readonly where: string
  /** Names of its parameters; undefined where the source does not write them out. */
  readonly params: readonly string[] | undefined
}

/** Text from an opening bracket to its closing one. */
function bracketed(text: string, start: number): string {
  let depth = 0
  for (let at = start; at < text.length; at++) {
    if ('([{'.includes(text[at] ?? '')) depth++
    else if (')]}'.includes(text[at] ?? '') && --depth === 0) return text.slice(start, at + 1)
  }
  return text.slice(start)
}

/** The names in an object literal such as `{ date, from: late.from_on }`. */
function namesIn(literal: string): readonly string[] | undefined {
  if (literal.includes('...')) return undefined
  const names: string[] = []
  let rest = literal.slice(1, -1).trim()
  while (rest !== '') {
    const name = /^(\w+)/.exec(rest)?.[1]
    if (!name) return undefined
    names.push(name)
    let depth = 0
    let end = 0
    while (end < rest.length && (depth > 0 || rest[end] !== ',')) {
      if ('([{'.includes(rest[end] ?? '')) depth++
      if (')]}'.includes(rest[end] ?? '')) depth--
      end++
    }
    rest = rest.slice(end + 1).trim()
  }
  return names
}

function tellingsIn(file: string): Telling[] {
  const text = readFileSync(join(root, file), 'utf8')
  const found: Telling[] = []
  const add = (code: string, at: number, params: readonly string[] | undefined) =>
    found.push({ code, where: `${file}:${text.slice(0, at).split('\n').length}`, params })
  // new DeskError('code', { … }), refuse('code', field, { … }), warn(…), new WorkbookRefused('code', { … })
  for (const match of text.matchAll(/\b(DeskError|WorkbookRefused|refuse|warn)\(\s*'([a-z-]+)'/g)) {
    const [, by, name = ''] = match
    const call = bracketed(text, match.index + (by ?? '').length)
    const literal = call.indexOf('{')
    const own = literal === -1 ? [] : namesIn(bracketed(call, literal))
    // A file's own `refuse` may add parameters: `{ text: …, ...params }`.
    const added = [...text.matchAll(/\b(\w+)(?:: [^,{}]+)?, \.\.\.params\b/g)].map((found) => found[1] ?? '')
    const isLocal = by === 'refuse' || by === 'warn'
    const params = isLocal ? own && [...own, ...added] : own
    add(by === 'WorkbookRefused' ? `workbook-${name}` : name, match.index, params)
  }
  // { code: 'code', field, params: { … } }
  for (const match of text.matchAll(/\bcode: '([a-z-]+)'/g)) {
    const object = bracketed(text, text.lastIndexOf('{', match.index))
    const literal = /\bparams: \{/.exec(object)
    const some = /\bparams\b/.test(object)
    const params = literal ? namesIn(bracketed(object, literal.index + 'params: '.length)) : some ? undefined : []
    add(match[1] ?? '', match.index, params)
  }
  for (const match of text.matchAll(/'errors:([a-z-]+)'/g)) add(match[1] ?? '', match.index, undefined)
  return found
}

/** Codes that the sources put together or pass through a variable. */
function composed(): Telling[] {
  const refusals = readFileSync(join(root, 'electron/documents/excel/refusal.ts'), 'utf8')
  const union = refusals.slice(0, refusals.indexOf('export type RefusalParams'))
  return [
    ...[...union.matchAll(/^ {2}\| '([a-z-]+)'/gm)].map((match) => `workbook-${match[1]}`),
    ...['inspection', 'meter', 'document'].map((kind) => `handover-result-${kind}`),
    'stale',
  ].map((code) => ({ code, where: 'composed', params: undefined }))
}

const files = readdirSync(join(root, 'electron'), { recursive: true, encoding: 'utf8' })
  .filter((file) => file.endsWith('.ts'))
  .map((file) => `electron/${file}`)
const tellings = [...files.flatMap(tellingsIn), ...composed()]
const codes = [...new Set(tellings.map((telling) => telling.code))].sort()

const placeholders = (text: string) => [...text.matchAll(/\{\{\s*(\w+)\s*\}\}/g)].map((match) => match[1] ?? '')

describe('the errors catalogue', () => {
  test('the sources were read', () => {
    expect(codes.length).toBeGreaterThan(100)
    expect(codes).toEqual(
      expect.arrayContaining(['name-taken', 'workbook-truncated', 'moved-in-before-handed-over', 'import-rejected']),
    )
  })

  test.each(codes)('has a sentence in both languages for %s', (code) => {
    const places = tellings.filter((telling) => telling.code === code).map((telling) => telling.where)
    expect(catalogue.zh?.[code], `zh, told at ${places.join(', ')}`).toBeTruthy()
    expect(catalogue.en?.[code], `en, told at ${places.join(', ')}`).toBeTruthy()
  })

  test('fills every gap of a sentence from the parameters given where it is told', () => {
    const unfilled = tellings.flatMap(({ code, where, params }) =>
      params === undefined
        ? []
        : placeholders(catalogue.zh?.[code] ?? '')
            .filter((name) => !params.includes(name))
            .map((name) => `${where} ${code} lacks ${name}`),
    )
    expect(unfilled).toEqual([])
  })

  test('says the names of records, never those of tables', () => {
    const zh = sentence(wordsIn('zh'), { code: 'not-found', params: { entity: 'handover_item', id: 7 } })
    expect(zh).toContain('交房检查项')
    expect(zh).not.toContain('handover_item')
    const en = sentence(wordsIn('en'), {
      code: 'changed-since-import',
      params: { entity: 'person', name: '张三', by: 'Li' },
    })
    expect(en).toBe('Resident 张三 was changed by Li since.')
    expect(
      sentence(wordsIn('zh'), { code: 'illegal-transition', params: { from: 'done', to: 'cancelled' } }),
    ).not.toMatch(/done|cancelled/)
  })

  test('every table that a sentence can name has a word', () => {
    const schema = readFileSync(join(root, 'electron/db/schema.ts'), 'utf8')
    const tables = [...schema.slice(schema.indexOf('export interface Schema')).matchAll(/^ {2}(\w+): \{/gm)]
    expect(tables.length).toBeGreaterThan(10)
    const nameless = ['id_block', 'setting', 'case_alert']
    for (const [, table = ''] of tables)
      if (!nameless.includes(table)) expect(vocabulary.entity[table], table).toBeTruthy()
  })
})

test('a backup that comes first and fails says in one sentence what was not done, and why', () => {
  const problem = { code: 'no-backup-before', params: { because: 'file-unwritable', file: 'E:\\', reason: 'EROFS' } }
  expect(sentence(wordsIn('zh'), problem)).toBe(
    '之前要做的备份没有做成，所以没有继续，什么都没有改变。无法写入 E:\\：磁盘被写保护',
  )
  expect(sentence(wordsIn('en'), problem)).toMatch(
    /nothing has changed\. E:\\ cannot be written: the disk is write-protected$/,
  )
})
