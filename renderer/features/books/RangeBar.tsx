import { Button, Group } from '@mantine/core'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { addDays, addMonths, type DateText, lastOfMonth } from '../../../electron/contract/dates.ts'
import { useOffice } from '../../api/session.ts'
import { DateField } from '../../ui/DateField.tsx'

export interface Range {
  readonly from: DateText
  readonly to: DateText
}

/** The days a book is looked at; this month until somebody chooses others. They live in the address. */
export function useRange(): Range {
  const { today } = useOffice()
  const { from, to } = useSearch({ from: '/books' })
  return {
    from: from ?? `${(to ?? today).slice(0, 7)}-01`,
    to: to ?? (from === undefined ? today : later(from, today)),
  }
}

const later = (a: DateText, b: DateText) => (a > b ? a : b)

/** First and last day, and the spans that are asked for most. */
export function RangeBar({ range }: { readonly range: Range }) {
  const { t } = useTranslation()
  const { today } = useOffice()
  const navigate = useNavigate()
  const set = (next: Partial<Range>) =>
    void navigate({
      to: '/books',
      search: ((old: object) => ({ ...old, ...range, ...next, page: undefined })) as never,
      replace: true,
    })
  const thisMonth = `${today.slice(0, 7)}-01`
  const lastMonth = addMonths(thisMonth, -1)
  const spans: readonly (Range & { readonly label: string })[] = [
    { label: t('common:today'), from: today, to: today },
    { label: t('books:range.thisMonth'), from: thisMonth, to: today },
    { label: t('books:range.lastMonth'), from: lastMonth, to: addDays(thisMonth, -1) },
    { label: t('books:range.thisYear'), from: `${today.slice(0, 4)}-01-01`, to: today },
  ]
  return (
    <>
      <DateField
        w={126}
        clearable={false}
        aria-label={t('books:range.from')}
        value={range.from}
        onlyValid
        onChange={(from) => from && set({ from, to: from > range.to ? lastOfMonth(from) : range.to })}
        data-testid="from"
      />
      <DateField
        w={126}
        clearable={false}
        aria-label={t('books:range.to')}
        value={range.to}
        onlyValid
        onChange={(to) => to && set({ to, from: to < range.from ? `${to.slice(0, 7)}-01` : range.from })}
        data-testid="to"
      />
      <Group gap={4} wrap="nowrap">
        {spans.map(({ label, from, to }) => (
          <Button
            key={label}
            px={9}
            variant={range.from === from && range.to === to ? 'light' : 'default'}
            onClick={() => set({ from, to })}
          >
            {label}
          </Button>
        ))}
      </Group>
    </>
  )
}
