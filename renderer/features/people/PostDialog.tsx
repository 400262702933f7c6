import { Group, NumberInput, Switch, TextInput } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { type Post, type PostFields, postFields } from '../../../electron/contract/people.ts'
import { client } from '../../api/client.ts'
import { DialogForm, FormDialog } from '../../ui/FormDialog.tsx'
import { useRecordForm } from '../../ui/recordForm.tsx'
import { sayDone } from '../../ui/write.ts'

export function PostDialog({ of, onClose }: { readonly of: Post | null; readonly onClose: () => void }) {
  const { t } = useTranslation()
  return (
    <FormDialog opened onClose={onClose} title={t('people:post.one')}>
      <PostForm of={of} onClose={onClose} />
    </FormDialog>
  )
}

function PostForm({ of, onClose }: { readonly of: Post | null; readonly onClose: () => void }) {
  const { t } = useTranslation()
  const read = (post: Post) => ({ version: post.version, values: postFields.parse(post) })
  const record = useRecordForm<PostFields & Record<string, unknown>>({
    schema: postFields,
    record: of
      ? read(of)
      : { version: 0, values: { name: '', department: '', manned: 0, keepsLog: true, active: true } },
    save: ({ version, values }) => client.people.savePost({ ...values, id: of?.id ?? null, version }),
    ...(of && {
      reload: async () => read((await client.people.posts()).find((post) => post.id === of.id) ?? of),
    }),
    onSaved: () => {
      onClose()
      sayDone(t('common:saved'))
    },
  })
  const { form } = record
  return (
    <DialogForm record={record} action={t('common:save')} onCancel={onClose}>
      <Group grow align="flex-start">
        <TextInput
          label={t('lists:people.columns.post')}
          required
          data-autofocus
          maxLength={30}
          {...form.getInputProps('name')}
          data-testid="post-name"
        />
        <TextInput
          label={t('lists:people.columns.department')}
          maxLength={30}
          {...form.getInputProps('department')}
          data-testid="post-department"
        />
      </Group>
      <NumberInput
        label={t('people:post.manned')}
        description={t('people:post.mannedHint')}
        min={0}
        max={50}
        clampBehavior="strict"
        allowDecimal={false}
        value={form.values.manned}
        onChange={(value) => form.setFieldValue('manned', Number(value))}
      />
      <Switch
        label={t('people:shift.keepsLog')}
        description={t('people:post.keepsLogHint')}
        checked={form.values.keepsLog}
        onChange={(event) => form.setFieldValue('keepsLog', event.currentTarget.checked)}
      />
      <Switch
        label={t('people:inUse')}
        checked={form.values.active}
        onChange={(event) => form.setFieldValue('active', event.currentTarget.checked)}
      />
    </DialogForm>
  )
}
