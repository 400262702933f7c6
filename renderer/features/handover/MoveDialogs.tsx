import { Text } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { UnitDetail } from '../../../electron/contract/estate.ts'
import { moveInFields, moveOutFields } from '../../../electron/contract/handover.ts'
import { client } from '../../api/client.ts'
import { useOffice } from '../../api/session.ts'
import { DateField } from '../../ui/DateField.tsx'
import { DialogForm, FormDialog } from '../../ui/FormDialog.tsx'
import { fieldLabel } from '../../ui/fields.ts'
import { useRecordForm } from '../../ui/recordForm.tsx'
import { sayDone } from '../../ui/write.ts'

interface MoveProps {
  readonly unit: UnitDetail
  readonly opened: boolean
  readonly onClose: () => void
}

/** The household moves in. Where a decoration is under way its last day can be recorded at once. */
export function MoveInDialog(props: MoveProps) {
  const { t } = useTranslation()
  return (
    <FormDialog {...props} title={t('handover:moveInTitle', { unit: props.unit.display })}>
      <MoveInForm {...props} />
    </FormDialog>
  )
}

function MoveInForm({ unit, onClose }: MoveProps) {
  const { t } = useTranslation()
  const { today } = useOffice()
  const record = useRecordForm<{ movedInOn: string; decorationFinishedOn: string | null }>({
    schema: moveInFields,
    record: { version: 0, values: { movedInOn: today, decorationFinishedOn: null } },
    save: ({ values }) => client.handover.moveIn({ unitId: unit.id, ...values }),
    onSaved: () => {
      onClose()
      sayDone(t('handover:movedIn', { unit: unit.display }))
    },
  })
  const open = unit.decorations.find((decoration) => decoration.finishedOn === null)
  const finished = unit.decorations.some((decoration) => decoration.finishedOn !== null)
  return (
    <DialogForm record={record} action={t('handover:moveIn')} onCancel={onClose}>
      <Text size="sm" c="dimmed">
        {t('handover:handedOverOn', { date: unit.fields.handedOverOn ?? '' })}
      </Text>
      <DateField
        label={t('handover:moveInDate')}
        required
        data-autofocus
        {...record.form.getInputProps('movedInOn')}
        data-testid="moved-in-on"
      />
      {(open || !finished) && (
        <DateField
          label={fieldLabel('decorationFinishedOn')}
          description={
            open
              ? t('handover:decorationOpen', { date: open.startedOn ?? t('common:unknown') })
              : t('handover:decorationNone')
          }
          {...record.form.getInputProps('decorationFinishedOn')}
          data-testid="decoration-finished-on"
        />
      )}
    </DialogForm>
  )
}

/** The household moves out: from this day on it is out. */
export function MoveOutDialog(props: MoveProps) {
  const { t } = useTranslation()
  return (
    <FormDialog {...props} title={t('handover:moveOutTitle', { unit: props.unit.display })}>
      <MoveOutForm {...props} />
    </FormDialog>
  )
}

function MoveOutForm({ unit, onClose }: MoveProps) {
  const { t } = useTranslation()
  const { today } = useOffice()
  const record = useRecordForm({
    schema: moveOutFields,
    record: { version: 0, values: { movedOutOn: today } },
    save: ({ values }) => client.handover.moveOut({ unitId: unit.id, ...values }),
    onSaved: () => {
      onClose()
      sayDone(t('handover:movedOut', { unit: unit.display }))
    },
  })
  const stay = unit.stays.find((one) => one.movedOutOn === null)
  return (
    <DialogForm record={record} action={t('handover:moveOut')} onCancel={onClose}>
      <Text size="sm" c="dimmed">
        {t('handover:movedInOn', { date: stay?.movedInOn ?? '' })}
      </Text>
      <DateField
        label={t('handover:moveOutDate')}
        description={t('handover:moveOutHint')}
        required
        data-autofocus
        {...record.form.getInputProps('movedOutOn')}
        data-testid="moved-out-on"
      />
    </DialogForm>
  )
}
