import { Select, type SelectProps } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import type { FeeItem } from '../../../electron/contract/billing.ts'
import { orpc } from '../../api/client.ts'
import { useListState } from '../../ui/listState.ts'

export function useFeeItems(): readonly FeeItem[] {
  return useQuery(orpc.billing.items.queryOptions({ staleTime: 30_000 })).data ?? []
}

interface ItemSelectProps extends Omit<SelectProps, 'value' | 'onChange' | 'data'> {
  readonly value: number | null
  readonly onChange: (id: number | null) => void
  /** Which items may be chosen; without it all in use. */
  readonly only?: (item: FeeItem) => boolean
  readonly 'data-testid'?: string
}

/** A fee item by its name. */
export function ItemSelect({ value, onChange, only, ...rest }: ItemSelectProps) {
  const items = useFeeItems().filter((item) => item.id === value || (item.active && (only?.(item) ?? true)))
  return (
    <Select
      {...rest}
      data={items.map((item) => ({ value: String(item.id), label: item.name }))}
      value={value === null ? null : String(value)}
      onChange={(id) => onChange(id === null ? null : Number(id))}
    />
  )
}

/** The filter of a list by fee item. */
export function ItemFilter({ label, w = 130 }: { readonly label: string; readonly w?: number }) {
  const state = useListState()
  return (
    <ItemSelect
      w={w}
      aria-label={label}
      placeholder={label}
      clearable
      value={(state.values.item as number | undefined) ?? null}
      onChange={(item) => state.filter({ item: item ?? undefined })}
      data-testid="filter-item"
    />
  )
}

/** The filter of a list by year, this one and those before it. */
export function YearFilter({ label, until }: { readonly label: string; readonly until: number }) {
  const state = useListState()
  return (
    <Select
      w={84}
      aria-label={label}
      placeholder={label}
      clearable
      data={Array.from({ length: 12 }, (_, back) => String(until - back))}
      value={state.values.year === undefined ? null : String(state.values.year)}
      onChange={(year) => state.filter({ year: year === null ? undefined : Number(year) })}
      data-testid="filter-year"
    />
  )
}
