import { useNavigate, useSearch } from '@tanstack/react-router'
import { createContext, use, useMemo, useState } from 'react'
import { type ListFilter, type ListId, type ListSort, lists } from '../../electron/contract/lists.ts'

/** Rows a page may have; the first is the usual. */
export const pageSizes = [50, 20, 100, 200] as const
const usualSize = pageSizes[0]

/** A list's part of the address: its filter, and `sort` (`-` before a descending column), `page` from 1, `size`. */
export type ListSearch<L extends ListId> = ListFilter<L> & { sort?: string; page?: number; size?: number }

/**
 * For a route's `validateSearch`: keeps what the list understands and drops the rest. What is dropped is named as
 * undefined, because the router lets whatever a route does not name through from the address.
 */
export function listSearch<L extends ListId>(list: L): (raw: Record<string, unknown>) => ListSearch<L> {
  const { shape } = lists[list].filter
  const columns: readonly string[] = lists[list].columns.map((column) => column.id)
  return (raw) => {
    const known: Record<string, unknown> = { sort: undefined, page: undefined, size: undefined }
    for (const [name, schema] of Object.entries(shape)) {
      const value = raw[name]
      // `?text=101` arrives as a number.
      const parsed = [value, String(value)].map((candidate) => schema.safeParse(candidate)).find((one) => one.success)
      known[name] = value !== undefined && value !== '' && parsed ? parsed.data : undefined
    }
    const { sort, page, size } = raw
    if (typeof sort === 'string' && columns.includes(sort.replace(/^-/, ''))) known.sort = sort
    if (typeof page === 'number' && Number.isInteger(page) && page > 1) known.page = page
    if (pageSizes.some((allowed) => allowed === size && size !== usualSize)) known.size = size
    return known as ListSearch<L>
  }
}

/** Where a list stands: what it filters by, its order and its page. */
export interface ListState {
  readonly list: ListId
  /** What the filters hold, without what the page itself fixes. */
  readonly values: Readonly<Record<string, unknown>>
  readonly sort: ListSort | undefined
  readonly page: number
  readonly size: number
  /** Changes filters; the list goes back to its first page. `undefined` takes a filter away. */
  readonly filter: (patch: Readonly<Record<string, unknown>>) => void
  readonly clear: () => void
  readonly order: (sort: ListSort | undefined) => void
  readonly turn: (page: number) => void
  readonly resize: (size: number) => void
}

type Raw = Record<string, unknown>

/** A list that lives in the page's address. */
export function useAddressList(list: ListId): ListState {
  const raw: Raw = useSearch({ strict: false })
  const navigate = useNavigate()
  return useMemo(
    () =>
      stateOf(list, raw, (change) => {
        // Filters are typed letter by letter: replacing keeps "back" meaning the page before.
        void navigate({ to: '.', search: ((old: Raw) => change(old)) as never, replace: true })
      }),
    [list, raw, navigate],
  )
}

/** A list inside another page, which has no address of its own. */
export function useLocalList(list: ListId, start: Raw = {}): ListState {
  const [raw, setRaw] = useState<Raw>(start)
  return useMemo(() => stateOf(list, raw, setRaw), [list, raw])
}

function stateOf(list: ListId, raw: Raw, change: (update: (old: Raw) => Raw) => void): ListState {
  const names = Object.keys(lists[list].filter.shape)
  const values = Object.fromEntries(names.filter((name) => raw[name] !== undefined).map((name) => [name, raw[name]]))
  const sort = typeof raw.sort === 'string' ? raw.sort : undefined
  return {
    list,
    values,
    sort: sort === undefined ? undefined : { by: sort.replace(/^-/, ''), descending: sort.startsWith('-') },
    page: typeof raw.page === 'number' ? raw.page : 1,
    size: typeof raw.size === 'number' ? raw.size : usualSize,
    filter: (patch) => change((old) => without({ ...old, ...patch }, ['page'])),
    clear: () => change((old) => without(old, [...names, 'page'])),
    order: (next) =>
      change((old) => without({ ...old, sort: next && (next.descending ? '-' : '') + next.by }, ['page'])),
    turn: (page) => change((old) => without({ ...old, page: page > 1 ? page : undefined }, [])),
    resize: (size) => change((old) => without({ ...old, size: size === usualSize ? undefined : size }, ['page'])),
  }
}

function without(raw: Raw, names: readonly string[]): Raw {
  return Object.fromEntries(
    Object.entries(raw).filter(
      ([name, value]) => !names.includes(name) && value !== undefined && value !== '' && value !== null,
    ),
  )
}

const ListStateContext = createContext<ListState | null>(null)
export const ListStateProvider = ListStateContext.Provider

/** The list a filter belongs to. */
export function useListState(): ListState {
  const state = use(ListStateContext)
  if (!state) throw new Error('a filter stands outside a DataList')
  return state
}
