import { Alert, Badge, Button, Checkbox, Group, SegmentedControl, Select, Table, Text } from '@mantine/core'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { type GiftRow, giftStates } from '../../../electron/contract/billing.ts'
import { yearOf } from '../../../electron/contract/dates.ts'
import { orpc } from '../../api/client.ts'
import { useMay, useOffice } from '../../api/session.ts'
import { askConfirm, askReason } from '../../ui/ConfirmReason.tsx'
import { EmptyFace, Loaded } from '../../ui/Faces.tsx'
import { formatCount, formatMoney } from '../../ui/format.ts'
import { LinkAnchor } from '../../ui/links.tsx'
import { useWrite } from '../../ui/write.ts'
import { BillingFrame } from './BillingFrame.tsx'
import classes from './billing.module.css'
import { ItemSelect, useFeeItems } from './ItemSelect.tsx'

/** 预缴赠送: who paid a year early enough, asked for together and granted together. */
export function GiftsPage() {
  const { t } = useTranslation()
  const { today } = useOffice()
  const search = useSearch({ from: '/billing/gifts' })
  const navigate = useNavigate()
  const items = useFeeItems().filter((item) => item.kind === 'management')
  const item = search.item ?? items[0]?.id ?? null
  const year = search.year ?? yearOf(today)
  const show = (next: { item?: number; year?: number }) =>
    void navigate({ to: '/billing/gifts', search: { ...search, ...next }, replace: true })
  return (
    <BillingFrame tab="gifts">
      <Group gap={8} mb={8} wrap="nowrap">
        <ItemSelect
          w={150}
          aria-label={t('billing:item')}
          allowDeselect={false}
          only={(one) => one.kind === 'management'}
          value={item}
          onChange={(id) => id !== null && show({ item: id })}
          data-testid="gift-item"
        />
        <Select
          w={100}
          aria-label={t('billing:run.year')}
          allowDeselect={false}
          data={Array.from({ length: 8 }, (_, back) => String(yearOf(today) + 1 - back))}
          value={String(year)}
          onChange={(next) => next && show({ year: Number(next) })}
          data-testid="gift-year"
        />
        <Rule />
      </Group>
      {item !== null && <Gifts key={`${item}/${year}`} itemId={item} year={year} from={search.state} />}
    </BillingFrame>
  )
}

/** By what rule the office gives, beside what it is about. */
function Rule() {
  const { t } = useTranslation()
  const rules = useQuery(orpc.billing.rules.queryOptions()).data
  if (!rules || rules.giftWithinMonths === 0) return null
  return (
    <Text size="sm" c="dimmed">
      {t('billing:gift.rule', { within: rules.giftWithinMonths, free: rules.giftFreeMonths })}
    </Text>
  )
}

type State = (typeof giftStates)[number]

interface GiftsProps {
  readonly itemId: number
  readonly year: number
  /** Which of them it begins with; else those who may be given one. */
  readonly from: State | undefined
}

function Gifts({ itemId, year, from }: GiftsProps) {
  const { t } = useTranslation()
  const query = useQuery(
    orpc.billing.gifts.queryOptions({ input: { itemId, year }, placeholderData: keepPreviousData }),
  )
  return (
    <Loaded query={query}>
      {({ rows, rules, mayDecide }) =>
        rules.giftWithinMonths === 0 ? (
          <EmptyFace title={t('errors:gift-off')} />
        ) : (
          <GiftTable
            itemId={itemId}
            year={year}
            from={from}
            rows={rows}
            mayDecide={mayDecide}
            cap={rules.prepayCapMonths}
          />
        )
      }
    </Loaded>
  )
}

interface GiftTableProps extends GiftsProps {
  readonly rows: readonly GiftRow[]
  readonly mayDecide: number
  readonly cap: number
}

const tones: Readonly<Record<State, string>> = {
  qualifies: 'teal',
  waiting: 'orange',
  granted: 'blue',
  short: 'gray',
  'not-billed': 'gray',
}
const rowsShown = 300

function GiftTable({ itemId, year, from, rows, mayDecide, cap }: GiftTableProps) {
  const { t } = useTranslation()
  const [state, setState] = useState<State>(from ?? 'qualifies')
  const [left, setLeft] = useState<ReadonlySet<number>>(new Set())
  const mayAsk = useMay('billing.askGifts')
  const ask = useWrite(orpc.billing.askGifts, { done: ({ asked }) => t('billing:gift.asked', { units: asked }) })
  const grant = useWrite(orpc.billing.grantGifts, {
    done: ({ granted }) => t('billing:gift.granted', { units: granted }),
  })
  const shown = rows.filter((row) => row.state === state)
  const chosen = rows.filter((row) => row.state === 'qualifies' && !left.has(row.unitId))
  const sum = chosen.reduce((total, row) => total + row.amount, 0)
  const over = chosen.filter((row) => row.monthsAhead !== null).length

  async function askForAll(): Promise<void> {
    const reason = await askReason({
      title: t('billing:gift.askTitle'),
      message: t('billing:gift.askMessage', { units: formatCount(chosen.length), amount: formatMoney(sum) }),
      action: t('billing:askFor'),
    })
    if (reason !== null) ask.mutate({ itemId, year, unitIds: chosen.map((row) => row.unitId), reason })
  }
  /** What is about to be given stands behind the question. */
  async function grantAll(): Promise<void> {
    setState('waiting')
    const waiting = rows.filter((row) => row.state === 'waiting')
    const amount = formatMoney(waiting.reduce((total, row) => total + row.amount, 0))
    const agreed = await askConfirm({
      title: t('billing:gift.grant', { units: mayDecide }),
      message: t('billing:gift.grantMessage', { units: formatCount(waiting.length), amount }),
      action: t('counter:approve'),
    })
    if (agreed) grant.mutate({ itemId, year })
  }
  function toggle(unitId: number): void {
    const next = new Set(left)
    if (!next.delete(unitId)) next.add(unitId)
    setLeft(next)
  }
  return (
    <>
      <Group justify="space-between" mb={8} className="no-print">
        <SegmentedControl
          size="xs"
          aria-label={t('lists:charges.columns.state')}
          value={state}
          onChange={(value) => setState(value as State)}
          data={giftStates.map((one) => ({
            value: one,
            label: `${t(`vocabulary:giftState.${one}`)} ${formatCount(rows.filter((row) => row.state === one).length)}`,
          }))}
          data-testid="gift-state"
        />
        <Group gap={8}>
          {mayAsk && mayDecide > 0 && (
            <Button
              variant="default"
              loading={grant.isPending}
              onClick={() => void grantAll()}
              data-testid="grant-gifts"
            >
              {t('billing:gift.grant', { units: mayDecide })}
            </Button>
          )}
          {mayAsk && state === 'qualifies' && (
            <Button
              disabled={chosen.length === 0}
              loading={ask.isPending}
              onClick={() => void askForAll()}
              data-testid="ask-gifts"
            >
              {t('billing:gift.ask', { units: chosen.length })}
            </Button>
          )}
        </Group>
      </Group>
      {state === 'qualifies' && over > 0 && (
        <Alert color="orange" mb={8} p={8} data-testid="over-cap">
          {t('billing:gift.overCap', { units: over, cap })}
        </Alert>
      )}
      <div className={classes.rows}>
        {shown.length === 0 ? (
          <EmptyFace title={t(`billing:gift.none.${state}`)} />
        ) : (
          <Table fz="sm" verticalSpacing={5}>
            <Table.Thead>
              <Table.Tr>
                {state === 'qualifies' && mayAsk && <Table.Th w={40} />}
                <Table.Th>{t('lists:charges.columns.area')}</Table.Th>
                <Table.Th>{t('billing:unit')}</Table.Th>
                <Table.Th>{t('billing:gift.firstDue')}</Table.Th>
                <Table.Th>{t('billing:gift.through')}</Table.Th>
                <Table.Th ta="right">{t('billing:gift.needed')}</Table.Th>
                <Table.Th ta="right">{t('billing:gift.covered')}</Table.Th>
                <Table.Th ta="right">{t('billing:gift.amount')}</Table.Th>
                <Table.Th>{t('lists:charges.columns.state')}</Table.Th>
              </Table.Tr>
            </Table.Thead>
            <Table.Tbody>
              {shown.slice(0, rowsShown).map((row) => (
                <Table.Tr key={row.unitId} data-testid="gift-row">
                  {state === 'qualifies' && mayAsk && (
                    <Table.Td>
                      <Checkbox
                        size="xs"
                        aria-label={row.unit}
                        checked={!left.has(row.unitId)}
                        onChange={() => toggle(row.unitId)}
                      />
                    </Table.Td>
                  )}
                  <Table.Td>{row.area}</Table.Td>
                  <Table.Td>
                    <LinkAnchor to="/estate/unit/$id" params={{ id: String(row.unitId) }}>
                      {row.unit}
                    </LinkAnchor>
                  </Table.Td>
                  <Table.Td className="figure">{row.firstDueOn}</Table.Td>
                  <Table.Td className="figure">{row.throughOn}</Table.Td>
                  <Table.Td ta="right" className="figure">
                    {formatMoney(row.needed)}
                  </Table.Td>
                  <Table.Td ta="right" className="figure">
                    {formatMoney(row.covered)}
                  </Table.Td>
                  <Table.Td ta="right" className="figure">
                    {row.amount > 0 && formatMoney(row.amount)}
                  </Table.Td>
                  <Table.Td>
                    <Group gap={6} wrap="nowrap">
                      <Badge color={tones[row.state]}>{t(`vocabulary:giftState.${row.state}`)}</Badge>
                      {row.monthsAhead !== null && (
                        <Text size="xs" className={classes.warn ?? ''}>
                          {t('billing:gift.monthsAhead', { months: row.monthsAhead })}
                        </Text>
                      )}
                    </Group>
                  </Table.Td>
                </Table.Tr>
              ))}
            </Table.Tbody>
          </Table>
        )}
      </div>
      {shown.length > rowsShown && (
        <Text size="sm" c="dimmed" pt={8}>
          {t('billing:gift.first', { shown: rowsShown, all: shown.length })}
        </Text>
      )}
    </>
  )
}
