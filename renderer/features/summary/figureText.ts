export {
  type Difference,
  difference,
  marginText,
  pairedParts,
  targetText,
} from '../../../electron/contract/figureText.ts'
export { figureText as valueText } from '../../../electron/contract/printed.ts'

/** Name of a figure in an attribute or a key of the catalogue: `handover/done` → `handover-done`. */
export function figureName(id: string): string {
  return id.replaceAll('/', '-')
}
