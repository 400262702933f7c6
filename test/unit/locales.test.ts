import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { importKinds } from '../../electron/contract/imports.ts'
import { lists } from '../../electron/contract/lists.ts'
import { registerIds, registerOf } from '../../electron/contract/registerKinds.ts'
import { roles } from '../../electron/contract/roles.ts'
import { occupancyCategories } from '../../electron/contract/vocabulary.ts'
import { wordsIn } from '../../electron/documents/words.ts'

const root = join(import.meta.dirname, '../..')
const folder = join(root, 'resources/locales')
const namespaces = readdirSync(join(folder, 'zh')).map((file) => file.replace('.json', ''))

type Words = { [key: string]: Words | string }

function wordsOf(language: string, namespace: string): Map<string, string> {
  const tree = JSON.parse(readFileSync(join(folder, language, `${namespace}.json`), 'utf8')) as Words
  return new Map(flat(tree, ''))
}

function* flat(node: Words, path: string): Generator<[string, string]> {
  for (const [key, value] of Object.entries(node)) {
    if (typeof value === 'string') yield [path + key, value]
    else yield* flat(value, `${path}${key}.`)
  }
}

const placeholders = (text: string) => [...text.matchAll(/\{\{\s*(\w+)\s*\}\}/g)].map((match) => match[1]).sort()

const all = new Map(namespaces.map((namespace) => [namespace, wordsOf('zh', namespace)]))

function sources(pattern: RegExp): readonly string[] {
  return readdirSync(join(root, 'renderer'), { recursive: true, encoding: 'utf8' }).filter((file) => pattern.test(file))
}

/** The code without its comments. */
function codeOf(file: string): string {
  return readFileSync(join(root, 'renderer', file), 'utf8')
    .replace(/\/\*[\s\S]*?\*\//g, '')
    .replace(/(?<![:'"`])\/\/.*$/gm, '')
}

describe('the catalogue', () => {
  test('has the same namespaces in both languages', () => {
    expect(readdirSync(join(folder, 'en'))).toEqual(readdirSync(join(folder, 'zh')))
  })

  test.each(namespaces)('says the same things in both languages: %s', (namespace) => {
    const [zh, en] = [wordsOf('zh', namespace), wordsOf('en', namespace)]
    expect([...en.keys()].sort()).toEqual([...zh.keys()].sort())
    for (const [key, text] of zh) {
      expect(placeholders(en.get(key) ?? ''), `${namespace}:${key}`).toEqual(placeholders(text))
      expect(text.trim(), `${namespace}:${key}`).not.toBe('')
      expect(en.get(key)?.trim(), `${namespace}:${key}`).not.toBe('')
    }
  })

  test('names every column of every list', () => {
    for (const [list, { columns }] of Object.entries(lists)) {
      for (const column of columns)
        expect(all.get('lists')?.has(`${list}.columns.${column.id}`), `${list}.${column.id}`).toBe(true)
    }
  })

  test('names every role and every occupancy category', () => {
    for (const role of roles) expect(all.get('vocabulary')?.has(`role.${role}`), role).toBe(true)
    for (const category of occupancyCategories) {
      expect(all.get('vocabulary')?.has(`occupancy.${category}`), category).toBe(true)
      expect(all.get('vocabulary')?.has(`occupancyMark.${category}`), category).toBe(true)
    }
  })
})

describe('the pages', () => {
  test.each(sources(/\.tsx$/))('take their words from the catalogue: %s', (file) => {
    expect(codeOf(file).match(/[\u3400-\u9fff\u3000-\u303f\uff00-\uffef]+/g) ?? []).toEqual([])
  })

  test.each(sources(/\.tsx?$/))('ask for words that are there: %s', (file) => {
    const missing = [...codeOf(file).matchAll(/(?<![\w.])(?:i18next\.)?t\(\s*'([a-z]+):([^'$]+)'/g)]
      .filter(([, namespace, key]) => !all.get(namespace ?? '')?.has(key ?? ''))
      .map(([, namespace, key]) => `${namespace}:${key}`)
    expect(missing).toEqual([])
  })
})

test.each(['zh', 'en'])('every page of the manual has a name, and no name is without its page: %s', (language) => {
  const pages = readdirSync(join(root, 'resources/manual', language)).map((file) => file.replace('.md', ''))
  const named = [...wordsOf(language, 'manual').keys()].filter((key) => key.startsWith('topics.'))
  expect(named.sort()).toEqual(pages.map((page) => `topics.${page}`).sort())
})

test.each(['zh', 'en'])('every register has words for its states, steps, kinds and texts: %s', (language) => {
  const [vocabulary, words] = [wordsOf(language, 'vocabulary'), wordsOf(language, 'registers')]
  const missing = registerIds.flatMap((id) => {
    const { starts, steps, categories = [], needs, asks } = registerOf(id)
    const states = [starts, ...Object.values(steps).flatMap(({ to }) => (to ? [to] : []))]
    const hasText = [...needs, ...asks].includes('body')
    return [
      ...states.filter((state) => !vocabulary.has(`recordState.${state}`)),
      ...categories.filter((category) => !vocabulary.has(`recordCategory.${category}`)),
      ...Object.keys(steps).filter((event) => !words.has(`event.${event}`)),
      ...(hasText && !words.has(`body.${id}`) ? [`body.${id}`] : []),
    ]
  })
  expect(missing).toEqual([])
})

test.each(['zh', 'en'])('every kind of import says what it is about: %s', (language) => {
  const words = wordsOf(language, 'imports')
  expect(importKinds.filter((kind) => !words.has(`about.${kind}`))).toEqual([])
})

test('what is written as a file has the words it asks for', () => {
  const sources = join(root, 'electron')
  const files = readdirSync(sources, { recursive: true, encoding: 'utf8' }).filter(
    (file) => /^(documents|cli)\//.test(file) && file.endsWith('.ts'),
  )
  const asked = files.flatMap((file) =>
    [...readFileSync(join(sources, file), 'utf8').matchAll(/words\(\s*['`]([a-z]+):([\w.-]+)['`]/gi)].map(
      ([, namespace, key]) => `${namespace}:${key}`,
    ),
  )
  expect(asked.length).toBeGreaterThan(30)
  for (const language of ['zh', 'en'] as const) {
    const words = wordsIn(language)
    expect(asked.filter((key) => [key, key.split(':')[1]].includes(words(key)))).toEqual([])
  }
})
