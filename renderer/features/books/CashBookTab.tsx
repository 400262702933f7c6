import { Button, Checkbox, Group, Modal, SegmentedControl, Text, TextInput } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { payInFields } from '../../../electron/contract/books.ts'
import { isDate } from '../../../electron/contract/dates.ts'
import { client, orpc } from '../../api/client.ts'
import { useMay, useOffice } from '../../api/session.ts'
import { useCommands } from '../../app/commands.tsx'
import { DataList } from '../../ui/DataList.tsx'
import { DateField } from '../../ui/DateField.tsx'
import { EmptyFace } from '../../ui/Faces.tsx'
import { DialogForm, FormDialog } from '../../ui/FormDialog.tsx'
import { fieldLabel } from '../../ui/fields.ts'
import { formatMoney } from '../../ui/format.ts'
import { HundredthsField } from '../../ui/HundredthsField.tsx'
import { TextFilter } from '../../ui/ListFilters.tsx'
import { useRecordForm } from '../../ui/recordForm.tsx'
import { sayDone } from '../../ui/write.ts'
import { MovementTable, movementMethods, netByMethod } from './MovementTable.tsx'
import { RangeBar, useRange } from './RangeBar.tsx'
import { Strip } from './Strip.tsx'

/** What came in and went out day by day, and the cash that went to the bank. */
export function CashBookTab() {
  const { t } = useTranslation()
  const navigate = useNavigate()
  const range = useRange()
  const { view } = useSearch({ from: '/books' })
  const mayPayIn = useMay('books.payIn')
  const book = useQuery(orpc.books.cashBook.queryOptions({ input: range }))
  const [shown, setShown] = useState<'pay-in' | 'kinds' | null>(null)
  useCommands(mayPayIn ? [{ key: 'n', label: t('books:payIn.title'), run: () => setShown('pay-in') }] : [])
  const net = book.data && netByMethod(book.data.movements)
  const total = net && Object.values(net).reduce((sum, one) => sum + one, 0)
  return (
    <>
      <Strip
        items={[
          ...movementMethods.map((method) => ({
            label: t(`vocabulary:paymentMethod.${method}`),
            fen: net?.[method],
          })),
          { label: t('books:movements.total'), fen: total, strong: true, testId: 'cash-book-total' },
          { label: t('books:cashBook.paidIn'), fen: book.data?.paidIn },
          {
            label: t('books:cashBook.onHand', { date: range.to }),
            fen: book.data?.cashOnHand,
            strong: true,
            testId: 'cash-on-hand',
          },
        ]}
      >
        <Button variant="default" onClick={() => setShown('kinds')} data-testid="kinds">
          {t('books:cashBook.byKind')}
        </Button>
        {mayPayIn && (
          <Button onClick={() => setShown('pay-in')} data-testid="pay-in">
            {t('books:payIn.title')}
          </Button>
        )}
      </Strip>
      <DataList
        key={view ?? 'days'}
        list={view === 'bank' ? 'cashDeposits' : 'cashBook'}
        filter={range}
        filters={
          <>
            <SegmentedControl
              aria-label={t('books:cashBook.view')}
              value={view ?? 'days'}
              onChange={(next) =>
                void navigate({
                  to: '/books',
                  search: { tab: 'cash-book', ...range, ...(next === 'bank' && { view: 'bank' }) },
                })
              }
              data={[
                { value: 'days', label: t('books:cashBook.days') },
                { value: 'bank', label: t('books:cashBook.bank') },
              ]}
            />
            <RangeBar range={range} />
            {view === 'bank' && <TextFilter w={150} />}
          </>
        }
        cells={{
          cashier: (row) => ('cashier' in row && row.cashier) || <Imported />,
          ...Object.fromEntries(
            [...movementMethods, 'taken', 'given', 'paidIn'].map((column) => [
              column,
              (row: Record<string, unknown>) => row[column] !== 0 && formatMoney(Number(row[column])),
            ]),
          ),
        }}
        empty={<EmptyFace title={t(view === 'bank' ? 'books:cashBook.emptyBank' : 'books:cashBook.empty')} />}
      />
      <Modal opened={shown === 'kinds'} onClose={() => setShown(null)} size="auto" title={t('books:cashBook.byKind')}>
        <Text size="sm" c="dimmed" mb="xs">
          {t('books:range.of', { from: range.from, to: range.to })}
        </Text>
        {book.data && <MovementTable movements={book.data.movements} />}
      </Modal>
      <PayInDialog opened={shown === 'pay-in'} onClose={() => setShown(null)} />
    </>
  )
}

/** Money of an import has nobody who took it at this desk. */
function Imported() {
  const { t } = useTranslation()
  return (
    <Text span inherit c="dimmed">
      {t('books:imported')}
    </Text>
  )
}

/** Cash brought to the bank. */
export function PayInDialog(props: {
  readonly opened: boolean
  readonly onClose: () => void
  readonly fromShift?: boolean
}) {
  const { t } = useTranslation()
  return (
    <FormDialog opened={props.opened} onClose={props.onClose} title={t('books:payIn.title')}>
      <PayInForm onClose={props.onClose} fromShift={props.fromShift ?? false} />
    </FormDialog>
  )
}

function PayInForm({ onClose, fromShift }: { readonly onClose: () => void; readonly fromShift: boolean }) {
  const { t } = useTranslation()
  const { today } = useOffice()
  const mine = useQuery(orpc.books.myShift.queryOptions())
  const left = useQuery(orpc.books.leftCash.queryOptions())
  const till = mine.data?.expectedCash ?? left.data?.left ?? null
  const record = useRecordForm({
    schema: payInFields,
    record: {
      version: 0,
      values: { onDate: today, amount: null as number | null, bank: '', slipNo: '', fromShift, note: '' },
    },
    save: ({ values }) => client.books.payIn({ ...values, amount: values.amount ?? 0 }),
    onSaved: () => {
      onClose()
      sayDone(t('books:payIn.done'))
    },
  })
  const { form } = record
  const { onDate } = form.values
  const book = useQuery({
    ...orpc.books.cashBook.queryOptions({ input: { from: onDate, to: onDate } }),
    enabled: isDate(onDate),
  })
  return (
    <DialogForm record={record} action={t('books:payIn.action')} onCancel={onClose}>
      <Group grow align="flex-start">
        <HundredthsField
          label={`${fieldLabel('amount')} (${t('common:yuan')})`}
          description={book.data && t('books:payIn.onHand', { amount: formatMoney(book.data.cashOnHand) })}
          required
          data-autofocus
          {...form.getInputProps('amount')}
          data-testid="amount"
        />
        <DateField label={fieldLabel('onDate')} required maxDate={today} {...form.getInputProps('onDate')} />
      </Group>
      <Group grow align="flex-start">
        <TextInput label={fieldLabel('bank')} maxLength={60} {...form.getInputProps('bank')} data-testid="bank" />
        <TextInput
          label={t('lists:cashDeposits.columns.slipNo')}
          required
          maxLength={40}
          {...form.getInputProps('slipNo')}
          data-testid="slip-no"
        />
      </Group>
      {till !== null && (
        <Checkbox
          label={t(mine.data ? 'books:payIn.fromShift' : 'books:payIn.fromLeft', { amount: formatMoney(till) })}
          {...form.getInputProps('fromShift', { type: 'checkbox' })}
        />
      )}
      <TextInput label={fieldLabel('note')} maxLength={300} {...form.getInputProps('note')} />
    </DialogForm>
  )
}
