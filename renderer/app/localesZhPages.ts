import { byNamespace } from './namespaces.ts'

/** The words of single registers' pages: they come with the first page that is opened after the dashboard. */
export const catalogue = byNamespace(
  import.meta.glob<object>(
    [
      '../../resources/locales/zh/*.json',
      '!../../resources/locales/zh/common.json',
      '!../../resources/locales/zh/dashboard.json',
      '!../../resources/locales/zh/errors.json',
      '!../../resources/locales/zh/fields.json',
      '!../../resources/locales/zh/office.json',
      '!../../resources/locales/zh/search.json',
      '!../../resources/locales/zh/tasks.json',
      '!../../resources/locales/zh/tour.json',
      '!../../resources/locales/zh/vocabulary.json',
      '!../../resources/locales/zh/watch.json',
    ],
    { eager: true, import: 'default' },
  ),
)
