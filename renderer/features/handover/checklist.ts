import { z } from 'zod'
import type { Problem } from '../../../electron/contract/errors.ts'
import {
  type HandoverDetail,
  type HandoverItem,
  handoverItem,
  handoverRecord,
} from '../../../electron/contract/handover.ts'
import type { HandoverItemKind } from '../../../electron/contract/vocabulary.ts'
import type { Editable } from '../../ui/recordForm.tsx'

/**
 * The checklist as a form edits it: every result and note is a field of its own (`result12`, `note12`), so that what two
 * people recorded at the same time is put together item by item.
 */
export type ChecklistValues = {
  appointedOn: string
  appointedTime: string
  receiver: string
  /** '' while the field is empty; the schema then refuses it. */
  keys: number | ''
  note: string
  [item: `result${number}` | `note${number}`]: string
}

export const resultOf = (item: Pick<HandoverItem, 'id'>) => `result${item.id}` as const
export const noteOf = (item: Pick<HandoverItem, 'id'>) => `note${item.id}` as const

export function editableOf(detail: HandoverDetail): Editable<ChecklistValues> {
  const { appointedOn, appointedTime, receiver, keys, note } = detail
  const items = Object.fromEntries(
    detail.items.flatMap((item) => [
      [resultOf(item), item.result],
      [noteOf(item), item.note],
    ]),
  )
  return { version: detail.version, values: { appointedOn, appointedTime, receiver, keys, note, ...items } }
}

/** The contract's schema of a record, laid out as the form's fields. */
export function schemaOf(items: readonly HandoverItem[]): z.ZodType {
  const { items: _, ...fields } = handoverRecord.shape
  const shape = items.flatMap((item) => [
    [resultOf(item), handoverItem.shape.result],
    [noteOf(item), handoverItem.shape.note],
  ])
  return z.object({ ...fields, ...Object.fromEntries(shape) })
}

/** The form's fields as the backend takes them. */
export function recordOf(values: ChecklistValues, items: readonly HandoverItem[]): z.input<typeof handoverRecord> {
  const { appointedOn, appointedTime, receiver, keys, note } = values
  return {
    appointedOn,
    appointedTime,
    receiver,
    keys: Number(keys),
    note,
    items: items.map((item) => ({
      id: item.id,
      result: (values[resultOf(item)] ?? '').replace(/\.$/, ''),
      note: values[noteOf(item)] ?? '',
    })),
  }
}

export interface Progress {
  readonly kind: HandoverItemKind
  readonly done: number
  readonly total: number
}

export const itemKinds = ['inspection', 'meter', 'document'] as const

/** How far each part of the checklist is; parts the unit does not have are left out. */
export function progressOf(values: ChecklistValues, items: readonly HandoverItem[]): Progress[] {
  return itemKinds
    .map((kind) => {
      const own = items.filter((item) => item.kind === kind)
      return { kind, done: own.filter((item) => isDone(values, item)).length, total: own.length }
    })
    .filter((progress) => progress.total > 0)
}

export function isDone(values: ChecklistValues, item: HandoverItem): boolean {
  return (values[resultOf(item)] ?? '').trim() !== ''
}

const codes: Readonly<Record<HandoverItemKind, string>> = {
  inspection: 'handover-not-inspected',
  meter: 'handover-meter-not-read',
  document: 'handover-not-signed',
}

/** What would still be missing if this were saved, in the words the backend refuses with. */
export function missingOf(values: ChecklistValues, items: readonly HandoverItem[], separator: string): Problem[] {
  return itemKinds.flatMap((kind) => {
    const names = items.filter((item) => item.kind === kind && !isDone(values, item)).map((item) => item.name)
    return names.length === 0 ? [] : [{ code: codes[kind], params: { items: names.join(separator) } }]
  })
}

/** What may stand in a meter's field while it is typed; undefined where a key would make it no reading. */
export function readMeter(typed: string): string | undefined {
  const text = typed.normalize('NFKC').replace(/[\s,]/g, '').replace('。', '.')
  return /^(\d{1,9}(\.\d{0,3})?)?$/.test(text) ? text : undefined
}
