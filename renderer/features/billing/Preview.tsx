import {
  Alert,
  Badge,
  Button,
  Group,
  Loader,
  Pagination,
  SegmentedControl,
  Select,
  Table,
  Text,
  TextInput,
  UnstyledButton,
} from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { IconChevronDown, IconChevronRight, IconSearch } from '@tabler/icons-react'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { Fragment, useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { NoCharge, PlannedUnitView, PreviewRow, PreviewTotals } from '../../../electron/contract/billing.ts'
import { addMonths } from '../../../electron/contract/dates.ts'
import { orpc } from '../../api/client.ts'
import { Keys, useCommands } from '../../app/commands.tsx'
import { askConfirm } from '../../ui/ConfirmReason.tsx'
import { EmptyFace, Loaded } from '../../ui/Faces.tsx'
import { formatCount, formatMoney } from '../../ui/format.ts'
import { isFocusFree } from '../../ui/keepFocus.ts'
import { Stat } from '../../ui/Stat.tsx'
import { periodText } from '../counter/periods.ts'
import classes from './billing.module.css'
import { Reasoning } from './Reasoning.tsx'

const pageSize = 100
const shows = ['all', 'charged', 'without', 'unusual'] as const
type Show = (typeof shows)[number]

interface PreviewProps {
  readonly taskId: string
  readonly problem: string | undefined
  readonly onPublish: () => void
  readonly onBack: () => void
}

/** What a run would publish: totals, every unit, and the reasoning of each that is opened. */
export function Preview(props: PreviewProps) {
  const { taskId } = props
  const { t } = useTranslation()
  const [typed, setTyped] = useState('')
  const [text] = useDebouncedValue(typed.trim(), 150)
  const [show, setShow] = useState<Show>('all')
  const [reason, setReason] = useState<NoCharge | null>(null)
  const [page, setPage] = useState(1)
  const search = useRef<HTMLInputElement>(null)
  const query = useQuery(
    orpc.billingRun.preview.queryOptions({
      input: {
        taskId,
        show,
        offset: (page - 1) * pageSize,
        limit: pageSize,
        ...(text !== '' && { text }),
        ...(reason !== null && { reason }),
      },
      placeholderData: keepPreviousData,
    }),
  )
  useCommands([{ key: '/', label: t('common:list.focusFilter'), run: () => search.current?.focus() }])
  const from = (change: () => void) => {
    change()
    setPage(1)
  }
  return (
    <Loaded query={query}>
      {({ totals, rows, total }) => (
        <>
          {props.problem && (
            <Alert color="red" role="alert" mb="sm" data-testid="run-problem">
              {props.problem}
            </Alert>
          )}
          <Totals of={totals} />
          <Group justify="space-between" mb={8} wrap="nowrap">
            <Group gap={8} wrap="nowrap">
              <TextInput
                ref={search}
                w={180}
                aria-label={t('billing:preview.find')}
                placeholder={t('billing:preview.find')}
                leftSection={<IconSearch size={15} />}
                value={typed}
                onChange={(event) => from(() => setTyped(event.currentTarget.value))}
                data-testid="preview-text"
              />
              <SegmentedControl
                size="xs"
                aria-label={t('billing:preview.show')}
                value={show}
                onChange={(value) =>
                  from(() => {
                    setShow(value as Show)
                    setReason(null)
                  })
                }
                data={shows
                  .filter((one) => one !== 'unusual' || totals.unusual > 0)
                  .map((one) => ({ value: one, label: `${t(`billing:preview.${one}`)} ${countOf(totals, one)}` }))}
                data-testid="preview-show"
              />
              {(show === 'all' || show === 'without') && totals.without.length > 0 && (
                <Select
                  w={270}
                  aria-label={t('billing:preview.reason')}
                  placeholder={t('billing:preview.reason')}
                  clearable
                  data={totals.without.map((one) => ({
                    value: one.reason,
                    label: `${t(`vocabulary:noCharge.${one.reason}`)} ${formatCount(one.units)}`,
                  }))}
                  value={reason}
                  onChange={(value) => from(() => setReason(value as NoCharge | null))}
                  data-testid="preview-reason"
                />
              )}
            </Group>
            <Ahead totals={totals} onPublish={props.onPublish} onBack={props.onBack} />
          </Group>
          <div className={classes.rows}>
            {rows.length === 0 ? (
              <EmptyFace title={t('common:list.nothingMatches')} />
            ) : (
              <Rows key={`${text}/${show}/${reason}/${page}`} taskId={taskId} rows={rows} />
            )}
          </div>
          <Group justify="space-between" pt={8} mih={36}>
            <Text size="sm" c="dimmed" className="figure" role="status">
              {t('billing:preview.units', { units: formatCount(total) })}
            </Text>
            {total > pageSize && (
              <Pagination
                size="sm"
                total={Math.ceil(total / pageSize)}
                value={page}
                onChange={setPage}
                getControlProps={(control) => ({ 'aria-label': t(`common:list.${control}Page`) })}
                getItemProps={(number) => ({ 'aria-label': t('common:list.pageNumber', { number }) })}
              />
            )}
          </Group>
        </>
      )}
    </Loaded>
  )
}

function countOf(totals: PreviewTotals, show: Show): string {
  const { units, unitsCharged: charged, unusual } = totals
  return formatCount({ all: units, charged, without: units - charged, unusual }[show])
}

function Totals({ of }: { readonly of: PreviewTotals }) {
  const { t } = useTranslation()
  const without = of.units - of.unitsCharged
  return (
    <div className={classes.stats}>
      <Stat
        label={t('billing:preview.amount')}
        value={formatMoney(of.amount)}
        unit={t('common:yuan')}
        testId="preview-amount"
      />
      <Stat label={t('billing:preview.charges')} value={formatCount(of.charges)} testId="preview-charges" />
      <Stat
        label={t('billing:preview.charged')}
        value={formatCount(of.unitsCharged)}
        unit={t('common:unitsOf')}
        note={t('billing:preview.ofUnits', { units: formatCount(of.units) })}
      />
      <Stat
        label={t('billing:preview.without')}
        value={formatCount(without)}
        unit={t('common:unitsOf')}
        note={of.without
          .map((one) => `${t(`vocabulary:noCharge.${one.reason}`)} ${formatCount(one.units)}`)
          .join(t('common:listSeparator'))}
      />
    </div>
  )
}

function Ahead(props: { readonly totals: PreviewTotals; readonly onPublish: () => void; readonly onBack: () => void }) {
  const { t } = useTranslation()
  const { totals } = props
  const nothing = totals.charges === 0
  async function ask(): Promise<void> {
    if (nothing) return
    const question = t('billing:preview.question', {
      charges: formatCount(totals.charges),
      units: formatCount(totals.unitsCharged),
      amount: formatMoney(totals.amount),
    })
    const warning =
      totals.unusual > 0 ? t('billing:preview.unusualQuestion', { units: formatCount(totals.unusual) }) : ''
    const message = `${question}${warning}`
    if (await askConfirm({ title: t('billing:preview.publish'), message, action: t('billing:preview.publish') })) {
      props.onPublish()
    }
  }
  useCommands([{ key: 'mod+enter', label: t('billing:preview.publish'), run: () => void ask() }])
  return (
    <Group gap={8} wrap="nowrap">
      <Button variant="default" onClick={props.onBack} data-testid="back-to-form">
        {t('common:back')}
      </Button>
      <Button
        onClick={() => void ask()}
        disabled={nothing}
        rightSection={<Keys of="mod+enter" />}
        data-testid="publish"
      >
        {t('billing:preview.publish')}
      </Button>
    </Group>
  )
}

/** ↑↓ go through the units, Enter opens and closes one. */
function Rows({ taskId, rows }: { readonly taskId: string; readonly rows: readonly PreviewRow[] }) {
  const { t } = useTranslation()
  const [open, setOpen] = useState<ReadonlySet<number>>(new Set())
  const body = useRef<HTMLTableSectionElement>(null)
  const [at, setAt] = useState(0)
  // What was to be waited for is here: the arrows go through it at once. Whoever types a filter stays there.
  useEffect(() => {
    if (isFocusFree()) body.current?.querySelector<HTMLElement>('tr[data-row="0"]')?.focus({ preventScroll: true })
  }, [])
  const toggle = (unitId: number) => {
    const next = new Set(open)
    if (!next.delete(unitId)) next.add(unitId)
    setOpen(next)
  }
  const go = (index: number) => {
    const row = body.current?.querySelector<HTMLElement>(`tr[data-row="${index}"]`)
    if (!row) return
    setAt(index)
    row.focus()
    row.scrollIntoView({ block: 'nearest' })
  }
  return (
    <Table verticalSpacing={5} fz="sm">
      <Table.Thead>
        <Table.Tr>
          <Table.Th w={36} />
          <Table.Th w={140}>{t('lists:charges.columns.area')}</Table.Th>
          <Table.Th w={180}>{t('billing:unit')}</Table.Th>
          <Table.Th w={90} ta="right">
            {t('billing:preview.bills')}
          </Table.Th>
          <Table.Th w={150} ta="right">
            {t('billing:amountYuan')}
          </Table.Th>
          <Table.Th pl="xl">{t('billing:preview.noBill')}</Table.Th>
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody ref={body}>
        {rows.map((row, index) => {
          const isOpen = open.has(row.unitId)
          return (
            <Fragment key={row.unitId}>
              <Table.Tr
                className={classes.unit ?? ''}
                tabIndex={index === at ? 0 : -1}
                data-row={index}
                data-testid="preview-row"
                onClick={() => toggle(row.unitId)}
                onKeyDown={(event) => {
                  if (event.ctrlKey || event.metaKey) return
                  if (event.key === 'Enter' || event.key === ' ') toggle(row.unitId)
                  else if (event.key === 'ArrowDown') go(index + 1)
                  else if (event.key === 'ArrowUp') go(index - 1)
                  else return
                  event.preventDefault()
                }}
              >
                <Table.Td>
                  <UnstyledButton
                    tabIndex={-1}
                    display="flex"
                    aria-expanded={isOpen}
                    aria-label={t('billing:preview.why', { unit: row.unit })}
                  >
                    {isOpen ? <IconChevronDown size={14} /> : <IconChevronRight size={14} />}
                  </UnstyledButton>
                </Table.Td>
                <Table.Td>{row.area}</Table.Td>
                <Table.Td fw={600}>{row.unit}</Table.Td>
                <Table.Td ta="right" className="figure">
                  {row.charges > 0 && formatCount(row.charges)}
                </Table.Td>
                <Table.Td ta="right" className="figure">
                  {row.charges > 0 && formatMoney(row.amount)}
                </Table.Td>
                <Table.Td pl="xl" c="dimmed">
                  {row.reason && t(`vocabulary:noCharge.${row.reason}`)}
                  {row.unusual && <Badge color="orange">{t('billing:reading.unusual')}</Badge>}
                </Table.Td>
              </Table.Tr>
              {isOpen && (
                <Table.Tr>
                  <Table.Td colSpan={6}>
                    <Explained taskId={taskId} unitId={row.unitId} />
                  </Table.Td>
                </Table.Tr>
              )}
            </Fragment>
          )
        })}
      </Table.Tbody>
    </Table>
  )
}

function Explained({ taskId, unitId }: { readonly taskId: string; readonly unitId: number }) {
  const query = useQuery(orpc.billingRun.explain.queryOptions({ input: { taskId, unitId } }))
  const box = useRef<HTMLDivElement>(null)
  useEffect(() => {
    if (query.data) box.current?.scrollIntoView({ block: 'nearest' })
  }, [query.data])
  return (
    <div className={classes.detail} ref={box} data-testid="explained">
      <Loaded query={query} loading={<Loader size="xs" className="late" />}>
        {(unit) => <Bills of={unit} />}
      </Loaded>
    </div>
  )
}

function Bills({ of }: { readonly of: PlannedUnitView }) {
  const { t } = useTranslation()
  return (
    <>
      {of.charges.map((charge) => (
        <div key={charge.fromOn}>
          <Text size="sm" fw={600} className="figure">
            {t('billing:preview.bill', {
              period: periodText(charge),
              amount: formatMoney(charge.amount),
              due: charge.dueOn,
              debtor: charge.debtor ?? t(`vocabulary:debtorKind.${charge.debtorKind}`),
            })}
          </Text>
          <Reasoning of={charge.reasoning} amount={charge.amount} />
        </div>
      ))}
      {runsOf(of.none).map((run) => (
        <Text key={run.from} size="sm" className="figure">
          {run.from === run.to ? run.from : `${run.from} – ${run.to}`}
          {'  '}
          {t('billing:preview.none', { reason: t(`vocabulary:noCharge.${run.reason}`) })}
        </Text>
      ))}
    </>
  )
}

/** Months in a row with the same reason are said once. */
function runsOf(none: PlannedUnitView['none']): { from: string; to: string; reason: NoCharge }[] {
  const runs: { from: string; to: string; reason: NoCharge }[] = []
  for (const { month, reason } of none) {
    const last = runs.at(-1)
    const follows = last && addMonths(`${last.to}-01`, 1).slice(0, 7) === month
    if (last?.reason === reason && follows) last.to = month
    else runs.push({ from: month, to: month, reason })
  }
  return runs
}
