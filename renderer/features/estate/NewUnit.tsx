import { Select } from '@mantine/core'
import { useNavigate } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { z } from 'zod'
import { type UnitFields as UnitValues, unitFields } from '../../../electron/contract/estate.ts'
import { client } from '../../api/client.ts'
import { DialogForm, FormDialog } from '../../ui/FormDialog.tsx'
import { fieldLabel } from '../../ui/fields.ts'
import { useRecordForm } from '../../ui/recordForm.tsx'
import { leave } from '../../ui/unsaved.ts'
import { sayDone } from '../../ui/write.ts'
import { buildingsOf, usePlaces } from './places.ts'
import { UnitFields } from './UnitFields.tsx'

const newUnit = unitFields.extend({ buildingId: z.number() })
/** The area is asked for: an unmeasured unit is typed as 0. */
type Values = Omit<UnitValues, 'areaCenti'> & { areaCenti: number | null; buildingId: number | null }

/** A unit that was not in the workbook. */
export function NewUnit({
  buildingId,
  onClose,
}: {
  readonly buildingId?: number | undefined
  readonly onClose: () => void
}) {
  const { t } = useTranslation()
  const navigate = useNavigate()
  const buildings = buildingsOf(usePlaces().data ?? [])
  const edit = useRecordForm<Values, { id: number }>({
    schema: newUnit,
    record: { version: 0, values: { ...blank, buildingId: buildingId ?? null } },
    save: ({ values }) => client.estate.createUnit(newUnit.parse(values)),
    onSaved: ({ id }) => {
      sayDone(t('common:saved'))
      onClose()
      void navigate({ to: '/estate/unit/$id', params: { id: String(id) } })
    },
  })
  const { form } = edit
  const close = () => void leave(onClose)
  return (
    <FormDialog opened onClose={close} title={t('estate:newUnit.title')} size="lg">
      <DialogForm record={edit} action={t('common:save')} onCancel={close}>
        <Select
          label={fieldLabel('building')}
          withAsterisk
          searchable
          allowDeselect={false}
          data={buildings.map((building) => ({
            value: String(building.id),
            label: `${building.area} ${building.name}`,
          }))}
          value={form.values.buildingId === null ? null : String(form.values.buildingId)}
          onChange={(value) => form.setFieldValue('buildingId', value === null ? null : Number(value))}
          error={form.errors.buildingId}
          data-testid="field-buildingId"
        />
        <UnitFields form={form as never} />
      </DialogForm>
    </FormDialog>
  )
}

const blank = {
  room: '',
  kind: 'residence',
  areaCenti: null,
  aliases: '',
  note: '',
  readyOn: null,
  dueOn: null,
  handedOverOn: null,
  soldOn: null,
} as const
