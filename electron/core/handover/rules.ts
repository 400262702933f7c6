import type { Problem } from '../../contract/errors.ts'
import type { HandoverItemKind, HandoverState, Trade, UnitKind } from '../../contract/vocabulary.ts'

/** Which state may follow which. A cancelled or done handover is history; a new appointment is a new record. */
const transitions: Readonly<Record<HandoverState, readonly HandoverState[]>> = {
  appointed: ['inspecting', 'done', 'cancelled'],
  inspecting: ['done', 'cancelled'],
  done: [],
  cancelled: [],
}

export function mayBecome(from: HandoverState, to: HandoverState): boolean {
  return transitions[from].includes(to)
}

export interface ChecklistItem {
  readonly kind: HandoverItemKind
  readonly name: string
}

const meters: Readonly<Record<UnitKind, readonly string[]>> = {
  residence: ['水表', '电表', '燃气表'],
  villa: ['水表', '电表', '燃气表'],
  shop: ['水表', '电表'],
  parking: [],
  storage: [],
}

/** The checklist of a unit: rooms are inspected and read; a parking space or storage room is signed for only. */
export function checklistFor(
  kind: UnitKind,
  inspections: readonly string[],
  documents: readonly string[],
): ChecklistItem[] {
  const inspected = kind === 'parking' || kind === 'storage' ? [] : inspections
  return [
    ...inspected.map((name) => ({ kind: 'inspection' as const, name })),
    ...meters[kind].map((name) => ({ kind: 'meter' as const, name })),
    ...documents.map((name) => ({ kind: 'document' as const, name })),
  ]
}

/**
 * What still stands in the way of "handed over": inspections without a result, meters not read, documents not signed.
 * A defect does not: it is handed over and mended.
 */
export function missingFor(
  items: readonly { readonly kind: HandoverItemKind; readonly name: string; readonly result: string }[],
): Problem[] {
  const names = (kind: HandoverItemKind) =>
    items
      .filter((item) => item.kind === kind && item.result.trim() === '')
      .map((item) => item.name)
      .join('、')
  return (
    [
      ['handover-not-inspected', names('inspection')],
      ['handover-meter-not-read', names('meter')],
      ['handover-not-signed', names('document')],
    ] as const
  )
    .filter(([, items]) => items !== '')
    .map(([code, items]) => ({ code, params: { items } }))
}

const results: Readonly<Record<HandoverItemKind, RegExp>> = {
  inspection: /^(ok|defect|none)?$/,
  meter: /^(\d{1,9}(\.\d{1,3})?)?$/,
  document: /^(signed)?$/,
}

/** True where a result is one the item's kind can have; '' is "not yet". */
export function resultFits(kind: HandoverItemKind, result: string): boolean {
  return results[kind].test(result)
}

/** Who mends what an office calls so: 弱电 is told apart from 强电, and what names neither wires nor pipes is civil work. */
export function tradeOfDefect(name: string): Trade {
  if (/弱电|对讲|门禁|网络|监控/.test(name)) return 'intelligent-systems'
  return /水|电|燃气|插座|地漏/.test(name) ? 'plumbing-electric' : 'civil'
}
