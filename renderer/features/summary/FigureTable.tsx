import { Table } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { FigureResult, FigureUnit, FigureValue, SummaryResult } from '../../../electron/contract/summary.ts'
import { currentLanguage } from '../../app/i18n.ts'
import { formatCount } from '../../ui/format.ts'
import { LinkAnchor } from '../../ui/links.tsx'
import { Definition } from './Definition.tsx'
import { difference, figureName, pairedParts, valueText } from './figureText.ts'
import type { RecordsSearch } from './period.ts'
import classes from './summary.module.css'

/** A section's figures and their parts beside the year before. Every number opens its records. */
export function FigureTable(props: {
  readonly section: string
  readonly figures: readonly FigureResult[]
  readonly before: ReadonlyMap<string, FigureResult>
  readonly current: SummaryResult
  readonly previous: SummaryResult
}) {
  const { t, i18n } = useTranslation()
  const { current, previous } = props
  const language = currentLanguage()
  const countKey = `summary:countUnit.${props.section}`
  const unitWord = (unit: FigureUnit) => {
    switch (unit) {
      case 'count':
      case 'ratio':
        return ''
      case 'm2':
        return 'm²'
      case 'yuan':
        return t('common:yuan')
    }
  }
  return (
    <Table className={classes.table} layout="fixed" verticalSpacing={3} horizontalSpacing="xs">
      <Table.Thead>
        <Table.Tr>
          <Table.Th>
            {t('summary:figure')}
            {i18n.exists(countKey) && (
              <span className={classes.headDate}>{t('summary:countsIn', { unit: t(countKey) })}</span>
            )}
          </Table.Th>
          <YearHead summary={current} />
          <YearHead summary={previous} />
          <Table.Th ta="right" w="15%">
            {t('summary:difference')}
          </Table.Th>
          <Table.Th ta="right" w="11%">
            {t('summary:percent')}
          </Table.Th>
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {props.figures.flatMap((figure) => {
          const then = props.before.get(figure.id)
          const name = figureName(figure.id)
          return [
            <Table.Tr key={figure.id}>
              <Table.Th scope="row" className={classes.label}>
                {figure.label[language]} <span className={classes.unit}>{unitWord(figure.unit)}</span>{' '}
                <Definition figure={figure} />
              </Table.Th>
              <Amount figure={figure} amount={figure} of={current} testId={`figure-${name}`} strong />
              <Amount figure={figure} amount={then} of={previous} testId={`previous-${name}`} />
              <Change unit={figure.unit} now={figure} then={then} />
            </Table.Tr>,
            ...pairedParts(figure, then).map((part) => (
              <Table.Tr key={`${figure.id} ${part.key}`} className={classes.part}>
                <Table.Th scope="row" className={classes.partLabel}>
                  {part.label[language]}
                </Table.Th>
                <Amount
                  figure={figure}
                  amount={part}
                  of={current}
                  part={part.key}
                  testId={`figure-${name}-${part.key}`}
                />
                <Amount
                  figure={figure}
                  amount={part.previous}
                  of={previous}
                  part={part.key}
                  testId={`previous-${name}-${part.key}`}
                />
                <Change unit={figure.unit} now={part} then={part.previous} />
              </Table.Tr>
            )),
          ]
        })}
      </Table.Tbody>
    </Table>
  )
}

function YearHead({ summary }: { readonly summary: SummaryResult }) {
  const { t } = useTranslation()
  return (
    <Table.Th ta="right" w="20%">
      {t('summary:yearName', { year: summary.year })}
      <span className={classes.headDate}>{t('summary:untilDay', { asOf: summary.asOf })}</span>
    </Table.Th>
  )
}

/** A value that opens its records; a ratio with its two sides before it, each opening its own. */
function Amount(props: {
  readonly figure: FigureResult
  readonly amount: FigureValue | undefined
  readonly of: SummaryResult
  readonly testId: string
  readonly part?: string
  readonly strong?: boolean
}) {
  const { t } = useTranslation()
  const { figure, amount, of } = props
  if (!amount) return <Table.Td ta="right">—</Table.Td>
  const search: RecordsSearch = { year: of.year, asOf: of.asOf, ...(props.part !== undefined && { part: props.part }) }
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
