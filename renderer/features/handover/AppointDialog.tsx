import { Alert, Button, Group, Text, TextInput } from '@mantine/core'
import { useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { appointmentFields } from '../../../electron/contract/handover.ts'
import { client } from '../../api/client.ts'
import { useOffice } from '../../api/session.ts'
import { DateField } from '../../ui/DateField.tsx'
import { DialogForm, FormDialog } from '../../ui/FormDialog.tsx'
import { fieldLabel } from '../../ui/fields.ts'
import { useRecordForm } from '../../ui/recordForm.tsx'
import { sayDone } from '../../ui/write.ts'
import { TimeField } from './TimeField.tsx'

/** What the dialog says about the unit it makes an appointment for. */
export interface UnitToAppoint {
  readonly id: number
  readonly display: string
  readonly area: string
  readonly owner: string | null
  readonly phone: string | null
  readonly readyOn: string | null
  readonly dueOn: string | null
}

interface AppointProps {
  readonly unit: UnitToAppoint
  readonly onClose: () => void
  /** Opens the checklist where the owner is already there. */
  readonly onOpen: (handoverId: number) => void
}

/** Makes an appointment for a handover: day, time, who takes the unit over. */
export function AppointDialog(props: { readonly unit: UnitToAppoint | null } & Omit<AppointProps, 'unit'>) {
  const { t } = useTranslation()
  return (
    <FormDialog
      opened={props.unit !== null}
      onClose={props.onClose}
      title={t('handover:appointTitle', { unit: props.unit?.display ?? '' })}
    >
      {props.unit && <AppointForm {...props} unit={props.unit} />}
    </FormDialog>
  )
}

function AppointForm({ unit, onClose, onOpen }: AppointProps) {
  const { t } = useTranslation()
  const { today } = useOffice()
  const openAfter = useRef(false)
  const record = useRecordForm({
    schema: appointmentFields,
    record: { version: 0, values: { appointedOn: today, appointedTime: '', receiver: unit.owner ?? '' } },
    save: ({ values }) => client.handover.appoint({ unitId: unit.id, ...values }),
    onSaved: ({ id }) => {
      onClose()
      if (openAfter.current) onOpen(id)
      else sayDone(t('handover:appointed', { unit: unit.display }))
    },
  })
  const { form } = record
  return (
    <DialogForm
      record={record}
      action={t('handover:appoint')}
      onCancel={onClose}
      more={
        <Button
          variant="light"
          disabled={record.busy}
          onClick={() => {
            openAfter.current = true
            record.submit()
          }}
          data-testid="appoint-and-open"
        >
          {t('handover:appointAndOpen')}
        </Button>
      }
    >
      <Text size="sm" c="dimmed">
        {[unit.area, unit.owner, unit.phone].filter(Boolean).join(' · ')}
        {unit.dueOn && ` · ${fieldLabel('dueOn')} ${unit.dueOn}`}
      </Text>
      {(unit.readyOn === null || unit.readyOn > today) && (
        <Alert color="orange">
          {unit.readyOn === null ? t('handover:notReady') : t('handover:readyOnlyOn', { date: unit.readyOn })}
        </Alert>
      )}
      <Group grow align="flex-start">
        <DateField
          label={fieldLabel('appointedOn')}
          required
          data-autofocus
          {...form.getInputProps('appointedOn')}
          data-testid="appointed-on"
        />
        <TimeField
          label={fieldLabel('appointedTime')}
          value={form.values.appointedTime}
          onChange={(time) => form.setFieldValue('appointedTime', time)}
          wrong={form.errors.appointedTime !== undefined}
        />
      </Group>
      <TextInput
        label={fieldLabel('receiver')}
        maxLength={80}
        {...form.getInputProps('receiver')}
        data-testid="receiver"
      />
    </DialogForm>
  )
}
