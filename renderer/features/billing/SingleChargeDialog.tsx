import { Group, TextInput } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { singleChargeFields } from '../../../electron/contract/billing.ts'
import { lastOfMonth } from '../../../electron/contract/dates.ts'
import { client } from '../../api/client.ts'
import { useOffice } from '../../api/session.ts'
import { DateField } from '../../ui/DateField.tsx'
import { DialogForm, FormDialog } from '../../ui/FormDialog.tsx'
import { HundredthsField } from '../../ui/HundredthsField.tsx'
import { useRecordForm } from '../../ui/recordForm.tsx'
import { requestKey } from '../../ui/requestKey.ts'
import { sayDone } from '../../ui/write.ts'
import { type Picked, SearchPicker } from '../residents/SearchPicker.tsx'
import { ItemSelect } from './ItemSelect.tsx'

interface Values extends Record<string, unknown> {
  unitId: number | null
  itemId: number | null
  fromOn: string
  toOn: string
  dueOn: string
  amount: number | null
  note: string
}

/** A charge by hand: for what no tariff knows. */
export function SingleChargeDialog(props: { readonly onClose: () => void; readonly onOpen: (id: number) => void }) {
  const { t } = useTranslation()
  return (
    <FormDialog opened onClose={props.onClose} title={t('billing:single.title')} size="lg">
      <SingleChargeForm {...props} />
    </FormDialog>
  )
}

function SingleChargeForm(props: { readonly onClose: () => void; readonly onOpen: (id: number) => void }) {
  const { t } = useTranslation()
  const { today } = useOffice()
  const [key] = useState(requestKey)
  const [unit, setUnit] = useState<Picked | null>(null)
  const record = useRecordForm<Values, { id: number }>({
    schema: singleChargeFields,
    record: {
      version: 0,
      values: {
        unitId: null,
        itemId: null,
        fromOn: `${today.slice(0, 7)}-01`,
        toOn: lastOfMonth(today),
        dueOn: today,
        amount: null,
        note: '',
      },
    },
    save: ({ values }) => client.billing.addCharge({ ...singleChargeFields.parse(values), requestKey: key }),
    onSaved: ({ id }) => {
      sayDone(t('billing:single.done', { unit: unit?.title ?? '' }))
      props.onClose()
      props.onOpen(id)
    },
  })
  const { form } = record
  return (
    <DialogForm record={record} action={t('billing:single.publish')} onCancel={props.onClose}>
      <SearchPicker
        kind="unit"
        label={t('billing:unit')}
        placeholder={t('billing:unitPlaceholder')}
        required
        autoFocus
        value={unit}
        onChange={(picked) => {
          setUnit(picked)
          form.setFieldValue('unitId', picked?.id ?? null)
        }}
        error={form.errors.unitId}
        testId="unit"
      />
      <Group grow align="flex-start">
        <ItemSelect
          label={t('billing:item')}
          withAsterisk
          allowDeselect={false}
          value={form.values.itemId}
          onChange={(itemId) => form.setFieldValue('itemId', itemId)}
          error={form.errors.itemId}
          data-testid="item"
        />
        <HundredthsField
          label={t('billing:amountYuan')}
          withAsterisk
          {...form.getInputProps('amount')}
          data-testid="amount"
        />
      </Group>
      <Group grow align="flex-start">
        <DateField label={t('billing:fromOn')} required {...form.getInputProps('fromOn')} data-testid="from-on" />
        <DateField label={t('billing:toOn')} required {...form.getInputProps('toOn')} data-testid="to-on" />
        <DateField label={t('billing:dueOn')} required {...form.getInputProps('dueOn')} data-testid="due-on" />
      </Group>
      <TextInput label={t('billing:single.note')} maxLength={300} {...form.getInputProps('note')} data-testid="note" />
    </DialogForm>
  )
}
