import { useNavigate } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { DataList } from '../../ui/DataList.tsx'
import { EmptyFace } from '../../ui/Faces.tsx'
import { ChoiceFilter, DateFilter, LinkedFilters, TextFilter } from '../../ui/ListFilters.tsx'
import { CategoryFilter } from './CategoryFilter.tsx'
import { KindBadge } from './KindBadge.tsx'
import { StoresFrame } from './StoresFrame.tsx'

/** Every movement with what was there after it. */
export function MovementsPage() {
  const { t } = useTranslation()
  const navigate = useNavigate()
  return (
    <StoresFrame at="movements">
      <DataList
        list="stockMovements"
        filters={
          <>
            <TextFilter placeholder={t('stores:find')} />
            <CategoryFilter />
            <ChoiceFilter field="kind" choices="stockKind" />
            <DateFilter field="from" label={t('lists:stockMovements.filters.from')} />
            <DateFilter field="to" label={t('lists:stockMovements.filters.to')} />
            <LinkedFilters fields={['itemId']} />
          </>
        }
        cells={{ kind: (row) => <KindBadge kind={row.kind} /> }}
        onOpen={(row) => void navigate({ to: '/stores/document/$id', params: { id: String(row.documentId) } })}
        empty={<EmptyFace title={t('stores:emptyDocuments')} />}
      />
    </StoresFrame>
  )
}
