import { Badge } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { StockKind } from '../../../electron/contract/storeWords.ts'

const colours: Readonly<Record<StockKind, string>> = {
  opening: 'gray',
  receipt: 'teal',
  issue: 'blue',
  return: 'cyan',
  count: 'grape',
  scrap: 'red',
}

export function KindBadge({ kind }: { readonly kind: StockKind }) {
  const { t } = useTranslation()
  return <Badge color={colours[kind]}>{t(`vocabulary:stockKind.${kind}`)}</Badge>
}
