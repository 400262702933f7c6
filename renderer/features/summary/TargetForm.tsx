import { Button, Group, Input, NumberInput, SegmentedControl, Stack, Text, TextInput } from '@mantine/core'
import { useEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import type { Target, TargetDirection } from '../../../electron/contract/targets.ts'
import { type TargetRow, targetValues } from '../../../electron/contract/targetTable.ts'
import { client, orpc } from '../../api/client.ts'
import { queryClient } from '../../api/query.ts'
import { currentLanguage } from '../../app/i18n.ts'
import { HundredthsField } from '../../ui/HundredthsField.tsx'
import { type Editable, useRecordForm } from '../../ui/recordForm.tsx'
import { leave } from '../../ui/unsaved.ts'
import { sayDone, useWrite } from '../../ui/write.ts'

type Values = {
  direction: TargetDirection
  /** As `Target.value`; what is typed and is no number stays as it is, for the schema to refuse. */
  value: number | string | null
  note: string
} & Record<string, unknown>

/** The target of one figure, typed where it stands: percent, number, yuan or m². Escape leaves it as it was. */
export function TargetForm(props: { readonly row: TargetRow; readonly year: number; readonly onClose: () => void }) {
  const { t } = useTranslation()
  const { row, year, onClose } = props
  const { figure, target } = row
  const record = useRecordForm<Values>({
    schema: targetValues,
    record: editable(target ?? row.before.target, target?.version ?? 0, target !== null),
    save: ({ version, values }) =>
      client.summary.saveTarget({ figure: figure.id, year, version, ...targetValues.parse(values) }),
    reload: async () => {
      const targets = await queryClient.fetchQuery({
        ...orpc.summary.targets.queryOptions({ input: { year } }),
        staleTime: 0,
      })
      const fresh = targets.find((one) => one.figure === figure.id)
      return editable(fresh, fresh?.version ?? 0, fresh !== undefined)
    },
    onSaved: () => {
      sayDone(t('common:saved'))
      onClose()
    },
  })
  const withdraw = useWrite(orpc.summary.saveTarget, { done: t('targets:withdrawn'), onDone: onClose })
  const { form } = record
  const field = useRef<HTMLInputElement>(null)
  useEffect(() => field.current?.focus(), [])
  const common = {
    ref: field,
    'aria-label': t(`targets:valueIn.${figure.unit}`),
    w: 150,
    'data-testid': 'target-value',
  }
  return (
    <form
      onSubmit={record.submit}
      noValidate
      onKeyDown={(event) => {
        if (event.key !== 'Escape') return
        event.stopPropagation()
        void leave(onClose)
      }}
      data-testid="target-form"
    >
      <Stack gap={6} py={4}>
        {record.notice}
        <Group gap="sm" align="flex-start">
          <Text size="sm" fw={600} w={190} pt={4}>
            {figure.label[currentLanguage()]}
          </Text>
          <SegmentedControl
            size="xs"
            aria-label={t('targets:direction')}
            data={(['at-least', 'at-most'] as const).map((value) => ({ value, label: t(`targets:${value}`) }))}
            {...form.getInputProps('direction')}
          />
          <Group gap={4} wrap="nowrap" align="flex-start">
            {figure.unit === 'count' ? (
              <NumberInput
                {...common}
                hideControls
                thousandSeparator=","
                allowNegative={false}
                allowDecimal={false}
                styles={{ input: { textAlign: 'right' } }}
                value={form.getValues().value ?? ''}
                onChange={(typed) => form.setFieldValue('value', typed === '' ? null : typed)}
                error={form.errors.value}
              />
            ) : (
              <HundredthsField {...common} {...form.getInputProps('value')} />
            )}
            <Input.Wrapper pt={6}>{signOf(figure.unit, t('common:yuan'))}</Input.Wrapper>
          </Group>
          <TextInput
            flex={1}
            miw={180}
            aria-label={t('targets:note')}
            placeholder={t('targets:notePlaceholder')}
            maxLength={100}
            {...form.getInputProps('note')}
            data-testid="target-note"
          />
          <Button type="submit" loading={record.busy} data-testid="save-target">
            {t('common:save')}
          </Button>
          {target && (
            <Button
              variant="default"
              c="red.8"
              loading={withdraw.isPending}
              onClick={() => withdraw.mutate({ ...target, value: null })}
              data-testid="withdraw-target"
            >
              {t('targets:withdraw')}
            </Button>
          )}
          <Button variant="default" onClick={() => void leave(onClose)}>
            {t('common:cancel')}
          </Button>
        </Group>
      </Stack>
    </form>
  )
}

function signOf(unit: TargetRow['figure']['unit'], yuan: string): string {
  return unit === 'ratio' ? '%' : unit === 'yuan' ? yuan : unit === 'm2' ? 'm²' : ''
}

/** A new target begins with last year's direction and note; its value is for somebody to set. */
function editable(
  of: Pick<Target, 'direction' | 'value' | 'note'> | null | undefined,
  version: number,
  isOwn: boolean,
): Editable<Values> {
  return {
    version,
    values: { direction: of?.direction ?? 'at-least', value: isOwn ? (of?.value ?? null) : null, note: of?.note ?? '' },
  }
}
