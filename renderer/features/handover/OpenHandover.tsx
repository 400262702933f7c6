import {
  ActionIcon,
  Alert,
  Button,
  Group,
  List,
  Menu,
  NumberInput,
  Paper,
  Progress,
  Stack,
  Text,
  Textarea,
  TextInput,
  Title,
} from '@mantine/core'
import { IconAlertTriangle, IconCalendarOff, IconCheck, IconDeviceFloppy, IconDots } from '@tabler/icons-react'
import { useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { HandoverDetail } from '../../../electron/contract/handover.ts'
import { client, orpc } from '../../api/client.ts'
import { problemText } from '../../api/errors.ts'
import { useMay } from '../../api/session.ts'
import { Keys, useCommands } from '../../app/commands.tsx'
import { askReason } from '../../ui/ConfirmReason.tsx'
import { DateField } from '../../ui/DateField.tsx'
import { fieldLabel } from '../../ui/fields.ts'
import { useRecordForm } from '../../ui/recordForm.tsx'
import { useWrite } from '../../ui/write.ts'
import { Checklist, focusItem } from './Checklist.tsx'
import { CompleteDialog } from './CompleteDialog.tsx'
import { type ChecklistValues, editableOf, isDone, missingOf, progressOf, recordOf, schemaOf } from './checklist.ts'
import { HandoverFrame } from './HandoverFrame.tsx'
import classes from './handover.module.css'
import { TimeField } from './TimeField.tsx'

/** The checklist while it is filled in: saved when asked to, handed over when nothing is missing. */
export function OpenHandover({ detail }: { readonly detail: HandoverDetail }) {
  const { t } = useTranslation()
  const page = useRef<HTMLDivElement>(null)
  const [completing, setCompleting] = useState(false)
  const [toldMissing, setToldMissing] = useState(false)
  const completeAfterSave = useRef(false)
  const mayComplete = useMay('handover.complete')
  const mayCancel = useMay('handover.cancel')
  const reload = async () => client.handover.detail({ id: detail.id })

  const record = useRecordForm<ChecklistValues>({
    schema: schemaOf(detail.items),
    record: editableOf(detail),
    save: ({ version, values }) =>
      client.handover.record({ id: detail.id, version, ...recordOf(values, detail.items) }),
    reload: async () => editableOf(await reload()),
    onSaved: () => {
      // That it is saved is said beside the progress; a notice in the corner would cover the documents.
      if (completeAfterSave.current) setCompleting(true)
      completeAfterSave.current = false
    },
    stay: true,
  })
  const { form } = record
  const dirty = form.isDirty()
  const missing = missingOf(form.values, detail.items, t('common:listSeparator'))

  const cancel = useWrite(orpc.handover.cancel, { done: t('handover:cancelled', { unit: detail.unit }) })

  function save(): void {
    completeAfterSave.current = false
    record.submit()
  }

  function complete(): void {
    setToldMissing(missing.length > 0)
    const first = detail.items.find((item) => !isDone(form.values, item))
    if (missing.length > 0) {
      if (first && page.current) focusItem(page.current, first.id)
    } else if (dirty) {
      completeAfterSave.current = true
      record.submit()
    } else setCompleting(true)
  }

  async function callOff(): Promise<void> {
    const reason = await askReason({
      title: t('handover:cancelTitle', { unit: detail.unit }),
      message: t('handover:cancelMessage'),
      action: t('handover:cancel'),
      danger: true,
    })
    if (reason === null) return
    const { version } = await reload()
    cancel.mutate({ id: detail.id, version, reason })
  }

  useCommands([
    { key: 'mod+s', label: t('common:save'), run: save },
    ...(mayComplete ? [{ key: 'mod+enter', label: t('handover:complete'), run: complete }] : []),
  ])

  return (
    <HandoverFrame
      detail={detail}
      actions={
        <>
          <Button
            variant="default"
            leftSection={<IconDeviceFloppy size={16} />}
            rightSection={<Keys of="mod+s" />}
            loading={record.busy}
            onClick={save}
            data-testid="save"
          >
            {t('common:save')}
          </Button>
          {mayComplete && (
            <Button leftSection={<IconCheck size={16} />} onClick={complete} data-testid="complete">
              {t('handover:complete')}
            </Button>
          )}
          {mayCancel && (
            <Menu position="bottom-end">
              <Menu.Target>
                <ActionIcon size="lg" variant="default" aria-label={t('common:more')} data-testid="more">
                  <IconDots size={16} />
                </ActionIcon>
              </Menu.Target>
              <Menu.Dropdown>
                <Menu.Item
                  color="red"
                  leftSection={<IconCalendarOff size={16} />}
                  onClick={() => void callOff()}
                  data-testid="cancel-handover"
                >
                  {t('handover:cancelAppointment')}
                </Menu.Item>
              </Menu.Dropdown>
            </Menu>
          )}
        </>
      }
    >
      <form onSubmit={record.submit} noValidate>
        <div ref={page} className={classes.card}>
          <Stack gap="sm">
            {record.notice}
            <Checklist items={detail.items} form={form} />
          </Stack>
          <Stack gap="sm" className={classes.aside ?? ''}>
            <Paper component="section" aria-label={t('handover:progress')} p="sm">
              <Stack gap="xs">
                <Group justify="space-between">
                  <Title order={2}>{t('handover:progress')}</Title>
                  <Text
                    size="xs"
                    c={dirty ? undefined : 'dimmed'}
                    className={dirty ? (classes.attention ?? '') : ''}
                    role="status"
                    data-testid="saved-state"
                  >
                    {dirty ? t('common:form.unsaved') : t('handover:allSaved')}
                  </Text>
                </Group>
                <ProgressLines values={form.values} detail={detail} />
                <Missing problems={missing} loud={toldMissing && missing.length > 0} />
              </Stack>
            </Paper>
            <Paper component="section" aria-label={t('handover:appointment')} p="sm">
              <Stack gap="xs">
                <Title order={2}>{t('handover:appointment')}</Title>
                <Group grow align="flex-start" gap={8}>
                  <DateField
                    label={fieldLabel('appointedOn')}
                    required
                    clearable={false}
                    {...form.getInputProps('appointedOn')}
                  />
                  <TimeField
                    label={fieldLabel('appointedTime')}
                    value={form.values.appointedTime}
                    onChange={(time) => form.setFieldValue('appointedTime', time)}
                    wrong={form.errors.appointedTime !== undefined}
                  />
                </Group>
                <Group grow align="flex-start" gap={8}>
                  <TextInput
                    label={fieldLabel('receiver')}
                    maxLength={80}
                    {...form.getInputProps('receiver')}
                    data-testid="receiver"
                  />
                  <NumberInput
                    label={fieldLabel('keys')}
                    min={0}
                    max={200}
                    allowDecimal={false}
                    clampBehavior="strict"
                    onFocus={(event) => event.currentTarget.select()}
                    value={form.values.keys}
                    onChange={(keys) => form.setFieldValue('keys', keys === '' ? '' : Number(keys))}
                    error={form.errors.keys}
                    data-testid="keys"
                  />
                </Group>
                <Textarea label={fieldLabel('note')} maxLength={2000} {...form.getInputProps('note')} />
              </Stack>
            </Paper>
          </Stack>
        </div>
      </form>
      <CompleteDialog
        detail={detail}
        values={form.values}
        opened={completing}
        onClose={() => setCompleting(false)}
        reload={reload}
      />
    </HandoverFrame>
  )
}

function ProgressLines({ values, detail }: { readonly values: ChecklistValues; readonly detail: HandoverDetail }) {
  const { t } = useTranslation()
  return progressOf(values, detail.items).map(({ kind, done, total }) => {
    const label = t(`vocabulary:handoverItemKind.${kind}`)
    return (
      <Group key={kind} gap="sm" wrap="nowrap">
        <Text size="sm" w="5.5rem">
          {label}
        </Text>
        <Progress
          value={(done / total) * 100}
          color={done === total ? 'teal' : 'desk'}
          flex={1}
          aria-label={label}
          transitionDuration={0}
        />
        <Text size="sm" className="figure" ta="right" w="3.25rem" data-testid={`progress-${kind}`}>
          {done} / {total}
        </Text>
      </Group>
    )
  })
}

/** What is still missing, plainly; loud where somebody tried to hand over all the same. */
function Missing(props: { readonly problems: Parameters<typeof problemText>[0][]; readonly loud: boolean }) {
  const { t } = useTranslation()
  if (props.problems.length === 0) {
    return (
      <Text size="sm" className={classes.good ?? ''} data-testid="nothing-missing">
        {t('handover:nothingMissing')}
      </Text>
    )
  }
  const list = (
    <List size="sm" data-testid="missing">
      {props.problems.map((problem) => (
        <List.Item key={problem.code}>{problemText(problem)}</List.Item>
      ))}
    </List>
  )
  return props.loud ? (
    <Alert
      color="red"
      icon={<IconAlertTriangle size={18} />}
      title={t('errors:handover-incomplete')}
      role="alert"
      data-testid="incomplete"
    >
      {list}
    </Alert>
  ) : (
    <div>
      <Text size="xs" c="dimmed" mb={2}>
        {t('handover:stillMissing')}
      </Text>
      {list}
    </div>
  )
}
