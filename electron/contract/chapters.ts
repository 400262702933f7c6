/** The yearly report's chapters in the office's own order, and the sections of figures that each speaks of. */
export const chapters = {
  handover: ['handover', 'movein'],
  fees: ['fees', 'services'],
  daily: ['reports', 'complaints', 'notices', 'registrations'],
  visits: ['visits', 'surveys'],
  maintenance: ['jobs', 'equipment', 'replacements'],
  grounds: ['cleaning'],
  shortcomings: [],
  plan: [],
} as const satisfies Readonly<Record<string, readonly string[]>>

export type Chapter = keyof typeof chapters

export const chapterIds = Object.keys(chapters) as readonly Chapter[]
