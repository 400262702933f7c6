import { Text, Textarea } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { z } from 'zod'
import { amountField } from '../../../electron/contract/amountField.ts'
import type { UnitArrears } from '../../../electron/contract/dunning.ts'
import { client } from '../../api/client.ts'
import { DialogForm, FormDialog } from '../../ui/FormDialog.tsx'
import { formatCount, formatMoney } from '../../ui/format.ts'
import { HundredthsField } from '../../ui/HundredthsField.tsx'
import { useRecordForm } from '../../ui/recordForm.tsx'
import { sayDone } from '../../ui/write.ts'
import { periodText } from '../counter/periods.ts'

type Charge = UnitArrears['account']['charges'][number]

interface WriteOffProps {
  readonly onClose: () => void
  /** The request is made: what was ticked for it is done with. */
  readonly onAsked: () => void
}

/** Asks for what is owed of one charge, or of all that were ticked, to be written off; somebody else decides. */
export function WriteOffDialog(props: WriteOffProps & { readonly charges: readonly Charge[] }) {
  const { t } = useTranslation()
  return (
    <FormDialog title={t('arrears:writeOff.ask')} opened={props.charges.length > 0} onClose={props.onClose}>
      {props.charges.length > 0 && <WriteOffForm {...props} />}
    </FormDialog>
  )
}

/** Of one charge a part can be given up; of several it is all that is owed. */
function WriteOffForm({ charges, onClose, onAsked }: WriteOffProps & { readonly charges: readonly Charge[] }) {
  const { t } = useTranslation()
  const owed = charges.reduce((sum, charge) => sum + charge.owed, 0)
  const [only, ...others] = charges
  const isOne = others.length === 0
  const record = useRecordForm({
    schema: z.object({
      amount: amountField(owed),
      reason: z.string().trim().min(1).max(500),
    }),
    record: { version: 0, values: { amount: owed, reason: '' } },
    save: ({ values: { amount, reason } }) =>
      client.dunning.askWriteOff({
        charges: charges.map((charge) => ({ chargeId: charge.id, amount: isOne ? amount : charge.owed })),
        reason,
      }),
    onSaved: () => {
      sayDone(t('arrears:writeOff.asked'))
      onAsked()
      onClose()
    },
  })
  return (
    <DialogForm record={record} action={t('arrears:writeOff.action')} onCancel={onClose}>
      {isOne && only ? (
        <>
          <Text size="sm" c="dimmed">
            {only.item} {periodText(only)} · {t('arrears:writeOff.owed', { amount: formatMoney(owed) })}
          </Text>
          <HundredthsField
            label={t('arrears:writeOff.amount')}
            required
            {...record.form.getInputProps('amount')}
            data-testid="write-off-amount"
          />
        </>
      ) : (
        <Text size="sm" className="figure" data-testid="write-off-sum">
          {t('arrears:writeOff.several', {
            charges: formatCount(charges.length),
            period: periodText({ fromOn: earliest(charges), toOn: latest(charges) }),
            amount: formatMoney(owed),
          })}
        </Text>
      )}
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

const earliest = (charges: readonly Charge[]) => charges.map((charge) => charge.fromOn).sort()[0] ?? ''
const latest = (charges: readonly Charge[]) =>
  charges
    .map((charge) => charge.toOn)
    .sort()
    .at(-1) ?? ''
