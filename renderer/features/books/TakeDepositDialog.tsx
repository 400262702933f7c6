import { Group, Select, TextInput } from '@mantine/core'
import { useNavigate } from '@tanstack/react-router'
import { useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { DepositView } from '../../../electron/contract/books.ts'
import { depositFields } from '../../../electron/contract/books.ts'
import { depositKinds } from '../../../electron/contract/bookWords.ts'
import { client } from '../../api/client.ts'
import { useOffice } from '../../api/session.ts'
import { DateField } from '../../ui/DateField.tsx'
import { DialogForm, FormDialog } from '../../ui/FormDialog.tsx'
import { fieldLabel } from '../../ui/fields.ts'
import { HundredthsField } from '../../ui/HundredthsField.tsx'
import { useRecordForm } from '../../ui/recordForm.tsx'
import { requestKey } from '../../ui/requestKey.ts'
import { sayDone } from '../../ui/write.ts'
import { type Picked, SearchPicker } from '../residents/SearchPicker.tsx'
import { MethodSelect } from './MethodSelect.tsx'

/** Takes a deposit, or money for somebody else. */
export function TakeDepositDialog(props: { readonly opened: boolean; readonly onClose: () => void }) {
  const { t } = useTranslation()
  return (
    <FormDialog opened={props.opened} onClose={props.onClose} title={t('books:deposit.take')}>
      <TakeForm onClose={props.onClose} />
    </FormDialog>
  )
}

interface Values extends Record<string, unknown> {
  unitId: number | null
  kind: DepositView['kind']
  onDate: string
  amount: number | null
  method: DepositView['method']
  payer: string
  slipNo: string
  beneficiary: string
  note: string
}

function TakeForm({ onClose }: { readonly onClose: () => void }) {
  const { t } = useTranslation()
  const { today } = useOffice()
  const navigate = useNavigate()
  const [key] = useState(requestKey)
  const [unit, setUnit] = useState<Picked | null>(null)
  const filled = useRef('')
  const record = useRecordForm<Values, { id: number }>({
    schema: depositFields,
    record: {
      version: 0,
      values: {
        unitId: null,
        kind: 'renovation',
        onDate: today,
        amount: null,
        method: 'cash',
        payer: '',
        slipNo: '',
        beneficiary: '',
        note: '',
      },
    },
    save: ({ values }) =>
      client.books.takeDeposit({
        ...values,
        unitId: values.unitId ?? 0,
        amount: values.amount ?? 0,
        requestKey: key,
      }),
    onSaved: ({ id }) => {
      onClose()
      sayDone(t('books:deposit.taken'))
      void navigate({ to: '/books/deposit/$id', params: { id: String(id) } })
    },
  })
  const { form } = record
  /** The owner pays as a rule; a name that was typed stays. */
  async function fillPayer(unitId: number): Promise<void> {
    const { payer } = await client.counter.due({ unitId }).catch(() => ({ payer: '' }))
    const now = form.getValues()
    if (now.unitId !== unitId || (now.payer !== '' && now.payer !== filled.current)) return
    filled.current = payer
    form.setFieldValue('payer', payer)
  }
  return (
    <DialogForm
      record={record}
      action={t(`books:deposit.takeAs.${form.values.kind === 'held-for-others' ? 'held-for-others' : 'deposit'}`)}
      onCancel={onClose}
    >
      <SearchPicker
        kind="unit"
        label={fieldLabel('unit')}
        placeholder={t('books:findUnit')}
        required
        autoFocus
        value={unit}
        error={form.errors.unitId}
        onChange={(picked) => {
          setUnit(picked)
          form.setFieldValue('unitId', picked?.id ?? null)
          if (picked) void fillPayer(picked.id)
        }}
        testId="unit"
      />
      <Group grow align="flex-start">
        <Select
          label={t('lists:deposits.columns.kind')}
          allowDeselect={false}
          data={depositKinds.map((value) => ({ value, label: t(`vocabulary:depositKind.${value}`) }))}
          {...form.getInputProps('kind')}
          data-testid="kind"
        />
        <HundredthsField
          label={`${fieldLabel('amount')} (${t('common:yuan')})`}
          required
          {...form.getInputProps('amount')}
          data-testid="amount"
        />
      </Group>
      {form.values.kind === 'held-for-others' && (
        <TextInput
          label={t('lists:deposits.columns.beneficiary')}
          required
          maxLength={60}
          {...form.getInputProps('beneficiary')}
          data-testid="beneficiary"
        />
      )}
      <Group grow align="flex-start">
        <MethodSelect {...form.getInputProps('method')} data-testid="method" />
        <DateField
          label={t('lists:deposits.columns.onDate')}
          required
          maxDate={today}
          {...form.getInputProps('onDate')}
        />
      </Group>
      <Group grow align="flex-start">
        <TextInput
          label={t('lists:deposits.columns.payer')}
          maxLength={60}
          {...form.getInputProps('payer')}
          data-testid="payer"
        />
        <TextInput
          label={t('lists:deposits.columns.slipNo')}
          maxLength={40}
          {...form.getInputProps('slipNo')}
          data-testid="slip-no"
        />
      </Group>
      <TextInput label={fieldLabel('note')} maxLength={300} {...form.getInputProps('note')} />
    </DialogForm>
  )
}
