import { Badge } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { VisitResult } from '../../../electron/contract/vocabulary.ts'

const colours: Readonly<Record<VisitResult, string>> = { met: 'teal', absent: 'gray', refused: 'red' }

export function VisitResultBadge({ result }: { readonly result: VisitResult }) {
  const { t } = useTranslation()
  return <Badge color={colours[result]}>{t(`vocabulary:visitResult.${result}`)}</Badge>
}
