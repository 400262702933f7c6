import { useTranslation } from 'react-i18next'
import { type UnitDetail, type UnitFields as UnitValues, unitFields } from '../../../electron/contract/estate.ts'
import { client } from '../../api/client.ts'
import { DialogForm, FormDialog } from '../../ui/FormDialog.tsx'
import { useRecordForm } from '../../ui/recordForm.tsx'
import { leave } from '../../ui/unsaved.ts'
import { sayDone } from '../../ui/write.ts'
import { UnitFields } from './UnitFields.tsx'

/** The form over a unit's own fields. */
export function EditUnit({ unit, onClose }: { readonly unit: UnitDetail; readonly onClose: () => void }) {
  const { t } = useTranslation()
  const edit = useRecordForm<UnitValues>({
    schema: unitFields,
    record: { version: unit.version, values: unit.fields },
    save: ({ version, values }) => client.estate.updateUnit({ id: unit.id, version, fields: unitFields.parse(values) }),
    reload: async () => {
      const fresh = await client.estate.unit({ id: unit.id })
      return { version: fresh.version, values: fresh.fields }
    },
    onSaved: () => {
      sayDone(t('common:saved'))
      onClose()
    },
  })
  const close = () => void leave(onClose)
  return (
    <FormDialog opened onClose={close} title={t('estate:unitForm.editTitle', { unit: unit.display })} size="lg">
      <DialogForm record={edit} action={t('common:save')} onCancel={close}>
        <UnitFields form={edit.form} />
      </DialogForm>
    </FormDialog>
  )
}
