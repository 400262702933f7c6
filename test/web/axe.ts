import { AxeBuilder } from '@axe-core/playwright'
import type { Page } from 'playwright-core'

/** What axe calls serious or critical, a line each. */
export async function axe(page: Page, where: string): Promise<string[]> {
  const { violations } = await new AxeBuilder({ page }).analyze()
  return violations
    .filter((violation) => violation.impact === 'serious' || violation.impact === 'critical')
    .flatMap((violation) =>
      violation.nodes
        // The letter in a cell of the building map stands for the word in the cell's name.
        .filter((node) => violation.id !== 'label-content-name-mismatch' || !node.html.includes('role="gridcell"'))
        .map((node) => `${where}: ${violation.id} ${node.html.slice(0, 160)} ${node.any[0]?.message ?? ''}`),
    )
}
