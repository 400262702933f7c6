import { Badge } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { HandoverState } from '../../../electron/contract/vocabulary.ts'

const colors: Readonly<Record<HandoverState, string>> = {
  appointed: 'blue',
  inspecting: 'orange',
  done: 'teal',
  cancelled: 'gray',
}

/** Where a handover stands, in the word and colour it has everywhere. */
export function HandoverStateBadge({ state }: { readonly state: HandoverState }) {
  const { t } = useTranslation()
  return (
    <Badge color={colors[state]} data-testid="handover-state">
      {t(`vocabulary:handoverState.${state}`)}
    </Badge>
  )
}
