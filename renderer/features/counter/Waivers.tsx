import { Button, Group, Textarea } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { z } from 'zod'
import { amountField } from '../../../electron/contract/amountField.ts'
import { client } from '../../api/client.ts'
import { useMay } from '../../api/session.ts'
import { DialogForm, FormDialog } from '../../ui/FormDialog.tsx'
import { formatMoney } from '../../ui/format.ts'
import { HundredthsField } from '../../ui/HundredthsField.tsx'
import { useRecordForm } from '../../ui/recordForm.tsx'
import { sayDone } from '../../ui/write.ts'

/** A penalty that a unit has run up, in fen. */
interface AccruedPenalty {
  readonly unitId: number
  readonly unit: string
  readonly amount: number
}

/** Asks for a penalty not to be taken, whole or in part; somebody else approves it. */
export function Waivers({ of: penalties }: { readonly of: readonly AccruedPenalty[] }) {
  const { t } = useTranslation()
  const mayAsk = useMay('counter.askPenaltyWaiver')
  const [waiving, setWaiving] = useState<AccruedPenalty | null>(null)
  const close = () => setWaiving(null)
  if (!mayAsk || penalties.length === 0) return null
  // What is sent in the dialog must not send the till around it too, which would take the money.
  return (
    <Group gap={6} onSubmit={(event) => event.stopPropagation()}>
      {penalties.map((one) => (
        <Button
          key={one.unitId}
          size="compact-xs"
          variant="subtle"
          onClick={() => setWaiving(one)}
          data-testid={`waive-${one.unitId}`}
        >
          {penalties.length === 1
            ? t('counter:waiver.ask')
            : t('counter:waiver.askOf', { unit: one.unit, amount: formatMoney(one.amount) })}
        </Button>
      ))}
      <FormDialog title={t('counter:waiver.title')} opened={waiving !== null} onClose={close}>
        {waiving && <WaiverForm of={waiving} onClose={close} />}
      </FormDialog>
    </Group>
  )
}

function WaiverForm({ of, onClose }: { readonly of: AccruedPenalty; readonly onClose: () => void }) {
  const { t } = useTranslation()
  const record = useRecordForm({
    schema: z.object({ amount: amountField(of.amount), reason: z.string().trim().min(1).max(500) }),
    record: { version: 0, values: { amount: of.amount, reason: '' } },
    save: ({ values }) => client.counter.askPenaltyWaiver({ unitId: of.unitId, ...values }),
    onSaved: () => {
      sayDone(t('counter:asked'))
      onClose()
    },
  })
  return (
    <DialogForm record={record} action={t('counter:waiver.ask')} onCancel={onClose}>
      <HundredthsField
        label={t('counter:waiver.amount', { unit: of.unit, accrued: formatMoney(of.amount) })}
        description={t('counter:waiver.hint')}
        data-autofocus
        required
        {...record.form.getInputProps('amount')}
        data-testid="waiver-amount"
      />
      <Textarea
        label={t('common:reason')}
        required
        maxLength={500}
        {...record.form.getInputProps('reason')}
        data-testid="waiver-reason"
      />
    </DialogForm>
  )
}
