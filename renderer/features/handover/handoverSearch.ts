import { type ListSearch, listSearch } from '../../ui/listState.ts'

/** The ways of looking at handovers; `due` is the usual one. */
export const handoverTabs = ['due', 'overdue', 'appointed', 'done'] as const
export type HandoverTab = (typeof handoverTabs)[number]

/** The page's address: its tab and, by tab, the filter of the list that stands on it. */
export type HandoverSearch = { tab?: HandoverTab } & ListSearch<'handoverDue'> & Pick<ListSearch<'handovers'>, 'state'>

const dueSearch = listSearch('handoverDue')
const doneSearch = listSearch('handovers')

/** A link such as `?when=overdue` from another page opens the tab of that name. */
export function handoverSearch(raw: Record<string, unknown>): HandoverSearch {
  const wanted = raw.tab ?? raw.when
  const tab = handoverTabs.find((one) => one === wanted) ?? 'due'
  if (tab === 'done') return { tab, ...doneSearch(raw) }
  const { when, ...search } = dueSearch(raw)
  // `when` is named even where it is nothing: what a route does not name stays as it was in the address.
  return { ...search, tab, when: tab === 'due' && (when === 'soon' || when === 'later') ? when : undefined }
}
