export { type Difference, difference, pairedParts, valueText } from '../../../electron/contract/figureText.ts'

/** Name of a figure in an attribute or a key of the catalogue: `handover/done` → `handover-done`. */
export function figureName(id: string): string {
  return id.replaceAll('/', '-')
}
