import { Autocomplete, Group, TextInput } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { type StockItem, type StockItemFields, stockItemFields } from '../../../electron/contract/stores.ts'
import { client, orpc } from '../../api/client.ts'
import { DialogForm, FormDialog } from '../../ui/FormDialog.tsx'
import { HundredthsField } from '../../ui/HundredthsField.tsx'
import { useRecordForm } from '../../ui/recordForm.tsx'
import { sayDone } from '../../ui/write.ts'

type Values = StockItemFields & Record<string, unknown>

const valuesOf = ({ code, name, specification, unitName, bin, category, minimum }: StockItem): Values => ({
  code,
  name,
  specification,
  unitName,
  bin,
  category,
  minimum,
})

const blank: Values = { code: '', name: '', specification: '', unitName: '', bin: '', category: '', minimum: null }

/** A new item, or the words and the minimum of one. */
export function ItemDialog(props: { readonly of?: StockItem; readonly onClose: () => void }) {
  const { t } = useTranslation()
  return (
    <FormDialog opened onClose={props.onClose} title={t(props.of ? 'stores:item.edit' : 'stores:item.new')}>
      <ItemForm {...props} />
    </FormDialog>
  )
}

function ItemForm({ of, onClose }: { readonly of?: StockItem; readonly onClose: () => void }) {
  const { t } = useTranslation()
  const navigate = useNavigate()
  const words = useQuery(orpc.stores.words.queryOptions()).data
  const record = useRecordForm<Values, { id: number }>({
    schema: stockItemFields,
    record: of ? { version: of.version, values: valuesOf(of) } : { version: 0, values: blank },
    save: ({ values, version }) => {
      const fields = stockItemFields.parse(values)
      return of ? client.stores.updateItem({ id: of.id, version, fields }) : client.stores.createItem(fields)
    },
    ...(of && {
      reload: async () => {
        const now = await client.stores.item({ id: of.id })
        return { version: now.version, values: valuesOf(now) }
      },
    }),
    onSaved: ({ id }) => {
      sayDone(t('stores:item.saved'))
      onClose()
      if (!of) void navigate({ to: '/stores/item/$id', params: { id: String(id) } })
    },
  })
  const { form } = record
  const column = (name: string) => t(`lists:stockItems.columns.${name}`)
  return (
    <DialogForm record={record} action={t('common:save')} onCancel={onClose}>
      <Group grow align="flex-start">
        <TextInput
          label={column('code')}
          required
          maxLength={40}
          data-autofocus
          {...form.getInputProps('code')}
          data-testid="code"
        />
        <Autocomplete
          label={column('category')}
          maxLength={30}
          data={words?.categories ?? []}
          {...form.getInputProps('category')}
        />
      </Group>
      <Group grow align="flex-start">
        <TextInput label={column('name')} required maxLength={60} {...form.getInputProps('name')} data-testid="name" />
        <TextInput label={column('specification')} maxLength={60} {...form.getInputProps('specification')} />
      </Group>
      <Group grow align="flex-start">
        <TextInput
          label={column('unitName')}
          required
          maxLength={10}
          {...form.getInputProps('unitName')}
          data-testid="unit-name"
        />
        <TextInput label={column('bin')} maxLength={30} {...form.getInputProps('bin')} />
        <HundredthsField label={column('minimum')} {...form.getInputProps('minimum')} data-testid="minimum" />
      </Group>
    </DialogForm>
  )
}
