import { Checkbox, Group, Select, Textarea, TextInput } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import {
  caseFields,
  type LegalCaseView,
  legalTransitions,
  stepFields,
  type UnitArrears,
} from '../../../electron/contract/dunning.ts'
import type { LegalState } from '../../../electron/contract/vocabulary.ts'
import { client } from '../../api/client.ts'
import { useOffice } from '../../api/session.ts'
import { DateField } from '../../ui/DateField.tsx'
import { DialogForm, FormDialog } from '../../ui/FormDialog.tsx'
import { HundredthsField } from '../../ui/HundredthsField.tsx'
import { useRecordForm } from '../../ui/recordForm.tsx'
import { sayDone } from '../../ui/write.ts'

interface CaseProps {
  readonly unit: UnitArrears
  readonly onClose: () => void
}

/** Opens a case; its first step is the demand. */
export function CaseDialog(props: CaseProps & { readonly opened: boolean }) {
  const { t } = useTranslation()
  return (
    <FormDialog
      opened={props.opened}
      onClose={props.onClose}
      title={t('arrears:case.openTitle', { unit: props.unit.unit })}
    >
      {props.opened && <CaseForm {...props} />}
    </FormDialog>
  )
}

function CaseForm({ unit, onClose }: CaseProps) {
  const { t } = useTranslation()
  const { today } = useOffice()
  const debtors = [...new Set(unit.limitations.flatMap((one) => (one.debtor ? [one.debtor] : [])))]
  const record = useRecordForm({
    schema: caseFields.omit({ unitId: true }),
    record: {
      version: 0,
      values: {
        debtor: debtors[0] ?? unit.owners ?? '',
        openedOn: today,
        amount: unit.account.owed,
        court: '',
        note: '',
      },
    },
    save: ({ values }) => client.dunning.openCase({ unitId: unit.unitId, ...values }),
    onSaved: () => {
      sayDone(t('arrears:case.opened'))
      onClose()
    },
  })
  const { form } = record
  return (
    <DialogForm record={record} action={t('arrears:case.open')} onCancel={onClose}>
      <TextInput label={t('arrears:debtor')} maxLength={60} data-autofocus {...form.getInputProps('debtor')} />
      <Group grow align="flex-start">
        <DateField label={t('arrears:case.openedOn')} required {...form.getInputProps('openedOn')} />
        <HundredthsField label={t('arrears:case.amount')} required {...form.getInputProps('amount')} />
      </Group>
      <TextInput label={t('arrears:case.court')} maxLength={80} {...form.getInputProps('court')} />
      <Textarea label={t('arrears:note')} maxLength={500} autosize minRows={2} {...form.getInputProps('note')} />
    </DialogForm>
  )
}

/** Takes a case to its next step. */
export function StepDialog(props: { readonly of: LegalCaseView | null; readonly onClose: () => void }) {
  const { t } = useTranslation()
  return (
    <FormDialog opened={props.of !== null} onClose={props.onClose} title={t('arrears:case.next')}>
      {props.of && <StepForm of={props.of} onClose={props.onClose} />}
    </FormDialog>
  )
}

function StepForm({ of, onClose }: { readonly of: LegalCaseView; readonly onClose: () => void }) {
  const { t } = useTranslation()
  const { today } = useOffice()
  const next = legalTransitions[of.state]
  const record = useRecordForm<{ onDate: string; state: LegalState; interrupts: boolean; court: string; note: string }>(
    {
      schema: stepFields,
      record: {
        version: of.version,
        values: {
          onDate: today,
          state: next.find((state) => state !== of.state) ?? 'closed',
          interrupts: next.some((state) => state !== of.state && state !== 'closed'),
          court: of.court,
          note: '',
        },
      },
      save: ({ version, values }) => client.dunning.addStep({ id: of.id, version, ...values }),
      onSaved: () => {
        sayDone(t('common:saved'))
        onClose()
      },
    },
  )
  const { form } = record
  return (
    <DialogForm record={record} action={t('common:save')} onCancel={onClose}>
      <Group grow align="flex-start">
        <Select
          label={t('lists:legalCases.columns.state')}
          allowDeselect={false}
          data-autofocus
          data={next.map((state) => ({ value: state, label: t(`vocabulary:legalState.${state}`) }))}
          value={form.values.state}
          onChange={(state) => {
            form.setFieldValue('state', state as LegalState)
            // A case that ends demands nothing any more; every other step may.
            form.setFieldValue('interrupts', state !== 'closed')
          }}
          error={form.errors.state}
          data-testid="step-state"
        />
        <DateField label={t('arrears:date')} required {...form.getInputProps('onDate')} />
      </Group>
      <Checkbox
        label={t('arrears:case.interrupts')}
        description={t('arrears:case.interruptsHint')}
        {...form.getInputProps('interrupts', { type: 'checkbox' })}
      />
      <TextInput
        label={t('arrears:case.court')}
        maxLength={80}
        {...form.getInputProps('court')}
        data-testid="step-court"
      />
      <Textarea label={t('arrears:note')} maxLength={500} autosize minRows={2} {...form.getInputProps('note')} />
    </DialogForm>
  )
}
