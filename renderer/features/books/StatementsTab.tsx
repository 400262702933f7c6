import { Badge, Button, Group, SegmentedControl, Text } from '@mantine/core'
import { IconFileImport } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useNavigate, useSearch } from '@tanstack/react-router'
import i18next, { type TFunction } from 'i18next'
import { useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type {
  CardSettlement,
  StatementCandidate,
  StatementLine,
  StatementView,
} from '../../../electron/contract/books.ts'
import { type StatementChannel, statementChannels } from '../../../electron/contract/bookWords.ts'
import { client, orpc } from '../../api/client.ts'
import { useCommands } from '../../app/commands.tsx'
import { currentLanguage } from '../../app/i18n.ts'
import { askReason } from '../../ui/ConfirmReason.tsx'
import { ExportButton } from '../../ui/exporting.tsx'
import { EmptyFace, Loaded } from '../../ui/Faces.tsx'
import { formatCount, formatMoney } from '../../ui/format.ts'
import { LinkButton } from '../../ui/links.tsx'
import { useWrite } from '../../ui/write.ts'
import classes from './books.module.css'
import { MoneyWithout } from './MoneyWithout.tsx'
import { RangeBar, useRange } from './RangeBar.tsx'
import { focusRow, press } from './rows.ts'
import { Strip } from './Strip.tsx'

/** A statement beside the receipts it should tell of; what belongs together is put together, the rest is seen. */
export function StatementsTab() {
  const { t } = useTranslation()
  const navigate = useNavigate()
  const { channel = 'bank' } = useSearch({ from: '/books' })
  const range = useRange()
  const scope = { channel, ...range }
  const query = useQuery(orpc.books.statement.queryOptions({ input: scope }))
  const totals = query.data?.totals
  const [onlyOpen, setOnlyOpen] = useState(true)
  return (
    <>
      <Strip
        items={[
          { label: t('books:statement.lines'), fen: totals?.lines },
          { label: t('vocabulary:statementState.matched'), fen: totals?.matched },
          { label: t('vocabulary:statementState.explained'), fen: totals?.explained },
          { label: t('vocabulary:statementState.open'), fen: totals?.open, strong: true, testId: 'statement-open' },
          { label: t('books:statement.without'), fen: totals?.without, strong: true, testId: 'statement-without' },
        ]}
      >
        <LinkButton
          to="/imports"
          search={{ kind: 'statements' }}
          variant="default"
          leftSection={<IconFileImport size={16} />}
        >
          {t('books:statement.import')}
        </LinkButton>
      </Strip>
      <Group gap={8} mb={8} className="no-print">
        <SegmentedControl
          aria-label={t('lists:statementLines.columns.channel')}
          value={channel}
          onChange={(next) =>
            void navigate({
              to: '/books',
              search: { tab: 'statements', ...range, channel: next as StatementChannel },
              replace: true,
            })
          }
          data={statementChannels.map((value) => ({ value, label: t(`vocabulary:statementChannel.${value}`) }))}
        />
        <RangeBar range={range} />
        <SegmentedControl
          aria-label={t('books:statement.show')}
          value={onlyOpen ? 'open' : 'all'}
          onChange={(next) => setOnlyOpen(next === 'open')}
          data={[
            { value: 'open', label: t('vocabulary:statementState.open') },
            { value: 'all', label: t('books:statement.all') },
          ]}
        />
      </Group>
      <Loaded query={query}>
        {(view) =>
          view.lines.length === 0 && view.without.length === 0 ? (
            <EmptyFace title={t('books:statement.empty')} />
          ) : (
            <Columns key={JSON.stringify([scope, onlyOpen])} view={view} scope={scope} onlyOpen={onlyOpen} />
          )
        }
      </Loaded>
    </>
  )
}

interface Scope {
  readonly channel: StatementChannel
  readonly from: string
  readonly to: string
}

/** Lines at the left, money without a line at the right; ↑↓ go through them, Enter puts together. */
function Columns(props: { readonly view: StatementView; readonly scope: Scope; readonly onlyOpen: boolean }) {
  const { view, scope, onlyOpen } = props
  const { t } = useTranslation()
  const lines = onlyOpen ? view.lines.filter((line) => line.state === 'open') : view.lines
  const [at, setAt] = useState(0)
  const here = Math.min(at, Math.max(0, lines.length - 1))
  const line = lines[here]
  const left = useRef<HTMLDivElement>(null)
  const right = useRef<HTMLDivElement>(null)
  const goOn = useRef(false)
  // What was worked on has left the list or changed its state: the next line takes the focus.
  useEffect(() => {
    if (!goOn.current || view.lines.length === 0) return
    goOn.current = false
    focusRow(left.current, here)
  }, [here, view])

  const after = {
    onDone: () => {
      goOn.current = true
    },
  }
  const match = useWrite(orpc.books.match, after)
  const explain = useWrite(orpc.books.explain, after)
  const unmatch = useWrite(orpc.books.unmatch, after)
  const all = useWrite(orpc.books.matchProposed, {
    ...after,
    done: ({ matched }) => t('books:statement.matchedAll', { count: matched }),
  })
  const busy = match.isPending || explain.isPending || unmatch.isPending || all.isPending
  const proposed = view.lines.filter((one) => one.proposed.length > 0).length

  function put(one: StatementLine, targets: readonly StatementCandidate[]): void {
    if (busy || targets.length === 0) return
    match.mutate({ id: one.id, version: one.version, targets: targets.map(({ kind, id }) => ({ kind, id })) })
  }
  async function say(one: StatementLine): Promise<void> {
    const explanation = await askReason({
      title: t('books:statement.explainTitle'),
      message: `${one.onDate} ${one.counterparty} ${formatMoney(one.amount)}`,
      action: t('books:statement.explain'),
    })
    if (explanation !== null) explain.mutate({ id: one.id, version: one.version, explanation })
    else focusRow(left.current, here)
  }
  /** Of many receipts, less a fee: said in words. */
  function settle(one: StatementLine): void {
    if (!one.cards || busy) return
    explain.mutate({ id: one.id, version: one.version, explanation: settlementText(one.cards) })
  }
  function accept(one: StatementLine): void {
    if (one.state !== 'open') return
    if (one.proposed.length > 0) put(one, one.proposed)
    else if (one.cards) settle(one)
    else {
      const same = view.without.findIndex((money) => money.amount === one.amount)
      focusRow(right.current, Math.max(0, same))
    }
  }
  useCommands([
    {
      key: 'a',
      label: t('books:statement.acceptAll'),
      run: () => (proposed > 0 && !busy ? all.mutate(scope) : undefined),
    },
    {
      key: 'e',
      label: t('books:statement.explain'),
      run: () => (line?.state === 'open' && !busy ? void say(line) : undefined),
    },
    {
      key: 'u',
      label: t('books:statement.unmatch'),
      run: () =>
        line && line.state !== 'open' && !busy ? unmatch.mutate({ id: line.id, version: line.version }) : undefined,
    },
  ])

  return (
    <div className={classes.columns}>
      <section className={classes.column} aria-label={t('books:statement.lines')}>
        <Group justify="space-between" className={classes.columnHead}>
          <Text fw={600} size="sm">
            {t('books:statement.linesCount', { count: formatCount(lines.length) as unknown as number })}
          </Text>
          <Group gap={6} className="no-print">
            <Button
              size="compact-sm"
              disabled={proposed === 0}
              loading={all.isPending}
              onClick={() => all.mutate(scope)}
              data-testid="accept-all"
            >
              {t('books:statement.acceptCount', { count: proposed })}
            </Button>
            <ExportButton
              start={() =>
                client.exports.list({ list: 'statementLines', filter: { ...scope }, language: currentLanguage() })
              }
              disabled={view.lines.length === 0}
            />
          </Group>
        </Group>
        <div ref={left} className={classes.scroll}>
          {lines.length === 0 ? (
            <EmptyFace title={t('books:statement.allMatched')} />
          ) : (
            <table className={classes.rows}>
              <tbody>
                {lines.map((one, index) => (
                  <tr
                    key={one.id}
                    data-row={index}
                    data-testid="line"
                    tabIndex={index === here ? 0 : -1}
                    aria-selected={index === here}
                    data-chosen={index === here}
                    onFocus={() => setAt(index)}
                    onClick={(event) => event.currentTarget.focus()}
                    onKeyDown={(event) => press(event, left.current, index, () => accept(one))}
                  >
                    <td>{one.onDate}</td>
                    <td className={classes.who}>
                      <div>{one.counterparty || '—'}</div>
                      <div className={classes.quiet}>
                        {one.note} {one.reference}
                      </div>
                    </td>
                    <td className={classes.money}>{formatMoney(one.amount)}</td>
                    <td className={classes.what}>
                      <State
                        of={one}
                        busy={busy}
                        onPut={() => put(one, one.proposed)}
                        onExplain={() => void say(one)}
                        onSettle={() => settle(one)}
                        onUnmatch={() => unmatch.mutate({ id: one.id, version: one.version })}
                      />
                    </td>
                  </tr>
                ))}
              </tbody>
            </table>
          )}
        </div>
      </section>
      <MoneyWithout
        ref={right}
        money={view.without}
        line={line?.state === 'open' ? line : undefined}
        scope={scope}
        busy={busy}
        onPut={(targets) => line && put(line, targets)}
        onBack={() => focusRow(left.current, here)}
      />
    </div>
  )
}

/** The number of a line's receipt, or of how many it is. */
function numberOf(receipts: readonly StatementCandidate[], t: TFunction): string {
  const [first] = receipts
  return receipts.length === 1 && first ? first.number : t('books:statement.several', { count: receipts.length })
}

/** So many receipts are named. */
const named = 8

/** What a settlement of card payments is made of. */
function settlementText({ from, to, receipts, sum, fee }: CardSettlement): string {
  const numbers = receipts.slice(0, named).join(i18next.t('common:listSeparator'))
  return i18next.t('books:statement.cardsSaid', {
    days: from === to ? to : `${from} – ${to}`,
    count: receipts.length,
    sum: formatMoney(sum),
    fee: formatMoney(fee),
    receipts: receipts.length > named ? `${numbers}…` : numbers,
  })
}

/** What a line is, or could be, and the next step. */
function State(props: {
  readonly of: StatementLine
  readonly busy: boolean
  readonly onPut: () => void
  readonly onExplain: () => void
  readonly onSettle: () => void
  readonly onUnmatch: () => void
}) {
  const { t } = useTranslation()
  const { of: line, busy } = props
  const button = {
    size: 'compact-xs',
    variant: 'default',
    tabIndex: -1,
    disabled: busy,
    className: 'no-print',
  } as const
  if (line.state === 'open') {
    return (
      <Group gap={6} justify="flex-end" wrap="nowrap">
        {line.proposed.length > 0 && (
          <Button
            {...button}
            variant="light"
            title={line.proposed.map(({ number, units }) => `${number} ${units}`).join('\n')}
            onClick={props.onPut}
            data-testid="accept"
          >
            {numberOf(line.proposed, t)}
          </Button>
        )}
        {line.cards && (
          <Button
            {...button}
            variant="light"
            title={settlementText(line.cards)}
            onClick={props.onSettle}
            data-testid="settlement"
          >
            {t('books:statement.cards', { count: line.cards.receipts.length })}
          </Button>
        )}
        <Button {...button} onClick={props.onExplain}>
          {t('books:statement.explain')}
        </Button>
      </Group>
    )
  }
  const differs = line.state === 'matched' && line.matched.reduce((sum, { amount }) => sum + amount, 0) !== line.amount
  return (
    <Group gap={6} justify="flex-end" wrap="nowrap">
      {line.state === 'matched' ? (
        <Badge
          color={differs ? 'red' : 'teal'}
          title={line.matched.map(({ number, party }) => `${number} ${party}`).join('\n')}
        >
          {differs ? t('books:statement.differs') : numberOf(line.matched, t)}
        </Badge>
      ) : (
        <Text size="xs" className={classes.said} title={line.explanation}>
          {line.explanation}
        </Text>
      )}
      <Button {...button} onClick={props.onUnmatch}>
        {t('books:statement.unmatch')}
      </Button>
    </Group>
  )
}
