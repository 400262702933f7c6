import { Alert, Button, Group, Progress, Stack, Text } from '@mantine/core'
import { useMutation, useQuery } from '@tanstack/react-query'
import { useEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import type { TaskState } from '../../electron/contract/imports.ts'
import { client, orpc } from '../api/client.ts'
import { problemText } from '../api/errors.ts'
import { ErrorFace } from './Faces.tsx'
import { useTaskBar } from './taskBar.ts'
import { sayError } from './write.ts'

/** Where a task stands, asked again until it has ended. */
export function useTask(taskId: string | null) {
  return useQuery({
    ...orpc.tasks.get.queryOptions({ input: { id: taskId ?? '' } }),
    enabled: taskId !== null,
    staleTime: 0,
    // A backend that came back does not know the task any more.
    refetchInterval: ({ state }) => (state.error || (state.data && state.data.state !== 'running') ? false : 250),
  })
}

/** A running task: what it does, how far it is, and the way to stop it. `onEnd` is called once, however it ends. */
export function TaskProgress(props: {
  readonly taskId: string
  readonly onEnd: (state: TaskState) => void
  readonly cancellable?: boolean
}) {
  const { t, i18n } = useTranslation()
  const task = useTask(props.taskId)
  const cancel = useMutation({ mutationFn: () => client.tasks.cancel({ id: props.taskId }), onError: sayError })
  const ended = useRef(false)
  const { onEnd } = props
  useEffect(() => {
    if (!task.data || task.data.state === 'running' || ended.current) return
    ended.current = true
    onEnd(task.data)
  }, [task.data, onEnd])
  useTaskBar(task.error || (task.data && task.data.state !== 'running') ? null : (task.data?.progress ?? 'unknown'))
  if (task.error) return <ErrorFace error={task.error} onRetry={() => void task.refetch()} />
  const state = task.data
  if (state?.state === 'failed') {
    return (
      <Alert color="red" role="alert">
        {state.problem ? problemText(state.problem) : t('tasks:failed')}
      </Alert>
    )
  }
  const stage = state?.stage && i18n.exists(`tasks:${state.stage}`) ? t(`tasks:${state.stage}`) : t('tasks:working')
  const percent = state?.progress === null || state?.progress === undefined ? null : Math.floor(state.progress * 100)
  return (
    <Stack gap={6} data-testid="task">
      <Group justify="space-between">
        <Text size="sm" role="status">
          {state?.state === 'cancelled' ? t('tasks:cancelled') : stage}
        </Text>
        {percent !== null && (
          <Text size="sm" className="figure">
            {percent}%
          </Text>
        )}
      </Group>
      <Progress value={percent ?? 100} animated={percent === null} striped={percent === null} aria-label={stage} />
      {props.cancellable !== false && (
        <Group justify="flex-end">
          <Button
            variant="default"
            size="xs"
            loading={cancel.isPending}
            disabled={state !== undefined && state.state !== 'running'}
            onClick={() => cancel.mutate()}
          >
            {t('common:cancel')}
          </Button>
        </Group>
      )}
    </Stack>
  )
}
