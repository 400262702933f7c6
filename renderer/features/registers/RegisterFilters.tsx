import { Select } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { type RecordState, type RegisterId, registerOf } from '../../../electron/contract/registerKinds.ts'
import { widthFor } from '../../ui/ListFilters.tsx'
import { useListState } from '../../ui/listState.ts'
import { fieldName } from './words.ts'

/** The states that records of a register can be in. */
function statesOf(register: RegisterId): RecordState[] {
  const { starts, steps } = registerOf(register)
  return [...new Set([starts, ...Object.values(steps).flatMap(({ to }) => (to ? [to] : [])), 'cancelled' as const])]
}

export function StateFilter({ register }: { readonly register: RegisterId }) {
  const { t } = useTranslation()
  return (
    <Choice
      field="state"
      label={fieldName(t, register, 'state')}
      values={statesOf(register)}
      words="vocabulary:recordState"
    />
  )
}

export function CategoryFilter({ register }: { readonly register: RegisterId }) {
  const { t } = useTranslation()
  const { categories } = registerOf(register)
  if (!categories) return null
  const label = fieldName(t, register, 'category')
  return <Choice field="category" label={label} values={categories} words="vocabulary:recordCategory" />
}

function Choice(props: {
  readonly field: string
  readonly label: string
  readonly values: readonly string[]
  readonly words: string
}) {
  const { t } = useTranslation()
  const state = useListState()
  return (
    <Select
      w={widthFor(props.label, 100)}
      aria-label={props.label}
      placeholder={props.label}
      clearable
      data={props.values.map((value) => ({ value, label: t(`${props.words}.${value}`) }))}
      value={(state.values[props.field] as string | undefined) ?? null}
      onChange={(value) => state.filter({ [props.field]: value ?? undefined })}
      data-testid={`filter-${props.field}`}
    />
  )
}
