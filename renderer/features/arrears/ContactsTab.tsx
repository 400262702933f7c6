import { Collapse, SegmentedControl, Select, Table, Text, UnstyledButton } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { IconChevronDown, IconChevronRight } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { type ReactNode, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { addDays, addMonths } from '../../../electron/contract/dates.ts'
import type { ListRow } from '../../../electron/contract/lists.ts'
import { orpc } from '../../api/client.ts'
import { useOffice } from '../../api/session.ts'
import { DataList } from '../../ui/DataList.tsx'
import { EmptyFace, Loaded, LoadingRows } from '../../ui/Faces.tsx'
import { formatCount, formatMoney, formatRatio } from '../../ui/format.ts'
import { ChoiceFilter, DateFilter, PlaceFilter, TextFilter } from '../../ui/ListFilters.tsx'
import { useListState } from '../../ui/listState.ts'
import classes from './arrears.module.css'
import { PromiseBadge } from './PromiseBadge.tsx'

/** Every contact, the promises that have come due among them, and which way of contact brings money. */
export function ContactsTab() {
  const { t } = useTranslation()
  const navigate = useNavigate()
  return (
    <>
      <Results />
      <DataList
        list="contacts"
        filters={
          <>
            <PromiseFilter />
            <TextFilter w={150} />
            <PlaceFilter />
            <ChoiceFilter field="way" />
            <ChoiceFilter field="outcome" w={120} />
            <DateFilter field="from" label={t('lists:contacts.filters.from')} />
            <DateFilter field="to" label={t('lists:contacts.filters.to')} />
          </>
        }
        cells={{
          way: (row) => <Struck of={row}>{t(`vocabulary:contactWay.${row.way}`)}</Struck>,
          outcome: (row) => <Struck of={row}>{t(`vocabulary:contactOutcome.${row.outcome}`)}</Struck>,
          note: (row) => <Struck of={row}>{row.note}</Struck>,
          promiseOn: (row) => row.promiseOn && <Struck of={row}>{row.promiseOn}</Struck>,
          promiseAmount: (row) =>
            row.promiseAmount !== null && <Struck of={row}>{formatMoney(row.promiseAmount)}</Struck>,
          promiseState: (row) => row.promiseState && <PromiseBadge state={row.promiseState} />,
          struckOn: (row) => row.struckOn && <span title={row.struckReason ?? ''}>{row.struckOn}</span>,
        }}
        onOpen={(row) => void navigate({ to: '/arrears/unit/$id', params: { id: String(row.unitId) } })}
        empty={<EmptyFace title={t('arrears:empty.contacts')} />}
      />
    </>
  )
}

/** What was struck out stays legible. */
function Struck(props: { readonly of: ListRow<'contacts'>; readonly children: ReactNode }) {
  return props.of.struckOn === null ? props.children : <s>{props.children}</s>
}

const promiseChoices = ['due', 'open', 'kept', 'broken'] as const

function PromiseFilter() {
  const { t } = useTranslation()
  const state = useListState()
  return (
    <Select
      w={124}
      aria-label={t('lists:contacts.filters.promise')}
      placeholder={t('lists:contacts.filters.promise')}
      clearable
      data={promiseChoices.map((value) => ({ value, label: t(`vocabulary:promiseState.${value}`) }))}
      value={(state.values.promise as string | undefined) ?? null}
      onChange={(value) => state.filter({ promise: value ?? undefined })}
      data-testid="filter-promise"
    />
  )
}

const periods = ['quarter', 'year', 'lastYear'] as const
type Period = (typeof periods)[number]

function daysOf(period: Period, today: string): { from: string; to: string } {
  const year = Number(today.slice(0, 4))
  if (period === 'lastYear') return { from: `${year - 1}-01-01`, to: `${year - 1}-12-31` }
  return { from: period === 'year' ? `${year}-01-01` : addDays(addMonths(today, -3), 1), to: today }
}

/** What worked: by way of contact, how many were reached, promised, and paid within thirty days. */
function Results() {
  const { t } = useTranslation()
  const { today } = useOffice()
  const [open, { toggle }] = useDisclosure(true)
  const [period, setPeriod] = useState<Period>('year')
  const query = useQuery(orpc.dunning.results.queryOptions({ input: daysOf(period, today) }))
  return (
    <section className={classes.results} aria-label={t('arrears:results.title')}>
      <div className={classes.resultsHead}>
        <UnstyledButton onClick={toggle} aria-expanded={open} className={classes.fold} fz="sm" fw={600}>
          {open ? <IconChevronDown size={15} /> : <IconChevronRight size={15} />}
          {t('arrears:results.title')}
        </UnstyledButton>
        <SegmentedControl
          size="xs"
          aria-label={t('arrears:results.period')}
          value={period}
          onChange={(value) => setPeriod(value as Period)}
          data={periods.map((value) => ({ value, label: t(`arrears:results.${value}`) }))}
          className="no-print"
        />
        <Text size="xs" c="dimmed">
          {t('arrears:results.explained')}
        </Text>
      </div>
      <Collapse expanded={open}>
        <Loaded query={query} loading={<LoadingRows rows={4} />}>
          {(rows) => (
            <Table horizontalSpacing="sm" verticalSpacing={3} className={classes.figures} data-testid="results">
              <Table.Thead>
                <Table.Tr>
                  <Table.Th>{t('lists:contacts.columns.way')}</Table.Th>
                  <Table.Th ta="right">{t('arrears:results.contacts')}</Table.Th>
                  <Table.Th ta="right">{t('arrears:results.reached')}</Table.Th>
                  <Table.Th ta="right">{t('arrears:results.promised')}</Table.Th>
                  <Table.Th ta="right">{t('arrears:results.followed')}</Table.Th>
                  <Table.Th ta="right">{t('arrears:results.rate')}</Table.Th>
                  <Table.Th ta="right">{t('arrears:results.amount')}</Table.Th>
                </Table.Tr>
              </Table.Thead>
              <Table.Tbody>
                {rows.map((row) => (
                  <Table.Tr key={row.way}>
                    <Table.Td>{t(`vocabulary:contactWay.${row.way}`)}</Table.Td>
                    <Table.Td ta="right">{formatCount(row.contacts)}</Table.Td>
                    <Table.Td ta="right">{formatCount(row.reached)}</Table.Td>
                    <Table.Td ta="right">{formatCount(row.promised)}</Table.Td>
                    <Table.Td ta="right">{formatCount(row.followed)}</Table.Td>
                    <Table.Td ta="right">{formatRatio(row.followed, row.contacts)}</Table.Td>
                    <Table.Td ta="right">{formatMoney(row.amount)}</Table.Td>
                  </Table.Tr>
                ))}
              </Table.Tbody>
            </Table>
          )}
        </Loaded>
      </Collapse>
    </section>
  )
}
