import { Button, Paper, Select, TextInput, Title } from '@mantine/core'
import { IconKeyboard, IconPlus } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { z } from 'zod'
import type { Chart } from '../../../electron/contract/charts.ts'
import { emphasis } from '../../../electron/contract/palette.ts'
import { client, orpc } from '../../api/client.ts'
import { useMay, useOffice } from '../../api/session.ts'
import { Keys, useCommands } from '../../app/commands.tsx'
import { ChartFigure } from '../../ui/ChartFigure.tsx'
import { onScreen } from '../../ui/chartWords.ts'
import { DataList } from '../../ui/DataList.tsx'
import { DialogForm, FormDialog } from '../../ui/FormDialog.tsx'
import { TextFilter } from '../../ui/ListFilters.tsx'
import { Page } from '../../ui/Page.tsx'
import { ReportButton } from '../../ui/ReportButton.tsx'
import { useRecordForm } from '../../ui/recordForm.tsx'
import { sayDone } from '../../ui/write.ts'
import { QuestionnaireDialog } from './QuestionnaireDialog.tsx'

/** Every survey with how far it is, and satisfaction over them. */
export function SurveysPage() {
  const { t } = useTranslation()
  const navigate = useNavigate()
  const [dialog, setDialog] = useState<'survey' | 'questionnaire' | null>(null)
  const may = {
    create: useMay('surveys.create'),
    key: useMay('surveys.reply'),
    ask: useMay('surveys.saveQuestionnaire'),
  }
  const key = () => void navigate({ to: '/surveys/key' })
  useCommands([
    ...(may.create ? [{ key: 'a', label: t('surveys:new'), run: () => setDialog('survey') }] : []),
    ...(may.key ? [{ key: 'k', label: t('surveys:key'), run: key }] : []),
  ])
  const close = () => setDialog(null)
  return (
    <Page
      title={t('common:nav.surveys')}
      fill
      actions={
        <>
          <ReportButton report="survey-summary" />
          {may.ask && (
            <Button variant="default" onClick={() => setDialog('questionnaire')} data-testid="questionnaire">
              {t('surveys:editQuestionnaire')}
            </Button>
          )}
          {may.create && (
            <Button
              variant="default"
              leftSection={<IconPlus size={16} />}
              rightSection={<Keys of="a" />}
              onClick={() => setDialog('survey')}
              data-testid="new-survey"
            >
              {t('surveys:new')}
            </Button>
          )}
          {may.key && (
            <Button
              leftSection={<IconKeyboard size={16} />}
              rightSection={<Keys of="k" />}
              onClick={key}
              data-testid="key-replies"
            >
              {t('surveys:key')}
            </Button>
          )}
        </>
      }
    >
      <Trend />
      <DataList
        list="surveys"
        filters={<TextFilter placeholder={t('surveys:find')} />}
        onOpen={(row) => void navigate({ to: '/surveys/$id', params: { id: String(row.id) } })}
      />
      {dialog === 'survey' && <NewSurvey onClose={close} />}
      {dialog === 'questionnaire' && <QuestionnaireDialog onClose={close} />}
    </Page>
  )
}

/** Satisfaction over the surveys, once there are two to compare. */
function Trend() {
  const { t } = useTranslation()
  const surveys = useQuery(orpc.surveys.trend.queryOptions()).data
  const chart = useMemo((): Chart => {
    const answered = (surveys ?? []).filter((one) => one.valid > 0)
    const months = answered.map((one) => one.begunOn.slice(0, 7))
    return {
      id: 'surveys',
      section: 'surveys',
      kind: 'lines',
      unit: 'permille',
      categories: months.map(onScreen),
      series: [
        {
          key: 'rate',
          label: onScreen(t('surveys:satisfaction')),
          color: emphasis.now,
          values: answered.map((one) => Math.floor((one.satisfied * 2000 + one.valid) / (one.valid * 2))),
        },
      ],
      figures: [],
    }
  }, [surveys, t])
  if (chart.categories.length < 2) return null
  return (
    <Paper p="sm" mb="sm" component="section" aria-label={t('surveys:trend')} data-testid="trend">
      <Title order={2} mb={4}>
        {t('surveys:trend')}
      </Title>
      <ChartFigure chart={chart} height={130} />
    </Paper>
  )
}

function NewSurvey({ onClose }: { readonly onClose: () => void }) {
  const { t } = useTranslation()
  return (
    <FormDialog opened onClose={onClose} title={t('surveys:new')}>
      <NewSurveyForm onClose={onClose} />
    </FormDialog>
  )
}

function NewSurveyForm({ onClose }: { readonly onClose: () => void }) {
  const { t } = useTranslation()
  const navigate = useNavigate()
  const { today } = useOffice()
  const editions = useQuery(orpc.surveys.questionnaires.queryOptions()).data
  const record = useRecordForm<{ name: string; editionId: number | null }, { id: number }>({
    schema: z.object({ name: z.string().trim().min(1).max(60), editionId: z.number().int() }),
    record: { version: 0, values: { name: '', editionId: null } },
    save: ({ values }) => client.surveys.create({ name: values.name, editionId: values.editionId ?? 0 }),
    onSaved: ({ id }) => {
      sayDone(t('surveys:created'))
      void navigate({ to: '/surveys/$id', params: { id: String(id) } })
    },
  })
  const { form } = record
  return (
    <DialogForm record={record} action={t('common:save')} onCancel={onClose}>
      <TextInput
        label={t('surveys:name')}
        withAsterisk
        maxLength={60}
        placeholder={today.slice(0, 4)}
        data-autofocus
        {...form.getInputProps('name')}
        data-testid="survey-name"
      />
      <Select
        label={t('surveys:questionnaire')}
        withAsterisk
        description={editions?.length === 0 ? t('surveys:noQuestionnaire') : undefined}
        data={(editions ?? []).map((one) => ({
          value: String(one.id),
          label: t('surveys:edition', { name: one.name, number: one.number, count: one.questions.length }),
        }))}
        value={form.values.editionId === null ? null : String(form.values.editionId)}
        onChange={(value) => form.setFieldValue('editionId', value === null ? null : Number(value))}
        error={form.errors.editionId}
        data-testid="survey-edition"
      />
    </DialogForm>
  )
}
