import { Button, Select } from '@mantine/core'
import { IconPlus } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { ListRow } from '../../../electron/contract/lists.ts'
import { client, orpc } from '../../api/client.ts'
import { useMay } from '../../api/session.ts'
import { Keys, useCommands } from '../../app/commands.tsx'
import { DataList } from '../../ui/DataList.tsx'
import { EmptyFace } from '../../ui/Faces.tsx'
import { FlagFilter, PlaceFilter, TextFilter } from '../../ui/ListFilters.tsx'
import { LinkAnchor } from '../../ui/links.tsx'
import { useListState } from '../../ui/listState.ts'
import { sayDone } from '../../ui/write.ts'
import { AssignDialog, type UnitToAssign } from './AssignDialog.tsx'
import { BillingFrame } from './BillingFrame.tsx'
import { EndDialog } from './EndDialog.tsx'

type Row = ListRow<'unitTariffs'>

/** Which tariff holds for which unit and since when; and the homes and shops that have none. */
export function AssignmentsPage() {
  const { t } = useTranslation()
  const navigate = useNavigate()
  const [assigning, setAssigning] = useState<UnitToAssign | 'place' | null>(null)
  const [ending, setEnding] = useState<Row | null>(null)
  const mayAssign = useMay('billing.assign')
  useCommands(mayAssign ? [{ key: 'n', label: t('billing:assign.new'), run: () => setAssigning('place') }] : [])
  return (
    <BillingFrame
      tab="units"
      actions={
        mayAssign && (
          <Button
            leftSection={<IconPlus size={16} />}
            rightSection={<Keys of="n" />}
            onClick={() => setAssigning('place')}
            data-testid="assign"
          >
            {t('billing:assign.new')}
          </Button>
        )
      }
    >
      <DataList
        list="unitTariffs"
        filters={
          <>
            <TextFilter placeholder={t('billing:findUnit')} />
            <PlaceFilter />
            <TariffFilter />
            <FlagFilter field="without" label={t('lists:unitTariffs.filters.without')} />
          </>
        }
        cells={{
          room: (row) => (
            <LinkAnchor
              to="/estate/unit/$id"
              params={{ id: String(row.unitId) }}
              onClick={(event) => event.stopPropagation()}
              tabIndex={-1}
            >
              {row.room}
            </LinkAnchor>
          ),
        }}
        {...(mayAssign && {
          more: [
            {
              id: 'do',
              title: '',
              width: 110,
              cell: (row: Row) =>
                row.tariffId === null ? (
                  <RowButton onClick={() => setAssigning(row)}>{t('billing:assign.one')}</RowButton>
                ) : (
                  row.toOn === null && <RowButton onClick={() => setEnding(row)}>{t('billing:assign.end')}</RowButton>
                ),
            },
          ],
        })}
        onOpen={(row) => void navigate({ to: '/estate/unit/$id', params: { id: String(row.unitId) } })}
        empty={<EmptyFace title={t('billing:assign.none')} />}
      />
      {assigning !== null && (
        <AssignDialog unit={assigning === 'place' ? null : assigning} onClose={() => setAssigning(null)} />
      )}
      {ending && (
        <EndDialog
          title={t('billing:assign.endTitle', { unit: ending.display, tariff: ending.tariff ?? '' })}
          hint={t('billing:assign.endHint')}
          from={ending.fromOn ?? ''}
          version={ending.version}
          save={(version, toOn) => client.billing.endAssignment({ id: ending.id, version, toOn })}
          onSaved={() => sayDone(t('common:saved'))}
          onClose={() => setEnding(null)}
        />
      )}
    </BillingFrame>
  )
}

/** A step of a row, beside what opening the row does. */
export function RowButton(props: { readonly onClick: () => void; readonly children: string }) {
  return (
    <Button
      size="compact-xs"
      variant="default"
      tabIndex={-1}
      onClick={(event) => {
        event.stopPropagation()
        props.onClick()
      }}
      data-testid="row-action"
    >
      {props.children}
    </Button>
  )
}

export function useTariffs() {
  const input = { filter: {}, offset: 0, limit: 200 }
  return useQuery(orpc.lists.tariffs.queryOptions({ input })).data?.rows ?? []
}

function TariffFilter() {
  const { t } = useTranslation()
  const state = useListState()
  const label = t('lists:unitTariffs.filters.tariff')
  return (
    <Select
      w={190}
      aria-label={label}
      placeholder={label}
      clearable
      searchable
      data={useTariffs().map((tariff) => ({ value: String(tariff.id), label: tariff.name }))}
      value={state.values.tariff === undefined ? null : String(state.values.tariff)}
      onChange={(tariff) => state.filter({ tariff: tariff === null ? undefined : Number(tariff) })}
      data-testid="filter-tariff"
    />
  )
}
