import { useTranslation } from 'react-i18next'
import type { AccountCell, WorkbookView } from '../../../electron/contract/accounts.ts'
import { formatArea, formatCount, formatMoney, formatRatio } from '../../ui/format.ts'
import classes from './accounts.module.css'

type Sheet = WorkbookView['sheets'][number]
type Column = Sheet['columns'][number]

/** Where a row stands stays in view while the months go by. */
const placeNames = ['area', 'building', 'room']

const isFigure = ({ kind }: Column) => kind !== 'text' && kind !== 'choice' && kind !== 'date'

/** The first rows of a sheet and the totals of all of them. */
export function SheetTable({ sheet, name }: { readonly sheet: Sheet; readonly name: string }) {
  const { t } = useTranslation()
  const placed = placeNames.every((place, index) => sheet.columns[index]?.name === place)
  const place = (index: number) => (placed && index < placeNames.length ? index : undefined)
  const title = (column: Column) => {
    const words = t(`accounts:columns.${column.name}`)
    return column.month === null ? words : t('accounts:monthColumn', { month: column.month, name: words })
  }
  const labelled = sheet.columns.findIndex((_, index) => sheet.totals[index] === null)
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
    <section className={classes.scroll} tabIndex={0} aria-label={name} data-testid={`sheet-${sheet.id}`}>
      <table className={classes.table}>
        <thead>
          <tr>
            {sheet.columns.map((column, index) => (
              <th key={column.id} scope="col" data-figure={isFigure(column) || undefined} data-place={place(index)}>
                {title(column)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {sheet.rows.map((row, at) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: rows of a report have no identity of their own
            <tr key={at}>
              {sheet.columns.map((column, index) => (
                <Cell key={column.id} column={column} value={row[index] ?? null} place={place(index)} />
              ))}
            </tr>
          ))}
        </tbody>
        {sheet.total > 0 && (
          <tfoot>
            <tr>
              {sheet.columns.map((column, index) =>
                index === labelled ? (
                  <th key={column.id} scope="row" data-place={place(index)}>
                    {t('accounts:total')}
                  </th>
                ) : sheet.totals[index] === null ? (
                  <td key={column.id} data-place={place(index)} />
                ) : (
                  <Cell
                    key={column.id}
                    column={column}
                    value={sheet.totals[index] ?? null}
                    place={place(index)}
                    testId={`total-${sheet.id}-${column.id}`}
                  />
                ),
              )}
            </tr>
          </tfoot>
        )}
      </table>
    </section>
  )
}

function Cell(props: {
  readonly column: Column
  readonly value: AccountCell
  readonly place: number | undefined
  readonly testId?: string
}) {
  const { t } = useTranslation()
  const { column, value } = props
  return (
    <td data-figure={isFigure(column) || undefined} data-place={props.place} data-testid={props.testId}>
      {text(column, value, t)}
    </td>
  )
}

function text({ name, kind, choices }: Column, value: AccountCell, t: (key: string) => string): string {
  if (name === 'cashier' && (value === null || value === '')) return t('accounts:none')
  if (value === null) return ''
  if (typeof value === 'object') return value.denominator === 0 ? '' : formatRatio(value.numerator, value.denominator)
  switch (kind) {
    case 'money':
      return formatMoney(Number(value))
    case 'area':
    case 'quantity':
      return formatArea(Number(value))
    case 'count':
      return formatCount(Number(value))
    case 'choice':
      return t(`${choices}.${value}`)
    default:
      return String(value)
  }
}
