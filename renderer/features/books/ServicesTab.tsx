import { Badge, Button } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useSearch } from '@tanstack/react-router'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { serviceEntryCategories } from '../../../electron/contract/bookWords.ts'
import type { ListRow } from '../../../electron/contract/lists.ts'
import { orpc } from '../../api/client.ts'
import { useMay } from '../../api/session.ts'
import { useCommands } from '../../app/commands.tsx'
import { DataList } from '../../ui/DataList.tsx'
import { EmptyFace } from '../../ui/Faces.tsx'
import { formatMoney } from '../../ui/format.ts'
import { ChoiceFilter, TextFilter } from '../../ui/ListFilters.tsx'
import { RangeBar, useRange } from './RangeBar.tsx'
import { ServiceDialog } from './ServiceDialog.tsx'
import { ServiceEntryDialog } from './ServiceEntryDialog.tsx'
import { Strip } from './Strip.tsx'

/** Paid services, advertising and other income, with what they cost. */
export function ServicesTab() {
  const { t } = useTranslation()
  const range = useRange()
  const search = useSearch({ from: '/books' })
  const category = serviceEntryCategories.find((one) => one === search.category)
  const totals = useQuery(orpc.books.serviceTotals.queryOptions({ input: { ...range, ...(category && { category }) } }))
  const mayAdd = useMay('books.addService')
  const [shown, setShown] = useState<'new' | ListRow<'serviceEntries'> | null>(null)
  useCommands(mayAdd ? [{ key: 'n', label: t('books:service.add'), run: () => setShown('new') }] : [])
  const { data } = totals
  return (
    <>
      <Strip
        items={[
          {
            label: t('lists:serviceEntries.columns.income'),
            fen: data?.income,
            strong: true,
            testId: 'service-income',
          },
          { label: t('lists:serviceEntries.columns.expense'), fen: data?.expense, strong: true },
          { label: t('books:service.surplus'), fen: data && data.income - data.expense },
          ...(data?.byCategory ?? [])
            .filter((one) => one.income !== 0)
            .map((one) => ({ label: t(`vocabulary:serviceCategory.${one.category}`), fen: one.income })),
        ]}
      >
        {mayAdd && (
          <Button onClick={() => setShown('new')} data-testid="add-service">
            {t('books:service.add')}
          </Button>
        )}
      </Strip>
      <DataList
        list="serviceEntries"
        filter={range}
        filters={
          <>
            <TextFilter placeholder={t('books:service.find')} w={150} />
            <ChoiceFilter field="category" w={130} />
            <ChoiceFilter field="state" choices="serviceState" label={t('lists:serviceEntries.filters.state')} w={96} />
            <RangeBar range={range} />
          </>
        }
        cells={{
          income: (row) => row.income !== 0 && formatMoney(row.income),
          expense: (row) => row.expense !== 0 && formatMoney(row.expense),
          reversedOn: (row) => row.reversedOn && <Badge color="red">{row.reversedOn}</Badge>,
        }}
        onOpen={setShown}
        empty={<EmptyFace title={t('books:service.empty')} />}
      />
      <ServiceDialog opened={shown === 'new'} onClose={() => setShown(null)} />
      <ServiceEntryDialog entry={shown === 'new' ? null : shown} onClose={() => setShown(null)} />
    </>
  )
}
