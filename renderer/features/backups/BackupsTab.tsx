import { Alert, Button, Group, Modal, Paper, Stack, Text, Title } from '@mantine/core'
import { IconDeviceUsb, IconFileImport, IconLock, IconShieldCheck } from '@tabler/icons-react'
import { useMutation, useQuery } from '@tanstack/react-query'
import { type ReactNode, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { client, orpc } from '../../api/client.ts'
import { problemText } from '../../api/errors.ts'
import { useMay } from '../../api/session.ts'
import { useExport } from '../../ui/exporting.tsx'
import { Loaded, NoPermissionFace } from '../../ui/Faces.tsx'
import { TaskProgress } from '../../ui/TaskProgress.tsx'
import { afterWrite, sayDone, sayError, sayTold } from '../../ui/write.ts'
import { BackupRows } from './BackupRows.tsx'
import { useMoment } from './moment.ts'
import { Password, useRestoring } from './restoring.tsx'

/** What stands between the office and a broken disk: the backups, the second folder, a copy to carry away, the way back. */
export function BackupsTab() {
  const { t } = useTranslation()
  const maySee = useMay('backups.list')
  const maySeal = useMay('backups.seal')
  if (!maySee) return <NoPermissionFace />
  return (
    <Stack gap="md" maw={900}>
      <Section title={t('backups:title')} text={t('backups:rule')}>
        <Backups />
      </Section>
      <Section title={t('backups:secondFolder.title')} text={t('backups:secondFolder.text')}>
        <SecondFolder />
      </Section>
      {maySeal && (
        <Section title={t('backups:sealed.title')} text={t('backups:sealed.text')}>
          <Sealed />
        </Section>
      )}
    </Stack>
  )
}

function Section(props: { readonly title: string; readonly text: string; readonly children: ReactNode }) {
  return (
    <Paper component="section" aria-label={props.title}>
      <Title order={2} mb={4}>
        {props.title}
      </Title>
      <Text size="sm" c="dimmed" mb="sm">
        {props.text}
      </Text>
      {props.children}
    </Paper>
  )
}

function Backups() {
  const { t } = useTranslation()
  const list = useQuery(orpc.backups.list.queryOptions())
  const mayRestore = useMay('backups.restore')
  const restoring = useRestoring(client.backups, true)
  return (
    <Stack gap="sm">
      <Group gap={8}>
        <MakeButton />
        {mayRestore && window.desk && (
          <Button
            variant="default"
            leftSection={<IconFileImport size={16} />}
            disabled={restoring.busy}
            onClick={() => void restoring.fromFile()}
          >
            {t('backups:restore.fromFile')}
          </Button>
        )}
      </Group>
      <Loaded query={list}>
        {(backups) => (
          <BackupRows
            backups={backups}
            onRestore={mayRestore ? (backup) => void restoring.fromBackup(backup) : undefined}
            busy={restoring.busy}
          />
        )}
      </Loaded>
      {restoring.dialogs}
    </Stack>
  )
}

function MakeButton() {
  const { t } = useTranslation()
  const [taskId, setTaskId] = useState<string | null>(null)
  const make = useMutation({
    mutationFn: () => client.backups.make(),
    onSuccess: (started) => setTaskId(started.taskId),
    onError: sayError,
  })
  return (
    <>
      <Button
        leftSection={<IconShieldCheck size={16} />}
        loading={make.isPending}
        onClick={() => make.mutate()}
        data-testid="back-up"
      >
        {t('backups:make')}
      </Button>
      <Modal opened={taskId !== null} onClose={() => setTaskId(null)} title={t('backups:make')} size="sm">
        {taskId !== null && (
          <TaskProgress
            taskId={taskId}
            cancellable={false}
            onEnd={({ state }) => {
              if (state !== 'done') return
              setTaskId(null)
              sayDone(t('backups:made'))
              void afterWrite()
            }}
          />
        )}
      </Modal>
    </>
  )
}

/** A stick or a share: chosen in a dialog of the window, because no page may name a path. */
function SecondFolder() {
  const { t } = useTranslation()
  const moment = useMoment()
  const status = useQuery(orpc.backups.status.queryOptions())
  const may = useMay('backups.chooseSecondFolder')
  const use = useMutation({
    mutationFn: (offer: string | null) => client.backups.chooseSecondFolder({ offer }),
    onSuccess: () => void afterWrite(),
    onError: sayError,
  })
  const choose = async () => {
    const chosen = await window.desk?.chooseFolder().catch(sayTold)
    if (chosen) use.mutate(chosen.offer)
  }
  return (
    <Loaded query={status}>
      {({ second }) => (
        <Stack gap="sm">
          {second ? (
            <Text size="sm" data-testid="second-folder">
              {second.folder}
              {' · '}
              {second.lastAt === null
                ? t('backups:secondFolder.empty')
                : t('backups:secondFolder.last', { at: moment(second.lastAt) })}
            </Text>
          ) : (
            <Alert color="yellow">{t('backups:secondFolder.none')}</Alert>
          )}
          {second?.sameDisk && (
            <Alert color="yellow" data-testid="same-disk">
              {t('backups:secondFolder.sameDisk')}
            </Alert>
          )}
          {second?.problem && <Alert color="red">{problemText(second.problem)}</Alert>}
          {may && window.desk && (
            <Group gap={8}>
              <Button
                variant="default"
                leftSection={<IconDeviceUsb size={16} />}
                loading={use.isPending}
                onClick={() => void choose()}
              >
                {t(second ? 'backups:secondFolder.change' : 'backups:secondFolder.choose')}
              </Button>
              {second && (
                <Button variant="subtle" onClick={() => use.mutate(null)}>
                  {t('backups:secondFolder.stop')}
                </Button>
              )}
            </Group>
          )}
          {may && !window.desk && (
            <Text size="sm" c="dimmed">
              {t('backups:secondFolder.inBrowser')}
            </Text>
          )}
        </Stack>
      )}
    </Loaded>
  )
}

function Sealed() {
  const { t } = useTranslation()
  const [asking, setAsking] = useState(false)
  const exporting = useExport()
  return (
    <>
      <Button
        variant="default"
        leftSection={<IconLock size={16} />}
        loading={exporting.busy}
        onClick={() => setAsking(true)}
        data-testid="seal"
      >
        {t('backups:sealed.button')}
      </Button>
      <Modal opened={asking} onClose={() => setAsking(false)} title={t('backups:sealed.title')} size="sm">
        <Password
          isNew
          about={t('backups:sealed.warning')}
          action={t('backups:sealed.button')}
          onGiven={(password) => {
            setAsking(false)
            exporting.run(() => client.backups.seal({ password }))
          }}
        />
      </Modal>
      {exporting.dialog}
    </>
  )
}
