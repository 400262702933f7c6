import { Button, Group, Text } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { momentInZone } from '../../../electron/contract/dates.ts'
import { orpc } from '../../api/client.ts'
import { useOffice } from '../../api/session.ts'
import { useCommands } from '../../app/commands.tsx'
import { DataList } from '../../ui/DataList.tsx'
import { EmptyFace, Loaded } from '../../ui/Faces.tsx'
import { formatCount, formatMoney } from '../../ui/format.ts'
import { ChoiceFilter, TextFilter } from '../../ui/ListFilters.tsx'
import { useWrite } from '../../ui/write.ts'
import classes from './books.module.css'

/** One's own shift, and all there have been. */
export function ShiftsTab() {
  const { t } = useTranslation()
  const navigate = useNavigate()
  const mine = useQuery(orpc.books.myShift.queryOptions())
  const show = (id: number) => void navigate({ to: '/books/shift/$id', params: { id: String(id) } })
  const open = useWrite(orpc.books.openShift, { done: t('books:shift.opened') })
  useCommands([
    {
      key: 's',
      label: t('books:shift.settle'),
      run: () => (mine.data ? show(mine.data.id) : undefined),
    },
  ])
  return (
    <>
      <div className={`no-print ${classes.mine}`} data-testid="my-shift">
        <Loaded query={mine} loading={<Text size="sm">…</Text>}>
          {(shift) =>
            shift === null ? (
              <Group justify="space-between" w="100%">
                <Text size="sm">{t('books:shift.noneOpen')}</Text>
                <Button variant="default" loading={open.isPending} onClick={() => open.mutate(undefined)}>
                  {t('books:shift.open')}
                </Button>
              </Group>
            ) : (
              <Group justify="space-between" w="100%">
                <Mine openedAt={shift.openedAt} receipts={shift.receipts} expectedCash={shift.expectedCash} />
                <Button onClick={() => show(shift.id)} data-testid="settle">
                  {t('books:shift.settle')}
                </Button>
              </Group>
            )
          }
        </Loaded>
      </div>
      <DataList
        list="shifts"
        filters={
          <>
            <TextFilter placeholder={t('books:shift.find')} />
            <ChoiceFilter field="state" choices="shiftState" label={t('lists:shifts.filters.state')} />
          </>
        }
        cells={{
          closedAt: (row) =>
            row.closedAt === null ? (
              <Text span inherit c="var(--mantine-color-orange-light-color)">
                {t('vocabulary:shiftState.open')}
              </Text>
            ) : (
              <Moment of={row.closedAt} />
            ),
          countedCash: (row) =>
            row.closedAt !== null && row.countedCash === null ? (
              <Text span inherit c="var(--mantine-color-error)">
                {t('vocabulary:shiftState.uncounted')}
              </Text>
            ) : (
              row.countedCash !== null && formatMoney(row.countedCash)
            ),
          difference: (row) => row.difference !== null && <Difference fen={row.difference} />,
        }}
        onOpen={(row) => show(row.id)}
        empty={<EmptyFace title={t('books:shift.empty')} />}
      />
    </>
  )
}

function Mine(props: { readonly openedAt: string; readonly receipts: number; readonly expectedCash: number }) {
  const { t } = useTranslation()
  const { zone } = useOffice()
  return (
    <Group gap="xl">
      <Text size="sm">{t('books:shift.mineSince', { at: momentInZone(new Date(props.openedAt), zone) })}</Text>
      <Text size="sm" className="figure">
        {t('books:shift.receipts', { count: formatCount(props.receipts) as unknown as number })}
      </Text>
      <Text size="sm" fw={600} className="figure" data-testid="expected-cash">
        {t('books:shift.expected', { amount: formatMoney(props.expectedCash) })}
      </Text>
    </Group>
  )
}

function Moment({ of }: { readonly of: string }) {
  const { zone } = useOffice()
  return momentInZone(new Date(of), zone)
}

/** Short in red, over in orange. */
export function Difference({ fen }: { readonly fen: number }) {
  if (fen === 0) return formatMoney(0)
  return (
    <Text span inherit fw={600} c={fen < 0 ? 'var(--mantine-color-error)' : 'var(--mantine-color-orange-light-color)'}>
      {fen > 0 ? '+' : ''}
      {formatMoney(fen)}
    </Text>
  )
}
