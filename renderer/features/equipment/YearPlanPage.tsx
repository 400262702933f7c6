import { Button, NumberInput, Select } from '@mantine/core'
import { IconPrinter } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import type { YearPlanRow } from '../../../electron/contract/equipment.ts'
import { type EquipmentCategory, equipmentCategories } from '../../../electron/contract/equipmentWords.ts'
import { codesOf } from '../../../electron/contract/vocabulary.ts'
import { orpc } from '../../api/client.ts'
import { useOffice } from '../../api/session.ts'
import { Keys, useCommands } from '../../app/commands.tsx'
import { EmptyFace, Loaded } from '../../ui/Faces.tsx'
import { Page } from '../../ui/Page.tsx'
import { printPage } from '../../ui/print.ts'
import classes from './equipment.module.css'

/** Rows that fit on one sheet of A4 on its side. */
const onSheet = 28
const months = Array.from({ length: 12 }, (_, index) => index + 1)

/** The year's plan on paper: twelve months of every piece of equipment, what is done and what is late. */
export function YearPlanPage() {
  const { t } = useTranslation()
  const navigate = useNavigate()
  const { today } = useOffice()
  const { category, year = Number(today.slice(0, 4)) } = useSearch({ from: '/equipment/year' })
  const query = useQuery(orpc.equipment.yearPlan.queryOptions({ input: { year, ...(category && { category }) } }))
  const show = (next: { year?: number; category?: EquipmentCategory | undefined }) => {
    const chosen = 'category' in next ? next.category : category
    const search = { year: next.year ?? year, ...(chosen && { category: chosen }) }
    void navigate({ to: '/equipment/year', search, replace: true })
  }
  useCommands([{ key: 'p', label: t('common:print'), run: printPage }])
  return (
    <Page
      ownPaper
      title={t('equipment:yearPlan.title')}
      crumbs={[{ label: t('common:nav.equipment'), link: { to: '/equipment' } }]}
      actions={
        <>
          <Select
            w={150}
            aria-label={t('lists:equipment.columns.category')}
            placeholder={t('lists:equipment.columns.category')}
            clearable
            data={codesOf(equipmentCategories).map((value) => ({
              value,
              label: t(`vocabulary:equipmentCategory.${value}`),
            }))}
            value={category ?? null}
            onChange={(value) => show({ category: (value ?? undefined) as EquipmentCategory | undefined })}
          />
          <NumberInput
            w={90}
            aria-label={t('equipment:yearPlan.year')}
            min={2000}
            max={2100}
            allowDecimal={false}
            thousandSeparator={false}
            value={year}
            onChange={(value) => typeof value === 'number' && value >= 2000 && value <= 2100 && show({ year: value })}
          />
          <Button leftSection={<IconPrinter size={16} />} rightSection={<Keys of="p" />} onClick={printPage}>
            {t('common:print')}
          </Button>
        </>
      }
    >
      <Loaded query={query}>
        {(rows) =>
          rows.length === 0 ? (
            <EmptyFace title={t('equipment:yearPlan.none')} />
          ) : (
            Array.from({ length: Math.ceil(rows.length / onSheet) }, (_, index) => (
              <Sheet
                key={rows[index * onSheet]?.id}
                rows={rows.slice(index * onSheet, (index + 1) * onSheet)}
                year={year}
                page={index + 1}
                pages={Math.ceil(rows.length / onSheet)}
              />
            ))
          )
        }
      </Loaded>
    </Page>
  )
}

function Sheet(props: {
  readonly rows: readonly YearPlanRow[]
  readonly year: number
  readonly page: number
  readonly pages: number
}) {
  const { t } = useTranslation()
  const office = useOffice()
  return (
    <article className={classes.wide} aria-label={t('equipment:yearPlan.page', props)} data-testid="year-sheet">
      <h2>{t('equipment:yearPlan.head', { office: office.name, year: props.year })}</h2>
      <table>
        <thead>
          <tr>
            <th>{t('lists:equipment.columns.code')}</th>
            <th>{t('lists:equipment.columns.name')}</th>
            {months.map((month) => (
              <th key={month}>{t('equipment:yearPlan.month', { month })}</th>
            ))}
          </tr>
        </thead>
        <tbody>
          {props.rows.map((row) => (
            <tr key={row.id}>
              <td>{row.code}</td>
              <td>{row.name}</td>
              {months.map((month) => (
                <Month key={month} marks={row.marks.filter((mark) => mark.month === month)} />
              ))}
            </tr>
          ))}
        </tbody>
      </table>
      <div className={classes.legend}>
        <span>{t('equipment:yearPlan.legend')}</span>
        <span>{t('equipment:yearPlan.page', props)}</span>
      </div>
    </article>
  )
}

/** Done, late, or left out in part: what is skipped is not to come any more. */
function signOf({ planned, done, skipped, late }: YearPlanRow['marks'][number]): string {
  if (late > 0) return '!'
  if (done + skipped < planned) return ''
  return skipped > 0 ? '×' : '✓'
}

/** `月✓`: planned by month and done; `检!`: an inspection that is late; `月×`: skipped. */
function Month({ marks }: { readonly marks: YearPlanRow['marks'] }) {
  const { t } = useTranslation()
  const isLate = marks.some((mark) => mark.late > 0)
  return (
    <td data-late={isLate || undefined}>
      {marks
        .map((mark) => {
          const letter = t(mark.isStatutory ? 'equipment:yearPlan.statutory' : `equipment:yearPlan.every.${mark.every}`)
          return `${letter}${mark.planned > 1 ? `${mark.done}/${mark.planned}` : ''}${signOf(mark)}`
        })
        .join(' ')}
    </td>
  )
}
