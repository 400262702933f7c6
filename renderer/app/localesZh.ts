import { byNamespace } from './namespaces.ts'

/** The words of the first page, and of what every page has. */
export const catalogue = byNamespace(
  import.meta.glob<object>(
    '../../resources/locales/zh/{common,dashboard,errors,fields,office,search,tasks,vocabulary,watch}.json',
    { eager: true, import: 'default' },
  ),
)
