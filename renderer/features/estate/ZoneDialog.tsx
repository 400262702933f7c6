import { MultiSelect, Select, TextInput } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { z } from 'zod'
import { client, orpc } from '../../api/client.ts'
import { DialogForm, FormDialog } from '../../ui/FormDialog.tsx'
import { fieldLabel } from '../../ui/fields.ts'
import { useRecordForm } from '../../ui/recordForm.tsx'
import { leave } from '../../ui/unsaved.ts'
import { sayDone } from '../../ui/write.ts'
import type { Place } from './places.ts'

export type Zone = Awaited<ReturnType<typeof client.estate.zones>>[number]

const zoneFields = z.object({
  name: z.string().trim().min(1).max(60),
  stewardId: z.number().nullable(),
  areaIds: z.array(z.number()),
})
type Values = z.infer<typeof zoneFields>

/** A butler zone: its name, its steward, its areas. */
export function ZoneDialog(props: {
  readonly zone: Zone | null
  readonly zones: readonly Zone[]
  readonly areas: readonly Place[]
  readonly onClose: () => void
}) {
  const { t } = useTranslation()
  const { zone, onClose } = props
  const staff = useQuery(orpc.staff.list.queryOptions()).data ?? []
  const edit = useRecordForm<Values>({
    schema: zoneFields,
    record: { version: zone?.version ?? 0, values: zone ? valuesOf(zone) : { name: '', stewardId: null, areaIds: [] } },
    save: ({ version, values }) => client.estate.saveZone({ id: zone?.id ?? null, version, ...values }),
    reload: async () => {
      const fresh = (await client.estate.zones()).find((one) => one.id === zone?.id)
      if (!fresh) throw new Error('the zone is gone')
      return { version: fresh.version, values: valuesOf(fresh) }
    },
    onSaved: () => {
      sayDone(t('common:saved'))
      onClose()
    },
  })
  const { form } = edit
  const close = () => void leave(onClose)
  const otherZone = (area: Place) => props.zones.find((one) => one.id !== zone?.id && one.areaIds.includes(area.id))
  return (
    <FormDialog opened onClose={close} title={t(zone ? 'estate:zones.edit' : 'estate:zones.new')}>
      <DialogForm record={edit} action={t('common:save')} onCancel={close}>
        <TextInput
          label={t('estate:zones.name')}
          withAsterisk
          maxLength={60}
          data-autofocus
          {...form.getInputProps('name')}
          data-testid="zone-name"
        />
        <Select
          label={fieldLabel('stewardId')}
          placeholder={t('estate:zones.nobody')}
          clearable
          searchable
          data={staff
            // Somebody who has left stays to be seen where he is still named.
            .filter((member) => member.active || member.id === zone?.stewardId)
            .map((member) => ({ value: String(member.id), label: member.name }))}
          value={form.values.stewardId === null ? null : String(form.values.stewardId)}
          onChange={(value) => form.setFieldValue('stewardId', value === null ? null : Number(value))}
          error={form.errors.stewardId}
          data-testid="zone-steward"
        />
        <MultiSelect
          label={t('estate:zones.areas')}
          description={t('estate:zones.areasHint')}
          searchable
          data={props.areas.map((area) => {
            const other = otherZone(area)
            return {
              value: String(area.id),
              label: other ? t('estate:zones.areaOfOther', { area: area.name, zone: other.name }) : area.name,
            }
          })}
          value={form.values.areaIds.map(String)}
          onChange={(ids) => form.setFieldValue('areaIds', ids.map(Number))}
          data-testid="zone-areas"
        />
      </DialogForm>
    </FormDialog>
  )
}

function valuesOf({ name, stewardId, areaIds }: Zone): Values {
  return { name, stewardId, areaIds }
}
