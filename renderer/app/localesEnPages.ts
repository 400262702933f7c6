import { byNamespace } from './namespaces.ts'

/** The words of single registers' pages: they come with the first page that is opened after the dashboard. */
export const catalogue = byNamespace(
  import.meta.glob<object>(
    [
      '../../resources/locales/en/*.json',
      '!../../resources/locales/en/common.json',
      '!../../resources/locales/en/dashboard.json',
      '!../../resources/locales/en/errors.json',
      '!../../resources/locales/en/fields.json',
      '!../../resources/locales/en/office.json',
      '!../../resources/locales/en/search.json',
      '!../../resources/locales/en/tasks.json',
      '!../../resources/locales/en/tour.json',
      '!../../resources/locales/en/vocabulary.json',
      '!../../resources/locales/en/watch.json',
    ],
    { eager: true, import: 'default' },
  ),
)
