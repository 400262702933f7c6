import type { StatementChannel } from '../../../electron/contract/bookWords.ts'
import { statementChannels } from '../../../electron/contract/bookWords.ts'
import type { ProcedureName } from '../../../electron/contract/contract.ts'
import type { ListId } from '../../../electron/contract/lists.ts'
import { listSearch } from '../../ui/listState.ts'

/** The books, in the order of their tabs, and what one must be allowed to see each. */
export const booksTabs = [
  { id: 'closing', needs: 'books.months' },
  { id: 'shifts', needs: 'lists.shifts' },
  { id: 'cash-book', needs: 'lists.cashBook' },
  { id: 'deposits', needs: 'lists.deposits' },
  { id: 'invoices', needs: 'lists.invoices' },
  { id: 'statements', needs: 'books.statement' },
  { id: 'services', needs: 'lists.serviceEntries' },
] as const satisfies readonly { id: string; needs: ProcedureName }[]
export type BooksTab = (typeof booksTabs)[number]['id']

/** The page's address: its tab, and what the list of that tab shows. */
export interface BooksSearch {
  readonly tab?: BooksTab
  /** On the cash book: the days, or the cash brought to the bank. */
  readonly view?: 'bank'
  readonly from?: string
  readonly to?: string
  readonly asOf?: string
  readonly category?: string
  readonly channel?: StatementChannel
  readonly text?: string
  readonly state?: string
}

const listOf: Readonly<Record<Exclude<BooksTab, 'closing'>, ListId>> = {
  shifts: 'shifts',
  'cash-book': 'cashBook',
  deposits: 'deposits',
  invoices: 'invoices',
  statements: 'receiptsWithoutLine',
  services: 'serviceEntries',
}

export function booksSearch(raw: Record<string, unknown>): BooksSearch {
  const tab = booksTabs.find((one) => one.id === raw.tab)?.id
  const view = tab === 'cash-book' && raw.view === 'bank' ? ('bank' as const) : undefined
  if (tab === undefined || tab === 'closing') return { ...(tab && { tab }) }
  const list = view === 'bank' ? 'cashDeposits' : listOf[tab]
  const channel = statementChannels.find((one) => one === raw.channel)
  return { ...listSearch(list)(raw), tab, ...(view && { view }), ...(channel && { channel }) } as BooksSearch
}
