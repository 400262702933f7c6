import { SegmentedControl, SimpleGrid, Stack, Text } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { SpellInput, UnitDetail } from '../../../electron/contract/estate.ts'
import { client } from '../../api/client.ts'
import { useOffice } from '../../api/session.ts'
import { DateField } from '../../ui/DateField.tsx'
import { DialogForm, FormDialog } from '../../ui/FormDialog.tsx'
import { useRecordForm } from '../../ui/recordForm.tsx'
import { leave } from '../../ui/unsaved.ts'
import { sayDone } from '../../ui/write.ts'
import { atSpellFields, type SpellKind, type SpellValues, spellForms } from './spellFields.ts'
import { type StoredSpell, spellsOf } from './unitEvents.ts'

interface SpellDialogProps {
  readonly unit: UnitDetail
  /** Null for a new one. */
  readonly stored: StoredSpell | null
  readonly onClose: () => void
}

/** Adds or corrects a dated spell of a unit: a stay, a decoration, a lease. */
export function SpellDialog(props: SpellDialogProps) {
  const { t } = useTranslation()
  const [kind, setKind] = useState<SpellKind>(props.stored?.spell ?? usualSpell(props.unit))
  const title = props.stored ? t('estate:spell.editTitle') : t('estate:spell.addTitle')
  return (
    <FormDialog opened onClose={() => void leave(props.onClose)} title={`${title} · ${props.unit.display}`}>
      <Stack gap="sm">
        {props.stored === null && (
          <SegmentedControl
            fullWidth
            aria-label={t('estate:spell.kind')}
            value={kind}
            onChange={(next) => setKind(next as SpellKind)}
            data={(['decoration', 'stay', 'lease'] as const).map((value) => ({
              value,
              label: t(`estate:spellKind.${value}`),
            }))}
            data-testid="spell-kind"
          />
        )}
        <SpellForm key={kind} kind={kind} {...props} />
      </Stack>
    </FormDialog>
  )
}

/** Before the handover it can only be a lease, after it most often a decoration. */
function usualSpell(unit: UnitDetail): SpellKind {
  if (unit.fields.handedOverOn === null) return 'lease'
  return unit.decorations.length === 0 ? 'decoration' : 'stay'
}

function SpellForm({ unit, stored, kind, onClose }: SpellDialogProps & { readonly kind: SpellKind }) {
  const { t } = useTranslation()
  const { today } = useOffice()
  const { schema, start } = spellForms[kind]
  const edit = useRecordForm<SpellValues>({
    schema,
    record: { version: stored?.version ?? 0, values: { ...(stored?.fields ?? start) } },
    save: async ({ version, values }) => {
      // The form has checked the fields against the schema of their kind.
      const spell = { spell: kind, fields: values } as unknown as SpellInput
      try {
        return stored
          ? await client.estate.updateSpell({ id: stored.id, version, spell })
          : await client.estate.addSpell({ unitId: unit.id, spell })
      } catch (error) {
        throw atSpellFields(error)
      }
    },
    reload: async () => {
      const fresh = spellsOf(await client.estate.unit({ id: unit.id }))
      const same = fresh.find((spell) => spell.spell === kind && spell.id === stored?.id)
      if (!same) throw new Error('the spell is gone')
      return { version: same.version, values: { ...same.fields } }
    },
    onSaved: () => {
      sayDone(t('common:saved'))
      onClose()
    },
  })
  const { form } = edit
  // Only a lease may be agreed for days to come.
  const dates = kind === 'lease' ? {} : { maxDate: today }
  const dateField = (name: string) => ({
    label: t(`estate:spellField.${kind}.${name}`),
    ...dates,
    ...form.getInputProps(name),
    'data-testid': name,
  })
  const names = Object.keys(start).filter((name) => name !== 'kind')
  return (
    <DialogForm record={edit} action={t('common:save')} onCancel={() => void leave(onClose)}>
      {kind === 'lease' && (
        <SegmentedControl
          aria-label={t('estate:spell.leaseKind')}
          data={(['unsold-let', 'leaseback'] as const).map((value) => ({
            value,
            label: t(`vocabulary:leaseKind.${value}`),
          }))}
          value={form.values.kind ?? 'unsold-let'}
          onChange={(value) => form.setFieldValue('kind', value)}
        />
      )}
      <SimpleGrid cols={2} spacing="sm">
        {names.map((name, index) => (
          <DateField
            key={name}
            {...dateField(name)}
            {...(index === 0 && { 'data-autofocus': true })}
            {...(index === 0 && kind !== 'decoration' && { withAsterisk: true })}
          />
        ))}
      </SimpleGrid>
      <Text size="xs" c="dimmed">
        {t(`estate:spellHint.${kind}`)}
      </Text>
    </DialogForm>
  )
}
