import { Button, Checkbox, Group, Modal, PasswordInput, Stack, Switch, Text, TextInput } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { z } from 'zod'
import { type Role, roles } from '../../../electron/contract/roles.ts'
import { client } from '../../api/client.ts'
import { useRecordForm } from '../../ui/recordForm.tsx'
import { sayDone } from '../../ui/write.ts'
import { useRepeat } from './MineTab.tsx'

export type Member = Awaited<ReturnType<typeof client.staff.list>>[number]

/** What is being done with somebody on the staff. */
export type StaffTask =
  | { readonly type: 'create' }
  | { readonly type: 'edit'; readonly member: Member }
  | { readonly type: 'reset'; readonly member: Member }

export function StaffDialog({ task, onClose }: { readonly task: StaffTask; readonly onClose: () => void }) {
  const { t } = useTranslation()
  const done = (message: string) => {
    sayDone(message)
    onClose()
  }
  const title =
    task.type === 'create'
      ? t('settings:staff.add')
      : t(task.type === 'edit' ? 'settings:staff.editOf' : 'settings:staff.resetOf', { name: task.member.name })
  return (
    <Modal opened onClose={onClose} title={title} closeOnClickOutside={false}>
      {task.type === 'create' && (
        <CreateForm onCancel={onClose} onSaved={(name) => done(t('settings:staff.added', { name }))} />
      )}
      {task.type === 'edit' && (
        <EditForm member={task.member} onCancel={onClose} onSaved={() => done(t('common:saved'))} />
      )}
      {task.type === 'reset' && (
        <ResetForm
          member={task.member}
          onCancel={onClose}
          onSaved={() => done(t('settings:staff.resetDone', { name: task.member.name }))}
        />
      )}
    </Modal>
  )
}

const name = z.string().trim().min(1).max(40)
const heldRoles = z.array(z.enum(roles)).min(1)
const secret = z.string().min(4).max(100)

const createSchema = z.object({ name, roles: heldRoles, secret })

function CreateForm(props: { readonly onCancel: () => void; readonly onSaved: (name: string) => void }) {
  const { t } = useTranslation()
  const { form, submit, busy, notice } = useRecordForm({
    schema: createSchema,
    record: { version: 0, values: { name: '', roles: [] as Role[], secret: '' } },
    save: ({ values }) => client.staff.create(values),
    onSaved: () => props.onSaved(form.getValues().name.trim()),
  })
  const repeat = useRepeat()
  return (
    <form
      noValidate
      onSubmit={(event) => {
        event.preventDefault()
        if (repeat.agrees(form.getValues().secret)) submit(event)
      }}
    >
      <Stack gap="sm">
        {notice}
        <TextInput
          label={t('settings:staff.name')}
          required
          maxLength={40}
          data-autofocus
          data-testid="staff-name"
          {...form.getInputProps('name')}
        />
        <RolesField
          {...form.getInputProps('roles')}
          error={rolesError(form.errors.roles, t('settings:staff.rolesNeeded'))}
        />
        <PinFields secret={form.getInputProps('secret')} repeat={repeat.inputProps} />
        <Buttons onCancel={props.onCancel} busy={busy} label={t('settings:staff.add')} />
      </Stack>
    </form>
  )
}

const editSchema = z.object({ name, roles: heldRoles, active: z.boolean() })

function EditForm(props: { readonly member: Member; readonly onCancel: () => void; readonly onSaved: () => void }) {
  const { t } = useTranslation()
  const { member } = props
  const { form, submit, busy, notice } = useRecordForm({
    schema: editSchema,
    record: editable(member),
    save: ({ version, values }) => client.staff.update({ id: member.id, version, ...values }),
    reload: async () => editable((await client.staff.list()).find((one) => one.id === member.id) ?? member),
    onSaved: props.onSaved,
  })
  return (
    <form noValidate onSubmit={submit}>
      <Stack gap="sm">
        {notice}
        <TextInput
          label={t('settings:staff.name')}
          required
          maxLength={40}
          data-autofocus
          data-testid="staff-name"
          {...form.getInputProps('name')}
        />
        <RolesField
          {...form.getInputProps('roles')}
          error={rolesError(form.errors.roles, t('settings:staff.rolesNeeded'))}
        />
        <Switch
          label={t('settings:staff.mayUse')}
          description={t('settings:staff.mayUseHint')}
          {...form.getInputProps('active', { type: 'checkbox' })}
          data-testid="staff-active"
        />
        <Buttons onCancel={props.onCancel} busy={busy} label={t('common:save')} />
      </Stack>
    </form>
  )
}

function editable({ version, name, roles: held, active }: Member) {
  return { version, values: { name, roles: held, active } }
}

const resetSchema = z.object({ secret })

function ResetForm(props: { readonly member: Member; readonly onCancel: () => void; readonly onSaved: () => void }) {
  const { t } = useTranslation()
  const { member } = props
  const { form, submit, busy, notice } = useRecordForm({
    schema: resetSchema,
    record: { version: member.version, values: { secret: '' } },
    save: ({ version, values }) => client.staff.resetSecret({ id: member.id, version, secret: values.secret }),
    reload: async () => ({
      version: (await client.staff.list()).find((one) => one.id === member.id)?.version ?? member.version,
      values: { secret: '' },
    }),
    onSaved: props.onSaved,
  })
  const repeat = useRepeat()
  return (
    <form
      noValidate
      onSubmit={(event) => {
        event.preventDefault()
        if (repeat.agrees(form.getValues().secret)) submit(event)
      }}
    >
      <Stack gap="sm">
        {notice}
        <Text size="sm">{t('settings:staff.resetHint', { name: member.name })}</Text>
        <PinFields secret={form.getInputProps('secret')} repeat={repeat.inputProps} />
        <Buttons onCancel={props.onCancel} busy={busy} label={t('settings:staff.reset')} />
      </Stack>
    </form>
  )
}

function rolesError(error: React.ReactNode, words: string): React.ReactNode {
  return error ? words : undefined
}

function RolesField(props: {
  readonly value?: Role[]
  readonly onChange?: (roles: Role[]) => void
  readonly error?: React.ReactNode
}) {
  const { t } = useTranslation()
  return (
    <Checkbox.Group
      label={t('settings:staff.roles')}
      description={t('settings:staff.rolesHint')}
      required
      value={props.value ?? []}
      onChange={(held) => props.onChange?.(held as Role[])}
      error={props.error}
    >
      <Group gap="xs" mt={4}>
        {roles.map((role) => (
          <Checkbox key={role} value={role} w={120} label={t(`vocabulary:role.${role}`)} data-testid={`role-${role}`} />
        ))}
      </Group>
    </Checkbox.Group>
  )
}

function PinFields(props: { readonly secret: object; readonly repeat: object }) {
  const { t } = useTranslation()
  return (
    <Group grow align="flex-start">
      <PasswordInput
        label={t('office:secret')}
        description={t('office:secretHint')}
        required
        autoComplete="new-password"
        data-testid="staff-pin"
        {...props.secret}
      />
      <PasswordInput
        label={t('office:secretAgain')}
        required
        autoComplete="new-password"
        data-testid="staff-pin-again"
        {...props.repeat}
      />
    </Group>
  )
}

function Buttons(props: { readonly onCancel: () => void; readonly busy: boolean; readonly label: string }) {
  const { t } = useTranslation()
  return (
    <Group justify="flex-end" gap={8}>
      <Button variant="default" onClick={props.onCancel}>
        {t('common:cancel')}
      </Button>
      <Button type="submit" loading={props.busy} data-testid="save-staff">
        {props.label}
      </Button>
    </Group>
  )
}
