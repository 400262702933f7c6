import { Badge } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { RecordState } from '../../../electron/contract/registerKinds.ts'
import { useOffice } from '../../api/session.ts'
import { ReminderBadge } from '../../ui/ReminderBadge.tsx'

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
  removed: 'gray',
  disconnected: 'gray',
  replaced: 'gray',
  returned: 'gray',
  'given-back': 'gray',
  ended: 'gray',
  withdrawn: 'gray',
  cancelled: 'gray',
}

/** The state of a record; where it is open and near its end or past it, how many days are left. */
export function RecordStateBadge(props: { readonly state: RecordState; readonly endsOn?: string | null }) {
  const { t } = useTranslation()
  const { today } = useOffice()
  if (props.endsOn) return <ReminderBadge endsOn={props.endsOn} today={today} />
  return <Badge color={colors[props.state] ?? 'teal'}>{t(`vocabulary:recordState.${props.state}`)}</Badge>
}
