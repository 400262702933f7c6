import { ActionIcon, Button, Group, Paper, Select, Stack, Table, Text, TextInput, Title } from '@mantine/core'
import { IconPencil, IconPlus, IconTrash } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import {
  type Checklist,
  type ChecklistFields,
  type ChecklistItemFields,
  checklistFields,
} from '../../../electron/contract/plans.ts'
import { checklistKinds } from '../../../electron/contract/planWords.ts'
import { codesOf } from '../../../electron/contract/vocabulary.ts'
import { client, orpc } from '../../api/client.ts'
import { useMay } from '../../api/session.ts'
import { Keys, useCommands } from '../../app/commands.tsx'
import { EmptyFace, Loaded } from '../../ui/Faces.tsx'
import { DialogForm, FormDialog } from '../../ui/FormDialog.tsx'
import { HundredthsField } from '../../ui/HundredthsField.tsx'
import { Page } from '../../ui/Page.tsx'
import { useRecordForm } from '../../ui/recordForm.tsx'
import { sayDone } from '../../ui/write.ts'
import { limitsText } from './limitsText.ts'

/** Every checklist as it is worded now. */
export function ChecklistsPage() {
  const { t } = useTranslation()
  const query = useQuery(orpc.plans.checklists.queryOptions())
  const maySave = useMay('plans.saveChecklist')
  const [editing, setEditing] = useState<Checklist | 'new' | null>(null)
  useCommands(maySave ? [{ key: 'a', label: t('plans:checklists.add'), run: () => setEditing('new') }] : [])
  return (
    <Page
      title={t('plans:checklists.title')}
      crumbs={[{ label: t('common:nav.tasks'), link: { to: '/tasks' } }]}
      actions={
        maySave && (
          <Button
            leftSection={<IconPlus size={16} />}
            rightSection={<Keys of="a" />}
            onClick={() => setEditing('new')}
            data-testid="add-checklist"
          >
            {t('plans:checklists.add')}
          </Button>
        )
      }
    >
      <Loaded query={query}>
        {(lists) =>
          lists.length === 0 ? (
            <EmptyFace title={t('plans:checklists.none')} />
          ) : (
            <Stack gap="sm" maw={900}>
              {lists.map((one) => (
                <Paper key={one.id} p="md" component="section" aria-label={one.name} data-testid="checklist-card">
                  <Group justify="space-between">
                    <Title order={2}>{one.name}</Title>
                    <Group gap="sm">
                      <Text size="xs" c="dimmed">
                        {t('plans:checklists.about', { edition: one.edition, count: one.plans })}
                      </Text>
                      {maySave && (
                        <Button
                          size="compact-sm"
                          variant="default"
                          leftSection={<IconPencil size={14} />}
                          onClick={() => setEditing(one)}
                        >
                          {t('common:edit')}
                        </Button>
                      )}
                    </Group>
                  </Group>
                  <Table verticalSpacing={3} withRowBorders={false}>
                    <Table.Tbody>
                      {one.items.map((item, index) => (
                        <Table.Tr key={item.id}>
                          <Table.Td w={30} className="figure">
                            {index + 1}
                          </Table.Td>
                          <Table.Td>{item.words}</Table.Td>
                          <Table.Td w={90}>{t(`plans:itemKind.${item.kind}`)}</Table.Td>
                          <Table.Td w={200} className="figure">
                            {limitsText(t, item)}
                          </Table.Td>
                        </Table.Tr>
                      ))}
                    </Table.Tbody>
                  </Table>
                </Paper>
              ))}
            </Stack>
          )
        }
      </Loaded>
      {editing !== null && (
        <FormDialog
          opened
          onClose={() => setEditing(null)}
          size="xl"
          title={t(editing === 'new' ? 'plans:checklists.add' : 'plans:checklists.edit')}
        >
          <ChecklistForm of={editing === 'new' ? null : editing} onClose={() => setEditing(null)} />
        </FormDialog>
      )}
    </Page>
  )
}

const emptyItem: ChecklistItemFields = { words: '', kind: 'tick', unit: '', minCenti: null, maxCenti: null }

function ChecklistForm({ of, onClose }: { readonly of: Checklist | null; readonly onClose: () => void }) {
  const { t } = useTranslation()
  const record = useRecordForm<ChecklistFields>({
    schema: checklistFields,
    record: {
      version: of?.version ?? 0,
      values: {
        name: of?.name ?? '',
        items: of ? of.items.map(({ id: _, ...item }) => item) : [emptyItem],
      },
    },
    save: ({ values, version }) =>
      client.plans.saveChecklist({ ...checklistFields.parse(values), id: of?.id ?? null, version }),
    onSaved: () => {
      sayDone(t('common:saved'))
      onClose()
    },
  })
  const { form } = record
  return (
    <DialogForm record={record} action={t('common:save')} onCancel={onClose}>
      <TextInput
        label={t('plans:checklists.name')}
        required
        maxLength={60}
        data-autofocus
        {...form.getInputProps('name')}
        data-testid="checklist-name"
      />
      {of && (
        <Text size="xs" c="dimmed">
          {t('plans:checklists.editionHint')}
        </Text>
      )}
      {form.values.items.map((item, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: items are told apart by their place alone
        <Group key={index} gap={6} wrap="nowrap" align="flex-start" data-testid="item">
          <TextInput
            flex={1}
            aria-label={t('plans:item')}
            placeholder={t('plans:item')}
            {...form.getInputProps(`items.${index}.words`)}
            data-testid="item-words"
          />
          <Select
            w={90}
            aria-label={t('plans:kind')}
            allowDeselect={false}
            data={codesOf(checklistKinds).map((value) => ({ value, label: t(`plans:itemKind.${value}`) }))}
            {...form.getInputProps(`items.${index}.kind`)}
          />
          {item.kind !== 'tick' && (
            <>
              <HundredthsField
                w={90}
                aria-label={t(item.kind === 'score' ? 'plans:pass' : 'plans:min')}
                placeholder={t(item.kind === 'score' ? 'plans:pass' : 'plans:min')}
                {...form.getInputProps(`items.${index}.minCenti`)}
              />
              <HundredthsField
                w={90}
                aria-label={t(item.kind === 'score' ? 'plans:full' : 'plans:max')}
                placeholder={t(item.kind === 'score' ? 'plans:full' : 'plans:max')}
                {...form.getInputProps(`items.${index}.maxCenti`)}
              />
              <TextInput
                w={70}
                aria-label={t('plans:unit')}
                placeholder={t('plans:unit')}
                {...form.getInputProps(`items.${index}.unit`)}
              />
            </>
          )}
          <ActionIcon
            size="lg"
            variant="default"
            aria-label={t('plans:removeItem')}
            onClick={() => form.removeListItem('items', index)}
          >
            <IconTrash size={16} />
          </ActionIcon>
        </Group>
      ))}
      <div>
        <Button
          size="xs"
          variant="default"
          leftSection={<IconPlus size={14} />}
          onClick={() => form.insertListItem('items', emptyItem)}
          data-testid="add-item"
        >
          {t('plans:addItem')}
        </Button>
      </div>
    </DialogForm>
  )
}
