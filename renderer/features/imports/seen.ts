import type { ImportKind } from '../../../electron/contract/imports.ts'
import type { Goal } from '../../ui/links.tsx'

/** Where the records of an import are looked at. */
export const seenAt: Readonly<Record<ImportKind, Goal>> = {
  units: { to: '/estate' },
  residents: { to: '/residents' },
  charges: { to: '/billing/charges' },
  discounts: { to: '/billing/charges' },
  payments: { to: '/counter/receipts' },
  readings: { to: '/billing/meters' },
  services: { to: '/books', search: { tab: 'services' } },
  statements: { to: '/books', search: { tab: 'statements' } },
  jobs: { to: '/jobs' },
  complaints: { to: '/complaints' },
  visits: { to: '/visits' },
  surveys: { to: '/surveys' },
  registrations: { to: '/registers' },
  notices: { to: '/notices' },
  events: { to: '/notices/events' },
  stock: { to: '/stores' },
  replacements: { to: '/replacements' },
  cleaning: { to: '/cleaning' },
  equipment: { to: '/equipment' },
}
