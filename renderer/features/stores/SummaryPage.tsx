import { ActionIcon, Group, Text } from '@mantine/core'
import { IconChevronLeft, IconChevronRight } from '@tabler/icons-react'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { addMonths, lastOfMonth } from '../../../electron/contract/dates.ts'
import { useOffice } from '../../api/session.ts'
import { useCommands } from '../../app/commands.tsx'
import { DataList } from '../../ui/DataList.tsx'
import { EmptyFace } from '../../ui/Faces.tsx'
import { DateFilter, TextFilter } from '../../ui/ListFilters.tsx'
import { ReportButton } from '../../ui/ReportButton.tsx'
import { CategoryFilter } from './CategoryFilter.tsx'
import { StoresFrame } from './StoresFrame.tsx'

/** Opening, in, out and closing of every item: of this month, or of the days that are chosen. */
export function StoresSummaryPage() {
  const { t } = useTranslation()
  const navigate = useNavigate()
  const { today } = useOffice()
  const search = useSearch({ from: '/stores/summary' })
  const to = search.to ?? today
  const from = search.from ?? `${to.slice(0, 7)}-01`
  const turn = (months: number) => {
    const first = addMonths(`${from.slice(0, 7)}-01`, months)
    const last = lastOfMonth(first.slice(0, 7))
    if (first > today) return
    const days = { from: first, to: last < today ? last : today }
    void navigate({ to: '/stores/summary', search: (old) => ({ ...old, ...days, page: undefined }), replace: true })
  }
  useCommands([
    { key: '[', label: t('stores:summary.before'), run: () => turn(-1) },
    { key: ']', label: t('stores:summary.after'), run: () => turn(1) },
  ])
  return (
    <StoresFrame at="summary" actions={<ReportButton report="stores-summary" year={Number(from.slice(0, 4))} />}>
      <Text className="only-print" fw={600} mb="xs">
        {t('stores:summary.of', { from, to })}
      </Text>
      <DataList
        list="stockSummary"
        filter={{ from, to }}
        filters={
          <>
            <Group gap={4} wrap="nowrap">
              <ActionIcon size="lg" variant="default" aria-label={t('stores:summary.before')} onClick={() => turn(-1)}>
                <IconChevronLeft size={16} />
              </ActionIcon>
              <DateFilter field="from" label={from} w={126} />
              <DateFilter field="to" label={to} w={126} />
              <ActionIcon
                size="lg"
                variant="default"
                aria-label={t('stores:summary.after')}
                disabled={addMonths(`${from.slice(0, 7)}-01`, 1) > today}
                onClick={() => turn(1)}
              >
                <IconChevronRight size={16} />
              </ActionIcon>
            </Group>
            <TextFilter placeholder={t('stores:find')} />
            <CategoryFilter />
          </>
        }
        onOpen={(row) =>
          void navigate({ to: '/stores/item/$id', params: { id: String(row.id) }, search: { from, to } })
        }
        empty={<EmptyFace title={t('stores:emptyDocuments')} />}
      />
    </StoresFrame>
  )
}
