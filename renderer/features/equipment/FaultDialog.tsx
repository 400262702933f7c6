import { Textarea } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { type EquipmentDetail, faultFields } from '../../../electron/contract/equipment.ts'
import { codesOf, type JobPriority, jobPriorities } from '../../../electron/contract/vocabulary.ts'
import { client } from '../../api/client.ts'
import { Choice } from '../../ui/Choice.tsx'
import { DialogForm, FormDialog } from '../../ui/FormDialog.tsx'
import { useRecordForm } from '../../ui/recordForm.tsx'
import { requestKey } from '../../ui/requestKey.ts'
import { sayDone } from '../../ui/write.ts'

interface FaultDialogProps {
  readonly of: EquipmentDetail
  readonly onClose: () => void
}

/** What is wrong with it and how urgent; where it stands and whose trade it is, the card knows. */
export function FaultDialog(props: FaultDialogProps) {
  const { t } = useTranslation()
  return (
    <FormDialog opened onClose={props.onClose} title={`${t('equipment:report')} · ${props.of.code} ${props.of.name}`}>
      <FaultForm {...props} />
    </FormDialog>
  )
}

function FaultForm({ of, onClose }: FaultDialogProps) {
  const { t } = useTranslation()
  const [key] = useState(requestKey)
  const record = useRecordForm<{ content: string; priority: JobPriority }, { number: string }>({
    schema: faultFields,
    record: { version: 0, values: { content: '', priority: 'normal' } },
    save: ({ values }) => client.equipment.reportFault({ ...faultFields.parse(values), id: of.id, requestKey: key }),
    onSaved: ({ number }) => {
      sayDone(t('equipment:reported', { number }))
      onClose()
    },
  })
  const { form } = record
  return (
    <DialogForm record={record} action={t('equipment:report')} onCancel={onClose}>
      <Textarea
        label={t('equipment:fault')}
        required
        autosize
        minRows={2}
        maxLength={500}
        data-autofocus
        {...form.getInputProps('content')}
        data-testid="fault"
      />
      <Choice
        label={t('lists:jobs.columns.priority')}
        data={codesOf(jobPriorities).map((value) => ({ value, label: t(`vocabulary:jobPriority.${value}`) }))}
        value={form.values.priority}
        onChange={(value) => form.setFieldValue('priority', value as JobPriority)}
      />
    </DialogForm>
  )
}
