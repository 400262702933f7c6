import { Group, NumberInput, Select, Text, TextInput } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { type PlanDetail, type PlanFields, type PlanOf, planFields } from '../../../electron/contract/plans.ts'
import { planBases, planEvery, planMoves } from '../../../electron/contract/planWords.ts'
import { codesOf } from '../../../electron/contract/vocabulary.ts'
import { client, orpc } from '../../api/client.ts'
import { useOffice } from '../../api/session.ts'
import { Choice } from '../../ui/Choice.tsx'
import { DateField } from '../../ui/DateField.tsx'
import { DialogForm, FormDialog } from '../../ui/FormDialog.tsx'
import { useRecordForm } from '../../ui/recordForm.tsx'
import { sayDone } from '../../ui/write.ts'

interface PlanDialogProps extends PlanOf {
  /** The plan to change; without it a new one begins. */
  readonly of?: PlanDetail
  readonly onClose: () => void
}

/** What is to be done, how often and by whom. */
export function PlanDialog(props: PlanDialogProps) {
  const { t } = useTranslation()
  return (
    <FormDialog opened onClose={props.onClose} size="lg" title={t(props.of ? 'plans:changePlan' : 'plans:addPlan')}>
      <PlanForm {...props} />
    </FormDialog>
  )
}

function valuesOf(of: PlanDetail): PlanFields {
  return planFields.parse(of)
}

function PlanForm({ subject, subjectId, of, onClose }: PlanDialogProps) {
  const { t } = useTranslation()
  const { today } = useOffice()
  const staff = useQuery(orpc.staff.list.queryOptions()).data ?? []
  const checklists = useQuery(orpc.plans.checklists.queryOptions()).data ?? []
  const [fromOn, setFromOn] = useState<string | null>(of ? today : null)
  const record = useRecordForm<PlanFields>({
    schema: planFields,
    record: of
      ? { version: of.version, values: valuesOf(of) }
      : {
          version: 0,
          values: {
            title: '',
            everyN: 1,
            every: subject === 'statutory' ? 'year' : 'month',
            anchorOn: today,
            basis: 'plan-date',
            moving: subject === 'statutory' ? 'before' : 'after',
            checklistId: null,
            responsibleId: null,
            showDays: subject === 'statutory' ? 30 : 7,
            graceDays: 0,
          },
        },
    save: ({ values, version }) =>
      client.plans.save({ id: of?.id ?? null, version, subject, subjectId, fromOn, fields: planFields.parse(values) }),
    ...(of && {
      reload: async () => {
        const now = await client.plans.detail({ id: of.id })
        return { version: now.version, values: valuesOf(now) }
      },
    }),
    onSaved: () => {
      sayDone(t('common:saved'))
      onClose()
    },
  })
  const { form } = record
  return (
    <DialogForm record={record} action={t('common:save')} onCancel={onClose}>
      <TextInput
        label={t('plans:planTitle')}
        required
        maxLength={100}
        data-autofocus
        {...form.getInputProps('title')}
        data-testid="plan-title"
      />
      <Group grow align="flex-start">
        <NumberInput
          label={t('plans:everyN')}
          min={1}
          max={365}
          allowDecimal={false}
          {...form.getInputProps('everyN')}
          data-testid="every-n"
        />
        <Select
          label={t('plans:everyUnit')}
          allowDeselect={false}
          data={codesOf(planEvery).map((value) => ({ value, label: t(`plans:everyUnits.${value}`) }))}
          {...form.getInputProps('every')}
          data-testid="every"
        />
        <DateField
          label={t('plans:anchorOn')}
          required
          clearable={false}
          {...form.getInputProps('anchorOn')}
          data-testid="anchor-on"
        />
      </Group>
      <Group grow align="flex-start">
        <Choice
          label={t('plans:basis')}
          data={codesOf(planBases).map((value) => ({ value, label: t(`plans:bases.${value}`) }))}
          {...form.getInputProps('basis')}
        />
        <Choice
          label={t('plans:moving')}
          data={codesOf(planMoves).map((value) => ({ value, label: t(`plans:moves.${value}`) }))}
          {...form.getInputProps('moving')}
        />
      </Group>
      <Group grow align="flex-start">
        <Select
          label={t('plans:checklist')}
          placeholder={t('common:none')}
          clearable
          searchable
          data={checklists.map((one) => ({ value: String(one.id), label: one.name }))}
          value={form.values.checklistId === null ? null : String(form.values.checklistId)}
          onChange={(value) => form.setFieldValue('checklistId', value === null ? null : Number(value))}
        />
        <Select
          label={t('lists:planTasks.columns.responsible')}
          placeholder={t('common:none')}
          clearable
          searchable
          data={staff.filter((one) => one.active).map((one) => ({ value: String(one.id), label: one.name }))}
          value={form.values.responsibleId === null ? null : String(form.values.responsibleId)}
          onChange={(value) => form.setFieldValue('responsibleId', value === null ? null : Number(value))}
        />
      </Group>
      <Group grow align="flex-start">
        <NumberInput
          label={t('plans:showDays')}
          min={0}
          max={120}
          allowDecimal={false}
          {...form.getInputProps('showDays')}
        />
        <NumberInput
          label={t('plans:graceDays')}
          min={0}
          max={120}
          allowDecimal={false}
          {...form.getInputProps('graceDays')}
        />
      </Group>
      {of && (
        <>
          <DateField
            label={t('plans:changeFrom')}
            minDate={today}
            clearable={false}
            value={fromOn}
            onChange={setFromOn}
            onlyValid
            data-testid="from-on"
          />
          <Text size="xs" c="dimmed">
            {t('plans:changeHint')}
          </Text>
        </>
      )}
    </DialogForm>
  )
}
