import { Text } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { momentInZone } from '../../../electron/contract/dates.ts'
import { fixedFields, type RegisterId, registerOf } from '../../../electron/contract/registerKinds.ts'
import {
  noRegisterFields,
  type RecordDetail,
  type RegisterFields,
  registerFields,
  registerForm,
} from '../../../electron/contract/registers.ts'
import type { PaymentMethod } from '../../../electron/contract/vocabulary.ts'
import { client } from '../../api/client.ts'
import { useOffice } from '../../api/session.ts'
import { DialogForm, FormDialog } from '../../ui/FormDialog.tsx'
import { useRecordForm } from '../../ui/recordForm.tsx'
import { requestKey } from '../../ui/requestKey.ts'
import { sayDone } from '../../ui/write.ts'
import { RecordFields } from './RecordFields.tsx'
import { registerName } from './words.ts'

export type RecordValues = RegisterFields & {
  method: PaymentMethod | null
  tariffId: number | null
} & Record<string, unknown>

interface RecordDialogProps {
  readonly register: RegisterId
  /** What is known beforehand: a unit, a space. */
  readonly given?: Partial<RegisterFields> & { readonly unit?: string; readonly space?: string }
  /** A record to correct. */
  readonly of?: RecordDetail
  readonly onClose: () => void
  readonly onMade?: (id: number) => void
}

/** Registers something, or corrects what was registered. */
export function RecordDialog(props: RecordDialogProps) {
  const { t } = useTranslation()
  const title = `${registerName(t, props.register)} · ${t(props.of ? 'common:edit' : 'registers:add')}`
  return (
    <FormDialog opened onClose={props.onClose} title={title} size="lg">
      <RecordForm {...props} />
    </FormDialog>
  )
}

const valuesOf = (detail: RecordDetail): RecordValues => ({
  ...registerFields.parse(detail),
  method: null,
  tariffId: null,
})

function RecordForm({ register, given, of, onClose, onMade }: RecordDialogProps) {
  const { t } = useTranslation()
  const { today, zone } = useOffice()
  const [key] = useState(requestKey)
  const { unit: _unit, space: _space, ...known } = given ?? {}
  const { categories, categoryIsAsked, isNow } = registerOf(register)
  const first = categoryIsAsked ? '' : (categories?.[0] ?? '')
  const record = useRecordForm<RecordValues>({
    schema: registerForm(register),
    record: of
      ? { version: of.version, values: valuesOf(of) }
      : {
          version: 0,
          values: {
            ...noRegisterFields,
            onDate: today,
            atTime: isNow ? momentInZone(new Date(), zone).slice(11) : '',
            category: first,
            fromOn: registerOf(register).needs.includes('fromOn') ? today : null,
            ...known,
            method: null,
            tariffId: null,
          },
        },
    save: async ({ values, version }) => {
      const fields = registerFields.parse(values)
      if (of) return client.registers.update({ id: of.id, version, fields })
      const { method, tariffId } = values
      return client.registers.create({ register, fields, method, tariffId, requestKey: key })
    },
    ...(of && {
      reload: async () => {
        const now = await client.registers.detail({ id: of.id })
        return { version: now.version, values: valuesOf(now) }
      },
    }),
    onSaved: (made) => {
      const { id } = made as { id: number; number?: string }
      const number = 'number' in (made as object) ? (made as { number: string }).number : of?.number
      sayDone(t(of ? 'common:saved' : 'registers:made', { number }))
      onClose()
      if (!of) onMade?.(id)
    },
  })
  return (
    <DialogForm record={record} action={t('common:save')} onCancel={onClose}>
      {of && fixedFields(register, of.state).length > 0 && (
        <Text size="sm" c="dimmed">
          {t('registers:fixedHint')}
        </Text>
      )}
      <RecordFields
        register={register}
        form={record.form}
        isNew={!of}
        fixed={of ? fixedFields(register, of.state) : []}
        unit={of?.unit ?? given?.unit ?? null}
        space={of?.space ?? given?.space ?? null}
      />
    </DialogForm>
  )
}
