import { Badge } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { ComplaintState } from '../../../electron/contract/caseStates.ts'

const colours: Readonly<Record<ComplaintState, string>> = {
  received: 'orange',
  handling: 'blue',
  escalated: 'red',
  answered: 'teal',
  visited: 'teal',
  closed: 'gray',
  withdrawn: 'gray',
}

export function ComplaintStateBadge({ state }: { readonly state: ComplaintState }) {
  const { t } = useTranslation()
  return (
    <Badge color={colours[state]} miw="max-content">
      {t(`vocabulary:complaintState.${state}`)}
    </Badge>
  )
}
