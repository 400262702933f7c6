import { Text } from '@mantine/core'
import { IconAlertTriangle, IconCheck, IconProgress } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import type { JudgedTarget } from '../../../electron/contract/targetStanding.ts'
import { marginText } from './figureText.ts'

const looks = {
  met: { icon: IconCheck, color: 'light-dark(var(--mantine-color-teal-9), var(--mantine-color-teal-4))' },
  missed: { icon: IconAlertTriangle, color: 'light-dark(var(--mantine-color-red-8), var(--mantine-color-red-4))' },
  open: { icon: IconProgress, color: 'var(--mantine-color-dimmed)' },
  none: { icon: IconProgress, color: 'var(--mantine-color-dimmed)' },
} as const

/** What came of a target in words: met with how much to spare, missed by how much. */
export function TargetOutcome({ of: { target, figure, standing } }: { readonly of: JudgedTarget }) {
  const { t } = useTranslation()
  const { icon: Icon, color } = looks[standing]
  return (
    <Text span inherit c={color} fw={standing === 'missed' ? 600 : 400} data-standing={standing}>
      <Icon size={14} aria-hidden style={{ verticalAlign: '-0.15em' }} /> {words()}
    </Text>
  )

  function words(): string {
    const { margin } = target
    if (standing === 'none' || margin === null) return t('dashboard:targets.standing.none')
    if (standing === 'met' && margin === 0) return t('dashboard:targets.standing.justMet')
    const points = figure.unit === 'ratio' ? 'Points' : ''
    return t(`dashboard:targets.standing.${standing}${points}`, { margin: marginText(figure.unit, margin) })
  }
}
