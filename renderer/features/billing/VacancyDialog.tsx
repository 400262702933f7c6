import { Group, Text } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { vacancyFields } from '../../../electron/contract/billing.ts'
import { client, orpc } from '../../api/client.ts'
import { useOffice } from '../../api/session.ts'
import { DateField } from '../../ui/DateField.tsx'
import { Loaded } from '../../ui/Faces.tsx'
import { DialogForm, FormDialog } from '../../ui/FormDialog.tsx'
import { useRecordForm } from '../../ui/recordForm.tsx'
import { sayDone } from '../../ui/write.ts'
import { type Picked, SearchPicker } from '../residents/SearchPicker.tsx'
import { Reason } from './RequestForms.tsx'
import { ScaledField } from './ScaledField.tsx'

interface Values extends Record<string, unknown> {
  unitId: number | null
  fromOn: string
  toOn: string | null
  ratioBp: number | null
  reason: string
}

/** An application to pay less while nobody lives there; somebody else decides it. */
export function VacancyDialog({ onClose }: { readonly onClose: () => void }) {
  const { t } = useTranslation()
  const rules = useQuery(orpc.billing.rules.queryOptions())
  return (
    <FormDialog opened onClose={onClose} title={t('billing:vacancy.ask')} size="lg">
      <Loaded query={rules}>{({ vacancyBp }) => <VacancyForm usualBp={vacancyBp} onClose={onClose} />}</Loaded>
    </FormDialog>
  )
}

function VacancyForm({ usualBp, onClose }: { readonly usualBp: number; readonly onClose: () => void }) {
  const { t } = useTranslation()
  const { today } = useOffice()
  const [unit, setUnit] = useState<Picked | null>(null)
  const record = useRecordForm<Values>({
    schema: vacancyFields,
    record: {
      version: 0,
      values: { unitId: null, fromOn: `${today.slice(0, 7)}-01`, toOn: null, ratioBp: usualBp, reason: '' },
    },
    save: ({ values }) => client.billing.askVacancy(vacancyFields.parse(values)),
    onSaved: () => {
      sayDone(t('billing:asked'))
      onClose()
    },
  })
  const { form } = record
  return (
    <DialogForm record={record} action={t('billing:askFor')} onCancel={onClose}>
      <SearchPicker
        kind="unit"
        label={t('billing:unit')}
        placeholder={t('billing:unitPlaceholder')}
        required
        autoFocus
        value={unit}
        onChange={(picked) => {
          setUnit(picked)
          form.setFieldValue('unitId', picked?.id ?? null)
        }}
        error={form.errors.unitId}
        testId="unit"
      />
      <Group grow align="flex-start">
        <DateField label={t('billing:vacancy.from')} required {...form.getInputProps('fromOn')} data-testid="from-on" />
        <DateField
          label={t('billing:vacancy.to')}
          placeholder={t('billing:vacancy.open')}
          {...form.getInputProps('toOn')}
          data-testid="to-on"
        />
        <ScaledField
          label={t('billing:vacancy.ratio')}
          decimals={2}
          withAsterisk
          {...form.getInputProps('ratioBp')}
          data-testid="ratio"
        />
      </Group>
      <Reason {...form.getInputProps('reason')} />
      <Text size="sm" c="dimmed">
        {t('billing:vacancy.hint')}
      </Text>
    </DialogForm>
  )
}
