import type {
  NoCharge,
  PlannedUnitView,
  PreviewRow,
  PreviewTotals,
  RunFields,
  ShareFields,
} from '../../contract/billing.ts'
import type { DateText } from '../../contract/dates.ts'
import { DeskError } from '../../contract/errors.ts'
import type { Db } from '../context.ts'
import { type PlannedUnit, planRun } from './run.ts'
import { planShare } from './share.ts'

/** What is to be worked out: months by tariff or meter, or an amount to spread. */
export type BillingCheck =
  | { readonly kind: 'run'; readonly fields: RunFields }
  | { readonly kind: 'share'; readonly fields: ShareFields }

/** What publishing would do, short enough to keep for a whole estate; the reasoning is worked out unit by unit. */
export interface BillingPreview {
  readonly check: BillingCheck
  readonly publishedOn: DateText
  readonly totals: PreviewTotals
  readonly rows: readonly PreviewRow[]
}

/** Works out a check over all its units. Reads only. @throws what `planRun` and `planShare` throw */
export async function previewOf(
  db: Db,
  check: BillingCheck,
  publishedOn: DateText,
  onProgress: (units: number) => void = () => undefined,
): Promise<BillingPreview> {
  const rows: PreviewRow[] = []
  for await (const planned of plannedUnits(db, check, publishedOn)) {
    for (const unit of planned) rows.push(rowOf(unit))
    onProgress(rows.length)
  }
  return { check, publishedOn, totals: totalsOf(rows), rows }
}

async function* plannedUnits(db: Db, check: BillingCheck, publishedOn: DateText): AsyncGenerator<PlannedUnit[]> {
  if (check.kind === 'share') yield await planShare(db, check.fields, publishedOn)
  else yield* planRun(db, { ...check.fields, publishedOn })
}

function rowOf({ unitId, unit, area, charges, none }: PlannedUnit): PreviewRow {
  const amount = charges.reduce((sum, charge) => sum + charge.amount, 0)
  const reason = charges.length > 0 ? null : mostly(none)
  return { unitId, unit, area, charges: charges.length, amount, reason, unusual: charges.some(showsUnusualUse) }
}

function showsUnusualUse({ reasoning }: PlannedUnit['charges'][number]): boolean {
  return reasoning.basis === 'meter' && reasoning.usages.some((usage) => usage.unusual === true)
}

/** The reason that applies to most months; among equals the later one. */
function mostly(none: ReadonlyMap<string, NoCharge>): NoCharge {
  const counts = new Map<NoCharge, number>()
  for (const reason of none.values()) counts.set(reason, (counts.get(reason) ?? 0) + 1)
  let [best, most]: [NoCharge, number] = ['not-assigned', 0]
  for (const [reason, months] of counts) if (months >= most) [best, most] = [reason, months]
  return best
}

function totalsOf(rows: readonly PreviewRow[]): PreviewTotals {
  const without = new Map<NoCharge, number>()
  for (const { reason } of rows) if (reason !== null) without.set(reason, (without.get(reason) ?? 0) + 1)
  return {
    units: rows.length,
    unitsCharged: rows.filter((row) => row.charges > 0).length,
    charges: rows.reduce((sum, row) => sum + row.charges, 0),
    amount: rows.reduce((sum, row) => sum + row.amount, 0),
    without: [...without].map(([reason, units]) => ({ reason, units })).sort((a, b) => b.units - a.units),
    unusual: rows.filter((row) => row.unusual).length,
  }
}

export interface PreviewFilter {
  readonly text?: string | undefined
  readonly show: 'all' | 'charged' | 'without' | 'unusual'
  readonly reason?: NoCharge | undefined
}

/** The rows of a preview that a filter lets through. `1-101` finds 1栋101. */
export function previewRows(preview: BillingPreview, { text = '', show, reason }: PreviewFilter): PreviewRow[] {
  const wanted = plain(text)
  const digits = /^[\d\-#/.\s]+$/.test(text.trim()) ? text.replace(/\D/g, '') : ''
  return preview.rows.filter((row) => {
    if (show === 'unusual' ? !row.unusual : show !== 'all' && (show === 'charged') !== row.charges > 0) return false
    if (reason !== undefined && row.reason !== reason) return false
    if (wanted === '') return true
    return (
      plain(row.area + row.unit).includes(wanted) || (digits !== '' && row.unit.replace(/\D/g, '').includes(digits))
    )
  })
}

function plain(text: string): string {
  return text.normalize('NFKC').replace(/\s/g, '').toLowerCase()
}

/** One unit of a check with its reasoning in full, as it stands now. @throws DeskError `not-found` */
export async function explainUnit(db: Db, preview: BillingPreview, unitId: number): Promise<PlannedUnitView> {
  const { check, publishedOn } = preview
  const planned =
    check.kind === 'share' ? await planShare(db, check.fields, publishedOn) : await only(db, preview, unitId)
  const unit = planned.find((one) => one.unitId === unitId)
  if (!unit) throw new DeskError('not-found', { entity: 'unit', id: unitId })
  const ids = unit.charges.flatMap((charge) => charge.debtorId ?? [])
  const people =
    ids.length === 0 ? [] : await db.selectFrom('person').select(['id', 'name']).where('id', 'in', ids).execute()
  const names = new Map(people.map((person) => [person.id, person.name]))
  return {
    unitId,
    unit: unit.unit,
    area: unit.area,
    charges: unit.charges.map(({ fromOn, toOn, dueOn, amount, debtorKind, debtorId, reasoning }) => ({
      fromOn,
      toOn,
      dueOn,
      amount,
      debtorKind,
      debtor: debtorId === null ? null : (names.get(debtorId) ?? null),
      reasoning,
    })),
    none: [...unit.none].map(([month, reason]) => ({ month, reason })).sort((a, b) => (a.month < b.month ? -1 : 1)),
  }
}

async function only(db: Db, { check, publishedOn }: BillingPreview, unitId: number): Promise<PlannedUnit[]> {
  if (check.kind !== 'run') return []
  const found: PlannedUnit[] = []
  for await (const planned of planRun(db, { ...check.fields, publishedOn, unitId })) found.push(...planned)
  return found
}
