import { Text, Textarea } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { z } from 'zod'
import { amountField } from '../../../electron/contract/amountField.ts'
import type { UnitArrears } from '../../../electron/contract/dunning.ts'
import { client } from '../../api/client.ts'
import { DialogForm, FormDialog } from '../../ui/FormDialog.tsx'
import { formatMoney } from '../../ui/format.ts'
import { HundredthsField } from '../../ui/HundredthsField.tsx'
import { useRecordForm } from '../../ui/recordForm.tsx'
import { sayDone } from '../../ui/write.ts'
import { periodText } from '../counter/periods.ts'

type Charge = UnitArrears['account']['charges'][number]

/** Asks for what is owed of a charge to be written off; somebody else decides. */
export function WriteOffDialog(props: { readonly charge: Charge | null; readonly onClose: () => void }) {
  const { t } = useTranslation()
  return (
    <FormDialog title={t('arrears:writeOff.ask')} opened={props.charge !== null} onClose={props.onClose}>
      {props.charge && <WriteOffForm charge={props.charge} onClose={props.onClose} />}
    </FormDialog>
  )
}

function WriteOffForm({ charge, onClose }: { readonly charge: Charge; readonly onClose: () => void }) {
  const { t } = useTranslation()
  const record = useRecordForm({
    schema: z.object({
      amount: amountField(charge.owed),
      reason: z.string().trim().min(1).max(500),
    }),
    record: { version: 0, values: { amount: charge.owed, reason: '' } },
    save: ({ values }) => client.dunning.askWriteOff({ chargeId: charge.id, ...values }),
    onSaved: () => {
      sayDone(t('arrears:writeOff.asked'))
      onClose()
    },
  })
  return (
    <DialogForm record={record} action={t('arrears:writeOff.action')} onCancel={onClose}>
      <Text size="sm" c="dimmed">
        {charge.item} {periodText(charge)} · {t('arrears:writeOff.owed', { amount: formatMoney(charge.owed) })}
      </Text>
      <HundredthsField
        label={t('arrears:writeOff.amount')}
        required
        {...record.form.getInputProps('amount')}
        data-testid="write-off-amount"
      />
      <Textarea
        label={t('common:reason')}
        required
        maxLength={500}
        data-autofocus
        {...record.form.getInputProps('reason')}
        data-testid="write-off-reason"
      />
    </DialogForm>
  )
}
