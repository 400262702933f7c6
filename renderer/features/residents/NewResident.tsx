import { Divider, SimpleGrid } from '@mantine/core'
import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { z } from 'zod'
import { type PersonFields, personFields, residencyFields } from '../../../electron/contract/residents.ts'
import type { ResidentRole } from '../../../electron/contract/vocabulary.ts'
import { client } from '../../api/client.ts'
import { useOffice } from '../../api/session.ts'
import { DialogForm, FormDialog } from '../../ui/FormDialog.tsx'
import { fieldLabel } from '../../ui/fields.ts'
import { useRecordForm } from '../../ui/recordForm.tsx'
import { sayDone } from '../../ui/write.ts'
import { PersonFieldset } from './PersonFieldset.tsx'
import { newPerson } from './person.ts'
import { ResidencyFieldset } from './ResidencyFieldset.tsx'
import { type Picked, SearchPicker } from './SearchPicker.tsx'

/** A person nobody has registered yet, with the first unit and role. */
export function NewResident(props: { readonly opened: boolean; readonly onClose: () => void; readonly unit?: Picked }) {
  const { t } = useTranslation()
  return (
    <FormDialog opened={props.opened} onClose={props.onClose} title={t('residents:newTitle')} size="lg">
      <NewResidentForm {...props} />
    </FormDialog>
  )
}

type Values = PersonFields & { unitId: number | null; role: ResidentRole; fromOn: string; toOn: string | null }

const schema = personFields.extend({ unitId: z.number(), ...residencyFields.shape })

function NewResidentForm(props: { readonly onClose: () => void; readonly unit?: Picked }) {
  const { t } = useTranslation()
  const navigate = useNavigate()
  const { today } = useOffice()
  const [unit, setUnit] = useState<Picked | null>(props.unit ?? null)
  const record = useRecordForm<Values, { id: number }>({
    schema,
    record: {
      version: 0,
      values: { ...newPerson, unitId: props.unit?.id ?? null, role: 'owner', fromOn: today, toOn: null },
    },
    save: ({ values: { unitId, role, fromOn, toOn, ...fields } }) =>
      client.residents.create({ fields, unitId: unitId ?? 0, residency: { role, fromOn, toOn } }),
    onSaved: ({ id }) => {
      props.onClose()
      sayDone(t('residents:created', { name: record.form.getValues().name }))
      void navigate({ to: '/residents/$id', params: { id: String(id) } })
    },
  })
  const { form } = record
  return (
    <DialogForm record={record} action={t('common:add')} onCancel={props.onClose}>
      <PersonFieldset form={form as never} isNew />
      <Divider />
      <SimpleGrid cols={2} spacing="sm" verticalSpacing="xs">
        <SearchPicker
          kind="unit"
          label={fieldLabel('unit')}
          placeholder={t('residents:unitPlaceholder')}
          required
          value={unit}
          onChange={(picked) => {
            setUnit(picked)
            form.setFieldValue('unitId', picked?.id ?? null)
          }}
          error={form.errors.unitId}
          testId="unit-picker"
        />
        <ResidencyFieldset form={form as never} />
      </SimpleGrid>
    </DialogForm>
  )
}
