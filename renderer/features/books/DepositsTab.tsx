import { Button, Text } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useSearch } from '@tanstack/react-router'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { orpc } from '../../api/client.ts'
import { useMay, useOffice } from '../../api/session.ts'
import { useCommands } from '../../app/commands.tsx'
import { DataList } from '../../ui/DataList.tsx'
import { EmptyFace } from '../../ui/Faces.tsx'
import { formatMoney } from '../../ui/format.ts'
import { ChoiceFilter, DateFilter, PlaceFilter, TextFilter } from '../../ui/ListFilters.tsx'
import { DepositDialog } from './DepositDialog.tsx'
import { Strip } from './Strip.tsx'
import { TakeDepositDialog } from './TakeDepositDialog.tsx'

/** Deposits and money held for others: what was held on a day, and for whom. */
export function DepositsTab() {
  const { t } = useTranslation()
  const { today } = useOffice()
  const { asOf = today } = useSearch({ from: '/books' })
  const mayTake = useMay('books.takeDeposit')
  const maySum = useMay('books.depositsHeld')
  const held = useQuery({ ...orpc.books.depositsHeld.queryOptions({ input: { asOf } }), enabled: maySum })
  const [shown, setShown] = useState<number | 'new' | null>(null)
  useCommands(mayTake ? [{ key: 'n', label: t('books:deposit.take'), run: () => setShown('new') }] : [])
  return (
    <>
      <Strip
        items={[
          {
            label: t('books:deposit.heldOn', { date: asOf }),
            fen: held.data?.total,
            strong: true,
            testId: 'deposits-held',
          },
          ...(held.data?.byKind ?? []).map((one) => ({
            label: t('books:deposit.ofKind', { kind: t(`vocabulary:depositKind.${one.kind}`), number: one.count }),
            fen: one.held,
          })),
        ]}
      >
        {mayTake && (
          <Button onClick={() => setShown('new')} data-testid="take-deposit">
            {t('books:deposit.take')}
          </Button>
        )}
      </Strip>
      <DataList
        list="deposits"
        filters={
          <>
            <TextFilter placeholder={t('books:deposit.find')} />
            <PlaceFilter />
            <ChoiceFilter field="kind" w={120} />
            <ChoiceFilter field="state" choices="depositState" label={t('lists:deposits.filters.state')} />
            <DateFilter field="asOf" label={t('common:asOf')} />
          </>
        }
        cells={{
          gone: (row) => row.gone > 0 && formatMoney(row.gone),
          held: (row) =>
            row.held > 0 ? (
              <Text span inherit fw={600}>
                {formatMoney(row.held)}
              </Text>
            ) : (
              <Text span inherit c="dimmed">
                {formatMoney(0)}
              </Text>
            ),
        }}
        onOpen={(row) => setShown(row.id)}
        empty={<EmptyFace title={t('books:deposit.empty')} />}
      />
      <TakeDepositDialog opened={shown === 'new'} onClose={() => setShown(null)} />
      <DepositDialog id={typeof shown === 'number' ? shown : null} onClose={() => setShown(null)} />
    </>
  )
}
