import { Alert, Button, Group, Paper, Select, Stack, Text } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { addMonths, yearOf } from '../../../electron/contract/dates.ts'
import { client } from '../../api/client.ts'
import { errorText } from '../../api/errors.ts'
import { useMay, useOffice } from '../../api/session.ts'
import { NoPermissionFace } from '../../ui/Faces.tsx'
import { LinkAnchor } from '../../ui/links.tsx'
import { Page } from '../../ui/Page.tsx'
import { sendByKey } from '../../ui/sendByKey.ts'
import { useChecking } from './checking.ts'
import { ItemSelect, useFeeItems } from './ItemSelect.tsx'
import { type ChosenPlace, PlaceSelect } from './PlaceFields.tsx'
import { StepView } from './StepView.tsx'

interface RunValues {
  readonly itemId: number | null
  readonly year: number
  readonly from: number
  readonly to: number
  readonly place: ChosenPlace
}

/** A billing run: what and for when, a preview with the reasoning of every unit, then publication as a whole. */
export function RunPage() {
  const { t } = useTranslation()
  const { today } = useOffice()
  const may = useMay('billingRun.check')
  const checking = useChecking()
  // Bills are written for the month that is under way.
  const [values, setValues] = useState<RunValues>(() => ({
    itemId: null,
    year: yearOf(today),
    from: Number(today.slice(5, 7)),
    to: Number(today.slice(5, 7)),
    place: {},
  }))
  const { step } = checking
  return (
    <Page
      title={t('billing:run.title')}
      subtitle={step.at === 'form' ? t('billing:run.about') : <RunWords of={values} />}
      crumbs={[{ label: t('common:nav.billing'), link: { to: '/billing' } }]}
      fill
    >
      {!may ? (
        <NoPermissionFace />
      ) : step.at === 'form' ? (
        <RunForm values={values} onChange={setValues} problem={step.problem} check={checking.check} />
      ) : (
        <StepView checking={checking} />
      )}
    </Page>
  )
}

const monthText = (year: number, month: number) => `${year}-${String(month).padStart(2, '0')}`

function RunWords({ of }: { readonly of: RunValues }) {
  const item = useFeeItems().find((one) => one.id === of.itemId)
  const [from, to] = [monthText(of.year, of.from), monthText(of.year, of.to)]
  return (
    <span className="figure">{[item?.name, from === to ? from : `${from} – ${to}`].filter(Boolean).join(' · ')}</span>
  )
}

function RunForm(props: {
  readonly values: RunValues
  readonly onChange: (values: RunValues) => void
  readonly problem: string | undefined
  readonly check: (begin: () => Promise<{ taskId: string }>) => Promise<void>
}) {
  const { t } = useTranslation()
  const { today } = useOffice()
  const { values, onChange } = props
  const [busy, setBusy] = useState(false)
  const [problem, setProblem] = useState(props.problem)
  const [missing, setMissing] = useState(false)
  const items = useFeeItems()
  const item = items.find((one) => one.id === values.itemId)
  const years = [-5, -4, -3, -2, -1, 0, 1].map((step) => String(yearOf(today) + step)).reverse()
  const months = Array.from({ length: 12 }, (_, index) => ({
    value: String(index + 1),
    label: t('billing:run.month', { month: index + 1 }),
  }))

  async function start(): Promise<void> {
    const { itemId } = values
    setMissing(itemId === null)
    if (itemId === null || busy) return
    setBusy(true)
    setProblem(undefined)
    try {
      const [fromMonth, toMonth] = [monthText(values.year, values.from), monthText(values.year, values.to)]
      await props.check(() => client.billingRun.check({ itemId, fromMonth, toMonth, place: values.place }))
    } catch (error) {
      setProblem(errorText(error))
      setBusy(false)
    }
  }

  return (
    <Paper maw={640} component="section">
      <form
        noValidate
        onKeyDown={sendByKey}
        onSubmit={(event) => {
          event.preventDefault()
          void start()
        }}
      >
        <Stack gap="sm">
          {problem && (
            <Alert color="red" role="alert">
              {problem}
            </Alert>
          )}
          <ItemSelect
            label={t('billing:item')}
            withAsterisk
            allowDeselect={false}
            autoFocus
            only={(one) => one.tariffs > 0}
            value={values.itemId}
            onChange={(itemId) => onChange({ ...values, itemId })}
            error={missing && t('errors:required')}
            description={item && t(`billing:run.by.${item.billedBy ?? 'tariff'}`)}
            data-testid="item"
          />
          <Group gap={8} grow align="flex-end">
            <Select
              label={t('billing:run.year')}
              allowDeselect={false}
              data={years}
              value={String(values.year)}
              onChange={(year) => onChange({ ...values, year: Number(year) })}
              data-testid="year"
            />
            <Select
              label={t('billing:run.from')}
              allowDeselect={false}
              data={months}
              value={String(values.from)}
              onChange={(from) => onChange({ ...values, from: Number(from), to: Math.max(Number(from), values.to) })}
              data-testid="from-month"
            />
            <Select
              label={t('billing:run.to')}
              allowDeselect={false}
              data={months.slice(values.from - 1)}
              value={String(values.to)}
              onChange={(to) => onChange({ ...values, to: Number(to) })}
              data-testid="to-month"
            />
          </Group>
          <PlaceSelect
            label={t('billing:place.label')}
            value={values.place}
            onChange={(place) => onChange({ ...values, place })}
          />
          {monthText(values.year, values.from) > addMonths(today, 1).slice(0, 7) && (
            <Alert color="orange">{t('billing:run.ahead')}</Alert>
          )}
          <Group justify="space-between">
            <Text size="sm" c="dimmed">
              {t('billing:run.hint')} <LinkAnchor to="/billing/tariffs">{t('billing:tabs.tariffs')}</LinkAnchor>
            </Text>
            <Button type="submit" loading={busy} data-testid="preview">
              {t('billing:run.preview')}
            </Button>
          </Group>
        </Stack>
      </form>
    </Paper>
  )
}
