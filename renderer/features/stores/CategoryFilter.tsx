import { Select } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { orpc } from '../../api/client.ts'
import { useListState } from '../../ui/listState.ts'

/** The categories that items have. */
export function CategoryFilter() {
  const { t } = useTranslation()
  const state = useListState()
  const words = useQuery(orpc.stores.words.queryOptions()).data
  const label = t('lists:stockItems.columns.category')
  return (
    <Select
      w={130}
      aria-label={label}
      placeholder={label}
      clearable
      searchable
      data={words?.categories ?? []}
      value={(state.values.category as string | undefined) ?? null}
      onChange={(value) => state.filter({ category: value ?? undefined })}
      data-testid="filter-category"
    />
  )
}
