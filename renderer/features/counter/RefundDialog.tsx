import { Select, Textarea, TextInput } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { z } from 'zod'
import { amountField } from '../../../electron/contract/amountField.ts'
import type { ReceiptView } from '../../../electron/contract/counter.ts'
import { codesOf, paymentMethods } from '../../../electron/contract/vocabulary.ts'
import { client } from '../../api/client.ts'
import { DialogForm, FormDialog } from '../../ui/FormDialog.tsx'
import { formatMoney } from '../../ui/format.ts'
import { HundredthsField } from '../../ui/HundredthsField.tsx'
import { useRecordForm } from '../../ui/recordForm.tsx'
import { sayDone } from '../../ui/write.ts'

/** Asks for money held in advance to be paid back; somebody else approves it. */
export function RefundDialog(props: {
  readonly line: ReceiptView['lines'][number] | null
  readonly payee: string
  readonly onClose: () => void
}) {
  const { t } = useTranslation()
  return (
    <FormDialog title={t('counter:refund')} opened={props.line !== null} onClose={props.onClose}>
      {props.line && <RefundForm line={props.line} payee={props.payee} onClose={props.onClose} />}
    </FormDialog>
  )
}

function RefundForm(props: {
  readonly line: ReceiptView['lines'][number]
  readonly payee: string
  readonly onClose: () => void
}) {
  const { t } = useTranslation()
  const { line } = props
  const methods = codesOf(paymentMethods)
  const record = useRecordForm({
    schema: z.object({
      amount: amountField(line.refundable),
      method: z.enum(methods),
      payee: z.string().trim().max(60),
      reason: z.string().trim().min(1).max(500),
    }),
    record: {
      version: 0,
      values: { amount: line.refundable, method: line.method, payee: props.payee, reason: '' },
    },
    save: ({ values }) => client.counter.askRefund({ paymentId: line.paymentId, ...values }),
    onSaved: () => {
      sayDone(t('counter:asked'))
      props.onClose()
    },
  })
  return (
    <DialogForm record={record} action={t('counter:askRefund')} onCancel={props.onClose}>
      <HundredthsField
        label={t('counter:refundAmount', { held: formatMoney(line.refundable) })}
        data-autofocus
        required
        {...record.form.getInputProps('amount')}
      />
      <Select
        label={t('counter:method')}
        allowDeselect={false}
        data={methods.map((one) => ({ value: one, label: t(`vocabulary:paymentMethod.${one}`) }))}
        {...record.form.getInputProps('method')}
      />
      <TextInput label={t('counter:payee')} maxLength={60} {...record.form.getInputProps('payee')} />
      <Textarea label={t('common:reason')} required maxLength={500} {...record.form.getInputProps('reason')} />
    </DialogForm>
  )
}
