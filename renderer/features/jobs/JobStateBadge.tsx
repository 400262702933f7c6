import { Badge } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { JobState } from '../../../electron/contract/caseStates.ts'

const colours: Readonly<Record<JobState, string>> = {
  waiting: 'orange',
  dispatched: 'blue',
  working: 'blue',
  suspended: 'yellow',
  done: 'teal',
  visited: 'teal',
  closed: 'gray',
  cancelled: 'gray',
}

export function JobStateBadge({ state }: { readonly state: JobState }) {
  const { t } = useTranslation()
  return <Badge color={colours[state]}>{t(`vocabulary:jobState.${state}`)}</Badge>
}
