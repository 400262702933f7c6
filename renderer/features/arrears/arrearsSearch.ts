import { type ListSearch, listSearch } from '../../ui/listState.ts'

/** The ways of looking at arrears; `owing` is the usual one. */
export const arrearsTabs = ['owing', 'notices', 'contacts', 'cases'] as const
export type ArrearsTab = (typeof arrearsTabs)[number]

/** The list that stands on each tab. */
export const listOfTab = {
  owing: 'arrears',
  notices: 'paymentNotices',
  contacts: 'contacts',
  cases: 'legalCases',
} as const satisfies Record<ArrearsTab, string>

/** The page's address: its tab and the filter of the list that stands on it. */
export type ArrearsSearch = { tab?: ArrearsTab } & ListSearch<'arrears'> &
  Omit<ListSearch<'paymentNotices'>, 'state'> &
  ListSearch<'contacts'> & { state?: ListSearch<'paymentNotices'>['state'] | ListSearch<'legalCases'>['state'] }

const searches = {
  owing: listSearch('arrears'),
  notices: listSearch('paymentNotices'),
  contacts: listSearch('contacts'),
  cases: listSearch('legalCases'),
}
const names = Object.values(searches).flatMap((search) => Object.keys(search({})))

/** What belongs to another tab is named as undefined, so that it does not stay in the address. */
export function arrearsSearch(raw: Record<string, unknown>): ArrearsSearch {
  const tab = arrearsTabs.find((one) => one === raw.tab) ?? 'owing'
  const none = Object.fromEntries(names.map((name) => [name, undefined]))
  return { ...none, ...searches[tab](raw), tab: tab === 'owing' ? undefined : tab } as ArrearsSearch
}
