import { Group, Select, TextInput } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { serviceFields } from '../../../electron/contract/books.ts'
import { serviceEntryCategories } from '../../../electron/contract/bookWords.ts'
import { paymentMethods } from '../../../electron/contract/vocabulary.ts'
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

/** Enters a paid service or other income, with what it cost. */
export function ServiceDialog(props: { readonly opened: boolean; readonly onClose: () => void }) {
  const { t } = useTranslation()
  return (
    <FormDialog opened={props.opened} onClose={props.onClose} title={t('books:service.add')}>
      <ServiceForm onClose={props.onClose} />
    </FormDialog>
  )
}

type Category = (typeof serviceEntryCategories)[number]
type Method = keyof typeof paymentMethods

interface Values extends Record<string, unknown> {
  onDate: string
  category: Category
  unitId: number | null
  income: number | null
  expense: number | null
  method: Method | null
  receiptNo: string
  note: string
}

/** An amount left empty is none. */
const schema = serviceFields.extend({
  income: serviceFields.shape.income.nullable(),
  expense: serviceFields.shape.expense.nullable(),
})

function ServiceForm({ onClose }: { readonly onClose: () => void }) {
  const { t } = useTranslation()
  const { today } = useOffice()
  const [key] = useState(requestKey)
  const [unit, setUnit] = useState<Picked | null>(null)
  const record = useRecordForm<Values>({
    schema,
    record: {
      version: 0,
      values: {
        onDate: today,
        category: 'housekeeping',
        unitId: null,
        income: null,
        expense: null,
        method: 'cash',
        receiptNo: '',
        note: '',
      },
    },
    save: ({ values }) =>
      client.books.addService({
        ...values,
        income: values.income ?? 0,
        expense: values.expense ?? 0,
        requestKey: key,
      }),
    onSaved: () => {
      onClose()
      sayDone(t('books:service.added'))
    },
  })
  const { form } = record
  return (
    <DialogForm record={record} action={t('books:service.action')} onCancel={onClose}>
      <Group grow align="flex-start">
        <Select
          label={fieldLabel('category')}
          allowDeselect={false}
          data-autofocus
          data={serviceEntryCategories.map((value) => ({ value, label: t(`vocabulary:serviceCategory.${value}`) }))}
          {...form.getInputProps('category')}
          data-testid="category"
        />
        <DateField label={fieldLabel('onDate')} required maxDate={today} {...form.getInputProps('onDate')} />
      </Group>
      <SearchPicker
        kind="unit"
        label={t('books:service.unit')}
        placeholder={t('books:findUnit')}
        value={unit}
        error={form.errors.unitId}
        onChange={(picked) => {
          setUnit(picked)
          form.setFieldValue('unitId', picked?.id ?? null)
        }}
        testId="unit"
      />
      <Group grow align="flex-start">
        <HundredthsField
          label={`${fieldLabel('income')} (${t('common:yuan')})`}
          {...form.getInputProps('income')}
          data-testid="income"
        />
        <HundredthsField
          label={`${fieldLabel('expense')} (${t('common:yuan')})`}
          {...form.getInputProps('expense')}
          data-testid="expense"
        />
      </Group>
      <Group grow align="flex-start">
        <Select
          label={fieldLabel('method')}
          clearable
          placeholder={t('books:service.noMoney')}
          data={Object.keys(paymentMethods).map((value) => ({ value, label: t(`vocabulary:paymentMethod.${value}`) }))}
          {...form.getInputProps('method')}
        />
        <TextInput label={fieldLabel('receiptNo')} maxLength={40} {...form.getInputProps('receiptNo')} />
      </Group>
      <TextInput label={fieldLabel('note')} maxLength={300} {...form.getInputProps('note')} />
    </DialogForm>
  )
}
