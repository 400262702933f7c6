import { Button, Checkbox, Group, Text } from '@mantine/core'
import { type KeyboardEvent, type RefObject, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { StatementCandidate, StatementLine } from '../../../electron/contract/books.ts'
import type { StatementChannel } from '../../../electron/contract/bookWords.ts'
import { client } from '../../api/client.ts'
import { currentLanguage } from '../../app/i18n.ts'
import { ExportButton } from '../../ui/exporting.tsx'
import { EmptyFace } from '../../ui/Faces.tsx'
import { formatCount, formatMoney } from '../../ui/format.ts'
import classes from './books.module.css'
import { press } from './rows.ts'

interface MoneyWithoutProps {
  readonly ref: RefObject<HTMLDivElement | null>
  /** What has been taken and stands in no statement. */
  readonly money: readonly StatementCandidate[]
  /** The open line that is looked at, if it is open. */
  readonly line: StatementLine | undefined
  readonly scope: { readonly channel: StatementChannel; readonly from: string; readonly to: string }
  readonly busy: boolean
  readonly onPut: (targets: readonly StatementCandidate[]) => void
  /** Back to the lines. */
  readonly onBack: () => void
}

/** Money without a line. Enter puts one with the line in hand, or those that the space bar has ticked: a transfer for several households. */
export function MoneyWithout({ ref, money, line, scope, busy, onPut, onBack }: MoneyWithoutProps) {
  const { t } = useTranslation()
  const [ticked, setTicked] = useState<ReadonlySet<string>>(new Set())
  const chosen = money.filter((one) => ticked.has(keyOf(one)))
  const sum = chosen.reduce((total, one) => total + one.amount, 0)

  function tick(one: StatementCandidate): void {
    const others = [...ticked].filter((key) => key !== keyOf(one))
    setTicked(new Set(ticked.has(keyOf(one)) ? others : [...others, keyOf(one)]))
  }
  function pressed(event: KeyboardEvent<HTMLElement>, index: number, one: StatementCandidate): void {
    if (event.key === 'Escape') {
      event.preventDefault()
      setTicked(new Set())
      onBack()
    } else if (event.key === ' ' && event.target === event.currentTarget) {
      event.preventDefault()
      tick(one)
    } else press(event, ref.current, index, () => line && onPut(chosen.length > 0 ? chosen : [one]))
  }

  return (
    <section className={classes.column} aria-label={t('books:statement.without')}>
      <Group justify="space-between" wrap="nowrap" className={classes.columnHead}>
        {chosen.length === 0 ? (
          <Text fw={600} size="sm">
            {t('books:statement.withoutCount', { count: formatCount(money.length) as unknown as number })}
          </Text>
        ) : (
          <Text size="sm" role="status" data-testid="chosen">
            {t('books:statement.chosen', { count: chosen.length, sum: formatMoney(sum) })}
            {line && sum !== line.amount && (
              <>
                {' '}
                {t(sum < line.amount ? 'books:statement.chosenShort' : 'books:statement.chosenOver', {
                  amount: formatMoney(Math.abs(line.amount - sum)),
                })}
              </>
            )}
          </Text>
        )}
        <Group gap={6} wrap="nowrap" className="no-print">
          {chosen.length > 0 && (
            <Button
              size="compact-sm"
              disabled={busy || sum !== line?.amount}
              onClick={() => onPut(chosen)}
              data-testid="match-chosen"
            >
              {t('books:statement.match')}
            </Button>
          )}
          <ExportButton
            start={() =>
              client.exports.list({ list: 'receiptsWithoutLine', filter: { ...scope }, language: currentLanguage() })
            }
            disabled={money.length === 0}
            testId="export-without"
          />
        </Group>
      </Group>
      <div ref={ref} className={classes.scroll}>
        {money.length === 0 ? (
          <EmptyFace title={t('books:statement.noneWithout')} />
        ) : (
          <table className={classes.rows}>
            <tbody>
              {money.map((one, index) => (
                <MoneyRow
                  key={keyOf(one)}
                  money={one}
                  index={index}
                  isTicked={ticked.has(keyOf(one))}
                  fits={one.amount === line?.amount}
                  canPut={chosen.length === 0 && !busy}
                  onTick={() => tick(one)}
                  onPut={() => onPut([one])}
                  onKeyDown={(event) => pressed(event, index, one)}
                />
              ))}
            </tbody>
          </table>
        )}
      </div>
    </section>
  )
}

const keyOf = ({ kind, id }: StatementCandidate) => `${kind}${id}`

function MoneyRow(props: {
  readonly money: StatementCandidate
  readonly index: number
  readonly isTicked: boolean
  /** It alone comes to the line's amount. */
  readonly fits: boolean
  readonly canPut: boolean
  readonly onTick: () => void
  readonly onPut: () => void
  readonly onKeyDown: (event: KeyboardEvent<HTMLElement>) => void
}) {
  const { t } = useTranslation()
  const { money, index, fits, canPut } = props
  return (
    <tr
      data-row={index}
      data-testid="money"
      data-fits={fits}
      tabIndex={index === 0 ? 0 : -1}
      onClick={(event) => event.currentTarget.focus()}
      onKeyDown={props.onKeyDown}
    >
      <td className="no-print">
        <Checkbox
          size="xs"
          tabIndex={-1}
          checked={props.isTicked}
          onChange={props.onTick}
          aria-label={t('books:statement.tick', { number: money.number })}
        />
      </td>
      <td>{money.onDate}</td>
      <td className={classes.who}>
        <div>{money.kind === 'cash-deposit' ? t('books:cashBook.paidIn') : money.party || '—'}</div>
        <div className={classes.quiet}>
          {money.number} {money.units}
        </div>
      </td>
      <td className={classes.money}>{formatMoney(money.amount)}</td>
      <td className={classes.what}>
        {fits && canPut && (
          <Button
            size="compact-xs"
            variant="light"
            tabIndex={-1}
            className="no-print"
            onClick={props.onPut}
            data-testid="match"
          >
            {t('books:statement.match')}
          </Button>
        )}
      </td>
    </tr>
  )
}
