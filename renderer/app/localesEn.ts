import { byNamespace } from './namespaces.ts'

/** The words of the first page, and of what every page has. */
export const catalogue = byNamespace(
  import.meta.glob<object>(
    [
      '../../resources/locales/en/*.json',
      '!../../resources/locales/en/accounts.json',
      '!../../resources/locales/en/billing.json',
      '!../../resources/locales/en/books.json',
      '!../../resources/locales/en/campaigns.json',
      '!../../resources/locales/en/complaints.json',
      '!../../resources/locales/en/documents.json',
      '!../../resources/locales/en/imports.json',
      '!../../resources/locales/en/promises.json',
      '!../../resources/locales/en/returns.json',
      '!../../resources/locales/en/settings.json',
      '!../../resources/locales/en/surveys.json',
      '!../../resources/locales/en/visits.json',
    ],
    { eager: true, import: 'default' },
  ),
)
