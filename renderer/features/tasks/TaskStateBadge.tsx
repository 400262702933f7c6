import { Badge } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { TaskState } from '../../../electron/contract/planWords.ts'

const colours: Readonly<Record<TaskState, string>> = {
  upcoming: 'gray',
  due: 'blue',
  late: 'red',
  done: 'teal',
  skipped: 'gray',
}

export function TaskStateBadge({ state }: { readonly state: TaskState }) {
  const { t } = useTranslation()
  return <Badge color={colours[state]}>{t(`vocabulary:taskState.${state}`)}</Badge>
}
