import { Badge, Button, Group, Paper, SegmentedControl, Select, Stack, Text, Textarea, TextInput } from '@mantine/core'
import { IconChecks } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { type KeyboardEvent, useEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import {
  type ChecklistItem,
  type CompletionFields,
  completionFields,
  inOrder,
  type TaskDetail,
} from '../../../electron/contract/plans.ts'
import { codesOf, jobPriorities, trades } from '../../../electron/contract/vocabulary.ts'
import { client, orpc } from '../../api/client.ts'
import { useOffice } from '../../api/session.ts'
import { Keys, useCommands } from '../../app/commands.tsx'
import { DateField } from '../../ui/DateField.tsx'
import { DialogForm } from '../../ui/FormDialog.tsx'
import { HundredthsField } from '../../ui/HundredthsField.tsx'
import { type RecordForm, useRecordForm } from '../../ui/recordForm.tsx'
import { sayDone } from '../../ui/write.ts'
import { limitsText } from './limitsText.ts'
import classes from './tasks.module.css'

/** Null while a tick is not answered. */
type Answers = { itemId: number; ok: boolean | null; valueCenti: number | null; note: string }[]
type Values = Omit<CompletionFields, 'results'> & { results: Answers } & Record<string, unknown>

/** The checklist filled in: Y and N answer and go on to the next item, readings are typed; a failed item opens a job. */
export function CompletionForm({ task, onClose }: { readonly task: TaskDetail; readonly onClose: () => void }) {
  const { t } = useTranslation()
  const { today } = useOffice()
  const staff = useQuery(orpc.staff.list.queryOptions()).data ?? []
  const initial: Values = {
    doneOn: today,
    doneById: task.responsibleId,
    note: '',
    results: task.items.map(({ id, kind }) => ({
      itemId: id,
      ok: kind === 'tick' ? null : true,
      valueCenti: null,
      note: '',
    })),
    trade: task.trade,
    priority: 'normal',
  }
  const record = useRecordForm<Values, { readonly jobs: readonly { readonly number: string }[] }>({
    schema: completionFields,
    record: { version: task.version, values: initial },
    save: ({ version, values }) =>
      client.plans.complete({ id: task.id, version, fields: completionFields.parse(values) }),
    reload: async () => {
      const now = await client.plans.task({ id: task.id })
      return { version: now.version, values: initial }
    },
    onSaved: ({ jobs }) => {
      sayDone(
        jobs.length === 0
          ? t('plans:completed')
          : t('plans:completedWithJobs', { numbers: jobs.map((job) => job.number).join(' ') }),
      )
      onClose()
    },
  })
  const { form } = record
  const box = useRef<HTMLDivElement>(null)
  // The first answer is waited for, not the day, which is mostly today.
  useEffect(() => box.current?.querySelector<HTMLInputElement>('[data-item] input')?.focus(), [])
  const failed = task.items.filter((item, index) => isFailed(item, form.values.results[index])).length
  const allFine = () => {
    for (const [index, item] of task.items.entries()) {
      if (item.kind === 'tick') form.setFieldValue(`results.${index}.ok`, true as never)
    }
  }
  useCommands(
    task.items.some((item) => item.kind === 'tick') ? [{ key: 'a', label: t('plans:allFine'), run: allFine }] : [],
  )
  return (
    <Paper p="md" component="section" aria-label={t('plans:complete')} data-testid="completion">
      <DialogForm record={record} action={t('plans:complete')} onCancel={onClose}>
        <Group grow align="flex-start" maw={560}>
          <DateField
            label={t('plans:dayDone')}
            required
            maxDate={today}
            {...form.getInputProps('doneOn')}
            data-testid="done-on"
          />
          <Select
            label={t('lists:planTasks.columns.doneBy')}
            placeholder={t('plans:myself')}
            clearable
            searchable
            data={staff.filter((one) => one.active).map((one) => ({ value: String(one.id), label: one.name }))}
            value={form.values.doneById === null ? null : String(form.values.doneById)}
            onChange={(value) => form.setFieldValue('doneById', value === null ? null : Number(value))}
          />
        </Group>
        {task.items.length > 0 && (
          <Stack gap={6} ref={box} data-testid="checklist">
            <Group justify="space-between">
              <Text size="xs" c="dimmed">
                {t('plans:keysHint')}
              </Text>
              <Button
                size="xs"
                variant="default"
                leftSection={<IconChecks size={14} />}
                rightSection={<Keys of="a" />}
                onClick={allFine}
                data-testid="all-fine"
              >
                {t('plans:allFine')}
              </Button>
            </Group>
            {task.items.map((item, index) => (
              <ItemRow key={item.id} item={item} index={index} record={record} />
            ))}
          </Stack>
        )}
        {failed > 0 && (
          <Group align="flex-end" gap="sm" data-testid="failed-jobs">
            <Text size="sm" fw={600} c="red.8" pb={8}>
              {t('plans:opensJobs', { count: failed })}
            </Text>
            <Select
              size="xs"
              label={t('lists:jobs.columns.trade')}
              allowDeselect={false}
              data={codesOf(trades).map((value) => ({ value, label: t(`vocabulary:trade.${value}`) }))}
              {...form.getInputProps('trade')}
            />
            <Select
              size="xs"
              label={t('lists:jobs.columns.priority')}
              allowDeselect={false}
              data={codesOf(jobPriorities).map((value) => ({ value, label: t(`vocabulary:jobPriority.${value}`) }))}
              {...form.getInputProps('priority')}
            />
          </Group>
        )}
        <Textarea
          label={t('plans:note')}
          autosize
          minRows={1}
          maxLength={2000}
          {...(task.items.length === 0 && { 'data-autofocus': true })}
          {...form.getInputProps('note')}
        />
      </DialogForm>
    </Paper>
  )
}

function isFailed(item: ChecklistItem, answer: Answers[number] | undefined): boolean {
  if (!answer || answer.ok === null) return false
  const { ok, valueCenti } = answer
  return inOrder(item, { ok, valueCenti: typeof valueCenti === 'number' ? valueCenti : null }) === false
}

/** One item with its answer and a remark. */
function ItemRow(props: { readonly item: ChecklistItem; readonly index: number; readonly record: RecordForm<Values> }) {
  const { item, index } = props
  const { t } = useTranslation()
  const { form } = props.record
  const answer = form.values.results[index]
  const failed = isFailed(item, answer)
  const error = form.errors[`results.${index}.ok`] ?? form.errors[`results.${index}`]
  const press = (event: KeyboardEvent<HTMLDivElement>) => {
    const ok = { y: true, n: false }[event.key.toLowerCase()]
    if (ok === undefined || item.kind !== 'tick' || (event.target as HTMLInputElement).type === 'text') return
    event.preventDefault()
    form.setFieldValue(`results.${index}.ok`, ok as never)
    focusItem(event.currentTarget, ok ? index + 1 : index)
  }
  return (
    <Group
      gap="sm"
      wrap="nowrap"
      align="center"
      className={classes.item ?? ''}
      data-failed={failed || undefined}
      data-item={index}
      onKeyDown={press}
    >
      <Text size="sm" flex={1}>
        <span className="figure">{index + 1}.</span> {item.words}{' '}
        <Text span size="xs" c="dimmed" className="figure">
          {limitsText(t, item)}
        </Text>
        {error && (
          <Text span size="xs" c="red.8">
            {' '}
            {error}
          </Text>
        )}
      </Text>
      {item.kind === 'tick' ? (
        <SegmentedControl
          size="xs"
          aria-label={item.words}
          data={[
            { value: 'yes', label: t('plans:ok') },
            { value: 'no', label: t('plans:notOk') },
          ]}
          value={answer?.ok === true ? 'yes' : answer?.ok === false ? 'no' : ''}
          onChange={(value) => form.setFieldValue(`results.${index}.ok`, (value === 'yes') as never)}
          color={failed ? 'red' : 'teal'}
        />
      ) : (
        <Group gap={6} wrap="nowrap" w={190} justify="flex-end">
          {failed && <Badge color="red">{t('plans:notOk')}</Badge>}
          <HundredthsField
            w={110}
            size="xs"
            aria-label={item.words}
            rightSection={item.unit ? <Text size="xs">{item.unit}</Text> : null}
            rightSectionWidth={item.unit.length > 2 ? 44 : 30}
            {...form.getInputProps(`results.${index}.valueCenti`)}
            data-testid={`value-${index}`}
          />
        </Group>
      )}
      <TextInput
        w={200}
        size="xs"
        aria-label={t('plans:noteOf', { item: item.words })}
        placeholder={t('plans:note')}
        maxLength={500}
        {...form.getInputProps(`results.${index}.note`)}
        data-testid={`note-${index}`}
      />
    </Group>
  )
}

/** Of an item that is in order the next one's answer takes the cursor; of a failed one its own remark. */
function focusItem(from: HTMLElement, index: number): void {
  const list = from.parentElement
  const row = list?.querySelector<HTMLElement>(`[data-item="${index}"]`)
  const inputs = row?.querySelectorAll<HTMLInputElement>('input')
  const target = row === from ? inputs?.[inputs.length - 1] : inputs?.[0]
  target?.focus()
}
