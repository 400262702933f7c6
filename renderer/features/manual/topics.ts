import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'

/** The manual's pages, in the order of reading. Each is `resources/manual/<language>/<topic>.md`. */
export const topics = [
  'start',
  'search',
  'estate',
  'residents',
  'handover',
  'jobs',
  'complaints',
  'campaigns',
  'watch',
  'visits',
  'registers',
  'surveys',
  'returns',
  'patrol',
  'cleaning',
  'billing',
  'arrears',
  'counter',
  'books',
  'accounts',
  'equipment',
  'tasks',
  'stores',
  'replacements',
  'people',
  'import',
  'summary',
  'targets',
  'settings',
  'safety',
  'keyboard',
] as const
export type Topic = (typeof topics)[number]

const pages = import.meta.glob<string>('../../../resources/manual/*/*.md', { query: '?raw', import: 'default' })

const pictures = import.meta.glob<string>('../../../resources/manual/pictures/*/*.webp', {
  query: '?url',
  import: 'default',
  eager: true,
})

/** The address of a picture of the manual in a language; undefined of one that is not there. */
export function pictureIn(language: string, name: string): string | undefined {
  return pictures[`../../../resources/manual/pictures/${language}/${name}.webp`]
}

export function isTopic(text: string): text is Topic {
  return (topics as readonly string[]).includes(text)
}

/** The page of the manual about a page of the application. @param tab which part of that page is open */
export function topicOf(path: string, tab?: string): Topic {
  const register = path.split('/')[1] ?? ''
  if (path.startsWith('/summary/targets') || path.startsWith('/summary/years')) return 'targets'
  if (register === 'settings' && tab === 'backups') return 'safety'
  if (register === 'imports') return 'import'
  if (register === 'approvals') return 'counter'
  if (register === 'notices') return 'registers'
  if (register === 'greening' || register === 'inspections') return 'cleaning'
  return isTopic(register) ? register : 'start'
}

/** The text of a topic in the language of the screen; undefined until it is loaded. */
export function useTopicText(topic: Topic): string | undefined {
  const { i18n } = useTranslation()
  return useQuery({
    queryKey: ['manual', i18n.language, topic],
    queryFn: () => load(i18n.language, topic),
    staleTime: Number.POSITIVE_INFINITY,
  }).data
}

/** All topics in the language of the screen, in the order of reading; undefined until they are loaded. */
export function useWholeManual(): readonly (readonly [Topic, string])[] | undefined {
  const { i18n } = useTranslation()
  return useQuery({
    queryKey: ['manual', i18n.language],
    queryFn: () => Promise.all(topics.map(async (topic) => [topic, await load(i18n.language, topic)] as const)),
    staleTime: Number.POSITIVE_INFINITY,
  }).data
}

async function load(language: string, topic: Topic): Promise<string> {
  const file = `../../../resources/manual/${language}/${topic}.md`
  const page = pages[file]
  if (!page) throw new Error(`no manual page ${file}`)
  return page()
}
