import { Table } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { spanWords } from '../../../electron/contract/spans.ts'
import type { FigureResult, FigureUnit, FigureValue, SummaryResult } from '../../../electron/contract/summary.ts'
import type { JudgedTarget } from '../../../electron/contract/targetStanding.ts'
import { currentLanguage } from '../../app/i18n.ts'
import { formatCount } from '../../ui/format.ts'
import { LinkAnchor } from '../../ui/links.tsx'
import { Definition } from './Definition.tsx'
import { difference, figureName, pairedParts, valueText } from './figureText.ts'
import { type RecordsSearch, searchOf } from './period.ts'
import classes from './summary.module.css'
import { TargetCell } from './Targets.tsx'

/** The figures of a section, under its name. */
export interface FigureSection {
  readonly id: string
  readonly title: string
  readonly figures: readonly FigureResult[]
}

/** What every table of a report needs: its figures, those of the year before, and what came of its targets. */
export interface Report {
  readonly current: SummaryResult
  readonly previous: SummaryResult
  readonly before: ReadonlyMap<string, FigureResult>
  readonly targets: ReadonlyMap<string, JudgedTarget>
  /** The estate that is asked for, as links hand it on. */
  readonly estate: number | undefined
}

/** A chapter's figures and their parts beside the year before and their targets. Every number opens its records. */
export function FigureTable({
  sections,
  report,
}: {
  readonly sections: readonly FigureSection[]
  readonly report: Report
}) {
  const { t } = useTranslation()
  const { current, previous } = report
  const hasTargets = sections.some(({ figures }) => figures.some(({ id }) => report.targets.has(id)))
  return (
    <Table className={classes.table} layout="fixed" verticalSpacing={2} horizontalSpacing={6}>
      <Table.Thead>
        <Table.Tr>
          <Table.Th>{t('summary:figure')}</Table.Th>
          <YearHead summary={current} />
          <YearHead summary={previous} />
          <Table.Th ta="right" w="13%">
            {t('summary:difference')}
          </Table.Th>
          <Table.Th ta="right" w="11.5%">
            {t('summary:percent')}
          </Table.Th>
          {hasTargets && (
            <Table.Th ta="right" w="13%">
              {t('summary:target')}
            </Table.Th>
          )}
        </Table.Tr>
      </Table.Thead>
      {sections.map((section) => (
        <Table.Tbody key={section.id}>
          {sections.length > 1 && (
            <Table.Tr className={classes.sectionRow}>
              <Table.Th scope="rowgroup" colSpan={hasTargets ? 6 : 5}>
                {section.title} <CountsIn section={section.id} />
              </Table.Th>
            </Table.Tr>
          )}
          {section.figures.map((figure) => (
            <FigureRows key={figure.id} figure={figure} report={report} hasTargets={hasTargets} />
          ))}
        </Table.Tbody>
      ))}
    </Table>
  )
}

/** In what a section's numbers are counted, where one word says it. */
export function CountsIn({ section }: { readonly section: string }) {
  const { t, i18n } = useTranslation()
  const key = `summary:countUnit.${section}`
  if (!i18n.exists(key)) return null
  return <span className={classes.unit}>{t('summary:countsIn', { unit: t(key) })}</span>
}

/** A figure, and under it its parts. */
function FigureRows(props: { readonly figure: FigureResult; readonly report: Report; readonly hasTargets: boolean }) {
  const { figure, report, hasTargets } = props
  const { t } = useTranslation()
  const { current, previous, estate } = report
  const language = currentLanguage()
  const then = report.before.get(figure.id)
  const judged = report.targets.get(figure.id)
  const name = figureName(figure.id)
  const unitWord = { count: '', ratio: '', m2: 'm²', yuan: t('common:yuan') }[figure.unit]
  return (
    <>
      <Table.Tr>
        <Table.Th scope="row" className={classes.label}>
          {figure.label[language]} <span className={classes.unit}>{unitWord}</span> <Definition figure={figure} />
        </Table.Th>
        <Amount figure={figure} amount={figure} of={current} estate={estate} testId={`figure-${name}`} strong />
        <Amount figure={figure} amount={then} of={previous} estate={estate} testId={`previous-${name}`} />
        <Change unit={figure.unit} now={figure} then={then} />
        {hasTargets && (
          <Table.Td className={`figure ${classes.amount}`}>{judged && <TargetCell judged={judged} />}</Table.Td>
        )}
      </Table.Tr>
      {pairedParts(figure, then).map((part) => (
        <Table.Tr key={part.key} className={classes.part}>
          <Table.Th scope="row" className={classes.partLabel}>
            {part.label[language]}
          </Table.Th>
          <Amount
            figure={figure}
            amount={part}
            of={current}
            estate={estate}
            part={part.key}
            testId={`figure-${name}-${part.key}`}
          />
          <Amount
            figure={figure}
            amount={then && part.previous}
            of={previous}
            estate={estate}
            part={part.key}
            testId={`previous-${name}-${part.key}`}
          />
          <Change unit={figure.unit} now={part} then={then && part.previous} />
          {hasTargets && <Table.Td />}
        </Table.Tr>
      ))}
    </>
  )
}

function YearHead({ summary }: { readonly summary: SummaryResult }) {
  const { t } = useTranslation()
  return (
    <Table.Th ta="right" w="19%">
      {spanWords(summary.year, summary.span)[currentLanguage()]}
      <span className={classes.headDate}>{t('summary:untilDay', { asOf: summary.asOf })}</span>
    </Table.Th>
  )
}

/** A value that opens its records; a ratio with its two sides before it, each opening its own. */
function Amount(props: {
  readonly figure: FigureResult
  readonly amount: FigureValue | undefined
  readonly of: SummaryResult
  readonly estate: number | undefined
  readonly testId: string
  readonly part?: string
  readonly strong?: boolean
}) {
  const { t } = useTranslation()
  const { figure, amount, of } = props
  if (!amount) return <Table.Td ta="right">—</Table.Td>
  const search: RecordsSearch = {
    ...searchOf(of, props.estate),
    ...(props.part !== undefined && { part: props.part }),
  }
  const link = (side?: 'numerator' | 'denominator') =>
    ({
      to: '/summary/figure/$',
      params: { _splat: figure.id },
      search: { ...search, ...(side && { side }) },
    }) as const
  return (
    <Table.Td className={classes.amount}>
      {figure.unit === 'ratio' && (
        <span className={`figure ${classes.sides}`}>
          <LinkAnchor
            {...link('numerator')}
            className={classes.quiet}
            size="xs"
            data-testid={`${props.testId}-numerator`}
          >
            {formatCount(amount.value)}
          </LinkAnchor>
          {' / '}
          <LinkAnchor
            {...link('denominator')}
            className={classes.quiet}
            size="xs"
            data-testid={`${props.testId}-denominator`}
          >
            {formatCount(amount.denominator ?? 0)}
          </LinkAnchor>
        </span>
      )}
      <LinkAnchor
        {...link()}
        className={`figure ${props.strong ? classes.strong : classes.quiet}`}
        title={t('summary:openRecords')}
        data-testid={props.testId}
      >
        {valueText(figure.unit, amount)}
      </LinkAnchor>
    </Table.Td>
  )
}

function Change(props: {
  readonly unit: FigureUnit
  readonly now: FigureValue
  readonly then: FigureValue | undefined
}) {
  const { t } = useTranslation()
  const { amount, percent } = props.then ? difference(props.unit, props.now, props.then) : { amount: '—', percent: '—' }
  const points = props.unit === 'ratio' && amount !== '—'
  return (
    <>
      <Table.Td className={`figure ${classes.amount}`}>
        {amount}
        {points && <span className={classes.unit}> {t('summary:points')}</span>}
      </Table.Td>
      <Table.Td className={`figure ${classes.amount}`}>{percent}</Table.Td>
    </>
  )
}
