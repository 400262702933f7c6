import { Button, Group, Modal, PasswordInput, Stack, Text } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { type ReactNode, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { BackupRow } from '../../../electron/contract/backups.ts'
import type { Offer } from '../../../electron/contract/bridge.ts'
import { forgetEverything } from '../../api/query.ts'
import { askConfirm } from '../../ui/ConfirmReason.tsx'
import { TaskProgress } from '../../ui/TaskProgress.tsx'
import { sayError, sayTold } from '../../ui/write.ts'
import { useMoment } from './moment.ts'

/** The two procedures that put a backup in the office's place: of the open office, or of one that cannot be opened. */
interface Restoring {
  readonly restore: (input: { name: string }) => Promise<{ taskId: string }>
  readonly restoreOffered: (input: { offer: string; password?: string }) => Promise<{ taskId: string }>
}

/**
 * Asks before it restores, shows how far it is, and begins anew with the restored office.
 * @param isOpen whether there is an open office, which is backed up first
 */
export function useRestoring(procedures: Restoring, isOpen: boolean) {
  const { t } = useTranslation()
  const moment = useMoment()
  const [taskId, setTaskId] = useState<string | null>(null)
  const [sealed, setSealed] = useState<Offer | null>(null)
  const begin = useMutation({
    mutationFn: (start: () => Promise<{ taskId: string }>) => start(),
    onSuccess: (started) => setTaskId(started.taskId),
    onError: sayError,
  })
  const about = (what: string) => t(isOpen ? 'backups:restore.text' : 'backups:restore.textAside', { what })
  const isSure = (what: string) =>
    askConfirm({
      title: t('backups:restore.title'),
      message: about(what),
      action: t('backups:restore.button'),
    })
  const fromBackup = async (backup: BackupRow) => {
    if (await isSure(moment(backup.at))) begin.mutate(() => procedures.restore({ name: backup.name }))
  }
  const fromFile = async () => {
    const chosen = await window.desk?.chooseBackup().catch(sayTold)
    if (!chosen) return
    if (chosen.sealed) setSealed(chosen)
    else if (await isSure(chosen.name)) begin.mutate(() => procedures.restoreOffered({ offer: chosen.offer }))
  }
  const dialogs: ReactNode = (
    <>
      <Modal
        opened={taskId !== null}
        onClose={() => setTaskId(null)}
        title={t('backups:restore.title')}
        closeOnClickOutside={false}
        size="sm"
      >
        {taskId !== null && (
          <TaskProgress
            taskId={taskId}
            cancellable={false}
            onEnd={({ state }) => {
              if (state === 'done') forgetEverything()
            }}
          />
        )}
      </Modal>
      <Modal opened={sealed !== null} onClose={() => setSealed(null)} title={t('backups:sealed.openTitle')} size="sm">
        {sealed && (
          <Password
            about={about(sealed.name)}
            action={t('backups:restore.button')}
            onGiven={(password) => {
              setSealed(null)
              begin.mutate(() => procedures.restoreOffered({ offer: sealed.offer, password }))
            }}
          />
        )}
      </Modal>
    </>
  )
  return { fromBackup, fromFile, dialogs, run: begin.mutate, busy: begin.isPending || taskId !== null }
}

/** Asks for a password; twice where it is a new one, because nobody can look it up. */
export function Password(props: {
  readonly about: ReactNode
  readonly action: string
  readonly isNew?: boolean
  readonly onGiven: (password: string) => void
}) {
  const { t } = useTranslation()
  const [password, setPassword] = useState('')
  const [again, setAgain] = useState('')
  const isShort = props.isNew === true && password.length < 8
  const differs = props.isNew === true && again !== password
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault()
        if (password !== '' && !isShort && !differs) props.onGiven(password)
      }}
    >
      <Stack>
        <Text size="sm">{props.about}</Text>
        <PasswordInput
          label={t('backups:sealed.password')}
          description={props.isNew ? t('backups:sealed.rule') : undefined}
          required
          data-autofocus
          value={password}
          onChange={(event) => setPassword(event.currentTarget.value)}
          data-testid="password"
        />
        {props.isNew && (
          <PasswordInput
            label={t('backups:sealed.again')}
            required
            value={again}
            error={again !== '' && differs ? t('backups:sealed.differs') : undefined}
            onChange={(event) => setAgain(event.currentTarget.value)}
            data-testid="password-again"
          />
        )}
        <Group justify="flex-end">
          <Button type="submit" disabled={password === '' || isShort || differs} data-testid="password-given">
            {props.action}
          </Button>
        </Group>
      </Stack>
    </form>
  )
}
