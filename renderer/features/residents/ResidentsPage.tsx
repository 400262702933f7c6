import { Button, Checkbox } from '@mantine/core'
import { IconUserPlus } from '@tabler/icons-react'
import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useMay } from '../../api/session.ts'
import { useCommands } from '../../app/commands.tsx'
import { DataList } from '../../ui/DataList.tsx'
import { EmptyFace } from '../../ui/Faces.tsx'
import { ChoiceFilter, DateFilter, FlagFilter, PlaceFilter, TextFilter } from '../../ui/ListFilters.tsx'
import { LinkButton } from '../../ui/links.tsx'
import { useListState } from '../../ui/listState.ts'
import { Page } from '../../ui/Page.tsx'
import { NewResident } from './NewResident.tsx'

/** From this age people are on the care list. */
const careAge = 60

/** Everybody with a role on a unit. */
export function ResidentsPage() {
  const { t } = useTranslation()
  const navigate = useNavigate()
  const mayCreate = useMay('residents.create')
  const mayImport = useMay('imports.check')
  const [adding, setAdding] = useState(false)
  useCommands(mayCreate ? [{ key: 'n', label: t('residents:new'), run: () => setAdding(true) }] : [])
  return (
    <Page
      title={t('common:nav.residents')}
      fill
      actions={
        mayCreate && (
          <Button leftSection={<IconUserPlus size={16} />} onClick={() => setAdding(true)} data-testid="new-resident">
            {t('residents:new')}
          </Button>
        )
      }
    >
      <DataList
        list="residents"
        filters={
          <>
            <TextFilter placeholder={t('residents:find')} w={150} />
            <PlaceFilter />
            <ChoiceFilter field="role" w={84} />
            <ChoiceFilter field="clientClass" w={84} />
            <DateFilter field="asOf" label={t('common:asOf')} w={116} />
            <CareFilter />
            <FlagFilter field="all" label={t('lists:residents.filters.all')} />
          </>
        }
        onOpen={(row) => void navigate({ to: '/residents/$id', params: { id: String(row.personId) } })}
        empty={
          <EmptyFace title={t('residents:empty')}>
            {mayImport && (
              <LinkButton to="/imports" variant="default">
                {t('common:nav.imports')}
              </LinkButton>
            )}
          </EmptyFace>
        }
      />
      <NewResident opened={adding} onClose={() => setAdding(false)} />
    </Page>
  )
}

function CareFilter() {
  const { t } = useTranslation()
  const state = useListState()
  return (
    <Checkbox
      size="sm"
      label={t('residents:careAge', { age: careAge })}
      checked={state.values.ageFrom !== undefined}
      onChange={(event) => state.filter({ ageFrom: event.currentTarget.checked ? careAge : undefined })}
      data-testid="filter-ageFrom"
    />
  )
}
