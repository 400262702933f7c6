import { Badge, Button, Select } from '@mantine/core'
import { IconPlus, IconTable } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { ListRow } from '../../../electron/contract/lists.ts'
import type { TallyRegister, TallyRegisterId } from '../../../electron/contract/tallyRegisters.ts'
import { orpc } from '../../api/client.ts'
import { Keys, useCommands } from '../../app/commands.tsx'
import { currentLanguage } from '../../app/i18n.ts'
import { DataList } from '../../ui/DataList.tsx'
import { ChoiceFilter, DateFilter, LinkedFilters, TextFilter } from '../../ui/ListFilters.tsx'
import { useListState } from '../../ui/listState.ts'
import { Page } from '../../ui/Page.tsx'
import { itemWord, useKeeps, useRegister } from './register.ts'
import { TallyDialog } from './TallyDialog.tsx'
import { TallyNavigation } from './TallyNavigation.tsx'

/** The records of a register of counts. */
export function TallyPage() {
  const { t } = useTranslation()
  const navigate = useNavigate()
  const { id, register } = useRegister()
  const keeps = useKeeps(register)
  const [shown, setShown] = useState<'new' | ListRow<'tallies'> | null>(null)
  const months = () => void navigate({ to: `/${id}/months` })
  useCommands([
    ...(keeps ? [{ key: 'a', label: t('tallies:record'), run: () => setShown('new') }] : []),
    { key: 'm', label: t('tallies:months'), run: months },
  ])
  return (
    <Page
      title={register.title[currentLanguage()]}
      fill
      actions={
        <>
          <TallyNavigation at={id} />
          <Button
            variant="default"
            leftSection={<IconTable size={16} />}
            rightSection={<Keys of="m" />}
            onClick={months}
            data-testid="to-months"
          >
            {t('tallies:months')}
          </Button>
          {keeps && (
            <Button
              leftSection={<IconPlus size={16} />}
              rightSection={<Keys of="a" />}
              onClick={() => setShown('new')}
              data-testid="record-tally"
            >
              {t('tallies:record')}
            </Button>
          )}
        </>
      }
    >
      <DataList
        key={id}
        list="tallies"
        filter={{ register: id }}
        columns={columnsOf(register)}
        filters={
          <>
            <TextFilter placeholder={t('tallies:find')} />
            <ItemFilter id={id} register={register} />
            <DateFilter field="from" label={t('lists:tallies.filters.from')} />
            <DateFilter field="to" label={t('lists:tallies.filters.to')} />
            <ChoiceFilter field="state" choices="tallyState" label={t('lists:tallies.filters.state')} w={100} />
            <LinkedFilters fields={['unitId']} />
          </>
        }
        cells={{
          cancelledOn: (row) =>
            row.cancelledOn && (
              <Badge color="red" className="figure">
                {row.cancelledOn}
              </Badge>
            ),
        }}
        onOpen={setShown}
      />
      {shown !== null && (
        <TallyDialog
          id={id}
          register={register}
          {...(shown !== 'new' && { of: shown.id })}
          onClose={() => setShown(null)}
        />
      )}
    </Page>
  )
}

/** What the register asks; the register itself is the page's title. */
function columnsOf({ asks }: TallyRegister): readonly string[] {
  return ['onDate', 'item', 'place', ...asks, 'note', 'actor', 'cancelledOn']
}

function ItemFilter({ id, register }: { readonly id: TallyRegisterId; readonly register: TallyRegister }) {
  const { t } = useTranslation()
  const state = useListState()
  const entered = useQuery(orpc.tallies.entered.queryOptions({ input: { register: id } })).data
  const items = new Set([...Object.keys(register.items), ...(entered?.items ?? [])])
  const label = t('lists:tallies.columns.item')
  return (
    <Select
      w={170}
      aria-label={label}
      placeholder={label}
      clearable
      searchable
      data={[...items].map((value) => ({ value, label: itemWord(value) }))}
      value={(state.values.item as string | undefined) ?? null}
      onChange={(value) => state.filter({ item: value ?? undefined })}
      data-testid="filter-item"
    />
  )
}
