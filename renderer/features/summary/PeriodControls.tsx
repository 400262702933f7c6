import { ActionIcon, Group, Select, Tooltip } from '@mantine/core'
import { IconChevronLeft, IconChevronRight } from '@tabler/icons-react'
import { useNavigate } from '@tanstack/react-router'
import { type ReactNode, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { yearOf } from '../../../electron/contract/dates.ts'
import { type Span, spanKind, spanNumber, spansOf } from '../../../electron/contract/spans.ts'
import { useOffice } from '../../api/session.ts'
import { useCommands } from '../../app/commands.tsx'
import { DateField } from '../../ui/DateField.tsx'
import { EstateSelect } from './EstateSelect.tsx'
import { firstYear, lastYear, type SummarySearch, shifted, stepped, usualYear } from './period.ts'
import classes from './summary.module.css'

/** Which year, quarter or month, and as of which day; every page of the report has them, each with its key. */
export function PeriodControls(props: {
  readonly search: SummarySearch
  readonly asOf: string | undefined
  /** The page is of whole years and of the whole office. */
  readonly onlyYears?: boolean
}) {
  const { search } = props
  const { t } = useTranslation()
  const { today } = useOffice()
  const year = search.year ?? usualYear(today)
  const navigate = useNavigate()
  const day = useRef<HTMLDivElement>(null)
  const go = (next: SummarySearch) => void navigate({ to: '.', search: next, replace: true })
  const span = search.span ?? 'year'
  const turn = (by: 1 | -1) => {
    const next = stepped(search, year, by)
    if (next.year !== undefined && next.year >= firstYear && next.year <= lastYear) go(next)
  }
  // A day that was chosen for one span may lie before another begins.
  const choose = (chosen: Span) => go({ ...without(search), year, ...(chosen !== 'year' && { span: chosen }) })
  const before = t(`summary:stepBack.${spanKind(span)}`)
  const after = t(`summary:stepOn.${spanKind(span)}`)
  useCommands([
    { key: '[', label: before, run: () => turn(-1) },
    { key: ']', label: after, run: () => turn(1) },
    { key: 'd', label: t('summary:chooseAsOf'), run: () => day.current?.querySelector('input')?.focus() },
  ])
  return (
    <>
      {!props.onlyYears && <EstateSelect search={search} onChange={go} />}
      <Group gap={2} wrap="nowrap">
        <StepButton label={before} onClick={() => turn(-1)} testId="year-before">
          <IconChevronLeft size={18} />
        </StepButton>
        <Select
          w={108}
          aria-label={t('summary:year')}
          allowDeselect={false}
          searchable
          data={yearChoices(year, yearOf(today)).map((one) => ({
            value: String(one),
            label: t('summary:yearName', { year: one }),
          }))}
          value={String(year)}
          onChange={(value) => value && go(shifted(search, Number(value), year))}
          data-testid="year"
        />
        {!props.onlyYears && <SpanSelect span={span} onChange={choose} />}
        <StepButton label={after} onClick={() => turn(1)} testId="year-after">
          <IconChevronRight size={18} />
        </StepButton>
      </Group>
      <Group gap={6} wrap="nowrap" ref={day}>
        <span className={classes.asOf}>{t('summary:asOf')}</span>
        <DateField
          w={140}
          aria-label={t('common:asOf')}
          value={props.asOf ?? null}
          clearable={search.asOf !== undefined}
          onlyValid
          onChange={(asOf) => {
            const { asOf: _, ...rest } = search
            go({ ...rest, year, ...(asOf !== null && { asOf }) })
          }}
          data-testid="as-of"
        />
      </Group>
    </>
  )
}

/** The whole year, or a quarter or month of it. */
function SpanSelect({ span, onChange }: { readonly span: Span; readonly onChange: (span: Span) => void }) {
  const { t } = useTranslation()
  const option = (one: Span) => ({
    value: one,
    label: t(`summary:spanName.${spanKind(one)}`, { number: spanNumber(one) }),
  })
  return (
    <Select
      w={112}
      aria-label={t('summary:span')}
      allowDeselect={false}
      maxDropdownHeight={420}
      data={[
        option('year'),
        { group: t('summary:spanName.quarters'), items: spansOf('quarter').map(option) },
        { group: t('summary:spanName.months'), items: spansOf('month').map(option) },
      ]}
      value={span}
      onChange={(value) => value && onChange(value as Span)}
      data-testid="span"
    />
  )
}

/** The same search in its usual span and as of the usual day. */
function without({ span: _span, asOf: _asOf, ...kept }: SummarySearch): SummarySearch {
  return kept
}

function StepButton(props: {
  readonly label: string
  readonly onClick: () => void
  readonly testId: string
  readonly children: ReactNode
}) {
  return (
    <Tooltip label={props.label}>
      <ActionIcon size="lg" aria-label={props.label} onClick={props.onClick} data-testid={props.testId}>
        {props.children}
      </ActionIcon>
    </Tooltip>
  )
}

/** This year and a dozen before it, and the one on screen wherever it is. */
function yearChoices(shown: number, thisYear: number): number[] {
  const usual = Array.from({ length: 13 }, (_, index) => thisYear - index)
  return [...new Set([...usual, shown])].sort((a, b) => b - a)
}
