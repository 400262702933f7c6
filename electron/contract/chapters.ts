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

/** The chapters whose records an office begins to keep on some day; units carry the dates of handover and move-in along. */
export const keptChapters = ['fees', 'daily', 'visits', 'maintenance', 'grounds'] as const satisfies readonly Chapter[]

export type KeptChapter = (typeof keptChapters)[number]

export const chapterIds = Object.keys(chapters) as readonly Chapter[]
