import { isDate } from '../../electron/contract/dates.ts'

/** The address of a page that shows a spell of days: the spell, and by what its numbers are told apart. */
export interface SpellSearch<By extends string> {
  readonly from?: string
  readonly to?: string
  readonly by?: By
}

export function spellSearch<By extends string>(dimensions: readonly By[]) {
  return (raw: Record<string, unknown>): SpellSearch<By> => {
    const by = dimensions.find((one) => one === raw.by)
    const day = (value: unknown) => (typeof value === 'string' && isDate(value) ? value : undefined)
    const [from, to] = [day(raw.from), day(raw.to)]
    return { ...(from && { from }), ...(to && { to }), ...(by && { by }) }
  }
}
