import { Alert, List } from '@mantine/core'
import { type UseFormReturnType, useForm } from '@mantine/form'
import { IconAlertTriangle } from '@tabler/icons-react'
import i18next from 'i18next'
import { type FormEvent, type ReactNode, useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { z } from 'zod'
import type { Problem } from '../../electron/contract/errors.ts'
import { hundredthsText, yuanText } from '../../electron/contract/money.ts'
import { errorText, kindOf, problemsOf, problemText, type Stale, staleOf } from '../api/errors.ts'
import { fieldLabel } from './fields.ts'
import { isFocusFree } from './keepFocus.ts'
import { StaleNotice } from './StaleNotice.tsx'
import { useUnsaved } from './unsaved.ts'
import { afterWrite } from './write.ts'

/** The values a form edits and the version they were read at; a new record has version 0. */
export interface Editable<Values> {
  readonly version: number
  readonly values: Values
}

interface RecordFormOptions<Values, Saved> {
  /** The contract's schema of the fields; checked before anything is sent. */
  readonly schema: z.ZodType
  readonly record: Editable<Values>
  readonly save: (edited: Editable<Values>) => Promise<Saved>
  /** Reads the record anew, for when somebody else has saved it. Not needed for a new record. */
  readonly reload?: () => Promise<Editable<Values>>
  readonly onSaved: (saved: Saved) => void
  /** Words were typed before the form opened, in another form that it takes over from. */
  readonly begun?: boolean
  /** The form stays open after a save and goes on from what `reload` reads; what was typed meanwhile is kept. */
  readonly stay?: boolean
}

export interface RecordForm<Values extends Record<string, unknown>> {
  readonly form: UseFormReturnType<Values>
  readonly submit: (event?: FormEvent<HTMLFormElement>) => void
  readonly busy: boolean
  /** Problems that belong to no field, and the stale notice; stands at the top of the form. */
  readonly notice: ReactNode
}

/**
 * A form over one record: contract schema, problems at their fields, a way on when somebody else saved meanwhile, and
 * a question before half-typed work is lost. A dialog around it closes by `leave(onClose)` of `unsaved.ts`.
 */
export function useRecordForm<Values extends Record<string, unknown>, Saved = unknown>(
  options: RecordFormOptions<Values, Saved>,
): RecordForm<Values> {
  const { t } = useTranslation()
  const [base, setBase] = useState(options.record)
  const [busy, setBusy] = useState(false)
  const [stale, setStale] = useState<Stale>()
  const [problems, setProblems] = useState<readonly string[]>([])
  const form = useForm<Values>({
    mode: 'controlled',
    initialValues: options.record.values,
    validate: (values) => schemaErrors(options.schema, values),
  })
  const saved = useRef<Values>(null)
  const sending = useRef(false)
  const sentFrom = useRef<Element>(null)
  const [refusals, setRefusals] = useState(0)
  // Once the refusal is on screen: the button that was off while it was sent has lost the cursor.
  useEffect(() => {
    if (refusals > 0) focusRefused(sentFrom.current)
  }, [refusals])
  // What has just been saved is safe, though its page may still be on screen.
  useUnsaved(() => (form.isDirty() || options.begun === true) && form.getValues() !== saved.current)

  async function send(values: Values, version: number): Promise<void> {
    // A second Enter before the answer is there, or before the page has gone, is the same wish.
    if (sending.current || (!options.stay && values === saved.current)) return
    sending.current = true
    sentFrom.current = document.activeElement
    setBusy(true)
    setProblems([])
    setStale(undefined)
    try {
      const answer = await options.save({ version, values })
      saved.current = values
      if (options.stay && options.reload) rebase(values, await options.reload())
      await afterWrite()
      options.onSaved(answer)
    } catch (error) {
      tell(error, values)
    } finally {
      sending.current = false
      setBusy(false)
    }
  }

  function tell(error: unknown, values: Values): void {
    const kind = kindOf(error)
    if (kind === 'stale') {
      setStale(staleOf(error))
      return
    }
    const named = problemsOf(error)
    const atFields = named.filter((problem) => problem.field !== undefined && hasInput(values, problem.field))
    const others = named.filter((problem) => !atFields.includes(problem))
    const byField = Map.groupBy(atFields, (problem) => problem.field ?? '')
    form.setErrors(
      Object.fromEntries([...byField].map(([field, own]) => [field, own.map((one) => problemText(one)).join(' ')])),
    )
    setProblems(named.length === 0 ? [errorText(error)] : others.map(withField))
    setRefusals((before) => before + 1)
  }

  function rebase(from: Values, fresh: Editable<Values>): Values {
    const values = mergeMine(from, form.getValues(), fresh.values)
    form.setInitialValues(fresh.values)
    form.setValues(values)
    setBase(fresh)
    return values
  }

  async function takeOver(keepMine: boolean): Promise<void> {
    if (!options.reload) return
    try {
      const fresh = await options.reload()
      const values = rebase(keepMine ? base.values : form.getValues(), fresh)
      setStale(undefined)
      if (keepMine) await send(values, fresh.version)
    } catch (error) {
      setProblems([errorText(error)])
    }
  }

  const notice = (
    <>
      {stale && (
        <StaleNotice stale={stale} onReload={() => void takeOver(false)} onKeepMine={() => void takeOver(true)} />
      )}
      {problems.length > 0 && (
        <Alert color="red" icon={<IconAlertTriangle size={18} />} title={t('common:form.refused')} role="alert">
          <List size="sm">
            {problems.map((problem) => (
              <List.Item key={problem}>{problem}</List.Item>
            ))}
          </List>
        </Alert>
      )}
    </>
  )
  const go = form.onSubmit((values) => void send(values, base.version), focusFirstError)
  const submit = (event?: FormEvent<HTMLFormElement>) => {
    // Words in a field of which nothing was picked would be lost.
    const unpicked = event?.currentTarget.querySelector<HTMLElement>('[data-unpicked]')
    if (!unpicked) return go(event)
    event?.preventDefault()
    unpicked.dispatchEvent(new Event('invalid'))
    unpicked.focus()
  }
  return { form, submit, busy, notice }
}

/** Fields changed here keep what was typed; the rest take the other's values. */
export function mergeMine<Values extends Record<string, unknown>>(base: Values, mine: Values, fresh: Values): Values {
  const entries = Object.keys(mine).map((name) => {
    const touched = JSON.stringify(mine[name]) !== JSON.stringify(base[name])
    return [name, touched ? mine[name] : fresh[name]]
  })
  return Object.fromEntries(entries) as Values
}

/** What the contract's schema finds wrong, by field, in words. */
export function schemaErrors(schema: z.ZodType, values: unknown): Record<string, string> {
  const checked = schema.safeParse(values)
  if (checked.success) return {}
  const errors: Record<string, string> = {}
  for (const issue of checked.error.issues)
    errors[issue.path.join('.')] ??= issueText(issue, valueAt(values, issue.path))
  return errors
}

function valueAt(values: unknown, path: readonly PropertyKey[]): unknown {
  return path.reduce<unknown>((value, key) => (value as Record<PropertyKey, unknown> | null | undefined)?.[key], values)
}

function issueText(issue: z.core.$ZodIssue, value: unknown): string {
  if (issue.message === 'not-a-date') return i18next.t('errors:not-a-date-typed')
  if (issue.message.startsWith('amount-')) return amountText(issue, value)
  // A price is kept in 0.0001 yuan: the bounds of its number would mean nothing to who types it.
  if (issue.message.startsWith('price-') && value !== null && value !== undefined) {
    return String(i18next.t(`errors:${issue.message}`))
  }
  switch (issue.code) {
    case 'too_small':
      // The first letter of a text, the first of several to choose.
      if ((issue.origin === 'string' || issue.origin === 'array') && Number(issue.minimum) <= 1) {
        return i18next.t('errors:required')
      }
      return issue.origin === 'string'
        ? i18next.t('errors:too-short', { minimum: Number(issue.minimum) })
        : i18next.t('errors:too-small', { minimum: boundOf(issue, issue.minimum) })
    case 'too_big':
      return issue.origin === 'string'
        ? i18next.t('errors:too-long', { maximum: Number(issue.maximum) })
        : i18next.t('errors:too-big', { maximum: boundOf(issue, issue.maximum) })
    case 'invalid_type':
      return i18next.t(typeof value === 'string' && value !== '' ? 'errors:not-a-number-typed' : 'errors:required')
    case 'custom':
      return i18next.exists(`errors:${issue.message}`)
        ? String(i18next.t(`errors:${issue.message}`, { ...issue.params }))
        : i18next.t('errors:not-allowed')
    default:
      // A choice that nobody has made yet.
      return i18next.t(value === undefined || value === null || value === '' ? 'errors:required' : 'errors:not-allowed')
  }
}

/** A bound as the field shows numbers: of hundredths in whole ones. */
function boundOf({ message }: z.core.$ZodIssue, bound: number | bigint): string {
  return message === 'hundredths' ? hundredthsText(Number(bound)).replace(/\.00$/, '') : String(bound)
}

/** Of money in fen, in yuan. */
function amountText(issue: z.core.$ZodIssue, value: unknown): string {
  const largest = issue.code === 'too_big' ? yuanText(Number(issue.maximum)) : ''
  return String(i18next.t(`errors:${issue.message}`, { amount: yuanText(Number(value)), largest }))
}

/** Whether a field of the form is one to type in: lines of their own have none that stands for all of them. */
function hasInput(values: Record<string, unknown>, field: string): boolean {
  const value = valueAt(values, field.split('.'))
  return value !== undefined && !(Array.isArray(value) && value.some((line) => typeof line === 'object'))
}

function withField(problem: Problem): string {
  const text = problemText(problem)
  if (problem.field === undefined) return text
  const field = fieldLabel(problem.field)
  // What has no name of its own, as a line of several, is named by the text itself.
  return field === problem.field ? text : i18next.t('errors:at-field', { field, text })
}

const firstWrong = () => document.querySelector<HTMLElement>('form [aria-invalid="true"], form [data-invalid]')

function focusFirstError(): void {
  requestAnimationFrame(() => firstWrong()?.focus())
}

/** The field that was refused, or else where the form was sent from. */
function focusRefused(from: Element | null): void {
  const wrong = firstWrong()
  if (wrong) wrong.focus()
  else if (isFocusFree() && from instanceof HTMLElement) from.focus()
}
