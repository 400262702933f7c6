import { Badge } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { PromiseState } from '../../../electron/contract/vocabulary.ts'

const colors: Readonly<Record<PromiseState, string>> = { open: 'blue', kept: 'teal', broken: 'red' }

/** Whether a promise was kept, in the word and colour it has everywhere. */
export function PromiseBadge({ state }: { readonly state: PromiseState }) {
  const { t } = useTranslation()
  return <Badge color={colors[state]}>{t(`vocabulary:promiseState.${state}`)}</Badge>
}
