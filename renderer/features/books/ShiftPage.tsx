import { Alert, Button, Checkbox, Group, Paper, SimpleGrid, Table, Text, Textarea } from '@mantine/core'
import { IconPrinter } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useParams } from '@tanstack/react-router'
import { useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { denominations, type ShiftView } from '../../../electron/contract/books.ts'
import { momentInZone } from '../../../electron/contract/dates.ts'
import { amountInWords } from '../../../electron/contract/money.ts'
import { orpc } from '../../api/client.ts'
import { errorText, problemsOf, problemText } from '../../api/errors.ts'
import { useActor, useOffice } from '../../api/session.ts'
import { useCommands } from '../../app/commands.tsx'
import { Loaded } from '../../ui/Faces.tsx'
import { FactTable } from '../../ui/FactTable.tsx'
import { formatCount, formatMoney } from '../../ui/format.ts'
import { Page } from '../../ui/Page.tsx'
import { printPage } from '../../ui/print.ts'
import { useWrite } from '../../ui/write.ts'
import classes from './books.module.css'
import { PayInDialog } from './CashBookTab.tsx'
import { CountTable, useCount, useNoteName } from './CountTable.tsx'
import { Difference } from './Difference.tsx'
import { MovementTable } from './MovementTable.tsx'
import { OpeningDialog } from './OpeningDialog.tsx'

/** One shift: what it took, its settlement while it is open, its slip once it is settled. */
export function ShiftPage() {
  const { t } = useTranslation()
  const id = Number(useParams({ from: '/books/shift/$id' }).id)
  const query = useQuery(orpc.books.shift.queryOptions({ input: { id } }))
  const actor = useActor()
  const [shown, setShown] = useState<'pay-in' | 'opening' | null>(null)
  useCommands([{ key: 'p', label: t('common:print'), run: printPage }])
  const shift = query.data
  const isMine = shift !== undefined && shift.cashierId === actor?.id
  return (
    <Page
      title={t('books:shift.title')}
      subtitle={shift?.cashier}
      crumbs={[{ label: t('books:tabs.shifts'), link: { to: '/books', search: { tab: 'shifts' } } }]}
      actions={
        shift && (
          <>
            {shift.closedAt === null && isMine && (
              <Button variant="default" onClick={() => setShown('pay-in')}>
                {t('books:payIn.title')}
              </Button>
            )}
            {shift.closedAt === null && (
              <Button
                variant={shift.openingCash === null ? 'filled' : 'default'}
                onClick={() => setShown('opening')}
                data-testid="count-opening"
              >
                {t('books:shift.countOpening')}
              </Button>
            )}
            <Button variant="default" leftSection={<IconPrinter size={16} />} onClick={printPage}>
              {t('books:shift.print')}
            </Button>
          </>
        )
      }
    >
      <Loaded query={query}>{(loaded) => <Shift key={`${loaded.id}-${loaded.closedAt}`} shift={loaded} />}</Loaded>
      <PayInDialog opened={shown === 'pay-in'} onClose={() => setShown(null)} fromShift />
      {shift && (
        <OpeningDialog
          opened={shown === 'opening'}
          shift={shift}
          left={shift.carriedCash}
          onClose={() => setShown(null)}
        />
      )}
    </Page>
  )
}

function Shift({ shift }: { readonly shift: ShiftView }) {
  const { t } = useTranslation()
  const { zone } = useOffice()
  const moment = (at: string | null) => (at === null ? '' : momentInZone(new Date(at), zone))
  const numbers = [...new Set([shift.firstReceipt, shift.lastReceipt].filter((number) => number !== null))].join(' – ')
  const isOpen = shift.closedAt === null
  return (
    <div className={classes.slip}>
      <Paper mb="sm">
        <FactTable
          columns={3}
          facts={[
            { label: t('lists:shifts.columns.cashier'), value: shift.cashier },
            { label: t('lists:shifts.columns.openedAt'), value: moment(shift.openedAt), figure: true },
            {
              label: t('lists:shifts.columns.closedAt'),
              value: moment(shift.closedAt) || t('vocabulary:shiftState.open'),
              figure: true,
            },
            { label: t('lists:shifts.columns.receipts'), value: formatCount(shift.receipts), figure: true },
            { label: t('books:shift.numbers'), value: numbers, figure: true },
            { label: t('lists:shifts.columns.note'), value: shift.note },
            ...(shift.carriedCash === null
              ? []
              : [{ label: t('books:shift.carried'), value: formatMoney(shift.carriedCash), figure: true }]),
            ...(shift.openingNote === '' ? [] : [{ label: t('books:shift.openingNote'), value: shift.openingNote }]),
          ]}
        />
      </Paper>
      <Paper mb="sm">
        <MovementTable movements={shift.movements} />
      </Paper>
      {isOpen || shift.countedCash === null ? <Settlement shift={shift} /> : <Settled shift={shift} />}
      <div className="only-print">
        <div className={classes.signatures}>
          <span>{t('books:shift.signedBy')}</span>
          <span>{t('books:shift.receivedBy')}</span>
          <span>{t('books:shift.signedOn')}</span>
        </div>
      </div>
    </div>
  )
}

/** What the till should hold, what was counted, and the difference. */
function CashFacts({ shift, countedCash }: { readonly shift: ShiftView; readonly countedCash: number | null }) {
  const { t } = useTranslation()
  const cash = shift.movements.filter((one) => one.method === 'cash')
  const sum = (of: 'taken' | 'given') => cash.reduce((total, one) => total + one[of], 0)
  const lines = [
    { label: t('lists:shifts.columns.openingCash'), fen: shift.openingCash },
    { label: t('books:shift.cashIn'), fen: sum('taken') },
    { label: t('books:shift.cashOut'), fen: -sum('given') },
    { label: t('books:shift.cashPaidIn'), fen: -shift.paidIn },
  ]
  return (
    <Table withRowBorders={false} className={classes.cash}>
      <Table.Tbody>
        {lines.map((line) => (
          <Table.Tr key={line.label}>
            <Table.Td>{line.label}</Table.Td>
            <Table.Td ta="right">
              {line.fen === null ? (
                <Text span inherit c="var(--mantine-color-error)">
                  {t('vocabulary:shiftState.uncounted')}
                </Text>
              ) : (
                formatMoney(line.fen)
              )}
            </Table.Td>
          </Table.Tr>
        ))}
        <Table.Tr className={classes.ruled}>
          <Table.Th>{t('lists:shifts.columns.expectedCash')}</Table.Th>
          <Table.Th ta="right" className="figure" data-testid="expected">
            {formatMoney(shift.expectedCash)}
          </Table.Th>
        </Table.Tr>
        <Table.Tr>
          <Table.Th>{t('lists:shifts.columns.countedCash')}</Table.Th>
          <Table.Th ta="right" className="figure" data-testid="counted">
            {countedCash === null ? '—' : formatMoney(countedCash)}
          </Table.Th>
        </Table.Tr>
        <Table.Tr className={classes.ruled}>
          <Table.Th>{t('lists:shifts.columns.difference')}</Table.Th>
          <Table.Th ta="right" className="figure" data-testid="difference">
            {countedCash === null ? '—' : <Difference fen={countedCash - shift.expectedCash} />}
          </Table.Th>
        </Table.Tr>
      </Table.Tbody>
    </Table>
  )
}

/** Counts the cash, note by note, and settles the shift. */
function Settlement({ shift }: { readonly shift: ShiftView }) {
  const { t } = useTranslation()
  const count = useCount()
  const [uncounted, setUncounted] = useState(false)
  const [note, setNote] = useState('')
  const [problems, setProblems] = useState<readonly string[]>([])
  const remark = useRef<HTMLTextAreaElement>(null)
  const isOpen = shift.closedAt === null
  const { counts, sum, wrong } = count

  function refused(error: unknown): boolean {
    const named = problemsOf(error)
    setProblems(named.length > 0 ? named.map(problemText) : [errorText(error)])
    remark.current?.focus()
    return true
  }
  const close = useWrite(orpc.books.closeShift, { done: t('books:shift.settled'), onError: refused })
  const countNow = useWrite(orpc.books.countShift, { done: t('books:shift.countedNow'), onError: refused })
  const busy = close.isPending || countNow.isPending

  function settle(): void {
    if (wrong.length > 0 || busy) return
    setProblems([])
    const { id, version } = shift
    if (isOpen) close.mutate({ id, version, counts: uncounted ? null : counts, note: note.trim() })
    else countNow.mutate({ id, version, counts, note: note.trim() })
  }
  useCommands([{ key: 'mod+enter', label: t(isOpen ? 'books:shift.settle' : 'books:shift.count'), run: settle }])

  return (
    <SimpleGrid cols={2} className="no-print" spacing="sm">
      <Paper>
        <Text fw={600} mb={6}>
          {t('books:shift.countTitle')}
        </Text>
        <CountTable count={count} disabled={uncounted} next={remark} />
        {isOpen && shift.expectedCash !== 0 && (
          <Checkbox
            mt="sm"
            label={t('books:shift.uncounted')}
            checked={uncounted}
            onChange={(event) => setUncounted(event.currentTarget.checked)}
            data-testid="uncounted"
          />
        )}
      </Paper>
      <Paper>
        <Text fw={600} mb={6}>
          {t('books:shift.cashTitle')}
        </Text>
        <CashFacts shift={shift} countedCash={uncounted ? null : sum} />
        <Textarea
          ref={remark}
          mt="sm"
          label={t('lists:shifts.columns.note')}
          description={t('books:shift.noteHint')}
          maxLength={500}
          value={note}
          onChange={(event) => setNote(event.currentTarget.value)}
          data-testid="shift-note"
        />
        {problems.length > 0 && (
          <Alert color="red" mt="sm" role="alert">
            {problems.join(' ')}
          </Alert>
        )}
        <Group justify="flex-end" mt="sm">
          <Button onClick={settle} loading={busy} disabled={wrong.length > 0} data-testid="settle">
            {t(isOpen ? 'books:shift.settle' : 'books:shift.count')}
          </Button>
        </Group>
      </Paper>
    </SimpleGrid>
  )
}

/** What was counted, for the screen and the slip. */
function Settled({ shift }: { readonly shift: ShiftView }) {
  const { t } = useTranslation()
  const noteName = useNoteName()
  const counts = shift.counts ?? {}
  return (
    <SimpleGrid cols={2} spacing="sm">
      <Paper>
        <Text fw={600} mb={6}>
          {t('books:shift.countTitle')}
        </Text>
        <Table withRowBorders={false} verticalSpacing={2} className={classes.count}>
          <Table.Tbody>
            {denominations
              .filter((value) => (counts[String(value)] ?? 0) > 0)
              .map((value) => (
                <Table.Tr key={value}>
                  <Table.Td ta="right">{noteName(value)}</Table.Td>
                  <Table.Td ta="right">{`× ${formatCount(counts[String(value)] ?? 0)}`}</Table.Td>
                  <Table.Td ta="right">{formatMoney(value * (counts[String(value)] ?? 0))}</Table.Td>
                </Table.Tr>
              ))}
          </Table.Tbody>
        </Table>
      </Paper>
      <Paper>
        <Text fw={600} mb={6}>
          {t('books:shift.cashTitle')}
        </Text>
        <CashFacts shift={shift} countedCash={shift.countedCash} />
        {(shift.countedCash ?? 0) > 0 && (
          <Text size="sm" mt={6} ta="right">
            {amountInWords(shift.countedCash ?? 0)}
          </Text>
        )}
      </Paper>
    </SimpleGrid>
  )
}
