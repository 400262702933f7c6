import { Group, NumberInput, Paper, Textarea, TextInput } from '@mantine/core'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { type RecordEvent, recordStepOf, type StepField } from '../../../electron/contract/registerKinds.ts'
import { type RecordDetail, type StepFields, stepFields, stepForm } from '../../../electron/contract/registers.ts'
import { client } from '../../api/client.ts'
import { useOffice } from '../../api/session.ts'
import { DateField } from '../../ui/DateField.tsx'
import { DialogForm } from '../../ui/FormDialog.tsx'
import { HundredthsField } from '../../ui/HundredthsField.tsx'
import { useRecordForm } from '../../ui/recordForm.tsx'
import { sayDone } from '../../ui/write.ts'
import { MethodSelect } from '../books/MethodSelect.tsx'
import { RentBeyond } from './RentBeyond.tsx'

/** Steps whose words are the reason for them. */
const saysWhy: readonly RecordEvent[] = ['cancel', 'takeBack', 'recount']

/** Steps after which a let has no more rent. */
const ends: readonly RecordEvent[] = ['giveBack', 'cancel']

type Values = StepFields & Record<string, unknown>

/** What a step still needs to know: its day, until when, how much, who, why. */
export function RecordStepForm(props: {
  readonly record: RecordDetail
  readonly event: RecordEvent
  readonly onClose: () => void
}) {
  const { t } = useTranslation()
  const { today } = useOffice()
  const { record, event } = props
  const step = recordStepOf(record.register, event)
  const needs = step?.needs ?? []
  const asked: readonly StepField[] = [...needs, ...(step?.asks ?? [])]
  const form = useRecordForm<Values>({
    schema: stepForm(record.register, event),
    record: {
      version: record.version,
      values: {
        onDate: today,
        untilOn: null,
        amount: null,
        method: null,
        person: '',
        code: '',
        quantity: ['post', 'recount', 'hold'].includes(event) ? record.quantity : null,
        text: '',
      },
    },
    save: ({ values, version }) =>
      client.registers.step({ id: record.id, version, event, fields: stepFields.parse(values) }),
    onSaved: () => {
      sayDone(t('registers:stepped', { step: t(`registers:event.${event}`) }))
      props.onClose()
    },
  })
  // Its day is known; what has to be told is not, unless it is known as well.
  const first = needs.find((field) => field !== 'method' && !(field === 'quantity' && record.quantity !== null))
  const input = (field: StepField | 'onDate') => ({
    ...form.form.getInputProps(field),
    ...(field === (first ?? 'onDate') && { 'data-autofocus': true }),
  })
  const label = (field: StepField) => t(`registers:step.${field}`)
  const fields: Readonly<Record<StepField, () => ReactNode>> = {
    untilOn: () => <DateField label={label('untilOn')} required={needs.includes('untilOn')} {...input('untilOn')} />,
    amount: () => (
      <HundredthsField
        label={`${label('amount')} (${t('common:yuan')})`}
        required={needs.includes('amount')}
        {...input('amount')}
        data-testid="step-amount"
      />
    ),
    method: () => <MethodSelect required={needs.includes('method')} {...input('method')} data-testid="step-method" />,
    person: () => (
      <TextInput
        label={t([`registers:personOf.${event}`, 'registers:step.person'])}
        required={needs.includes('person')}
        maxLength={60}
        {...input('person')}
        data-testid="step-person"
      />
    ),
    code: () => (
      <TextInput
        label={t([`registers:codeOf.${event}`, 'registers:step.code'])}
        required={needs.includes('code')}
        maxLength={60}
        {...input('code')}
        data-testid="step-code"
      />
    ),
    quantity: () => (
      <NumberInput
        label={t(`registers:quantityOf.${event}`)}
        required={needs.includes('quantity')}
        min={0}
        allowDecimal={false}
        {...input('quantity')}
        value={form.form.values.quantity ?? ''}
        onChange={(value) => form.form.setFieldValue('quantity', value === '' ? null : Number(value))}
        data-testid="step-quantity"
      />
    ),
    text: () => (
      <Textarea
        label={saysWhy.includes(event) ? t('common:reason') : label('text')}
        required={needs.includes('text')}
        autosize
        minRows={2}
        maxLength={2000}
        {...input('text')}
        data-testid="step-text"
      />
    ),
  }
  return (
    <Paper withBorder p="sm" mt="md" maw={560} data-testid="step-form">
      <DialogForm record={form} action={t(`registers:event.${event}`)} onCancel={props.onClose}>
        <Group grow align="flex-start">
          <DateField label={t('registers:step.onDate')} required maxDate={today} {...input('onDate')} />
          {asked.includes('untilOn') ? fields.untilOn() : <span />}
        </Group>
        {ends.includes(event) && <RentBeyond record={record} lastDay={form.form.values.onDate} />}
        {asked
          .filter((field) => field !== 'untilOn')
          .map((field) => (
            <div key={field}>{fields[field]()}</div>
          ))}
      </DialogForm>
    </Paper>
  )
}
