import { Alert, Button, Group, Stack, Text, TextInput, UnstyledButton } from '@mantine/core'
import { IconBuildingCommunity, IconFile, IconFolderOpen, IconSchool } from '@tabler/icons-react'
import { useMutation } from '@tanstack/react-query'
import { type ReactNode, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { client } from '../../api/client.ts'
import { errorText } from '../../api/errors.ts'
import { refreshOffice } from '../../api/query.ts'
import { useOfficeState } from '../../api/session.ts'
import { formatMegabytes } from '../../ui/format.ts'
import { TaskProgress } from '../../ui/TaskProgress.tsx'
import classes from './Frame.module.css'
import { Frame } from './Frame.tsx'

/** No office file is open: learn on the sample, begin an empty office, or open one that exists. */
export function FirstRun(): ReactNode {
  const { t } = useTranslation()
  const [naming, setNaming] = useState(false)
  const [task, setTask] = useState<{ id: string; sample: boolean } | null>(null)
  const create = useMutation({
    mutationFn: (input: { kind: 'sample' | 'empty'; name: string }) => client.office.create(input),
    onSuccess: ({ taskId }, { kind }) => setTask({ id: taskId, sample: kind === 'sample' }),
  })
  if (task) return <Waiting task={task} onGiveUp={() => setTask(null)} />
  if (naming) {
    return (
      <NewOffice
        busy={create.isPending}
        error={create.error}
        onName={(name) => create.mutate({ kind: 'empty', name })}
        onBack={() => setNaming(false)}
      />
    )
  }
  return (
    <Frame title={t('office:firstRun.title')} subtitle={t('office:firstRun.subtitle')} wide>
      {create.error && <Alert color="red">{errorText(create.error)}</Alert>}
      <Choice
        icon={<IconSchool size={24} />}
        title={t('office:firstRun.sample')}
        text={t('office:firstRun.sampleText')}
        testId="create-sample"
        busy={create.isPending}
        onClick={() => create.mutate({ kind: 'sample', name: '' })}
      />
      <Choice
        icon={<IconBuildingCommunity size={24} />}
        title={t('office:firstRun.empty')}
        text={t('office:firstRun.emptyText')}
        testId="create-empty"
        onClick={() => setNaming(true)}
      />
      <ExistingFiles />
    </Frame>
  )
}

function Choice(props: {
  readonly icon: ReactNode
  readonly title: string
  readonly text: string
  readonly testId: string
  readonly busy?: boolean
  readonly onClick: () => void
}) {
  return (
    <UnstyledButton className={classes.choice} disabled={props.busy} onClick={props.onClick} data-testid={props.testId}>
      {props.icon}
      <div>
        <Text fw={600}>{props.title}</Text>
        <Text size="sm" c="dimmed">
          {props.text}
        </Text>
      </div>
    </UnstyledButton>
  )
}

function ExistingFiles() {
  const { t } = useTranslation()
  const files = useOfficeState().data?.files ?? []
  // Also where it fails: the recovery page may be next.
  const open = useMutation({ mutationFn: (name: string) => client.office.open({ name }), onSettled: refreshOffice })
  const choose = useMutation({ mutationFn: async () => window.desk?.openOfficeFile() })
  const error = open.error ?? choose.error
  return (
    <div>
      <Text fw={600} mb={4}>
        {t('office:firstRun.existing')}
      </Text>
      {error && <Alert color="red">{window.desk && choose.error ? choose.error.message : errorText(error)}</Alert>}
      <Stack gap={2}>
        {files.map((file) => (
          <Button
            key={file.name}
            variant="subtle"
            justify="flex-start"
            leftSection={<IconFile size={16} />}
            loading={open.isPending && open.variables === file.name}
            onClick={() => open.mutate(file.name)}
          >
            {file.name}
            <Text span size="xs" c="dimmed" ml="sm">
              {t('office:firstRun.fileDetail', { changed: file.changed, size: formatMegabytes(file.bytes) })}
            </Text>
          </Button>
        ))}
        {files.length === 0 && (
          <Text size="sm" c="dimmed">
            {t('office:firstRun.noFiles')}
          </Text>
        )}
      </Stack>
      {window.desk && (
        <Button
          variant="default"
          mt="sm"
          leftSection={<IconFolderOpen size={16} />}
          loading={choose.isPending}
          onClick={() => choose.mutate()}
        >
          {t('office:firstRun.choose')}
        </Button>
      )}
    </div>
  )
}

function NewOffice(props: {
  readonly busy: boolean
  readonly error: unknown
  readonly onName: (name: string) => void
  readonly onBack: () => void
}) {
  const { t } = useTranslation()
  const [name, setName] = useState('')
  return (
    <Frame title={t('office:newOffice.title')} subtitle={t('office:newOffice.subtitle')}>
      <form
        onSubmit={(event) => {
          event.preventDefault()
          if (name.trim()) props.onName(name.trim())
        }}
      >
        <Stack>
          {props.error !== null && <Alert color="red">{errorText(props.error)}</Alert>}
          <TextInput
            label={t('office:newOffice.name')}
            placeholder={t('office:newOffice.example')}
            required
            maxLength={60}
            autoFocus
            value={name}
            onChange={(event) => setName(event.currentTarget.value)}
            data-testid="office-name"
          />
          <Group justify="flex-end" gap={8}>
            <Button variant="default" onClick={props.onBack}>
              {t('common:back')}
            </Button>
            <Button type="submit" loading={props.busy} disabled={!name.trim()} data-testid="create-office">
              {t('office:newOffice.create')}
            </Button>
          </Group>
        </Stack>
      </form>
    </Frame>
  )
}

function Waiting({
  task,
  onGiveUp,
}: {
  readonly task: { id: string; sample: boolean }
  readonly onGiveUp: () => void
}) {
  const { t } = useTranslation()
  const [failed, setFailed] = useState(false)
  return (
    <Frame
      title={t(task.sample ? 'office:waiting.sample' : 'office:waiting.empty')}
      subtitle={task.sample ? t('office:waiting.sampleText') : undefined}
    >
      <TaskProgress
        taskId={task.id}
        cancellable={task.sample}
        onEnd={(end) => {
          if (end.state === 'done') void refreshOffice()
          else if (end.state === 'cancelled') onGiveUp()
          else setFailed(true)
        }}
      />
      {failed && (
        <Button variant="default" onClick={onGiveUp}>
          {t('common:back')}
        </Button>
      )}
    </Frame>
  )
}
