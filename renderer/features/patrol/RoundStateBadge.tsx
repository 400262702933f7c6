import { Badge } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { RoundState } from '../../../electron/contract/groundWords.ts'

const colours: Readonly<Record<RoundState, string>> = {
  upcoming: 'gray',
  due: 'blue',
  'on-time': 'teal',
  late: 'orange',
  incomplete: 'orange',
  missed: 'red',
}

export function RoundStateBadge({ state }: { readonly state: RoundState }) {
  const { t } = useTranslation()
  return <Badge color={colours[state]}>{t(`vocabulary:roundState.${state}`)}</Badge>
}
