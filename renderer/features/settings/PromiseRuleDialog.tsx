import { Alert, Button, Group, NumberInput, Select, SimpleGrid, TextInput } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { type PromiseRuleFields, type PromiseRuleRow, promiseRuleFields } from '../../../electron/contract/promises.ts'
import { codesOf, jobPriorities } from '../../../electron/contract/vocabulary.ts'
import { client, orpc } from '../../api/client.ts'
import { queryClient } from '../../api/query.ts'
import { useOffice } from '../../api/session.ts'
import { Choice } from '../../ui/Choice.tsx'
import { askConfirm } from '../../ui/ConfirmReason.tsx'
import { DateField } from '../../ui/DateField.tsx'
import { DialogForm, FormDialog } from '../../ui/FormDialog.tsx'
import { useRecordForm } from '../../ui/recordForm.tsx'
import { sayDone, useWrite } from '../../ui/write.ts'

/** A promise: new from a day on, or an old one mended. */
export function PromiseRuleDialog(props: { readonly rule: PromiseRuleRow | null; readonly onClose: () => void }) {
  const { t } = useTranslation()
  const title = props.rule ? t('promises:editOf', { name: props.rule.name }) : t('promises:addRule')
  return (
    <FormDialog opened onClose={props.onClose} title={title}>
      <RuleForm {...props} />
    </FormDialog>
  )
}

const editable = (rule: PromiseRuleRow) => {
  const { id: _, version, cases: __, toOn: ___, ...values } = rule
  return { version, values }
}

function RuleForm({ rule, onClose }: { readonly rule: PromiseRuleRow | null; readonly onClose: () => void }) {
  const { t } = useTranslation()
  const { today } = useOffice()
  const blank: PromiseRuleFields = {
    name: '',
    subject: 'job',
    priority: null,
    respondMinutes: 720,
    finishMinutes: 4320,
    hours: 'always',
    fromOn: today,
    source: '',
  }
  const record = useRecordForm<PromiseRuleFields & Record<string, unknown>, { id: number }>({
    schema: promiseRuleFields,
    record: rule ? editable(rule) : { version: 0, values: blank },
    save: ({ version, values }) => {
      const fields = promiseRuleFields.parse(values)
      return rule ? client.promises.updateRule({ ...fields, id: rule.id, version }) : client.promises.addRule(fields)
    },
    ...(rule && {
      reload: async () => {
        const rules = await queryClient.fetchQuery({ ...orpc.promises.rules.queryOptions(), staleTime: 0 })
        return editable(rules.find((one) => one.id === rule.id) ?? rule)
      },
    }),
    onSaved: () => {
      sayDone(t('common:saved'))
      onClose()
    },
  })
  const { form } = record
  const end = useWrite(orpc.promises.endRule, { done: t('promises:endDone'), onDone: onClose })
  const askEnd = async ({ id, version, name }: PromiseRuleRow) => {
    const title = t('promises:endOf', { name })
    const message = t('promises:endText', { name })
    if (await askConfirm({ title, message, action: t('promises:end') })) end.mutate({ id, version, toOn: today })
  }
  const isUsed = (rule?.cases ?? 0) > 0
  const { subject } = form.getValues()
  return (
    <DialogForm
      record={record}
      action={t('common:save')}
      onCancel={onClose}
      more={
        rule?.toOn === null &&
        rule.fromOn <= today && (
          <Button color="red" variant="light" onClick={() => void askEnd(rule)} data-testid="end-rule">
            {t('promises:end')}
          </Button>
        )
      }
    >
      {isUsed && (
        <Alert color="gray" p={8}>
          {t('promises:used', { count: rule?.cases })}
        </Alert>
      )}
      <TextInput
        label={t('promises:name')}
        withAsterisk
        maxLength={40}
        data-autofocus
        {...form.getInputProps('name')}
        data-testid="rule-name"
      />
      <SimpleGrid cols={2} spacing="sm">
        <Choice
          label={t('promises:for')}
          disabled={isUsed}
          data={(['job', 'complaint'] as const).map((value) => ({ value, label: t(`promises:subject.${value}`) }))}
          {...form.getInputProps('subject')}
        />
        <Select
          label={t('promises:priority')}
          disabled={isUsed || subject === 'complaint'}
          placeholder={t('promises:everyPriority')}
          clearable
          data={codesOf(jobPriorities).map((value) => ({ value, label: t(`vocabulary:jobPriority.${value}`) }))}
          {...form.getInputProps('priority')}
        />
        <Minutes label={t('promises:respondWithin')} disabled={isUsed} {...form.getInputProps('respondMinutes')} />
        <Minutes label={t('promises:finishWithin')} disabled={isUsed} {...form.getInputProps('finishMinutes')} />
        <Choice
          label={t('promises:countedIn')}
          disabled={isUsed}
          data={(['always', 'office'] as const).map((value) => ({ value, label: t(`promises:hours.${value}`) }))}
          {...form.getInputProps('hours')}
        />
        <DateField
          label={t('promises:from')}
          disabled={isUsed}
          clearable={false}
          {...form.getInputProps('fromOn')}
          data-testid="rule-from"
        />
      </SimpleGrid>
      <TextInput
        label={t('promises:source')}
        placeholder={t('promises:sourceHint')}
        maxLength={200}
        {...form.getInputProps('source')}
        data-testid="rule-source"
      />
    </DialogForm>
  )
}

const units = { minutes: 1, hours: 60, days: 1440 } as const
type Unit = keyof typeof units

/** Minutes, typed in the unit one thinks in; empty where nothing is promised. */
function Minutes(props: {
  readonly label: string
  readonly disabled: boolean
  readonly value?: number | null
  readonly error?: React.ReactNode
  readonly onChange?: (value: number | null) => void
}) {
  const { t } = useTranslation()
  const { value = null, onChange } = props
  const [unit, setUnit] = useState<Unit>(
    value !== null && value % 1440 === 0 ? 'days' : value !== null && value % 60 === 0 ? 'hours' : 'minutes',
  )
  return (
    <Group gap={6} wrap="nowrap" align="flex-end">
      <NumberInput
        label={props.label}
        flex={1}
        min={1}
        allowNegative={false}
        allowDecimal={false}
        disabled={props.disabled}
        error={props.error}
        value={value === null ? '' : value / units[unit]}
        onChange={(typed) => onChange?.(typed === '' ? null : Number(typed) * units[unit])}
      />
      <Select
        aria-label={t('promises:unit')}
        w={84}
        allowDeselect={false}
        disabled={props.disabled}
        data={(Object.keys(units) as Unit[]).map((one) => ({ value: one, label: t(`promises:unitName.${one}`) }))}
        value={unit}
        onChange={(next) => {
          if (!next) return
          if (value !== null) onChange?.((value / units[unit]) * units[next as Unit])
          setUnit(next as Unit)
        }}
      />
    </Group>
  )
}
