import { Table, TextInput } from '@mantine/core'
import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { returnFields, type StockDocument } from '../../../electron/contract/stores.ts'
import { client } from '../../api/client.ts'
import { useOffice } from '../../api/session.ts'
import { DateField } from '../../ui/DateField.tsx'
import { DialogForm, FormDialog } from '../../ui/FormDialog.tsx'
import { HundredthsField } from '../../ui/HundredthsField.tsx'
import { useRecordForm } from '../../ui/recordForm.tsx'
import { requestKey } from '../../ui/requestKey.ts'
import { sayDone } from '../../ui/write.ts'
import { itemName } from './Picker.tsx'
import { formatQuantity } from './quantity.ts'

/** What comes back of an issue, line by line. */
export function ReturnDialog(props: { readonly of: StockDocument; readonly onClose: () => void }) {
  const { t } = useTranslation()
  return (
    <FormDialog opened onClose={props.onClose} title={t('stores:return.title', { number: props.of.number })} size="lg">
      <ReturnForm {...props} />
    </FormDialog>
  )
}

interface Values extends Record<string, unknown> {
  onDate: string
  note: string
  /** By line id. */
  back: Record<number, number | string | null>
}

function ReturnForm({ of, onClose }: { readonly of: StockDocument; readonly onClose: () => void }) {
  const { t } = useTranslation()
  const { today } = useOffice()
  const navigate = useNavigate()
  const [key] = useState(requestKey)
  const lines = of.lines.filter((line) => line.returnable > 0)
  const asked = ({ onDate, note, back }: Values) => ({
    issueId: of.id,
    onDate,
    note,
    lines: lines.flatMap(({ id }) => {
      const quantity = back[id] ?? null
      return quantity === null ? [] : [{ lineId: id, quantity }]
    }),
  })
  const record = useRecordForm<Values, { id: number; number: string }>({
    schema: { safeParse: (values: Values) => returnFields.safeParse(asked(values)) } as unknown as typeof returnFields,
    record: { version: 0, values: { onDate: today, note: '', back: {} } },
    save: ({ values }) => client.stores.takeBack({ ...returnFields.parse(asked(values)), requestKey: key }),
    onSaved: ({ id, number }) => {
      sayDone(t('stores:written', { number }))
      onClose()
      void navigate({ to: '/stores/document/$id', params: { id: String(id) } })
    },
  })
  const { form } = record
  return (
    <DialogForm record={record} action={t('stores:return.action')} onCancel={onClose}>
      <DateField
        label={t('lists:stockDocuments.columns.onDate')}
        required
        minDate={of.onDate}
        maxDate={today}
        {...form.getInputProps('onDate')}
      />
      <Table verticalSpacing={4}>
        <Table.Thead>
          <Table.Tr>
            <Table.Th>{t('stores:item.one')}</Table.Th>
            <Table.Th ta="right">{t('stores:return.left')}</Table.Th>
            <Table.Th w={130} ta="right">
              {t('stores:return.back')}
            </Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {lines.map((line, index) => (
            <Table.Tr key={line.id}>
              <Table.Td>{itemName(line)}</Table.Td>
              <Table.Td ta="right" className="figure">
                {formatQuantity(line.returnable)} {line.unitName}
              </Table.Td>
              <Table.Td>
                <HundredthsField
                  aria-label={`${t('stores:return.back')} ${line.name}`}
                  value={form.values.back[line.id] ?? null}
                  {...(index === 0 && { 'data-autofocus': true })}
                  error={index === 0 ? form.errors.lines : undefined}
                  onChange={(quantity) => form.setFieldValue('back', { ...form.values.back, [line.id]: quantity })}
                  data-testid="back"
                />
              </Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
      <TextInput label={t('stores:note')} maxLength={300} {...form.getInputProps('note')} />
    </DialogForm>
  )
}
