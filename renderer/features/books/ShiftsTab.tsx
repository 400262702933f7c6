import { Button, Group, Text } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { ShiftView } from '../../../electron/contract/books.ts'
import { momentInZone } from '../../../electron/contract/dates.ts'
import { orpc } from '../../api/client.ts'
import { useOffice } from '../../api/session.ts'
import { useCommands } from '../../app/commands.tsx'
import { DataList } from '../../ui/DataList.tsx'
import { EmptyFace, Loaded } from '../../ui/Faces.tsx'
import { formatCount, formatMoney } from '../../ui/format.ts'
import { ChoiceFilter, TextFilter } from '../../ui/ListFilters.tsx'
import classes from './books.module.css'
import { Difference } from './Difference.tsx'
import { OpeningDialog } from './OpeningDialog.tsx'

/** One's own shift, and all there have been. */
export function ShiftsTab() {
  const { t } = useTranslation()
  const navigate = useNavigate()
  const mine = useQuery(orpc.books.myShift.queryOptions())
  const show = (id: number) => void navigate({ to: '/books/shift/$id', params: { id: String(id) } })
  const left = useQuery(orpc.books.leftCash.queryOptions())
  const [opening, setOpening] = useState(false)
  useCommands([
    {
      key: 's',
      label: t('books:shift.settle'),
      run: () => (mine.data ? show(mine.data.id) : setOpening(true)),
    },
  ])
  return (
    <>
      <div className={`no-print ${classes.mine}`} data-testid="my-shift">
        <Loaded query={mine} loading={<Text size="sm">…</Text>}>
          {(shift) =>
            shift === null ? (
              <Group justify="space-between" w="100%">
                <Group gap="xl">
                  <Text size="sm">{t('books:shift.noneOpen')}</Text>
                  {left.data?.left != null && (
                    <Text size="sm" fw={600} className="figure" data-testid="left-cash">
                      {t('books:shift.openingLeft', { amount: formatMoney(left.data.left) })}
                    </Text>
                  )}
                </Group>
                <Button variant="default" onClick={() => setOpening(true)} data-testid="open-shift">
                  {t('books:shift.open')}
                </Button>
              </Group>
            ) : (
              <Group justify="space-between" w="100%">
                <Mine of={shift} />
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
      <OpeningDialog opened={opening} left={left.data?.left ?? null} onClose={() => setOpening(false)} />
    </>
  )
}

function Mine({ of }: { readonly of: ShiftView }) {
  const { t } = useTranslation()
  const { zone } = useOffice()
  return (
    <Group gap="xl">
      <Text size="sm">{t('books:shift.mineSince', { at: momentInZone(new Date(of.openedAt), zone) })}</Text>
      <Text size="sm" className="figure">
        {t('books:shift.receipts', { count: formatCount(of.receipts) as unknown as number })}
      </Text>
      <Text size="sm" fw={600} className="figure" data-testid="expected-cash">
        {t('books:shift.expected', { amount: formatMoney(of.expectedCash) })}
      </Text>
      {of.openingCash === null && (
        <Text size="sm" c="var(--mantine-color-error)">
          {t('books:shift.openingUncounted')}
        </Text>
      )}
    </Group>
  )
}

function Moment({ of }: { readonly of: string }) {
  const { zone } = useOffice()
  return momentInZone(new Date(of), zone)
}
