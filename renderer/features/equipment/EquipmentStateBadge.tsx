import { Badge } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { EquipmentState } from '../../../electron/contract/equipmentWords.ts'

const colours: Readonly<Record<EquipmentState, string>> = {
  'in-use': 'teal',
  stopped: 'orange',
  'in-repair': 'red',
  scrapped: 'gray',
}

export function EquipmentStateBadge({ state }: { readonly state: EquipmentState }) {
  const { t } = useTranslation()
  return <Badge color={colours[state]}>{t(`vocabulary:equipmentState.${state}`)}</Badge>
}
