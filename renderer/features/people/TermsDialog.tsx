import { Group, Select } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { type PersonCard, type Share, termsFields } from '../../../electron/contract/people.ts'
import { client, orpc } from '../../api/client.ts'
import { useOffice } from '../../api/session.ts'
import { DateField } from '../../ui/DateField.tsx'
import { DialogForm, FormDialog } from '../../ui/FormDialog.tsx'
import { HundredthsField } from '../../ui/HundredthsField.tsx'
import { useRecordForm } from '../../ui/recordForm.tsx'
import { sayDone } from '../../ui/write.ts'
import { ShareField } from './ShareField.tsx'

interface Values extends Record<string, unknown> {
  fromOn: string
  postId: number | null
  salary: number | null
  share: Share | null
}

/** Post, salary and share of somebody from a day on. */
export function TermsDialog({ of, onClose }: { readonly of: PersonCard; readonly onClose: () => void }) {
  const { t } = useTranslation()
  return (
    <FormDialog opened onClose={onClose} title={t('people:termsOf', { name: of.name })}>
      <TermsForm of={of} onClose={onClose} />
    </FormDialog>
  )
}

function TermsForm({ of, onClose }: { readonly of: PersonCard; readonly onClose: () => void }) {
  const { t } = useTranslation()
  const { today } = useOffice()
  const posts = useQuery(orpc.people.posts.queryOptions()).data ?? []
  const [last] = of.terms
  const record = useRecordForm<Values>({
    schema: termsFields,
    record: {
      version: 0,
      values: {
        fromOn: last ? today : (of.joinedOn ?? today),
        postId: last?.postId ?? null,
        salary: last?.salary ?? null,
        share: last?.share ?? null,
      },
    },
    save: ({ values }) => client.people.addTerms({ ...termsFields.parse(values), staffId: of.id }),
    onSaved: () => {
      onClose()
      sayDone(t('common:saved'))
    },
  })
  const { form } = record
  const { postId, share } = form.values
  return (
    <DialogForm record={record} action={t('common:save')} onCancel={onClose}>
      <Group grow align="flex-start">
        <DateField label={t('people:fromOn')} required clearable={false} {...form.getInputProps('fromOn')} />
        <Select
          label={t('lists:people.columns.post')}
          required
          data={posts.filter((post) => post.active).map((post) => ({ value: String(post.id), label: post.name }))}
          value={postId === null ? null : String(postId)}
          onChange={(value) => form.setFieldValue('postId', value === null ? null : Number(value))}
          error={form.errors.postId}
          data-autofocus
          data-testid="terms-post"
        />
      </Group>
      <Group grow align="flex-start">
        <HundredthsField
          label={`${t('lists:people.columns.salary')} (${t('common:yuan')})`}
          required
          {...form.getInputProps('salary')}
          data-testid="terms-salary"
        />
        <ShareField
          label={t('people:share')}
          description={t('people:shareHint')}
          value={share}
          onChange={(value) => form.setFieldValue('share', value as Share | null)}
          error={form.errors.share}
        />
      </Group>
    </DialogForm>
  )
}
