import { Alert, Button, Code, Group, Modal, Stack, Text, Title } from '@mantine/core'
import { IconCopy, IconFileImport, IconFolderOpen, IconFolderSymlink, IconRefresh } from '@tabler/icons-react'
import { useMutation, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { OfficeState } from '../../../electron/contract/office.ts'
import { client, orpc } from '../../api/client.ts'
import { problemText } from '../../api/errors.ts'
import { refreshOffice } from '../../api/query.ts'
import { useOfficeState } from '../../api/session.ts'
import { Loaded } from '../../ui/Faces.tsx'
import { sayDone, sayError, sayTold } from '../../ui/write.ts'
import { Frame } from '../office/Frame.tsx'
import { BackupRows } from './BackupRows.tsx'
import { useMoment } from './moment.ts'
import { useRestoring } from './restoring.tsx'

type Trouble = NonNullable<OfficeState['trouble']>

/** Where another folder may help: the file itself is whole, only its place is wrong. */
const elsewhereHelps = ['file-on-network', 'file-readonly', 'disk-full', 'file-unwritable', 'disk-trouble']

/** The office file cannot be opened: what is the matter, and every way on. Nothing here deletes anything. */
export function Recovery({ trouble }: { readonly trouble: Trouble }) {
  const { t } = useTranslation()
  const backups = useQuery(orpc.recovery.backups.queryOptions())
  const restoring = useRestoring(client.recovery, false)
  const retry = useMutation({ mutationFn: () => client.recovery.retry(), onSuccess: refreshOffice, onError: sayError })
  const leave = useMutation({ mutationFn: () => client.recovery.leave(), onSuccess: refreshOffice, onError: sayError })
  const move = async () => {
    const chosen = await window.desk?.chooseFolder().catch(sayTold)
    if (chosen) restoring.run(() => client.recovery.copyTo({ offer: chosen.offer }))
  }
  return (
    <Frame title={t('backups:recovery.title', { file: trouble.fileName })} subtitle={t('backups:recovery.calm')} wide>
      <Alert color="red" role="alert" data-testid="trouble">
        {problemText(trouble.problem)}
      </Alert>
      <Group gap={8}>
        <Button
          leftSection={<IconRefresh size={16} />}
          loading={retry.isPending}
          onClick={() => retry.mutate()}
          data-testid="retry"
        >
          {t('backups:recovery.retry')}
        </Button>
        {window.desk && elsewhereHelps.includes(trouble.problem.code) && (
          <Button
            variant="default"
            leftSection={<IconFolderSymlink size={16} />}
            disabled={restoring.busy}
            onClick={() => void move()}
            data-testid="copy-to"
          >
            {t('backups:recovery.copyTo')}
          </Button>
        )}
        {window.desk && (
          <Button
            variant="default"
            leftSection={<IconFileImport size={16} />}
            disabled={restoring.busy}
            onClick={() => void restoring.fromFile()}
          >
            {t('backups:restore.fromFile')}
          </Button>
        )}
        <Button
          variant="default"
          leftSection={<IconFolderOpen size={16} />}
          loading={leave.isPending}
          onClick={() => leave.mutate()}
          data-testid="leave"
        >
          {t('backups:recovery.leave')}
        </Button>
      </Group>
      <div>
        <Title order={2} mb={4}>
          {t('backups:recovery.backups')}
        </Title>
        <Loaded query={backups}>
          {(rows) => (
            <BackupRows
              backups={rows}
              onRestore={(backup) => void restoring.fromBackup(backup)}
              busy={restoring.busy}
            />
          )}
        </Loaded>
      </div>
      <Report trouble={trouble} />
      {restoring.dialogs}
    </Frame>
  )
}

/** What whoever is called for help needs to know: nothing of the office's records is in it. */
function Report({ trouble }: { readonly trouble: Trouble }) {
  const { t } = useTranslation()
  const moment = useMoment()
  const [shown, setShown] = useState(false)
  const version = useOfficeState().data?.version ?? ''
  const text = [
    `${t('common:appName')} ${version} (${trouble.system})`,
    moment(trouble.at),
    trouble.file,
    `${trouble.problem.code}: ${problemText(trouble.problem)}`,
  ].join('\n')
  const copy = async () => {
    // A browser gives its clipboard only to some addresses: then the text is shown to be marked by hand.
    try {
      await navigator.clipboard.writeText(text)
      sayDone(t('backups:recovery.copied'))
    } catch {
      setShown(true)
    }
  }
  return (
    <Stack gap={4}>
      <Group>
        <Button
          variant="subtle"
          size="compact-sm"
          leftSection={<IconCopy size={16} />}
          onClick={() => void copy()}
          data-testid="copy-report"
        >
          {t('backups:recovery.copy')}
        </Button>
      </Group>
      <Modal opened={shown} onClose={() => setShown(false)} title={t('backups:recovery.copy')}>
        <Text size="sm" mb="xs">
          {t('backups:recovery.byHand')}
        </Text>
        <Code block>{text}</Code>
      </Modal>
    </Stack>
  )
}
