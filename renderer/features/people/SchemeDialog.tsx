import { ActionIcon, Button, Group, Input, NumberInput, Select, Stack, Text, TextInput } from '@mantine/core'
import { IconPlus, IconTrash } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { type Scheme, type SchemeFields, schemeFields, sourceKinds } from '../../../electron/contract/appraisal.ts'
import { addMonths } from '../../../electron/contract/dates.ts'
import type { Share } from '../../../electron/contract/people.ts'
import { client } from '../../api/client.ts'
import { useOffice } from '../../api/session.ts'
import { DialogForm, FormDialog } from '../../ui/FormDialog.tsx'
import { useRecordForm } from '../../ui/recordForm.tsx'
import { sayDone } from '../../ui/write.ts'
import { ShareField } from './ShareField.tsx'

interface SchemeDialogProps {
  readonly of: Scheme | null
  readonly all: readonly Scheme[]
  readonly onClose: () => void
}

/** A scheme from a month on: who scores, with what weight, and the share of the salary that goes by it. */
export function SchemeDialog(props: SchemeDialogProps) {
  const { t } = useTranslation()
  return (
    <FormDialog opened onClose={props.onClose} title={t('people:scheme.one')} size="lg">
      <SchemeForm {...props} />
    </FormDialog>
  )
}

type Values = SchemeFields & Record<string, unknown>

function SchemeForm({ of, all, onClose }: SchemeDialogProps) {
  const { t } = useTranslation()
  const { today } = useOffice()
  // A new one begins as the last one is.
  const like = of ?? all[0]
  const start: Values = like
    ? schemeFields.parse(like)
    : { name: '', fromMonth: today.slice(0, 7), share: { part: 1, of: 3 }, sources: [] }
  const record = useRecordForm<Values>({
    schema: schemeFields,
    record: {
      version: of?.version ?? 0,
      values: of ? start : { ...start, fromMonth: addMonths(`${today.slice(0, 7)}-01`, 1).slice(0, 7) },
    },
    save: ({ version, values }) =>
      client.appraisal.saveScheme({ ...schemeFields.parse(values), id: of?.id ?? null, version }),
    onSaved: () => {
      onClose()
      sayDone(t('common:saved'))
    },
  })
  const { form } = record
  const { sources, share } = form.values
  const sum = sources.reduce((total, one) => total + one.weight, 0)
  return (
    <DialogForm record={record} action={t('common:save')} onCancel={onClose}>
      <Group grow align="flex-start">
        <TextInput
          label={t('people:scheme.name')}
          required
          data-autofocus
          maxLength={40}
          {...form.getInputProps('name')}
        />
        <TextInput
          label={t('people:scheme.from')}
          required
          placeholder="2026-01"
          {...form.getInputProps('fromMonth')}
          data-testid="scheme-from"
        />
        <ShareField
          label={t('people:share')}
          required
          value={share}
          onChange={(value) => form.setFieldValue('share', value as Share)}
          error={form.errors.share}
        />
      </Group>
      <Input.Wrapper label={t('people:scheme.sources')} error={form.errors.sources}>
        <Stack gap={6}>
          {sources.map((_, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: sources have no name of their own before they are saved
            <Group key={index} gap={8} wrap="nowrap" align="flex-start">
              <TextInput
                flex={1}
                aria-label={t('people:scheme.source')}
                maxLength={30}
                {...form.getInputProps(`sources.${index}.name`)}
              />
              <Select
                w={150}
                aria-label={t('people:scheme.kind')}
                allowDeselect={false}
                data={sourceKinds.map((value) => ({ value, label: t(`people:sourceKind.${value}`) }))}
                {...form.getInputProps(`sources.${index}.kind`)}
              />
              <NumberInput
                w={90}
                aria-label={t('people:scheme.weight')}
                min={1}
                max={100}
                suffix="%"
                clampBehavior="strict"
                allowDecimal={false}
                {...form.getInputProps(`sources.${index}.weight`)}
                data-testid="weight"
              />
              <ActionIcon
                size="lg"
                variant="default"
                aria-label={t('people:scheme.removeSource')}
                onClick={() => form.removeListItem('sources', index)}
              >
                <IconTrash size={16} />
              </ActionIcon>
            </Group>
          ))}
        </Stack>
      </Input.Wrapper>
      <Group justify="space-between">
        <Button
          size="xs"
          variant="default"
          leftSection={<IconPlus size={14} />}
          onClick={() => form.insertListItem('sources', { name: '', kind: 'peer', weight: Math.max(1, 100 - sum) })}
        >
          {t('people:scheme.addSource')}
        </Button>
        <Text size="sm" {...(sum !== 100 && { c: 'red.8' })} className="figure" data-testid="weights">
          {t('people:scheme.sum', { sum })}
        </Text>
      </Group>
    </DialogForm>
  )
}
