import { useNavigate } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { DataList } from '../../ui/DataList.tsx'
import { EmptyFace } from '../../ui/Faces.tsx'
import { ChoiceFilter, PlaceFilter, TextFilter } from '../../ui/ListFilters.tsx'
import { CaseStateBadge } from './CaseSection.tsx'

/** Cases at law; a case is opened and taken further on the arrears page of its unit. */
export function CasesTab() {
  const { t } = useTranslation()
  const navigate = useNavigate()
  return (
    <DataList
      list="legalCases"
      filters={
        <>
          <TextFilter />
          <PlaceFilter />
          <ChoiceFilter field="state" />
        </>
      }
      cells={{ state: (row) => <CaseStateBadge state={row.state} /> }}
      onOpen={(row) => void navigate({ to: '/arrears/unit/$id', params: { id: String(row.unitId) } })}
      empty={<EmptyFace title={t('arrears:empty.cases')} />}
    />
  )
}
