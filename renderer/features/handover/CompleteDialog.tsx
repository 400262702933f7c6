import { Alert, List, Text } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { completionFields, type HandoverDetail } from '../../../electron/contract/handover.ts'
import { client } from '../../api/client.ts'
import { useOffice } from '../../api/session.ts'
import { DateField } from '../../ui/DateField.tsx'
import { DialogForm, FormDialog } from '../../ui/FormDialog.tsx'
import { fieldLabel } from '../../ui/fields.ts'
import { useRecordForm } from '../../ui/recordForm.tsx'
import { sayDone } from '../../ui/write.ts'
import { type ChecklistValues, resultOf } from './checklist.ts'

interface CompleteProps {
  readonly detail: HandoverDetail
  readonly values: ChecklistValues
  readonly opened: boolean
  readonly onClose: () => void
  readonly reload: () => Promise<HandoverDetail>
}

/** The last step: the day on which the unit was handed over. */
export function CompleteDialog(props: CompleteProps) {
  const { t } = useTranslation()
  return (
    <FormDialog
      opened={props.opened}
      onClose={props.onClose}
      title={t('handover:completeTitle', { unit: props.detail.unit })}
    >
      <CompleteForm {...props} />
    </FormDialog>
  )
}

function CompleteForm({ detail, values, onClose, reload }: CompleteProps) {
  const { t } = useTranslation()
  const { today } = useOffice()
  const record = useRecordForm({
    schema: completionFields,
    record: { version: detail.version, values: { doneOn: today } },
    save: ({ version, values: { doneOn } }) => client.handover.complete({ id: detail.id, version, doneOn }),
    reload: async () => ({ version: (await reload()).version, values: { doneOn: today } }),
    onSaved: ({ jobs }) => {
      onClose()
      sayDone(
        jobs.length === 0
          ? t('handover:completed', { unit: detail.unit })
          : t('handover:completedWithJobs', { unit: detail.unit, jobs: jobs.join(t('common:listSeparator')) }),
      )
    },
  })
  const defects = detail.items.filter((item) => values[resultOf(item)] === 'defect')
  return (
    <DialogForm record={record} action={t('handover:complete')} onCancel={onClose}>
      <Text size="sm">
        {t('handover:completeSummary', { receiver: values.receiver || t('common:unknown'), keys: values.keys })}
      </Text>
      {values.keys === 0 && <Alert color="orange">{t('handover:noKeys')}</Alert>}
      {defects.length > 0 && (
        <Alert color="orange" title={t('handover:withDefects', { count: defects.length })}>
          <List size="sm">
            {defects.map((item) => (
              <List.Item key={item.id}>{item.name}</List.Item>
            ))}
          </List>
        </Alert>
      )}
      <DateField
        label={fieldLabel('doneOn')}
        required
        data-autofocus
        maxDate={today}
        {...record.form.getInputProps('doneOn')}
        data-testid="done-on"
      />
    </DialogForm>
  )
}
