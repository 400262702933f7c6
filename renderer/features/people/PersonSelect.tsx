import { Select, type SelectProps } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { orpc } from '../../api/client.ts'

/** Somebody who works here, by name and post. */
export function PersonSelect({
  value,
  onChange,
  except = [],
  ...rest
}: Omit<SelectProps, 'value' | 'onChange' | 'data'> & {
  readonly value: number | null
  readonly onChange: (id: number | null) => void
  readonly except?: readonly (number | null)[]
}) {
  const people = usePeople()
  return (
    <Select
      searchable
      {...rest}
      data={people
        .filter((one) => !except.includes(one.id))
        .map((one) => ({ value: String(one.id), label: one.post ? `${one.name} · ${one.post}` : one.name }))}
      value={value === null ? null : String(value)}
      onChange={(next) => onChange(next === null ? null : Number(next))}
    />
  )
}

/** Everybody who works here now. */
export function usePeople() {
  return useQuery(orpc.people.choices.queryOptions({ staleTime: 60_000 })).data ?? []
}
