import { Checkbox, Text, Textarea } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { z } from 'zod'
import { dateText } from '../../../electron/contract/base.ts'
import type { EquipmentDetail } from '../../../electron/contract/equipment.ts'
import type { EquipmentState } from '../../../electron/contract/equipmentWords.ts'
import { client } from '../../api/client.ts'
import { useOffice } from '../../api/session.ts'
import { DateField } from '../../ui/DateField.tsx'
import { DialogForm, FormDialog } from '../../ui/FormDialog.tsx'
import { useRecordForm } from '../../ui/recordForm.tsx'
import { sayDone } from '../../ui/write.ts'

const changeFields = z.object({ onDate: dateText, reason: z.string().trim().min(1).max(500), withJob: z.boolean() })

interface StateDialogProps {
  readonly of: EquipmentDetail
  readonly state: EquipmentState
  readonly onClose: () => void
}

/** From which day on it is stopped, in repair, in use again or scrapped, and why. */
export function StateDialog(props: StateDialogProps) {
  const { t } = useTranslation()
  return (
    <FormDialog opened onClose={props.onClose} title={t(`equipment:change.${props.state}`)}>
      <StateForm {...props} />
    </FormDialog>
  )
}

function StateForm({ of, state, onClose }: StateDialogProps) {
  const { t } = useTranslation()
  const { today } = useOffice()
  // What goes to repair has somebody mend it, unless a job says so already.
  const initial = { onDate: today, reason: '', withJob: state === 'in-repair' && of.openJobs.length === 0 }
  const record = useRecordForm({
    schema: changeFields,
    record: { version: of.version, values: initial },
    save: ({ values, version }) =>
      client.equipment.changeState({ id: of.id, version, state, ...changeFields.parse(values) }),
    reload: async () => {
      const now = await client.equipment.detail({ id: of.id })
      return { version: now.version, values: initial }
    },
    onSaved: () => {
      sayDone(t('common:saved'))
      onClose()
    },
  })
  const { form } = record
  return (
    <DialogForm record={record} action={t(`equipment:change.${state}`)} onCancel={onClose}>
      <DateField
        label={t('equipment:fromOn')}
        required
        clearable={false}
        maxDate={today}
        {...form.getInputProps('onDate')}
        data-testid="state-on"
      />
      <Textarea
        label={t('common:reason')}
        required
        autosize
        minRows={2}
        maxLength={500}
        data-autofocus
        {...form.getInputProps('reason')}
        data-testid="state-reason"
      />
      {state === 'in-repair' && (
        <Checkbox
          label={t('equipment:withJob')}
          {...form.getInputProps('withJob', { type: 'checkbox' })}
          data-testid="with-job"
        />
      )}
      {state === 'scrapped' && (
        <Text size="sm" c="dimmed">
          {t('equipment:scrapHint')}
        </Text>
      )}
    </DialogForm>
  )
}
