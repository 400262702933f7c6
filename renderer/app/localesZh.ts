import { byNamespace } from './namespaces.ts'

/** The words of the first page, and of what every page has. */
export const catalogue = byNamespace(
  import.meta.glob<object>(
    [
      '../../resources/locales/zh/*.json',
      '!../../resources/locales/zh/accounts.json',
      '!../../resources/locales/zh/billing.json',
      '!../../resources/locales/zh/books.json',
      '!../../resources/locales/zh/campaigns.json',
      '!../../resources/locales/zh/complaints.json',
      '!../../resources/locales/zh/documents.json',
      '!../../resources/locales/zh/imports.json',
      '!../../resources/locales/zh/promises.json',
      '!../../resources/locales/zh/returns.json',
      '!../../resources/locales/zh/settings.json',
      '!../../resources/locales/zh/surveys.json',
      '!../../resources/locales/zh/visits.json',
    ],
    { eager: true, import: 'default' },
  ),
)
