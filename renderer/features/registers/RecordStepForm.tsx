import { Group, NumberInput, Paper, Textarea, TextInput } from '@mantine/core'
import { type ReactNode, useEffect } from 'react'
import { useTranslation } from 'react-i18next'
import { momentInZone } from '../../../electron/contract/dates.ts'
import { type RecordEvent, recordStepOf, type StepField } from '../../../electron/contract/registerKinds.ts'
import { type RecordDetail, type StepFields, stepFields, stepForm } from '../../../electron/contract/registers.ts'
import { client } from '../../api/client.ts'
import { useMay, useOffice } from '../../api/session.ts'
import { DateField } from '../../ui/DateField.tsx'
import { DialogForm } from '../../ui/FormDialog.tsx'
import { formatMoney } from '../../ui/format.ts'
import { HundredthsField } from '../../ui/HundredthsField.tsx'
import { useRecordForm } from '../../ui/recordForm.tsx'
import { TimeField } from '../../ui/TimeField.tsx'
import { sayDone } from '../../ui/write.ts'
import { MethodSelect } from '../books/MethodSelect.tsx'
import { takeDay } from './atTime.ts'
import { RentBeyond } from './RentBeyond.tsx'
import { eventName } from './words.ts'

/** Steps whose words are the reason for them. */
const saysWhy: readonly RecordEvent[] = ['cancel', 'takeBack', 'recount']

/** Beside the day: until when, or at what time. */
const besideDay: readonly StepField[] = ['untilOn', 'atTime']

/** Steps after which a let has no more rent. */
const ends: readonly RecordEvent[] = ['giveBack', 'cancel']

/** Steps that confirm a number as it is known; one that corrects it asks for the right one. */
const known: readonly RecordEvent[] = ['post', 'hold']

/** What is paid as somebody asks for a card passes through those who keep the till. */
const isFee = (field: StepField) => field === 'amount' || field === 'method'

type Values = StepFields & Record<string, unknown>

/** What a step still needs to know: its day, until when, how much, who, why. */
export function RecordStepForm(props: {
  readonly record: RecordDetail
  readonly event: RecordEvent
  readonly onClose: () => void
  /** Another record has come of it and taken this one's place. */
  readonly onFollowed: (id: number) => void
}) {
  const { t } = useTranslation()
  const { today, zone } = useOffice()
  const { record, event } = props
  const { register } = record
  const step = recordStepOf(register, event)
  const needs = step?.needs ?? []
  const mayTakeMoney = useMay('books.addService')
  const asked = [...needs, ...(step?.asks ?? [])].filter(
    (field) => event !== 'replace' || mayTakeMoney || !isFee(field),
  )
  const form = useRecordForm<Values, { id: number }>({
    schema: stepForm(register, event),
    record: {
      version: record.version,
      values: {
        onDate: today,
        atTime: asked.includes('atTime') ? momentInZone(new Date(), zone).slice(11) : '',
        untilOn: null,
        amount: null,
        method: null,
        person: '',
        code: '',
        quantity: known.includes(event) ? record.quantity : null,
        text: '',
      },
    },
    save: ({ values, version }) =>
      client.registers.step({ id: record.id, version, event, fields: stepFields.parse(values) }),
    onSaved: ({ id }) => {
      sayDone(t('registers:stepped', { step: eventName(t, register, event) }))
      if (id === record.id) props.onClose()
      else props.onFollowed(id)
    },
  })
  const { unitId } = record
  const { setFieldValue, getValues } = form.form
  useEffect(() => {
    if (event !== 'deposit' || unitId === null) return
    // The owner pays as a rule; a name that was typed stays.
    const fill = ({ payer }: { readonly payer: string }) => getValues().person === '' && setFieldValue('person', payer)
    client.counter.due({ unitId }).then(fill, () => undefined)
  }, [event, unitId, setFieldValue, getValues])
  // Its day is known; what has to be told is not, unless it is known as well.
  const first = [...needs]
    .sort((a, b) => Number(besideDay.includes(b)) - Number(besideDay.includes(a)))
    .find((field) => field !== 'method' && !(known.includes(event) && field === 'quantity' && record.quantity !== null))
  const input = (field: StepField | 'onDate') => ({
    ...form.form.getInputProps(field),
    ...(field === (first ?? 'onDate') && { 'data-autofocus': true }),
  })
  const label = (field: StepField) => t(`registers:step.${field}`)
  const fields: Readonly<Record<StepField, () => ReactNode>> = {
    atTime: () => <TimeField label={label('atTime')} {...input('atTime')} data-testid="step-atTime" />,
    untilOn: () => <DateField label={label('untilOn')} required={needs.includes('untilOn')} {...input('untilOn')} />,
    amount: () => (
      <HundredthsField
        label={`${t([`registers:amountOf.${register}.${event}`, 'registers:step.amount'])} (${t('common:yuan')})`}
        {...(event === 'renew' &&
          record.amount !== null && {
            description: t('registers:amountKept', { amount: formatMoney(record.amount) }),
          })}
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
      <DialogForm record={form} action={eventName(t, register, event)} onCancel={props.onClose}>
        <Group grow align="flex-start">
          <DateField
            label={t('registers:step.onDate')}
            required
            maxDate={today}
            {...input('onDate')}
            onChange={(day) => takeDay(form.form, day)}
          />
          {asked.some((field) => besideDay.includes(field)) ? (
            asked.filter((field) => besideDay.includes(field)).map((field) => <div key={field}>{fields[field]()}</div>)
          ) : (
            <span />
          )}
        </Group>
        {ends.includes(event) && <RentBeyond record={record} lastDay={form.form.values.onDate} />}
        {asked
          .filter((field) => !besideDay.includes(field))
          .map((field) => (
            <div key={field}>{fields[field]()}</div>
          ))}
      </DialogForm>
    </Paper>
  )
}
