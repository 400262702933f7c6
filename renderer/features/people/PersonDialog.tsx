import { Group, TextInput } from '@mantine/core'
import { useNavigate } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { newPerson, type PersonCard, staffFields } from '../../../electron/contract/people.ts'
import { client } from '../../api/client.ts'
import { DateField } from '../../ui/DateField.tsx'
import { DialogForm, FormDialog } from '../../ui/FormDialog.tsx'
import { useRecordForm } from '../../ui/recordForm.tsx'
import { sayDone } from '../../ui/write.ts'

interface Values extends Record<string, unknown> {
  name: string
  phone: string
  joinedOn: string | null
  leftOn: string | null
}

/** Adds somebody who does not sign in, or corrects phone and days of somebody. */
export function PersonDialog({ of, onClose }: { readonly of?: PersonCard; readonly onClose: () => void }) {
  const { t } = useTranslation()
  return (
    <FormDialog opened onClose={onClose} title={of ? t('people:editOf', { name: of.name }) : t('people:add')}>
      <PersonForm of={of} onClose={onClose} />
    </FormDialog>
  )
}

function PersonForm({ of, onClose }: { readonly of: PersonCard | undefined; readonly onClose: () => void }) {
  const { t } = useTranslation()
  const navigate = useNavigate()
  const record = useRecordForm<Values, { id: number }>({
    schema: of ? staffFields : newPerson,
    record: {
      version: of?.version ?? 0,
      values: {
        name: of?.name ?? '',
        phone: of?.phone ?? '',
        joinedOn: of?.joinedOn ?? null,
        leftOn: of?.leftOn ?? null,
      },
    },
    save: ({ version, values: { name, ...fields } }) =>
      of ? client.people.update({ id: of.id, version, ...fields }) : client.people.add({ name, ...fields }),
    ...(of && {
      reload: async () => {
        const { version, name, phone, joinedOn, leftOn } = await client.people.card({ id: of.id, year: of.year })
        return { version, values: { name, phone, joinedOn, leftOn } }
      },
    }),
    onSaved: ({ id }) => {
      onClose()
      sayDone(t('common:saved'))
      if (!of) void navigate({ to: '/people/$id', params: { id: String(id) } })
    },
  })
  const { form } = record
  return (
    <DialogForm record={record} action={t('common:save')} onCancel={onClose}>
      {!of && (
        <TextInput
          label={t('lists:people.columns.name')}
          description={t('people:addHint')}
          required
          maxLength={40}
          data-autofocus
          {...form.getInputProps('name')}
          data-testid="person-name"
        />
      )}
      <TextInput
        label={t('lists:people.columns.phone')}
        maxLength={40}
        {...(of && { 'data-autofocus': true })}
        {...form.getInputProps('phone')}
        data-testid="person-phone"
      />
      <Group grow align="flex-start">
        <DateField label={t('lists:people.columns.joinedOn')} {...form.getInputProps('joinedOn')} />
        <DateField label={t('lists:people.columns.leftOn')} {...form.getInputProps('leftOn')} />
      </Group>
    </DialogForm>
  )
}
