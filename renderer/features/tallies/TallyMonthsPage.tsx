import { Paper, SegmentedControl, Table, Text } from '@mantine/core'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import type { TallyCell } from '../../../electron/contract/tallies.ts'
import type { TallyRegister, TallyRegisterId } from '../../../electron/contract/tallyRegisters.ts'
import { orpc } from '../../api/client.ts'
import { useOffice } from '../../api/session.ts'
import { currentLanguage } from '../../app/i18n.ts'
import { EmptyFace, Loaded } from '../../ui/Faces.tsx'
import { formatArea, formatCount, formatMoney } from '../../ui/format.ts'
import { LinkAnchor } from '../../ui/links.tsx'
import { monthSpell } from '../../ui/monthSpell.ts'
import { Page } from '../../ui/Page.tsx'
import { monthNumbers, YearBar } from '../../ui/YearBar.tsx'
import { itemWord, useRegister } from './register.ts'
import classes from './tallies.module.css'

const measures = ['quantity', 'labourDays', 'cost'] as const
type Measure = (typeof measures)[number]

/** A year of a register, item by item and month by month; every number opens its records. */
export function TallyMonthsPage() {
  const { t } = useTranslation()
  const { today } = useOffice()
  const { id, register } = useRegister()
  const navigate = useNavigate()
  const search = useSearch({ from: `/${id}/months` }) as { year?: number; show?: string }
  const year = search.year ?? Number(today.slice(0, 4))
  const offered = measures.filter((one) => one === register.figure.counts || register.asks.includes(one))
  const measure = offered.find((one) => one === search.show) ?? register.figure.counts
  const query = useQuery({
    ...orpc.tallies.months.queryOptions({ input: { register: id, year } }),
    placeholderData: keepPreviousData,
  })
  const go = (next: { year?: number; show?: string }) =>
    void navigate({ to: `/${id}/months`, search: { ...search, ...next }, replace: true })
  return (
    <Page
      title={t('tallies:monthsTitle', { year, register: register.title[currentLanguage()] })}
      crumbs={[{ label: register.title[currentLanguage()], link: { to: `/${id}` } }]}
    >
      <Paper px="md" py="sm">
        <YearBar year={year} onYear={(next) => go({ year: next })}>
          <SegmentedControl
            size="xs"
            aria-label={t('tallies:shown')}
            value={measure}
            onChange={(show) => go({ show })}
            data={offered.map((value) => ({
              value,
              label: value === 'quantity' ? register.counted[currentLanguage()] : t(`lists:tallies.columns.${value}`),
            }))}
            data-testid="measure"
          />
        </YearBar>
        <Loaded query={query}>
          {(cells) =>
            cells.length === 0 ? (
              <EmptyFace title={t('tallies:emptyYear', { year })} />
            ) : (
              <div className="rolls">
                {measure === 'quantity' && cells.some((cell) => cell.planned > 0) && (
                  <Text size="xs" c="dimmed" mb={4}>
                    {t('tallies:againstPlan')}
                  </Text>
                )}
                <Matrix id={id} register={register} year={year} measure={measure} cells={cells} />
              </div>
            )
          }
        </Loaded>
      </Paper>
    </Page>
  )
}

const shownAs = { quantity: formatCount, labourDays: formatArea, cost: formatMoney } as const

function Matrix(props: {
  readonly id: TallyRegisterId
  readonly register: TallyRegister
  readonly year: number
  readonly measure: Measure
  readonly cells: readonly TallyCell[]
}) {
  const { t } = useTranslation()
  const { today } = useOffice()
  const { id, register, year, measure, cells } = props
  const here = new Set(cells.map((cell) => cell.item))
  const declared = Object.keys(register.items)
  const items = [...declared.filter((item) => here.has(item)), ...[...here].filter((item) => !declared.includes(item))]
  const numberOf = (item: string | null, month: number | null) => {
    const own = cells.filter((cell) => (item ?? cell.item) === cell.item && (month ?? cell.month) === cell.month)
    const records = own.reduce((sum, cell) => sum + cell.records, 0)
    // All items together are planned in part only.
    const isPlanned = measure === 'quantity' && item !== null
    const planned = isPlanned ? own.reduce((sum, cell) => sum + cell.planned, 0) : 0
    if (records === 0 && planned === 0) return ''
    const done = own.reduce((sum, cell) => sum + cell[measure], 0)
    const text = shownAs[measure](done)
    return (
      <>
        {records === 0 ? (
          '0'
        ) : (
          <LinkAnchor
            to={`/${id}`}
            search={{ ...monthSpell(year, month), ...(item !== null && { item }), state: 'valid' } as never}
          >
            {text}
          </LinkAnchor>
        )}
        {planned > 0 && (
          <Text
            span
            size="xs"
            c={month !== null && planned > done && monthSpell(year, month).from <= today ? 'orange.9' : 'dimmed'}
          >
            {' / '}
            {formatCount(planned)}
          </Text>
        )}
      </>
    )
  }
  const line = (item: string | null) => (
    <Table.Tr key={item ?? 'total'} fw={item === null ? 600 : undefined} data-testid={`item-${item ?? 'total'}`}>
      <Table.Th scope="row" className={classes.item}>
        {item === null ? t('tallies:total') : itemWord(item)}
      </Table.Th>
      {monthNumbers.map((month) => (
        <Table.Td key={month} ta="right" data-month={month}>
          {numberOf(item, month)}
        </Table.Td>
      ))}
      <Table.Td ta="right" fw={600} data-month="year">
        {numberOf(item, null)}
      </Table.Td>
    </Table.Tr>
  )
  return (
    <Table striped horizontalSpacing="xs" verticalSpacing={5} className={classes.matrix}>
      <Table.Thead>
        <Table.Tr>
          <Table.Th>{t('lists:tallies.columns.item')}</Table.Th>
          {monthNumbers.map((month) => (
            <Table.Th key={month} ta="right">
              {t(`tallies:month.${month}`)}
            </Table.Th>
          ))}
          <Table.Th ta="right">{t('tallies:total')}</Table.Th>
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>{items.map(line)}</Table.Tbody>
      <Table.Tfoot>{line(null)}</Table.Tfoot>
    </Table>
  )
}
