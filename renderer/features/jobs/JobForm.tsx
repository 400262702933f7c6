import { Badge, Button, CloseButton, Group, SegmentedControl, Text, Textarea, TextInput } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { type JobFields, jobFields } from '../../../electron/contract/jobs.ts'
import { chargeClasses, codesOf, type JobKind, jobPriorities, trades } from '../../../electron/contract/vocabulary.ts'
import { client, orpc } from '../../api/client.ts'
import { useOffice } from '../../api/session.ts'
import { Keys, useCommands } from '../../app/commands.tsx'
import { DateField } from '../../ui/DateField.tsx'
import { DialogForm } from '../../ui/FormDialog.tsx'
import { useRecordForm } from '../../ui/recordForm.tsx'
import { requestKey } from '../../ui/requestKey.ts'
import { type CallFormProps, hasWords } from './call.ts'

export function RepairForm(props: CallFormProps) {
  return <JobForm {...props} kind="repair" />
}

/** Something the resident orders and pays for. */
export function ServiceForm(props: CallFormProps) {
  return <JobForm {...props} kind="service" />
}

const own = jobFields.pick({
  place: true,
  content: true,
  trade: true,
  priority: true,
  chargeClass: true,
  appointedOn: true,
  appointedTime: true,
})
type Values = Pick<JobFields, keyof typeof own.shape> & Record<string, unknown>

/** Phrases that have a key. */
const keyed = 9

/** Where, what, when and how urgent; saving gives the number. */
function JobForm(props: CallFormProps & { readonly kind: JobKind }) {
  const { t } = useTranslation()
  const { today } = useOffice()
  const { call, told, kind } = props
  const [key] = useState(requestKey)
  const record = useRecordForm<Values, { id: number; number: string }>({
    schema: own,
    record: {
      version: 0,
      values: {
        place: told.place,
        content: told.content,
        trade: kind === 'service' ? 'other' : told.trade,
        priority: 'normal',
        chargeClass: kind === 'service' ? 'paid' : 'free',
        appointedOn: null,
        appointedTime: '',
      },
    },
    save: ({ values }) =>
      client.jobs.register({
        ...own.parse(values),
        source: 'resident',
        unitId: call.unitId,
        personId: call.personId,
        caller: call.caller,
        phone: call.phone,
        kind,
        reworkOfId: told.reworkOf?.id ?? null,
        requestKey: key,
      }),
    begun: hasWords(props.told),
    onSaved: ({ id, number }) => props.onSaved({ number, jobId: id }),
  })
  const { form } = record
  const { place, content, trade } = form.values
  const { onTold } = props
  // What is typed here is compared with what is open and read back, beside the form.
  useEffect(() => {
    const next = { ...told, place, content, trade: kind === 'service' ? told.trade : trade }
    if (told.place !== place || told.content !== content || told.trade !== next.trade) onTold(next)
  }, [told, place, content, trade, kind, onTold])
  const words = useQuery(orpc.intake.words.queryOptions())
  const phrases = words.data?.phrases[trade] ?? []
  const say = (phrase: string) =>
    form.setFieldValue(
      'content',
      content.trim() === '' ? phrase : t('jobs:intake.withPhrase', { content: content.trim(), phrase }),
    )
  useCommands([
    { key: 'mod+enter', label: t('jobs:intake.save'), run: () => record.submit(), inDialog: true },
    ...phrases.slice(0, keyed).map((phrase, index) => ({
      key: `alt+${index + 1}`,
      label: t('jobs:intake.phrase'),
      run: () => say(phrase),
      inDialog: true,
    })),
  ])
  const choices = (group: string, list: Readonly<Record<string, string>>) =>
    codesOf(list).map((value) => ({ value, label: t(`vocabulary:${group}.${value}`) }))
  return (
    <DialogForm record={record} action={t('jobs:intake.save')} onCancel={props.onCancel} more={<Keys of="mod+enter" />}>
      {told.reworkOf && (
        <Group gap={6}>
          <Badge color="orange">{t('jobs:intake.reworkOf', { number: told.reworkOf.number })}</Badge>
          <CloseButton
            size="xs"
            aria-label={t('jobs:intake.noRework')}
            onClick={() => onTold({ ...told, reworkOf: null })}
          />
        </Group>
      )}
      <TextInput
        label={t('lists:jobs.columns.place')}
        placeholder={t('jobs:intake.placeHint')}
        maxLength={200}
        {...form.getInputProps('place')}
        data-testid="intake-place"
      />
      <Textarea
        label={t('lists:jobs.columns.content')}
        withAsterisk
        autosize
        minRows={2}
        maxRows={8}
        {...form.getInputProps('content')}
        data-autofocus
        data-testid="intake-content"
      />
      {phrases.length > 0 && (
        <Group gap={6} aria-label={t('jobs:intake.phrases')} role="group">
          {phrases.map((phrase, index) => (
            <Button
              key={phrase}
              size="compact-xs"
              variant="default"
              // Every phrase with a key is at hand without walking through all of them.
              tabIndex={index < keyed ? -1 : 0}
              onClick={() => say(phrase)}
              leftSection={
                index < keyed ? (
                  <Text span size="xs" c="dimmed">
                    {index + 1}
                  </Text>
                ) : undefined
              }
              data-testid="phrase"
            >
              {phrase}
            </Button>
          ))}
          <Text size="xs" c="dimmed">
            {t('jobs:intake.phraseHint')}
          </Text>
        </Group>
      )}
      <Choice label={t('lists:jobs.columns.trade')} data={choices('trade', trades)} {...form.getInputProps('trade')} />
      <Group grow align="flex-start" wrap="nowrap">
        <Choice
          label={t('lists:jobs.columns.priority')}
          data={choices('jobPriority', jobPriorities)}
          {...form.getInputProps('priority')}
        />
        <Choice
          label={t('lists:jobs.columns.chargeClass')}
          data={choices('chargeClass', chargeClasses)}
          {...form.getInputProps('chargeClass')}
        />
      </Group>
      {props.callerFields}
      <Group grow align="flex-start">
        <DateField label={t('jobs:appointment')} minDate={today} {...form.getInputProps('appointedOn')} />
        <TextInput label={t('jobs:intake.time')} placeholder="09:30" {...form.getInputProps('appointedTime')} />
      </Group>
    </DialogForm>
  )
}

/** A choice of few, all on screen: arrows move it. */
export function Choice(props: {
  readonly label: string
  readonly data: readonly { readonly value: string; readonly label: string }[]
  readonly value?: string
  readonly onChange?: (value: string) => void
}) {
  return (
    <div>
      <Text size="sm" fw={600} mb={4}>
        {props.label}
      </Text>
      <SegmentedControl
        fullWidth
        size="xs"
        aria-label={props.label}
        data={[...props.data]}
        {...(props.value !== undefined && { value: props.value })}
        {...(props.onChange && { onChange: props.onChange })}
      />
    </div>
  )
}
