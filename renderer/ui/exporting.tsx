import { Button, type ButtonProps, Modal } from '@mantine/core'
import { IconFileSpreadsheet } from '@tabler/icons-react'
import { useMutation } from '@tanstack/react-query'
import { type ReactNode, useCallback, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { TaskState } from '../../electron/contract/imports.ts'
import { client } from '../api/client.ts'
import { TaskProgress } from './TaskProgress.tsx'
import { sayDone, sayError, sayTold } from './write.ts'

/** A button that has a file made and then saved; `start` names the task, e.g. `() => client.exports.summary(…)`. */
export function ExportButton(props: {
  readonly start: () => Promise<{ taskId: string }>
  readonly label?: string
  readonly icon?: ReactNode
  readonly disabled?: boolean
  readonly variant?: ButtonProps['variant']
  readonly testId?: string
}) {
  const { t } = useTranslation()
  const exporting = useExport()
  return (
    <>
      <Button
        variant={props.variant ?? 'default'}
        leftSection={props.icon ?? <IconFileSpreadsheet size={16} />}
        disabled={props.disabled ?? false}
        loading={exporting.busy}
        onClick={() => exporting.run(props.start)}
        data-testid={props.testId ?? 'export'}
      >
        {props.label ?? t('common:export.button')}
      </Button>
      {exporting.dialog}
    </>
  )
}

/** Starts an export, shows how far it is, and saves the file: main asks where in the desktop, the browser downloads it. */
export function useExport() {
  const { t } = useTranslation()
  const [taskId, setTaskId] = useState<string | null>(null)
  const begin = useMutation({
    mutationFn: (start: () => Promise<{ taskId: string }>) => start(),
    onSuccess: (started) => setTaskId(started.taskId),
    onError: sayError,
  })
  const end = useCallback(
    async (state: TaskState) => {
      if (state.state === 'failed') return
      setTaskId(null)
      if (state.state !== 'done') return
      try {
        if ((await saveExport(state.id)) === 'saved') sayDone(t('common:export.saved'))
      } catch (error) {
        if (window.desk) sayTold(error)
        else sayError(error)
      }
    },
    [t],
  )
  const dialog = (
    <Modal
      opened={taskId !== null}
      onClose={() => setTaskId(null)}
      title={t('common:export.title')}
      closeOnClickOutside={false}
      size="sm"
    >
      {taskId !== null && <TaskProgress taskId={taskId} onEnd={(state) => void end(state)} />}
    </Modal>
  )
  return { run: begin.mutate, busy: begin.isPending || taskId !== null, dialog }
}

/** @returns `saved` also where the browser takes the file without asking. */
export async function saveExport(taskId: string): Promise<'saved' | 'cancelled'> {
  if (window.desk) return await window.desk.saveExport(taskId)
  const file = await client.exports.download({ taskId })
  const url = URL.createObjectURL(file)
  const anchor = document.createElement('a')
  anchor.href = url
  anchor.download = file.name
  anchor.click()
  setTimeout(() => URL.revokeObjectURL(url), 60_000)
  return 'saved'
}
