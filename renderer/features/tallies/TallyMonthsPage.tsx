import { ActionIcon, Group, Paper, SegmentedControl, Table, Text } from '@mantine/core'
import { IconChevronLeft, IconChevronRight } from '@tabler/icons-react'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { addDays, addMonths } from '../../../electron/contract/dates.ts'
import type { TallyCell, TallyRegister, TallyRegisterId } from '../../../electron/contract/tallies.ts'
import { orpc } from '../../api/client.ts'
import { useOffice } from '../../api/session.ts'
import { useCommands } from '../../app/commands.tsx'
import { currentLanguage } from '../../app/i18n.ts'
import { EmptyFace, Loaded } from '../../ui/Faces.tsx'
import { formatArea, formatCount, formatMoney } from '../../ui/format.ts'
import { LinkAnchor } from '../../ui/links.tsx'
import { Page } from '../../ui/Page.tsx'
import { itemWord, useRegister } from './register.ts'
import classes from './tallies.module.css'

const measures = ['quantity', 'labourDays', 'cost'] as const
type Measure = (typeof measures)[number]

const months = Array.from({ length: 12 }, (_, index) => index + 1)

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
  useCommands([
    { key: '[', label: t('tallies:yearBefore'), run: () => go({ year: year - 1 }) },
    { key: ']', label: t('tallies:yearAfter'), run: () => go({ year: year + 1 }) },
  ])
  return (
    <Page
      title={t('tallies:monthsTitle', { year, register: register.title[currentLanguage()] })}
      crumbs={[{ label: register.title[currentLanguage()], link: { to: `/${id}` } }]}
    >
      <Paper px="md" py="sm">
        <Group gap="sm" mb="xs" className="no-print">
          <ActionIcon variant="default" aria-label={t('tallies:yearBefore')} onClick={() => go({ year: year - 1 })}>
            <IconChevronLeft size={16} />
          </ActionIcon>
          <Text className="figure" fw={600} data-testid="year">
            {year}
          </Text>
          <ActionIcon variant="default" aria-label={t('tallies:yearAfter')} onClick={() => go({ year: year + 1 })}>
            <IconChevronRight size={16} />
          </ActionIcon>
          <SegmentedControl
            size="xs"
            aria-label={t('tallies:shown')}
            value={measure}
            onChange={(show) => go({ show })}
            data={offered.map((value) => ({ value, label: t(`lists:tallies.columns.${value}`) }))}
            data-testid="measure"
          />
        </Group>
        <Loaded query={query}>
          {(cells) =>
            cells.length === 0 ? (
              <EmptyFace title={t('tallies:emptyYear', { year })} />
            ) : (
              <div className="rolls">
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
  const { id, register, year, measure, cells } = props
  const here = new Set(cells.map((cell) => cell.item))
  const declared = Object.keys(register.items)
  const items = [...declared.filter((item) => here.has(item)), ...[...here].filter((item) => !declared.includes(item))]
  const numberOf = (item: string | null, month: number | null) => {
    const own = cells.filter((cell) => (item ?? cell.item) === cell.item && (month ?? cell.month) === cell.month)
    const records = own.reduce((sum, cell) => sum + cell.records, 0)
    if (records === 0) return ''
    const text = shownAs[measure](own.reduce((sum, cell) => sum + cell[measure], 0))
    return (
      <LinkAnchor
        to={`/${id}`}
        search={{ ...spellOf(year, month), ...(item !== null && { item }), state: 'valid' } as never}
      >
        {text}
      </LinkAnchor>
    )
  }
  const line = (item: string | null) => (
    <Table.Tr key={item ?? 'total'} fw={item === null ? 600 : undefined} data-testid={`item-${item ?? 'total'}`}>
      <Table.Th scope="row" className={classes.item}>
        {item === null ? t('tallies:total') : itemWord(item)}
      </Table.Th>
      {months.map((month) => (
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
          {months.map((month) => (
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

function spellOf(year: number, month: number | null) {
  if (month === null) return { from: `${year}-01-01`, to: `${year}-12-31` }
  const from = `${year}-${String(month).padStart(2, '0')}-01`
  return { from, to: addDays(addMonths(from, 1), -1) }
}
