import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { judgedTargets } from '../../../electron/contract/targetStanding.ts'
import type { TargetGlance } from '../../../electron/contract/targetTable.ts'
import { orpc } from '../../api/client.ts'
import { currentLanguage } from '../../app/i18n.ts'
import { ErrorFace } from '../../ui/Faces.tsx'
import { LinkAnchor } from '../../ui/links.tsx'
import { Stat } from '../../ui/Stat.tsx'
import dashboard from '../dashboard/Dashboard.module.css'
import { Section } from '../dashboard/Section.tsx'
import { figureName, targetText, valueText } from './figureText.ts'
import { TargetOutcome } from './TargetOutcome.tsx'

/** This year's targets with their figures to date; each opens the records it counted. */
export function TargetsGlance() {
  const { t } = useTranslation()
  const query = useQuery(orpc.summary.targetGlance.queryOptions())
  const year = query.data?.year
  return (
    <Section
      title={t('dashboard:targets.title')}
      all={
        <LinkAnchor to="/summary/targets" search={year === undefined ? {} : { year }}>
          {t('dashboard:targets.all')}
        </LinkAnchor>
      }
    >
      {query.error && !query.data && <ErrorFace error={query.error} onRetry={() => void query.refetch()} />}
      {query.data && <Targets glance={query.data} />}
    </Section>
  )
}

function Targets({ glance }: { readonly glance: TargetGlance }) {
  const { t } = useTranslation()
  const { year, asOf, targets } = glance
  const judged = judgedTargets(
    targets.map(({ target }) => target),
    { year, span: 'year', asOf, figures: targets.map(({ figure }) => figure) },
  )
  if (judged.length === 0)
    return (
      <>
        {t('dashboard:targets.none')}{' '}
        <LinkAnchor to="/summary/targets" search={{ year }}>
          {t('dashboard:targets.set')}
        </LinkAnchor>
      </>
    )
  return (
    <div className={dashboard.figures} data-testid="targets-glance">
      {judged.map((one) => {
        const { figure, target, standing } = one
        return (
          <Stat
            key={figure.id}
            label={`${figure.label[currentLanguage()]} ${targetText(figure.unit, target)}`}
            value={valueText(figure.unit, figure)}
            tone={standing === 'missed' ? 'danger' : 'calm'}
            note={<TargetOutcome of={one} />}
            explained={[target.note, figure.definition[currentLanguage()]].filter(Boolean).join(' · ')}
            link={{ to: '/summary/figure/$', params: { _splat: figure.id }, search: { year } }}
            testId={`target-${figureName(figure.id)}`}
          />
        )
      })}
    </div>
  )
}
