import { Alert, Group, Select, Text } from '@mantine/core'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { z } from 'zod'
import { assignmentFields } from '../../../electron/contract/billing.ts'
import { client, orpc } from '../../api/client.ts'
import { useOffice } from '../../api/session.ts'
import { DateField } from '../../ui/DateField.tsx'
import { DialogForm, FormDialog } from '../../ui/FormDialog.tsx'
import { formatCount } from '../../ui/format.ts'
import { useRecordForm } from '../../ui/recordForm.tsx'
import { sayDone } from '../../ui/write.ts'
import { useTariffs } from './AssignmentsPage.tsx'
import { type ChosenPlace, KindsSelect, PlaceSelect } from './PlaceFields.tsx'
import { ScaledField } from './ScaledField.tsx'

export interface UnitToAssign {
  readonly unitId: number
  readonly display: string
}

interface Values extends Record<string, unknown> {
  tariffId: number | null
  place: ChosenPlace
  kinds: string[]
  fromOn: string
  toOn: string | null
  ratioBp: number | null
}

const schema = assignmentFields.omit({ units: true }).extend({ place: z.object({}), kinds: z.array(z.string()) })

/** Gives a tariff to one unit, or to all units of a place and kinds that have none of the item yet. */
export function AssignDialog({ unit, onClose }: { readonly unit: UnitToAssign | null; readonly onClose: () => void }) {
  const { t } = useTranslation()
  return (
    <FormDialog
      opened
      onClose={onClose}
      size="lg"
      title={unit ? t('billing:assign.titleOf', { unit: unit.display }) : t('billing:assign.title')}
    >
      <AssignForm unit={unit} onClose={onClose} />
    </FormDialog>
  )
}

function AssignForm({ unit, onClose }: { readonly unit: UnitToAssign | null; readonly onClose: () => void }) {
  const { t } = useTranslation()
  const { today } = useOffice()
  const tariffs = useTariffs()
  const inputOf = ({ place, kinds, ...values }: Values) =>
    assignmentFields.safeParse({ ...values, units: unit ? { unitId: unit.unitId } : { ...place, kinds } })
  const record = useRecordForm<Values, { assigned: number; skipped: number }>({
    schema,
    record: {
      version: 0,
      values: { tariffId: null, place: {}, kinds: [], fromOn: `${today.slice(0, 7)}-01`, toOn: null, ratioBp: 10_000 },
    },
    save: ({ values }) => client.billing.assign(assignmentFields.parse(inputOf(values).data)),
    onSaved: ({ assigned, skipped }) => {
      sayDone(t('billing:assign.done', { assigned: formatCount(assigned), skipped: formatCount(skipped) }))
      onClose()
    },
  })
  const { form } = record
  const input = inputOf(form.values)
  return (
    <DialogForm record={record} action={t('billing:assign.go')} onCancel={onClose}>
      <Select
        label={t('lists:unitTariffs.columns.tariff')}
        withAsterisk
        searchable
        allowDeselect={false}
        data-autofocus
        data={tariffs.map((tariff) => ({ value: String(tariff.id), label: `${tariff.name} · ${tariff.item}` }))}
        value={form.values.tariffId === null ? null : String(form.values.tariffId)}
        onChange={(id) => form.setFieldValue('tariffId', id === null ? null : Number(id))}
        error={form.errors.tariffId}
        data-testid="tariff"
      />
      {unit === null && (
        <>
          <PlaceSelect
            label={t('billing:place.label')}
            value={form.values.place}
            onChange={(place) => form.setFieldValue('place', place)}
          />
          <KindsSelect
            label={t('billing:place.kinds')}
            value={form.values.kinds}
            onChange={(kinds) => form.setFieldValue('kinds', kinds)}
          />
        </>
      )}
      <Group grow align="flex-start">
        <DateField label={t('billing:assign.from')} required {...form.getInputProps('fromOn')} data-testid="from-on" />
        <DateField
          label={t('billing:assign.to')}
          placeholder={t('billing:tariff.noEnd')}
          {...form.getInputProps('toOn')}
          data-testid="to-on"
        />
        <ScaledField
          label={t('billing:assign.ratio')}
          decimals={2}
          withAsterisk
          {...form.getInputProps('ratioBp')}
          data-testid="ratio"
        />
      </Group>
      <Counted input={input.success ? input.data : null} single={unit !== null} />
    </DialogForm>
  )
}

/** How many units it would reach, before anything is written. */
function Counted(props: { readonly input: z.infer<typeof assignmentFields> | null; readonly single: boolean }) {
  const { t } = useTranslation()
  const query = useQuery({
    ...orpc.billing.countAssignment.queryOptions({
      input: props.input ?? { tariffId: 0, units: { unitId: 0 }, fromOn: '2000-01-01', toOn: null, ratioBp: 10_000 },
      placeholderData: keepPreviousData,
    }),
    enabled: props.input !== null,
  })
  if (props.input === null || !query.data) return <Text size="sm">&nbsp;</Text>
  const { free, taken } = query.data
  if (props.single && taken > 0) return <Alert color="orange">{t('billing:assign.hasOne')}</Alert>
  if (props.single) return <Text size="sm">&nbsp;</Text>
  return (
    <Text size="sm" role="status" data-testid="count">
      {t('billing:assign.count', { free: formatCount(free), taken: formatCount(taken) })}
    </Text>
  )
}
