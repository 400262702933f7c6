import { SimpleGrid, Text } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { z } from 'zod'
import { type ResidentCard, residencyFields } from '../../../electron/contract/residents.ts'
import { client } from '../../api/client.ts'
import { useOffice } from '../../api/session.ts'
import { DateField } from '../../ui/DateField.tsx'
import { DialogForm, FormDialog } from '../../ui/FormDialog.tsx'
import { fieldLabel } from '../../ui/fields.ts'
import { type Editable, useRecordForm } from '../../ui/recordForm.tsx'
import { sayDone } from '../../ui/write.ts'
import { ResidencyFieldset, type ResidencyValues } from './ResidencyFieldset.tsx'
import { type Picked, SearchPicker } from './SearchPicker.tsx'

export type Residency = ResidentCard['units'][number]

interface AddProps {
  readonly card: ResidentCard
  readonly opened: boolean
  readonly onClose: () => void
}

/** Gives a known person a role on one more unit. */
export function AddResidency(props: AddProps) {
  const { t } = useTranslation()
  return (
    <FormDialog
      opened={props.opened}
      onClose={props.onClose}
      title={t('residents:addUnitTitle', { name: props.card.fields.name })}
    >
      <AddForm {...props} />
    </FormDialog>
  )
}

const addSchema = residencyFields.extend({ unitId: z.number() })

function AddForm({ card, onClose }: AddProps) {
  const { t } = useTranslation()
  const { today } = useOffice()
  const [unit, setUnit] = useState<Picked | null>(null)
  const record = useRecordForm<ResidencyValues & { unitId: number | null }>({
    schema: addSchema,
    record: { version: 0, values: { unitId: null, role: 'owner', fromOn: today, toOn: null } },
    save: ({ values: { unitId, ...residency } }) =>
      client.residents.addResidency({ personId: card.id, unitId: unitId ?? 0, residency }),
    onSaved: () => {
      onClose()
      sayDone(t('residents:unitAdded', { name: card.fields.name, unit: unit?.title ?? '' }))
    },
  })
  return (
    <DialogForm record={record} action={t('common:add')} onCancel={onClose}>
      <SimpleGrid cols={2} spacing="sm" verticalSpacing="xs">
        <SearchPicker
          kind="unit"
          label={fieldLabel('unit')}
          placeholder={t('residents:unitPlaceholder')}
          required
          autoFocus
          value={unit}
          onChange={(picked) => {
            setUnit(picked)
            record.form.setFieldValue('unitId', picked?.id ?? null)
          }}
          error={record.form.errors.unitId}
          testId="unit-picker"
        />
        <ResidencyFieldset form={record.form as never} />
      </SimpleGrid>
    </DialogForm>
  )
}

interface ChangeProps {
  readonly card: ResidentCard
  readonly residency: Residency
  /** Ends the spell today, or corrects what was recorded about it. */
  readonly how: 'end' | 'correct'
  readonly onClose: () => void
}

/** Ends a role on a unit, or corrects it. */
export function ChangeResidency(props: Omit<ChangeProps, 'residency'> & { readonly residency: Residency | null }) {
  const { t } = useTranslation()
  const { residency } = props
  const title = props.how === 'end' ? 'residents:endTitle' : 'residents:correctTitle'
  return (
    <FormDialog
      opened={residency !== null}
      onClose={props.onClose}
      title={
        residency &&
        t(title, {
          name: props.card.fields.name,
          unit: residency.display,
          role: t(`vocabulary:residentRole.${residency.role}`),
        })
      }
    >
      {residency && <ChangeForm {...props} residency={residency} />}
    </FormDialog>
  )
}

function editableOf({ version, role, fromOn, toOn }: Residency): Editable<ResidencyValues> {
  return { version, values: { role, fromOn, toOn } }
}

function ChangeForm({ card, residency, how, onClose }: ChangeProps) {
  const { t } = useTranslation()
  const { today } = useOffice()
  const ending = (spell: Residency) => editableOf(how === 'end' ? { ...spell, toOn: today } : spell)
  const record = useRecordForm<ResidencyValues>({
    schema: residencyFields,
    record: ending(residency),
    save: ({ version, values }) =>
      client.residents.updateResidency({ id: residency.residencyId, version, residency: values }),
    reload: async () => {
      const fresh = await client.residents.card({ id: card.id })
      return ending(fresh.units.find((unit) => unit.residencyId === residency.residencyId) ?? residency)
    },
    onSaved: () => {
      onClose()
      sayDone(t('common:saved'))
    },
  })
  return (
    <DialogForm record={record} action={how === 'end' ? t('residents:end') : t('common:save')} onCancel={onClose}>
      <Text size="sm" c="dimmed">
        {how === 'end' ? t('residents:endHint') : t('residents:correctHint')}
      </Text>
      {how === 'end' ? (
        <DateField
          label={fieldLabel('toOn')}
          description={t('residents:lastDay')}
          data-autofocus
          {...record.form.getInputProps('toOn')}
          data-testid="to-on"
        />
      ) : (
        <SimpleGrid cols={2} spacing="sm" verticalSpacing="xs">
          <ResidencyFieldset form={record.form} />
        </SimpleGrid>
      )}
    </DialogForm>
  )
}
