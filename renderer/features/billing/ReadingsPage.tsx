import { Badge, Button, Group, SegmentedControl, Select, Table, Text, TextInput } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { addMonths, earlier, lastOfMonth } from '../../../electron/contract/dates.ts'
import { largestReading, type RouteRow } from '../../../electron/contract/meters.ts'
import { codesOf, type MeterKind, meterKinds } from '../../../electron/contract/vocabulary.ts'
import { client, orpc } from '../../api/client.ts'
import { errorText, problemsOf } from '../../api/errors.ts'
import { useMay, useOffice } from '../../api/session.ts'
import { DateField } from '../../ui/DateField.tsx'
import { EmptyFace, Loaded } from '../../ui/Faces.tsx'
import { formatArea, formatCount, parseHundredths } from '../../ui/format.ts'
import { LinkButton } from '../../ui/links.tsx'
import { Page } from '../../ui/Page.tsx'
import { useUnsaved } from '../../ui/unsaved.ts'
import { afterWrite } from '../../ui/write.ts'
import { buildingsOf, usePlaces } from '../estate/places.ts'
import classes from './billing.module.css'
import { ChangeMeterDialog, type MeterToChange } from './MeterDialogs.tsx'

/** A month's readings of a building, one under the other as they are walked: type, Enter, next. */
export function ReadingsPage() {
  const { t } = useTranslation()
  const { today } = useOffice()
  const search = useSearch({ from: '/billing/readings' })
  const navigate = useNavigate()
  const buildings = buildingsOf(usePlaces().data ?? [])
  const kind = search.kind ?? 'water'
  const metered = useQuery(orpc.meters.buildings.queryOptions({ input: { kind } })).data
  // Opened without a building, it begins where there is something to read.
  const first = metered && (buildings.find((one) => metered.includes(one.id)) ?? buildings[0])
  const building = search.building ?? first?.id ?? null
  const month = search.month ?? today.slice(0, 7)
  const show = (next: { building?: number; kind?: MeterKind; month?: string }) =>
    void navigate({
      to: '/billing/readings',
      search: { building: building ?? undefined, kind, month, ...next },
      replace: true,
    })
  const [onDate, setOnDate] = useState<string | null>(null)
  const readOn = onDate?.startsWith(month) ? onDate : earlier(today, lastOfMonth(month))
  return (
    <Page
      title={t('billing:reading.title')}
      subtitle={t('billing:reading.about')}
      crumbs={[{ label: t('billing:tabs.meters'), link: { to: '/billing/meters' } }]}
      fill
    >
      <Group gap={8} mb={8} className="no-print">
        <Select
          w={200}
          aria-label={t('common:list.building')}
          searchable
          allowDeselect={false}
          data={buildings.map((one) => ({ value: String(one.id), label: `${one.area} ${one.name}` }))}
          value={building === null ? null : String(building)}
          onChange={(id) => id && show({ building: Number(id) })}
          data-testid="building"
        />
        <SegmentedControl
          aria-label={t('lists:meters.columns.kind')}
          data={codesOf(meterKinds).map((one) => ({ value: one, label: t(`vocabulary:meterKind.${one}`) }))}
          value={kind}
          onChange={(next) => show({ kind: next as MeterKind })}
          data-testid="kind"
        />
        <Select
          w={116}
          aria-label={t('billing:reading.month')}
          allowDeselect={false}
          data={Array.from({ length: 24 }, (_, back) => addMonths(`${today.slice(0, 7)}-01`, -back).slice(0, 7))}
          value={month}
          onChange={(next) => next && show({ month: next })}
          data-testid="month"
        />
        <DateField
          w={150}
          aria-label={t('billing:reading.onDate')}
          value={readOn}
          onlyValid
          clearable={false}
          onChange={setOnDate}
          data-testid="read-on"
        />
      </Group>
      {building !== null && (
        <Route key={`${building}/${kind}/${month}`} building={building} kind={kind} month={month} readOn={readOn} />
      )}
    </Page>
  )
}

function Route(props: {
  readonly building: number
  readonly kind: MeterKind
  readonly month: string
  readonly readOn: string
}) {
  const { t } = useTranslation()
  const { building: buildingId, kind, month } = props
  const query = useQuery(orpc.meters.route.queryOptions({ input: { buildingId, kind, month } }))
  const [changing, setChanging] = useState<MeterToChange | null>(null)
  const mayEnter = useMay('meters.enter')
  return (
    <Loaded query={query}>
      {(rows) =>
        rows.length === 0 ? (
          <EmptyFace title={t(`billing:reading.none.${kind}`)}>
            <Group gap={8}>
              <LinkButton to="/billing/meters" variant="default">
                {t('billing:tabs.meters')}
              </LinkButton>
              <LinkButton to="/imports" search={{ kind: 'readings' }} variant="default">
                {t('billing:reading.import')}
              </LinkButton>
            </Group>
          </EmptyFace>
        ) : (
          <>
            <div className={classes.rows}>
              <Table fz="sm" verticalSpacing={3}>
                <Table.Thead>
                  <Table.Tr>
                    <Table.Th w={110}>{t('billing:unit')}</Table.Th>
                    <Table.Th w={100}>{t('lists:meters.columns.number')}</Table.Th>
                    <Table.Th w={104}>{t('billing:reading.lastOn')}</Table.Th>
                    <Table.Th w={92} ta="right">
                      {t('billing:reading.last')}
                    </Table.Th>
                    <Table.Th w={150} ta="right">
                      {t('billing:reading.now')}
                    </Table.Th>
                    <Table.Th w={92} ta="right">
                      {t('billing:reading.use')}
                    </Table.Th>
                    <Table.Th w={92} ta="right">
                      {t('billing:reading.usual')}
                    </Table.Th>
                    <Table.Th />
                  </Table.Tr>
                </Table.Thead>
                <Table.Tbody>
                  {rows.map((row, index) => (
                    <ReadingRow
                      key={row.meterId}
                      row={row}
                      index={index}
                      readOn={props.readOn}
                      mayEnter={mayEnter}
                      onChange={() =>
                        setChanging({
                          id: row.meterId,
                          version: row.meterVersion,
                          number: row.number,
                          unit: row.unit,
                          last: row.last && `${row.last.onDate}: ${formatArea(row.last.valueCenti)}`,
                        })
                      }
                    />
                  ))}
                </Table.Tbody>
              </Table>
            </div>
            <Text size="sm" c="dimmed" pt={8} className="figure" role="status" data-testid="read-count">
              {t('billing:reading.progress', {
                read: formatCount(rows.filter((row) => row.reading !== null).length),
                all: formatCount(rows.length),
              })}
            </Text>
            {changing && <ChangeMeterDialog meter={changing} onClose={() => setChanging(null)} />}
          </>
        )
      }
    </Loaded>
  )
}

/** Enter keeps what was typed and goes down, Esc forgets it; ↑↓ move without it having to be typed anew. */
function ReadingRow(props: {
  readonly row: RouteRow
  readonly index: number
  readonly readOn: string
  readonly mayEnter: boolean
  readonly onChange: () => void
}) {
  const { t } = useTranslation()
  const { row, index } = props
  const { reading } = row
  const stored = reading ? formatArea(reading.valueCenti) : ''
  const [typed, setTyped] = useState<string | null>(null)
  const [problem, setProblem] = useState<{ code: string; text: string } | null>(null)
  const busy = useRef(false)
  useUnsaved(() => typed !== null && typed.trim() !== '' && typed !== stored)

  const value = parseHundredths(typed ?? stored)
  const use =
    typed === null ? reading?.usageCenti : value === undefined || !row.last ? null : value - row.last.valueCenti
  const isUnusual = typed === null ? reading?.unusual : false

  function forget(): void {
    setTyped(null)
    setProblem(null)
  }

  async function keep(): Promise<boolean> {
    if (typed === null || busy.current) return typed === null
    // Emptied, it shows again what is kept: a reading does not go by being wiped out.
    if (typed.trim() === '') {
      forget()
      return true
    }
    if (value === undefined || value < 0) {
      setProblem({ code: 'not-a-number-typed', text: t('errors:not-a-number-typed') })
      return false
    }
    if (value > largestReading) {
      setProblem({ code: 'too-big', text: t('errors:too-big', { maximum: formatArea(largestReading) }) })
      return false
    }
    busy.current = true
    try {
      await client.meters.enter({ meterId: row.meterId, onDate: reading?.onDate ?? props.readOn, valueCenti: value })
      await afterWrite()
      forget()
      return true
    } catch (error) {
      setProblem({ code: problemsOf(error)[0]?.code ?? '', text: errorText(error) })
      return false
    } finally {
      busy.current = false
    }
  }

  function go(by: number): void {
    const next = document.querySelector<HTMLInputElement>(`input[data-reading="${index + by}"]`)
    next?.focus()
    next?.select()
  }

  return (
    <Table.Tr data-testid="reading-row">
      <Table.Td fw={600}>{row.unit}</Table.Td>
      <Table.Td>{row.number}</Table.Td>
      <Table.Td className="figure">{row.last?.onDate}</Table.Td>
      <Table.Td ta="right" className="figure">
        {row.last && formatArea(row.last.valueCenti)}
      </Table.Td>
      <Table.Td ta="right">
        {props.mayEnter && !reading?.charged ? (
          <TextInput
            className={classes.reading ?? ''}
            size="xs"
            inputMode="decimal"
            styles={{ input: { textAlign: 'right', fontVariantNumeric: 'tabular-nums' } }}
            aria-label={t('billing:reading.of', { unit: row.unit, number: row.number })}
            data-reading={index}
            value={typed ?? stored}
            error={problem !== null}
            onChange={(event) => {
              setTyped(event.currentTarget.value)
              setProblem(null)
            }}
            onBlur={() => {
              // What was refused once is not sent again before it is changed.
              if (problem === null) void keep()
            }}
            onKeyDown={(event) => {
              if (event.nativeEvent.isComposing) return
              if (event.key === 'Enter') void keep().then((kept) => kept && go(1))
              else if (event.key === 'ArrowDown') go(1)
              else if (event.key === 'ArrowUp') go(-1)
              else if (event.key === 'Escape') forget()
              else return
              event.preventDefault()
            }}
          />
        ) : (
          <span className="figure">{stored}</span>
        )}
      </Table.Td>
      <Table.Td ta="right" className="figure">
        {typeof use === 'number' && formatArea(use)}
      </Table.Td>
      <Table.Td ta="right" className="figure" c="dimmed">
        {row.usualCenti !== null && formatArea(row.usualCenti)}
      </Table.Td>
      <Table.Td>
        <Group gap={6} wrap="nowrap">
          {problem && (
            <Text size="xs" c="red.9" role="alert" flex={1}>
              {problem.text}
            </Text>
          )}
          {problem?.code === 'reading-backwards' && (
            <Button
              size="compact-xs"
              variant="default"
              style={{ flex: 'none' }}
              onClick={props.onChange}
              data-testid="meter-changed"
            >
              {t('billing:reading.meterChanged')}
            </Button>
          )}
          {!problem && isUnusual && <Badge color="orange">{t('billing:reading.unusual')}</Badge>}
          {!problem && reading?.charged && <Badge color="gray">{t('billing:reading.charged')}</Badge>}
        </Group>
      </Table.Td>
    </Table.Tr>
  )
}
