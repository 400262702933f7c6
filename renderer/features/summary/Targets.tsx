import { Alert, Group, Text } from '@mantine/core'
import { IconAlertTriangle, IconCheck, IconProgress, IconTargetArrow } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import type { JudgedTarget } from '../../../electron/contract/targetStanding.ts'
import { currentLanguage } from '../../app/i18n.ts'
import { LinkAnchor } from '../../ui/links.tsx'
import type { Report } from './FigureTable.tsx'
import { figureName, marginText, targetText, valueText } from './figureText.ts'
import { searchOf } from './period.ts'
import classes from './summary.module.css'

const looks = {
  met: { icon: IconCheck, color: 'green.9' },
  missed: { icon: IconAlertTriangle, color: 'red.8' },
  open: { icon: IconProgress, color: 'dimmed' },
  none: { icon: IconProgress, color: 'dimmed' },
} as const

/** A figure's target, and whether it is met and by how much. */
export function TargetCell({ judged }: { readonly judged: JudgedTarget }) {
  const { target, figure, standing } = judged
  const { icon: Icon, color } = looks[standing]
  return (
    <span title={target.note || undefined} data-testid={`target-${figureName(figure.id)}`} data-standing={standing}>
      {targetText(figure.unit, target)}
      <Text span c={color} size="xs" fw={standing === 'missed' ? 600 : undefined} className={classes.standing}>
        <Icon size={13} aria-hidden /> <Outcome judged={judged} />
      </Text>
    </span>
  )
}

/** In words: met with how much to spare, missed by how much. */
function Outcome({ judged: { target, figure, standing } }: { readonly judged: JudgedTarget }) {
  const { t } = useTranslation()
  const { unit } = figure
  const points = unit === 'ratio' ? 'Points' : ''
  if (target.margin === null) return t('summary:standing.none')
  if (standing === 'met' && target.margin === 0) return t('summary:standing.justMet')
  return t(`summary:standing.${standing}${points}`, { margin: marginText(unit, target.margin) })
}

/** What was aimed at, at once: how many targets are met, and each that is missed. */
export function TargetsNote({ report }: { readonly report: Report }) {
  const { t } = useTranslation()
  const judged = [...report.targets.values()]
  if (judged.length === 0) return null
  const missed = judged.filter(({ standing }) => standing === 'missed')
  const number = (standing: JudgedTarget['standing']) => judged.filter((one) => one.standing === standing).length
  const open = number('open') + number('none')
  const language = currentLanguage()
  return (
    <Alert
      color={missed.length > 0 ? 'red' : 'green'}
      p={8}
      icon={<IconTargetArrow size={18} />}
      data-testid="targets"
      className={classes.targets}
    >
      <Group gap="2px 18px" fz="sm">
        <Text span inherit fw={600}>
          {t('summary:targetsMet', { all: judged.length, met: number('met'), missed: missed.length })}
          {open > 0 && t('summary:targetsOpen', { open })}
        </Text>
        {missed.map((one) => (
          <span key={one.figure.id} data-testid={`missed-${figureName(one.figure.id)}`}>
            <LinkAnchor
              to="/summary/figure/$"
              params={{ _splat: one.figure.id }}
              search={searchOf(report.current, report.estate)}
              className={classes.quiet}
            >
              {one.figure.label[language]} {valueText(one.figure.unit, one.figure)}
            </LinkAnchor>{' '}
            {t('summary:targetOf', { target: targetText(one.figure.unit, one.target) })} <Outcome judged={one} />
          </span>
        ))}
      </Group>
    </Alert>
  )
}
