import { Group, Paper, Radio, Stack, Text, Textarea } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { z } from 'zod'
import { amountField } from '../../../electron/contract/amountField.ts'
import { type ChargeDetail, replacementFields } from '../../../electron/contract/billing.ts'
import { client } from '../../api/client.ts'
import { DateField } from '../../ui/DateField.tsx'
import { DialogForm } from '../../ui/FormDialog.tsx'
import { formatMoney } from '../../ui/format.ts'
import { HundredthsField } from '../../ui/HundredthsField.tsx'
import { useRecordForm } from '../../ui/recordForm.tsx'
import { sayDone } from '../../ui/write.ts'

interface RequestProps {
  readonly charge: ChargeDetail
  readonly onClose: () => void
}

const reason = z.string().trim().min(1).max(500)

interface ReversalValues extends Record<string, unknown> {
  after: 'replace' | 'rebill' | 'nothing'
  amount: number | null
  dueOn: string
  reason: string
}

const reversalSchema = z.discriminatedUnion('after', [
  replacementFields.extend({ after: z.literal('replace'), reason }),
  z.object({ after: z.enum(['rebill', 'nothing']), reason }),
])

/** Asks for a charge to be reversed: with another in its place, to be billed anew, or for good. */
export function ReversalForm({ charge, onClose }: RequestProps) {
  const { t } = useTranslation()
  const record = useRecordForm<ReversalValues>({
    schema: reversalSchema,
    record: { version: 0, values: { after: 'replace', amount: null, dueOn: charge.dueOn, reason: '' } },
    save: ({ values }) => {
      const { amount, dueOn, after } = values
      const replacement = after === 'replace' ? replacementFields.parse({ amount, dueOn }) : null
      const rebill = after === 'rebill'
      return client.billing.askReversal({ chargeId: charge.id, replacement, rebill, reason: values.reason })
    },
    onSaved: () => {
      sayDone(t('billing:asked'))
      onClose()
    },
  })
  const { form } = record
  return (
    <Paper withBorder p="sm" data-testid="reversal-form">
      <DialogForm record={record} action={t('billing:askFor')} onCancel={onClose}>
        <Text size="sm" c="dimmed">
          {t('billing:reversal.hint')}
        </Text>
        <Radio.Group label={t('billing:reversal.after')} {...form.getInputProps('after')}>
          <Stack gap={6} mt={6}>
            {(['replace', 'rebill', 'nothing'] as const).map((after) => (
              <Radio
                key={after}
                value={after}
                label={t(`billing:reversal.${after}`)}
                description={t(`billing:reversal.${after}Hint`)}
                data-testid={`after-${after}`}
              />
            ))}
          </Stack>
        </Radio.Group>
        {form.values.after === 'replace' && (
          <Group grow align="flex-start">
            <HundredthsField
              label={t('billing:reversal.newAmount')}
              description={t('billing:reversal.was', { amount: formatMoney(charge.amount) })}
              withAsterisk
              data-autofocus
              {...form.getInputProps('amount')}
              data-testid="new-amount"
            />
            <DateField
              label={t('billing:dueOn')}
              description={t('billing:reversal.samePeriod')}
              required
              {...form.getInputProps('dueOn')}
            />
          </Group>
        )}
        <Reason {...form.getInputProps('reason')} />
      </DialogForm>
    </Paper>
  )
}

/** Asks for part or all of a charge to be let go. */
export function ReliefForm({ charge, onClose }: RequestProps) {
  const { t } = useTranslation()
  const left = charge.amount - charge.discounted
  const record = useRecordForm<{ amount: number | null; reason: string }>({
    schema: z.object({ amount: amountField(left), reason }),
    record: { version: 0, values: { amount: null, reason: '' } },
    save: ({ values }) =>
      client.billing.askRelief({ chargeId: charge.id, amount: values.amount ?? 0, reason: values.reason }),
    onSaved: () => {
      sayDone(t('billing:asked'))
      onClose()
    },
  })
  const { form } = record
  const amount = form.getInputProps('amount')
  const isTooMuch = typeof form.values.amount === 'number' && form.values.amount > left
  return (
    <Paper withBorder p="sm" data-testid="relief-form">
      <DialogForm record={record} action={t('billing:askFor')} onCancel={onClose}>
        <HundredthsField
          label={t('billing:relief.amount')}
          description={t('billing:relief.left', { amount: formatMoney(left) })}
          withAsterisk
          data-autofocus
          w={260}
          {...amount}
          error={amount.error && isTooMuch ? t('billing:relief.tooMuch', { amount: formatMoney(left) }) : amount.error}
          data-testid="relief-amount"
        />
        <Reason {...form.getInputProps('reason')} />
      </DialogForm>
    </Paper>
  )
}

/** Why, for the person who decides. */
export function Reason(props: Record<string, unknown>) {
  const { t } = useTranslation()
  return (
    <Textarea
      label={t('common:reason')}
      withAsterisk
      maxLength={500}
      autosize
      minRows={2}
      {...props}
      data-testid="reason"
    />
  )
}
