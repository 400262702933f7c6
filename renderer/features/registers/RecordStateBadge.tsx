import { Badge } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { RecordState } from '../../../electron/contract/registerKinds.ts'

const colors: Readonly<Partial<Record<RecordState, string>>> = {
  working: 'blue',
  let: 'blue',
  running: 'blue',
  handling: 'orange',
  lent: 'orange',
  inside: 'orange',
  kept: 'orange',
  lost: 'red',
  draft: 'gray',
  planned: 'orange',
  cancelled: 'gray',
}

/** The state of a record; in red where it is past its end. */
export function RecordStateBadge(props: { readonly state: RecordState; readonly due?: 'overdue' | 'soon' | null }) {
  const { t } = useTranslation()
  const due = props.due ?? null
  return (
    <Badge color={due === 'overdue' ? 'red' : due === 'soon' ? 'orange' : (colors[props.state] ?? 'teal')}>
      {due ? t(`registers:due.${due}`) : t(`vocabulary:recordState.${props.state}`)}
    </Badge>
  )
}
