import { Button, Checkbox, Group, Paper, SegmentedControl, Text, TextInput, Title } from '@mantine/core'
import type { UseFormReturnType } from '@mantine/form'
import { type KeyboardEvent, type ReactNode, useEffect, useRef } from 'react'
import { flushSync } from 'react-dom'
import { useTranslation } from 'react-i18next'
import type { HandoverItem } from '../../../electron/contract/handover.ts'
import { Keys } from '../../app/commands.tsx'
import { type ChecklistValues, noteOf, readMeter, resultOf } from './checklist.ts'
import classes from './handover.module.css'

const results = ['ok', 'defect', 'none'] as const
const tones: Readonly<Record<string, string>> = { ok: 'teal.9', defect: 'red.9', none: 'gray.7' }

/** The items of a handover to be gone through: keys 1 2 3 judge and move on, Enter moves on. */
export function Checklist(props: {
  readonly items: readonly HandoverItem[]
  readonly form: UseFormReturnType<ChecklistValues>
}) {
  const { t } = useTranslation()
  const { items, form } = props
  const box = useRef<HTMLDivElement>(null)
  const inspections = items.filter((item) => item.kind === 'inspection')
  const meters = items.filter((item) => item.kind === 'meter')
  const documents = items.filter((item) => item.kind === 'document')

  // The keys work at once: the cursor waits at the first item without an answer.
  const first = items.find((item) => form.values[resultOf(item)] === '')?.id
  const start = useRef(first)
  useEffect(() => {
    if (start.current !== undefined && box.current) focusItem(box.current, start.current)
  }, [])

  /** To the field of the item after this one, in the order of the page. */
  function goOn(from: HandoverItem): void {
    const order = [...inspections, ...meters, ...documents]
    const next = order[order.findIndex((item) => item.id === from.id) + 1]
    if (next && box.current) focusItem(box.current, next.id)
  }

  /** A defect is described at once: the field is there before the next key, so that no digit of it becomes a result. */
  function defect(item: HandoverItem): void {
    flushSync(() => form.setFieldValue(resultOf(item), 'defect'))
    box.current?.querySelector<HTMLElement>(`[data-note="${item.id}"]`)?.focus()
  }

  return (
    <div ref={box} className={classes.checklist}>
      {inspections.length > 0 && (
        <Section title={t('vocabulary:handoverItemKind.inspection')} aside={<InspectionKeys />}>
          {inspections.map((item) => (
            <Inspection
              key={item.id}
              item={item}
              result={form.values[resultOf(item)] ?? ''}
              note={form.values[noteOf(item)] ?? ''}
              onResult={(result, byKey) => {
                if (result === 'defect') {
                  defect(item)
                  return
                }
                form.setFieldValue(resultOf(item), result)
                if (byKey && result !== '') goOn(item)
              }}
              onNote={(text) => form.setFieldValue(noteOf(item), text)}
              onNext={() => goOn(item)}
            />
          ))}
        </Section>
      )}
      <div className={classes.halves}>
        {meters.length > 0 && (
          <Section title={t('vocabulary:handoverItemKind.meter')}>
            {meters.map((item) => (
              <Meter
                key={item.id}
                item={item}
                reading={form.values[resultOf(item)] ?? ''}
                onReading={(reading) => form.setFieldValue(resultOf(item), reading)}
                onNext={() => goOn(item)}
              />
            ))}
          </Section>
        )}
        {documents.length > 0 && (
          <Section
            title={t('vocabulary:handoverItemKind.document')}
            aside={
              <Button
                size="compact-xs"
                variant="subtle"
                onClick={() => {
                  for (const item of documents) form.setFieldValue(resultOf(item), 'signed')
                }}
                data-testid="sign-all"
              >
                {t('handover:signAll')}
              </Button>
            }
          >
            {documents.map((item) => (
              <Document
                key={item.id}
                item={item}
                signed={form.values[resultOf(item)] === 'signed'}
                onSigned={(signed) => form.setFieldValue(resultOf(item), signed ? 'signed' : '')}
                onNext={() => goOn(item)}
              />
            ))}
          </Section>
        )}
      </div>
    </div>
  )
}

/** Puts the cursor where an item is answered. */
export function focusItem(box: ParentNode, id: number): void {
  const row = box.querySelector(`[data-item="${id}"]`)
  const field =
    row?.querySelector<HTMLElement>('input[type="radio"]:checked') ?? row?.querySelector<HTMLElement>('input')
  field?.focus()
  row?.scrollIntoView({ block: 'nearest' })
}

function Section(props: { readonly title: string; readonly aside?: ReactNode; readonly children: ReactNode }) {
  return (
    <Paper component="section" aria-label={props.title} p="sm" className={classes.section}>
      <Group justify="space-between" mb={4} mih={24}>
        <Title order={2}>{props.title}</Title>
        {props.aside}
      </Group>
      {props.children}
    </Paper>
  )
}

function InspectionKeys() {
  const { t } = useTranslation()
  return (
    <Group gap="sm" c="dimmed" fz="xs">
      {results.map((result, index) => (
        <Group key={result} gap={4}>
          <Keys of={String(index + 1)} /> {t(`vocabulary:itemResult.${result}`)}
        </Group>
      ))}
      <Group gap={4}>
        <Keys of="0" /> {t('handover:clearResult')}
      </Group>
    </Group>
  )
}

function Inspection(props: {
  readonly item: HandoverItem
  readonly result: string
  readonly note: string
  readonly onResult: (result: string, byKey: boolean) => void
  readonly onNote: (note: string) => void
  readonly onNext: () => void
}) {
  const { t } = useTranslation()
  const { item, result } = props

  function press(event: KeyboardEvent<HTMLDivElement>): void {
    if (event.ctrlKey || event.altKey || event.metaKey) return
    const chosen = results[Number(event.key) - 1]
    if (chosen) props.onResult(chosen, true)
    else if (event.key === '0' || event.key === 'Delete' || event.key === 'Backspace') props.onResult('', true)
    else if (event.key === 'Enter') props.onNext()
    else return
    event.preventDefault()
    // The page has other commands on these keys.
    event.stopPropagation()
  }
  return (
    <div className={classes.inspection} data-item={item.id} data-testid="inspection">
      <Text size="sm" className={classes.name}>
        {item.name}
      </Text>
      <SegmentedControl
        size="xs"
        aria-label={item.name}
        {...(result !== '' && { color: tones[result] ?? 'gray.7' })}
        autoContrast
        transitionDuration={0}
        value={result}
        onChange={(value) => props.onResult(value, false)}
        onKeyDown={press}
        data={results.map((value) => ({ value, label: t(`vocabulary:itemResult.${value}`) }))}
        className={classes.results ?? ''}
      />
      {(result === 'defect' || props.note !== '') && (
        <TextInput
          size="xs"
          aria-label={t('handover:noteOf', { item: item.name })}
          placeholder={t('handover:defectPlaceholder')}
          maxLength={500}
          value={props.note}
          onChange={(event) => props.onNote(event.currentTarget.value)}
          onKeyDown={(event) => {
            if (event.key !== 'Enter' || event.nativeEvent.isComposing) return
            event.preventDefault()
            props.onNext()
          }}
          data-note={item.id}
          className={classes.note ?? ''}
        />
      )}
    </div>
  )
}

function Meter(props: {
  readonly item: HandoverItem
  readonly reading: string
  readonly onReading: (reading: string) => void
  readonly onNext: () => void
}) {
  const { t } = useTranslation()
  return (
    <div className={classes.meter} data-item={props.item.id}>
      <Text size="sm" className={classes.name}>
        {props.item.name}
      </Text>
      <TextInput
        size="xs"
        aria-label={props.item.name}
        placeholder={t('handover:reading')}
        inputMode="decimal"
        styles={{ input: { textAlign: 'right', fontVariantNumeric: 'tabular-nums' } }}
        value={props.reading}
        onChange={(event) => {
          const reading = readMeter(event.currentTarget.value)
          if (reading !== undefined) props.onReading(reading)
        }}
        onKeyDown={(event) => {
          if (event.key !== 'Enter') return
          event.preventDefault()
          props.onNext()
        }}
        data-testid="meter"
      />
    </div>
  )
}

function Document(props: {
  readonly item: HandoverItem
  readonly signed: boolean
  readonly onSigned: (signed: boolean) => void
  readonly onNext: () => void
}) {
  return (
    <div className={classes.document} data-item={props.item.id}>
      <Checkbox
        size="sm"
        label={props.item.name}
        checked={props.signed}
        onChange={(event) => props.onSigned(event.currentTarget.checked)}
        onKeyDown={(event) => {
          if (event.key !== '1' && event.key !== '0' && event.key !== 'Enter') return
          event.preventDefault()
          event.stopPropagation()
          if (event.key !== 'Enter') props.onSigned(event.key === '1')
          props.onNext()
        }}
        data-testid="document"
      />
    </div>
  )
}
