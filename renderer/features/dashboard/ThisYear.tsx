import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { yearOf } from '../../../electron/contract/dates.ts'
import type { FigureResult } from '../../../electron/contract/summary.ts'
import { orpc } from '../../api/client.ts'
import { useOffice } from '../../api/session.ts'
import { ErrorFace } from '../../ui/Faces.tsx'
import { formatCount, formatRatio } from '../../ui/format.ts'
import { LinkAnchor } from '../../ui/links.tsx'
import { Stat } from '../../ui/Stat.tsx'
import classes from './Dashboard.module.css'
import { Section } from './Section.tsx'

/** The figures a manager asks for first. */
const shown = ['handover/rate', 'handover/done-in-year', 'movein/rate', 'movein/households']

/** The year so far beside the same day a year ago; every figure opens the records it counted. */
export function ThisYear() {
  const { t } = useTranslation()
  const year = yearOf(useOffice().today)
  const query = useQuery(orpc.summary.year.queryOptions({ input: { year } }))
  const find = (figures: readonly FigureResult[] | undefined, id: string) => figures?.find((one) => one.id === id)
  return (
    <Section
      title={t('dashboard:year.title', { year })}
      all={
        <LinkAnchor to="/summary" search={{ year }}>
          {t('dashboard:year.all')}
        </LinkAnchor>
      }
    >
      {query.error && !query.data && <ErrorFace error={query.error} onRetry={() => void query.refetch()} />}
      <div className={classes.figures}>
        {shown.map((id) => (
          <FigureStat
            key={id}
            id={id}
            year={year}
            figure={find(query.data?.current.figures, id)}
            before={find(query.data?.previous.figures, id)}
          />
        ))}
      </div>
    </Section>
  )
}

function FigureStat(props: {
  readonly id: string
  readonly year: number
  readonly figure: FigureResult | undefined
  readonly before: FigureResult | undefined
}) {
  const { t, i18n } = useTranslation()
  const language = i18n.language === 'zh' ? 'zh' : 'en'
  const { figure, before } = props
  // The frame stands before the numbers are there, so that nothing jumps.
  if (!figure) return <Stat label=" " value=" " note=" " />
  const sides = figure.unit === 'ratio' && `${formatCount(figure.value)} / ${formatCount(figure.denominator ?? 0)}`
  return (
    <Stat
      label={figure.label[language]}
      value={shownValue(figure)}
      note={[sides, before && t('dashboard:year.before', { value: shownValue(before) })].filter(Boolean).join(' · ')}
      explained={figure.definition[language]}
      link={{ to: '/summary/figure/$', params: { _splat: props.id }, search: { year: props.year } }}
      testId={`figure-${props.id}`}
    />
  )
}

function shownValue(figure: FigureResult): string {
  return figure.unit === 'ratio' ? formatRatio(figure.value, figure.denominator ?? 0) : formatCount(figure.value)
}
