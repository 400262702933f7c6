import {
  ActionIcon,
  Autocomplete,
  Button,
  Group,
  Input,
  SegmentedControl,
  Select,
  Stack,
  Textarea,
} from '@mantine/core'
import { IconPlus, IconTrash } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { type VisitDetail, type VisitFields, visitFields } from '../../../electron/contract/visits.ts'
import { codesOf, findingKinds, visitResults } from '../../../electron/contract/vocabulary.ts'
import { client, orpc } from '../../api/client.ts'
import { useOffice } from '../../api/session.ts'
import { DateField } from '../../ui/DateField.tsx'
import { DialogForm, FormDialog } from '../../ui/FormDialog.tsx'
import { useRecordForm } from '../../ui/recordForm.tsx'
import { requestKey } from '../../ui/requestKey.ts'
import { sayDone } from '../../ui/write.ts'
import { type Picked, SearchPicker } from '../residents/SearchPicker.tsx'

interface VisitDialogProps {
  /** The household of the day's list that is reported on. */
  readonly planned?: {
    readonly id: number
    readonly unitId: number
    readonly unit: string
    readonly stewardId: number | null
  }
  readonly unit?: { readonly id: number; readonly name: string }
  /** A visit to correct. */
  readonly of?: VisitDetail
  readonly onClose: () => void
}

/** Records a visit on return, or at the door on a tablet: result, who was met, what was said. */
export function VisitDialog(props: VisitDialogProps) {
  const { t } = useTranslation()
  const title = props.of ? t('visits:correct') : t('visits:record')
  return (
    <FormDialog opened onClose={props.onClose} title={title} size="lg">
      <VisitForm {...props} />
    </FormDialog>
  )
}

type Values = VisitFields & Record<string, unknown>

const valuesOf = ({ unitId, onDate, result, visitorId, person, note, findings }: VisitDetail): Values => ({
  unitId,
  onDate,
  result,
  visitorId,
  person,
  note,
  findings: findings.map(({ kind, content }) => ({ kind, content })),
})

function VisitForm({ planned, unit, of, onClose }: VisitDialogProps) {
  const { t } = useTranslation()
  const { today } = useOffice()
  const [key] = useState(requestKey)
  const given = planned ? { id: planned.unitId, title: planned.unit } : unit && { id: unit.id, title: unit.name }
  const [picked, setPicked] = useState<Picked | null>(given ? { ...given, detail: '' } : null)
  const stewards = useQuery(orpc.visits.stewards.queryOptions()).data ?? []
  const household = useQuery({
    ...orpc.estate.unit.queryOptions({ input: { id: picked?.id ?? 0 } }),
    enabled: picked !== null,
  }).data?.residents
  const record = useRecordForm<Values>({
    schema: visitFields,
    record: of
      ? { version: of.version, values: valuesOf(of) }
      : {
          version: 0,
          values: {
            unitId: given?.id as number,
            onDate: today,
            result: 'met',
            visitorId: planned?.stewardId ?? null,
            person: '',
            note: '',
            findings: [],
          },
        },
    save: ({ values, version }) => {
      const fields = visitFields.parse(values)
      return of
        ? client.visits.update({ id: of.id, version, fields })
        : client.visits.record({ ...fields, plannedId: planned?.id ?? null, requestKey: key })
    },
    ...(of && {
      reload: async () => {
        const now = await client.visits.detail({ id: of.id })
        return { version: now.version, values: valuesOf(now) }
      },
    }),
    onSaved: () => {
      sayDone(t(of ? 'visits:corrected' : 'visits:recorded'))
      onClose()
    },
  })
  const { form } = record
  const { findings, result } = form.values
  const kinds = codesOf(findingKinds).map((value) => ({ value, label: t(`vocabulary:findingKind.${value}`) }))
  return (
    <DialogForm record={record} action={t('common:save')} onCancel={onClose}>
      {!of && (
        <SearchPicker
          kind="unit"
          label={t('visits:unit')}
          placeholder={t('visits:findUnit')}
          value={picked}
          required
          error={form.errors.unitId}
          autoFocus={picked === null}
          onChange={(next) => {
            setPicked(next)
            form.setFieldValue('unitId', next?.id as number)
          }}
          testId="visit-unit"
        />
      )}
      <Group grow align="flex-start">
        <DateField
          label={t('lists:visits.columns.onDate')}
          required
          maxDate={today}
          {...form.getInputProps('onDate')}
        />
        <Select
          label={t('lists:visits.columns.visitor')}
          clearable
          data={stewards.map((one) => ({ value: String(one.id), label: one.name }))}
          value={form.values.visitorId === null ? null : String(form.values.visitorId)}
          onChange={(value) => form.setFieldValue('visitorId', value === null ? null : Number(value))}
          data-testid="visit-visitor"
        />
      </Group>
      <Input.Wrapper label={t('lists:visits.columns.result')}>
        <div>
          <SegmentedControl
            fullWidth
            aria-label={t('lists:visits.columns.result')}
            data={codesOf(visitResults).map((value) => ({ value, label: t(`vocabulary:visitResult.${value}`) }))}
            value={result}
            onChange={(value) => {
              form.setFieldValue('result', value as VisitFields['result'])
              if (value !== 'met') form.setFieldValue('findings', [])
            }}
            data-testid="visit-result"
          />
        </div>
      </Input.Wrapper>
      {result === 'met' && (
        <>
          <Autocomplete
            label={t('lists:visits.columns.person')}
            maxLength={60}
            // Whoever lives there is offered as soon as a name is begun; Enter takes it instead of saving half a name.
            data={[...new Set(household?.filter((one) => one.current).map((one) => one.name))]}
            openOnFocus={false}
            selectFirstOptionOnChange
            {...(picked !== null && { 'data-autofocus': true })}
            {...form.getInputProps('person')}
            data-testid="visit-person"
          />
          <Stack gap="xs">
            {findings.map((_, index) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: findings have no name of their own before they are saved
              <Group key={index} align="flex-start" gap={8} wrap="nowrap">
                <Select
                  w={170}
                  aria-label={t('lists:visits.filters.finding')}
                  allowDeselect={false}
                  data={kinds}
                  {...form.getInputProps(`findings.${index}.kind`)}
                />
                <Textarea
                  flex={1}
                  aria-label={t('visits:content')}
                  placeholder={t('visits:content')}
                  autosize
                  minRows={1}
                  maxRows={6}
                  autoFocus={findings[index]?.content === ''}
                  {...form.getInputProps(`findings.${index}.content`)}
                  data-testid="finding-content"
                />
                <ActionIcon
                  size="lg"
                  variant="default"
                  aria-label={t('visits:removeFinding')}
                  onClick={() => form.removeListItem('findings', index)}
                >
                  <IconTrash size={16} />
                </ActionIcon>
              </Group>
            ))}
            <div>
              <Button
                size="xs"
                variant="default"
                leftSection={<IconPlus size={14} />}
                onClick={() => form.insertListItem('findings', { kind: 'facilities', content: '' })}
                data-testid="add-finding"
              >
                {t('visits:addFinding')}
              </Button>
            </div>
          </Stack>
        </>
      )}
      <Textarea label={t('visits:note')} autosize minRows={1} maxLength={2000} {...form.getInputProps('note')} />
    </DialogForm>
  )
}
