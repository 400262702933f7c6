import { Table } from '@mantine/core'
import type { TFunction } from 'i18next'
import { useTranslation } from 'react-i18next'
import { chapterIds, chapters } from '../../../electron/contract/chapters.ts'
import type { Series, SeriesBy, SeriesColumn, SeriesFigure } from '../../../electron/contract/series.ts'
import { spanKind, spanNumber, spanWords } from '../../../electron/contract/spans.ts'
import type { FigureValue } from '../../../electron/contract/summary.ts'
import { currentLanguage } from '../../app/i18n.ts'
import { formatCount } from '../../ui/format.ts'
import { LinkAnchor } from '../../ui/links.tsx'
import { Definition } from './Definition.tsx'
import { figureName, valueText } from './figureText.ts'
import { Spark } from './Spark.tsx'
import { cellSearch } from './seriesSearch.ts'
import { unitWord } from './unitWord.ts'
import classes from './years.module.css'

/** A line a figure, by chapter; every number opens the records it counted. */
export function SeriesTable({ series, estate }: { readonly series: Series; readonly estate: number | undefined }) {
  const { t } = useTranslation()
  const { by, columns, whole } = series
  const width = columns.length + (by === 'estate' ? 0 : 1) + (whole ? 1 : 0)
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls sideways must be reached by keys
    <section className={classes.frame} tabIndex={0} aria-label={t(`years:by.${by}`)}>
      <Table className={classes.table} verticalSpacing={3} horizontalSpacing="xs" data-testid="series">
        <Table.Thead>
          <Table.Tr>
            <Table.Th className={classes.name}>{t('years:figure')}</Table.Th>
            {by !== 'estate' && <Table.Th className="no-print">{t('years:trend')}</Table.Th>}
            {columns.map((column) => (
              <ColumnHead key={keyOf(column)} column={column} name={columnName(by, column, t)} />
            ))}
            {whole && by !== 'year' && <ColumnHead column={whole} name={t(`years:whole.${by}`)} />}
          </Table.Tr>
        </Table.Thead>
        {chapterIds.map((chapter) => {
          const sections: readonly string[] = chapters[chapter]
          const own = series.figures.filter(({ section }) => sections.includes(section))
          if (own.length === 0) return null
          return (
            <Table.Tbody key={chapter}>
              <Table.Tr className={classes.chapter}>
                <Table.Th scope="rowgroup" className={classes.name}>
                  {t(`years:chapters.${chapter}`)}
                </Table.Th>
                <Table.Td colSpan={width} />
              </Table.Tr>
              {own.map((figure) => (
                <Line key={figure.id} series={series} figure={figure} estate={estate} />
              ))}
            </Table.Tbody>
          )
        })}
      </Table>
    </section>
  )
}

function keyOf({ year, span, estate }: SeriesColumn): string {
  return `${year} ${span} ${estate?.id ?? ''}`
}

function columnName(by: SeriesBy, { year, span, estate }: SeriesColumn, t: TFunction): string {
  if (estate) return estate.name
  if (by === 'year') return spanWords(year, span)[currentLanguage()]
  return spanKind(span) === 'month'
    ? t(`years:months.${span as 'm01'}`)
    : t('years:column.quarter', { number: spanNumber(span) })
}

/** Of a span that still runs, to which day it is counted. */
function ColumnHead({ column, name }: { readonly column: SeriesColumn; readonly name: string }) {
  const { t } = useTranslation()
  return (
    <Table.Th ta="right" className={classes.head}>
      {name}
      {column.running && <span className={classes.until}>{t('years:until', { asOf: column.asOf })}</span>}
    </Table.Th>
  )
}

function Line(props: { readonly series: Series; readonly figure: SeriesFigure; readonly estate: number | undefined }) {
  const { t } = useTranslation()
  const { series, figure, estate } = props
  const { by, columns, whole } = series
  const language = currentLanguage()
  const name = figureName(figure.id)
  return (
    <Table.Tr>
      <Table.Th scope="row" className={classes.name}>
        {figure.label[language]} <span className={classes.unit}>{unitWord(figure.unit, t)}</span>{' '}
        <Definition figure={figure} />
      </Table.Th>
      {by !== 'estate' && (
        <Table.Td className="no-print">
          <Spark values={figure.values} running={columns.map((column) => column.running)} />
        </Table.Td>
      )}
      {columns.map((column, index) => (
        <Cell
          key={keyOf(column)}
          figure={figure}
          amount={figure.values[index] ?? null}
          column={column}
          estate={estate}
          testId={`${name}-${column.estate?.id ?? (by === 'year' ? column.year : column.span)}`}
        />
      ))}
      {whole && (
        <Cell figure={figure} amount={figure.whole} column={whole} estate={estate} testId={`${name}-whole`} isWhole />
      )}
    </Table.Tr>
  )
}

/** A value that opens its records; its two sides stand in its title. */
function Cell(props: {
  readonly figure: SeriesFigure
  readonly amount: FigureValue | null
  readonly column: SeriesColumn
  readonly estate: number | undefined
  readonly testId: string
  readonly isWhole?: boolean
}) {
  const { t } = useTranslation()
  const { figure, amount, column } = props
  const isWhole = props.isWhole === true
  if (!amount)
    return (
      <Table.Td className={classes.amount} title={t(column.estate ? 'years:noEstate' : 'years:notKept')}>
        —
      </Table.Td>
    )
  const sides =
    figure.unit === 'ratio'
      ? t('years:sides', {
          numerator: formatCount(amount.value),
          denominator: formatCount(amount.denominator ?? 0),
        })
      : undefined
  const sum = isWhole ? t(figure.addsUp && !figure.outside ? 'years:wholeSum' : 'years:notSum') : undefined
  return (
    <Table.Td className={classes.amount} data-whole={isWhole || undefined}>
      <LinkAnchor
        to="/summary/figure/$"
        params={{ _splat: figure.id }}
        search={cellSearch(figure, column, props.estate)}
        className={`figure ${classes.value}`}
        data-zero={(amount.denominator ?? amount.value) === 0 || undefined}
        title={[sides, sum].filter(Boolean).join(' · ') || undefined}
        data-testid={props.testId}
      >
        {valueText(figure.unit, amount)}
      </LinkAnchor>
      {isWhole && figure.outside && <span className={classes.mark}> *</span>}
    </Table.Td>
  )
}
