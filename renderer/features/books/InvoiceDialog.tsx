import { Group, Text, TextInput } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { useQuery } from '@tanstack/react-query'
import { useEffect } from 'react'
import { useTranslation } from 'react-i18next'
import { invoiceFields } from '../../../electron/contract/books.ts'
import { client, orpc } from '../../api/client.ts'
import { errorText } from '../../api/errors.ts'
import { useOffice } from '../../api/session.ts'
import { DateField } from '../../ui/DateField.tsx'
import { DialogForm, FormDialog } from '../../ui/FormDialog.tsx'
import { fieldLabel } from '../../ui/fields.ts'
import { formatMoney } from '../../ui/format.ts'
import { HundredthsField } from '../../ui/HundredthsField.tsx'
import { useRecordForm } from '../../ui/recordForm.tsx'
import { sayDone } from '../../ui/write.ts'

/** Registers an invoice for a receipt: its number tells what may still be invoiced. */
export function InvoiceDialog(props: { readonly opened: boolean; readonly onClose: () => void }) {
  const { t } = useTranslation()
  return (
    <FormDialog opened={props.opened} onClose={props.onClose} title={t('books:invoice.add')}>
      <InvoiceForm onClose={props.onClose} />
    </FormDialog>
  )
}

function InvoiceForm({ onClose }: { readonly onClose: () => void }) {
  const { t } = useTranslation()
  const { today } = useOffice()
  const record = useRecordForm({
    schema: invoiceFields,
    record: {
      version: 0,
      values: {
        receiptNo: '',
        number: '',
        title: '',
        taxNumber: '',
        onDate: today,
        amount: null as number | null,
        note: '',
      },
    },
    save: ({ values }) => client.books.addInvoice({ ...values, amount: values.amount ?? 0 }),
    onSaved: () => {
      onClose()
      sayDone(t('books:invoice.added'))
    },
  })
  const { form } = record
  const [receiptNo] = useDebouncedValue(form.values.receiptNo.trim(), 250)
  const receipt = useQuery({
    ...orpc.books.receiptToInvoice.queryOptions({ input: { receiptNo } }),
    enabled: receiptNo !== '',
    retry: false,
  })
  const found = receipt.data
  const { setFieldValue, getValues } = form
  useEffect(() => {
    if (!found) return
    if (getValues().amount === null && found.left > 0) setFieldValue('amount', found.left)
    if (getValues().title === '' && found.payer !== '') setFieldValue('title', found.payer)
  }, [found, setFieldValue, getValues])
  return (
    <DialogForm record={record} action={t('books:invoice.action')} onCancel={onClose}>
      <TextInput
        label={fieldLabel('receiptNo')}
        required
        data-autofocus
        maxLength={40}
        {...form.getInputProps('receiptNo')}
        description={
          found ? (
            <Text span inherit className="figure" data-testid="receipt-left">
              {t('books:invoice.left', {
                date: found.onDate,
                payer: found.payer || '—',
                amount: formatMoney(found.amount),
                left: formatMoney(found.left),
              })}
            </Text>
          ) : receipt.error && receiptNo !== '' ? (
            <Text span inherit c="var(--mantine-color-orange-light-color)">
              {errorText(receipt.error)}
            </Text>
          ) : (
            t('books:invoice.receiptHint')
          )
        }
        data-testid="receipt-no"
      />
      <Group grow align="flex-start">
        <TextInput
          label={fieldLabel('number')}
          required
          maxLength={40}
          {...form.getInputProps('number')}
          data-testid="number"
        />
        <HundredthsField
          label={`${fieldLabel('amount')} (${t('common:yuan')})`}
          required
          {...form.getInputProps('amount')}
          data-testid="amount"
        />
      </Group>
      <TextInput
        label={fieldLabel('title')}
        required
        maxLength={120}
        {...form.getInputProps('title')}
        data-testid="title"
      />
      <Group grow align="flex-start">
        <TextInput label={fieldLabel('taxNumber')} maxLength={40} {...form.getInputProps('taxNumber')} />
        <DateField
          label={t('lists:invoices.columns.onDate')}
          required
          maxDate={today}
          {...form.getInputProps('onDate')}
        />
      </Group>
      <TextInput label={fieldLabel('note')} maxLength={300} {...form.getInputProps('note')} />
    </DialogForm>
  )
}
