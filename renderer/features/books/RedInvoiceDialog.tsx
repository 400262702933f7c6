import { Divider, Group, TextInput } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { redInvoiceFields } from '../../../electron/contract/books.ts'
import type { ListRow } from '../../../electron/contract/lists.ts'
import { client } from '../../api/client.ts'
import { useMay, useOffice } from '../../api/session.ts'
import { DateField } from '../../ui/DateField.tsx'
import { FactTable } from '../../ui/FactTable.tsx'
import { DialogForm, FormDialog } from '../../ui/FormDialog.tsx'
import { fieldLabel } from '../../ui/fields.ts'
import { formatMoney } from '../../ui/format.ts'
import { useRecordForm } from '../../ui/recordForm.tsx'
import { sayDone } from '../../ui/write.ts'

type Invoice = ListRow<'invoices'>

/** One invoice, and the red-letter one that takes it back. */
export function RedInvoiceDialog(props: { readonly invoice: Invoice | null; readonly onClose: () => void }) {
  const { t } = useTranslation()
  const mayRed = useMay('books.redInvoice')
  const { invoice } = props
  return (
    <FormDialog
      opened={invoice !== null}
      onClose={props.onClose}
      title={t('books:invoice.one', { number: invoice?.number ?? '' })}
    >
      {invoice && (
        <>
          <FactTable
            columns={1}
            facts={[
              { label: t('lists:invoices.columns.state'), value: t(`vocabulary:invoiceState.${invoice.state}`) },
              { label: fieldLabel('title'), value: invoice.title },
              { label: fieldLabel('taxNumber'), value: invoice.taxNumber },
              { label: t('lists:invoices.columns.onDate'), value: invoice.onDate, figure: true },
              { label: fieldLabel('amount'), value: formatMoney(invoice.amount), figure: true },
              { label: fieldLabel('receiptNo'), value: invoice.receiptNo },
              ...(invoice.redOf ? [{ label: t('lists:invoices.columns.redOf'), value: invoice.redOf }] : []),
              ...(invoice.note ? [{ label: fieldLabel('note'), value: invoice.note }] : []),
            ]}
          />
          {mayRed && invoice.state === 'valid' && <RedForm invoice={invoice} onClose={props.onClose} />}
        </>
      )}
    </FormDialog>
  )
}

function RedForm({ invoice, onClose }: { readonly invoice: Invoice; readonly onClose: () => void }) {
  const { t } = useTranslation()
  const { today } = useOffice()
  const record = useRecordForm({
    schema: redInvoiceFields,
    record: { version: 0, values: { number: '', onDate: today, note: '' } },
    save: ({ values }) => client.books.redInvoice({ id: invoice.id, ...values }),
    onSaved: () => {
      onClose()
      sayDone(t('books:invoice.reddened'))
    },
  })
  const { form } = record
  return (
    <>
      <Divider my="sm" label={t('books:invoice.red')} labelPosition="left" />
      <DialogForm record={record} action={t('books:invoice.redAction')} onCancel={onClose}>
        <Group grow align="flex-start">
          <TextInput
            label={t('books:invoice.redNumber')}
            required
            maxLength={40}
            {...form.getInputProps('number')}
            data-testid="red-number"
          />
          <DateField
            label={t('lists:invoices.columns.onDate')}
            required
            maxDate={today}
            {...form.getInputProps('onDate')}
          />
        </Group>
        <TextInput
          label={t('common:reason')}
          required
          maxLength={300}
          {...form.getInputProps('note')}
          data-testid="reason"
        />
      </DialogForm>
    </>
  )
}
