import { byNamespace } from './namespaces.ts'

/** The words of single registers' pages: they come with the first page that is opened after the dashboard. */
export const catalogue = byNamespace(
  import.meta.glob<object>(
    '../../resources/locales/en/{accounts,billing,books,campaigns,complaints,documents,imports,promises,returns,settings,surveys,visits}.json',
    { eager: true, import: 'default' },
  ),
)
