import { Button, Checkbox, Group, Select, Stack, Table, Text, TextInput } from '@mantine/core'
import { IconPencil, IconPlus } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { type FeeItem, type FeeItemKind, feeItemFields, feeItemKinds } from '../../../electron/contract/billing.ts'
import { client } from '../../api/client.ts'
import { useMay } from '../../api/session.ts'
import { DialogForm, FormDialog } from '../../ui/FormDialog.tsx'
import { formatCount } from '../../ui/format.ts'
import { useRecordForm } from '../../ui/recordForm.tsx'
import { sayDone } from '../../ui/write.ts'
import { useFeeItems } from './ItemSelect.tsx'

/** What the office charges for. */
export function ItemsDialog({ onClose }: { readonly onClose: () => void }) {
  const { t } = useTranslation()
  const items = useFeeItems()
  const maySave = useMay('billing.saveItem')
  const [edited, setEdited] = useState<FeeItem | 'new' | null>(null)
  return (
    <FormDialog opened onClose={onClose} size="lg" title={t('billing:items.title')}>
      {edited !== null ? (
        <ItemForm item={edited === 'new' ? null : edited} onClose={() => setEdited(null)} />
      ) : (
        <Stack gap="sm">
          <Table fz="sm" verticalSpacing={5}>
            <Table.Thead>
              <Table.Tr>
                <Table.Th>{t('billing:items.name')}</Table.Th>
                <Table.Th>{t('billing:items.kind')}</Table.Th>
                <Table.Th ta="right">{t('billing:tabs.tariffs')}</Table.Th>
                <Table.Th>{t('lists:tariffs.columns.active')}</Table.Th>
                {maySave && <Table.Th w={90} />}
              </Table.Tr>
            </Table.Thead>
            <Table.Tbody>
              {items.map((item) => (
                <Table.Tr key={item.id} data-testid="fee-item">
                  <Table.Td>{item.name}</Table.Td>
                  <Table.Td>{t(`vocabulary:feeItemKind.${item.kind}`)}</Table.Td>
                  <Table.Td ta="right">{formatCount(item.tariffs)}</Table.Td>
                  <Table.Td>{t(item.active ? 'common:yes' : 'common:no')}</Table.Td>
                  {maySave && (
                    <Table.Td>
                      <Button
                        size="compact-xs"
                        variant="subtle"
                        leftSection={<IconPencil size={14} />}
                        onClick={() => setEdited(item)}
                      >
                        {t('common:edit')}
                      </Button>
                    </Table.Td>
                  )}
                </Table.Tr>
              ))}
            </Table.Tbody>
          </Table>
          {maySave && (
            <Group justify="flex-end">
              <Button leftSection={<IconPlus size={16} />} onClick={() => setEdited('new')} data-testid="new-item">
                {t('billing:items.new')}
              </Button>
            </Group>
          )}
        </Stack>
      )}
    </FormDialog>
  )
}

function ItemForm({ item, onClose }: { readonly item: FeeItem | null; readonly onClose: () => void }) {
  const { t } = useTranslation()
  const record = useRecordForm<{ name: string; kind: FeeItemKind; active: boolean }>({
    schema: feeItemFields,
    record: {
      version: item?.version ?? 0,
      values: { name: item?.name ?? '', kind: item?.kind ?? 'one-off', active: item?.active ?? true },
    },
    save: ({ version, values }) => client.billing.saveItem({ id: item?.id ?? null, version, ...values }),
    ...(item && { reload: () => readItem(item) }),
    onSaved: () => {
      sayDone(t('common:saved'))
      onClose()
    },
  })
  const { form } = record
  return (
    <DialogForm record={record} action={t('common:save')} onCancel={onClose}>
      <Text fw={600}>{item ? item.name : t('billing:items.new')}</Text>
      <Group grow align="flex-start">
        <TextInput
          label={t('billing:items.name')}
          withAsterisk
          data-autofocus
          maxLength={30}
          {...form.getInputProps('name')}
          data-testid="item-name"
        />
        <Select
          label={t('billing:items.kind')}
          description={t('billing:items.kindHint')}
          inputWrapperOrder={['label', 'input', 'description', 'error']}
          allowDeselect={false}
          data={feeItemKinds.map((kind) => ({ value: kind, label: t(`vocabulary:feeItemKind.${kind}`) }))}
          {...form.getInputProps('kind')}
          data-testid="item-kind"
        />
      </Group>
      <Checkbox label={t('billing:items.active')} {...form.getInputProps('active', { type: 'checkbox' })} />
    </DialogForm>
  )
}

async function readItem(item: FeeItem) {
  const fresh = (await client.billing.items()).find((one) => one.id === item.id) ?? item
  return { version: fresh.version, values: { name: fresh.name, kind: fresh.kind, active: fresh.active } }
}
