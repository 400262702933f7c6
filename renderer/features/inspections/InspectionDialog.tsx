import { Group, Select, SimpleGrid, Text, Textarea, TextInput } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { inspectionLevels } from '../../../electron/contract/groundWords.ts'
import { type InspectionFields, inspectionFields } from '../../../electron/contract/inspections.ts'
import type { Checklist } from '../../../electron/contract/plans.ts'
import { codesOf } from '../../../electron/contract/vocabulary.ts'
import { client, orpc } from '../../api/client.ts'
import { useActor, useOffice } from '../../api/session.ts'
import { Choice } from '../../ui/Choice.tsx'
import { DateField } from '../../ui/DateField.tsx'
import { Loaded } from '../../ui/Faces.tsx'
import { DialogForm, FormDialog } from '../../ui/FormDialog.tsx'
import { formatArea } from '../../ui/format.ts'
import { HundredthsField } from '../../ui/HundredthsField.tsx'
import { useRecordForm } from '../../ui/recordForm.tsx'
import { requestKey } from '../../ui/requestKey.ts'
import { sayDone } from '../../ui/write.ts'
import { ProblemLines } from './Problems.tsx'

/** Records a check: where, by whom, the sheet's scores, what was found. */
export function InspectionDialog({ onClose }: { readonly onClose: () => void }) {
  const { t } = useTranslation()
  const sheets = useQuery(orpc.plans.checklists.queryOptions())
  return (
    <FormDialog opened onClose={onClose} title={t('inspections:record')} size="xl">
      <Loaded query={sheets}>{(all) => <InspectionForm sheets={all.filter(isSheet)} onClose={onClose} />}</Loaded>
    </FormDialog>
  )
}

/** A checklist of nothing but scores. */
const isSheet = ({ items }: Checklist) => items.every((item) => item.kind === 'score')

type Values = InspectionFields & Record<string, unknown>

function InspectionForm({ sheets, onClose }: { readonly sheets: readonly Checklist[]; readonly onClose: () => void }) {
  const { t } = useTranslation()
  const { today } = useOffice()
  const actor = useActor()
  const [key] = useState(requestKey)
  const tree = useQuery(orpc.estate.tree.queryOptions({ staleTime: 60_000 })).data ?? []
  const areas = tree.flatMap((estate) => estate.areas)
  const first = sheets[0]
  const record = useRecordForm<Values>({
    schema: inspectionFields,
    record: {
      version: 0,
      values: {
        onDate: today,
        level: 'leader',
        areaId: null,
        place: '',
        inspector: actor?.name ?? '',
        checklistId: first?.id ?? null,
        scores: blankScores(first),
        total: null,
        note: '',
        problems: [],
      },
    },
    save: ({ values }) => client.inspections.record({ fields: inspectionFields.parse(values), requestKey: key }),
    onSaved: () => {
      sayDone(t('inspections:recorded'))
      onClose()
    },
  })
  const { form } = record
  const sheet = sheets.find((one) => one.id === form.values.checklistId)
  return (
    <DialogForm record={record} action={t('common:save')} onCancel={onClose}>
      <Choice
        label={t('lists:inspections.columns.level')}
        data={codesOf(inspectionLevels).map((value) => ({ value, label: t(`vocabulary:inspectionLevel.${value}`) }))}
        value={form.values.level}
        onChange={(value) => form.setFieldValue('level', value as InspectionFields['level'])}
      />
      <SimpleGrid cols={{ base: 2, sm: 4 }}>
        <DateField
          label={t('lists:inspections.columns.onDate')}
          required
          maxDate={today}
          {...form.getInputProps('onDate')}
        />
        <Select
          label={t('lists:inspections.columns.area')}
          clearable
          data={areas.map((one) => ({ value: String(one.id), label: one.name }))}
          value={form.values.areaId === null ? null : String(form.values.areaId)}
          onChange={(value) => form.setFieldValue('areaId', value === null ? null : Number(value))}
          data-autofocus
          data-testid="inspection-area"
        />
        <TextInput label={t('lists:inspections.columns.place')} maxLength={120} {...form.getInputProps('place')} />
        <TextInput
          label={t('lists:inspections.columns.inspector')}
          required
          maxLength={60}
          {...form.getInputProps('inspector')}
        />
      </SimpleGrid>
      {sheets.length > 0 && (
        <Select
          label={t('inspections:sheet')}
          clearable
          data={sheets.map((one) => ({ value: String(one.id), label: one.name }))}
          value={form.values.checklistId === null ? null : String(form.values.checklistId)}
          onChange={(value) => {
            const next = sheets.find((one) => String(one.id) === value)
            form.setFieldValue('checklistId', next?.id ?? null)
            form.setFieldValue('scores', blankScores(next))
          }}
        />
      )}
      {sheet ? (
        sheet.items.map((item, index) => (
          <Group key={item.id} gap={8} wrap="nowrap" align="flex-start">
            <Text size="sm" w={190} mt={7}>
              {item.words}
              <Text span size="xs" c="dimmed" className="figure">
                {' '}
                / {formatArea(item.maxCenti ?? 1_000)}
              </Text>
            </Text>
            <HundredthsField
              w={100}
              aria-label={item.words}
              {...form.getInputProps(`scores.${index}.valueCenti`)}
              data-testid={`score-${index}`}
            />
            <TextInput
              flex={1}
              aria-label={`${item.words} ${t('lists:inspections.columns.note')}`}
              placeholder={t('lists:inspections.columns.note')}
              maxLength={500}
              {...form.getInputProps(`scores.${index}.note`)}
            />
          </Group>
        ))
      ) : (
        <HundredthsField
          label={t('inspections:total')}
          required
          w={160}
          {...form.getInputProps('total')}
          data-testid="inspection-total"
        />
      )}
      <ProblemLines form={form} />
      <Textarea
        label={t('lists:inspections.columns.note')}
        autosize
        minRows={1}
        maxLength={2000}
        {...form.getInputProps('note')}
      />
    </DialogForm>
  )
}

/** Full marks, from which a checker takes away. */
function blankScores(sheet: Checklist | undefined) {
  return (sheet?.items ?? []).map((item) => ({ itemId: item.id, valueCenti: item.maxCenti ?? 1_000, note: '' }))
}
