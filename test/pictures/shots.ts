import type { Page } from 'playwright-core'
import type { Role } from '../../electron/contract/roles.ts'

/** What is to be seen on a picture of the manual; its name is `<topic>` or `<topic>-<part>`. */
export interface Shot {
  readonly name: string
  readonly as: Role
  readonly path: string | ((found: Found) => string)
  /** What is there once the page is whole: the name of a part, else a selector. */
  readonly ready: string
  /** Opens what stands over the page. */
  readonly before?: (page: Page) => Promise<void>
  /** The part the picture begins at; the page below the bar otherwise. */
  readonly from?: string
}

/** Records of the sample office that pictures are of. */
export interface Found {
  readonly building: number
  readonly resident: number
  readonly debtor: number
  readonly survey: number
}

const part = (page: Page, name: string) => page.getByTestId(name).first()

export const shots: readonly Shot[] = [
  { name: 'start', as: 'front-desk', path: '/', ready: 'due-now' },
  {
    name: 'search',
    as: 'front-desk',
    path: '/estate',
    ready: 'total',
    before: async (page) => {
      await part(page, 'search').fill('1-101')
      await part(page, 'search-hit').waitFor()
    },
    from: 'body',
  },
  { name: 'estate', as: 'manager', path: '/estate', ready: 'total' },
  {
    name: 'estate-map',
    as: 'manager',
    path: ({ building }) => `/estate/building/${building}`,
    ready: '[role="gridcell"]',
  },
  { name: 'residents', as: 'manager', path: ({ resident }) => `/residents/${resident}`, ready: 'edit' },
  { name: 'handover', as: 'front-desk', path: '/handover', ready: 'total' },
  {
    name: 'jobs-intake',
    as: 'front-desk',
    path: '/jobs',
    ready: 'intake',
    before: async (page) => {
      await part(page, 'intake').click()
      await part(page, 'intake-unit').fill('1-101')
      await part(page, 'pick').click()
      await part(page, 'callers').waitFor()
      await part(page, 'phrase').click()
      await part(page, 'around').waitFor()
    },
    from: '[role="dialog"]',
  },
  { name: 'jobs-board', as: 'front-desk', path: '/jobs/board', ready: 'h1' },
  { name: 'complaints', as: 'front-desk', path: '/complaints', ready: 'total' },
  { name: 'campaigns', as: 'manager', path: '/campaigns', ready: 'total' },
  { name: 'watch', as: 'manager', path: '/watch', ready: 'open' },
  {
    name: 'visits',
    as: 'front-desk',
    path: '/visits/plan',
    ready: 'propose',
    before: async (page) => {
      await part(page, 'propose').click()
      await part(page, 'proposal').waitFor()
    },
  },
  { name: 'registers', as: 'front-desk', path: '/registers', ready: 'overview-renovation' },
  { name: 'surveys', as: 'manager', path: ({ survey }) => `/surveys/${survey}`, ready: 'survey' },
  { name: 'returns', as: 'front-desk', path: '/returns', ready: 'total' },
  { name: 'patrol', as: 'manager', path: '/patrol', ready: 'total' },
  { name: 'cleaning', as: 'manager', path: '/cleaning/months?year=2025', ready: 'measure' },
  { name: 'billing', as: 'accountant', path: '/billing', ready: 'total' },
  { name: 'arrears', as: 'accountant', path: '/arrears', ready: 'total' },
  { name: 'counter', as: 'cashier', path: ({ debtor }) => `/counter?unit=${debtor}`, ready: 'take-amount' },
  { name: 'books', as: 'accountant', path: '/books', ready: '#main table' },
  { name: 'accounts', as: 'accountant', path: '/accounts?year=2025', ready: 'row-count' },
  { name: 'equipment', as: 'engineering', path: '/equipment', ready: 'total' },
  { name: 'tasks', as: 'engineering', path: '/tasks/calendar', ready: 'h1' },
  { name: 'stores', as: 'engineering', path: '/stores', ready: 'total' },
  { name: 'replacements', as: 'engineering', path: '/replacements/months?year=2025', ready: 'measure' },
  { name: 'people', as: 'manager', path: '/people/rota', ready: 'print-rota' },
  { name: 'import', as: 'manager', path: '/imports', ready: 'h1' },
  { name: 'summary', as: 'manager', path: '/summary?year=2025', ready: 'figure-handover-rate' },
  { name: 'summary-records', as: 'manager', path: '/summary/figure/handover/rate?year=2025', ready: 'total' },
  { name: 'summary-draft', as: 'manager', path: '/summary/draft?year=2025', ready: 'chapter-handover' },
  { name: 'targets', as: 'manager', path: '/summary/targets?year=2025', ready: 'targets-standing' },
  { name: 'targets-years', as: 'manager', path: '/summary/years', ready: '#main table' },
  { name: 'safety', as: 'administrator', path: '/settings?tab=backups', ready: 'back-up' },
  { name: 'settings', as: 'administrator', path: '/settings?tab=staff', ready: '#main table' },
  {
    name: 'keyboard',
    as: 'front-desk',
    path: '/jobs',
    ready: 'total',
    before: async (page) => {
      await page.keyboard.press('Shift+F1')
      await page.getByRole('dialog').waitFor()
    },
    from: 'body',
  },
]

/** The pictures of the README: whole windows in Chinese. */
export const windows: readonly Shot[] = [
  { name: 'dashboard', as: 'manager', path: '/', ready: 'overdue' },
  { name: 'map', as: 'manager', path: ({ building }) => `/estate/building/${building}`, ready: '[role="gridcell"]' },
  { name: 'summary', as: 'manager', path: '/summary?year=2025', ready: 'figure-handover-rate' },
  { name: 'resident', as: 'manager', path: ({ resident }) => `/residents/${resident}`, ready: 'edit' },
  { name: 'board', as: 'front-desk', path: '/jobs/board', ready: 'h1' },
  { name: 'service', as: 'manager', path: '/watch', ready: 'open' },
]

/** Taken in the desktop's window by `window.shots.ts`: the window itself, and sheets it makes of pages. */
export const desktopShots = ['window', 'summary-paper', 'voucher-paper'] as const
