import { formatArea } from '../../ui/format.ts'

/** A quantity with no more decimals than it needs: 4400 → `44`, 250 → `2.5`, 0 → `0`. */
export function formatQuantity(centi: number): string {
  return formatArea(centi).replace(/\.?0{1,2}$/, '')
}
