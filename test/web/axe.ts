import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import type { AxeResults, Result, RunOptions } from 'axe-core'
import type { Page } from 'playwright-core'

const source = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')

export interface ScanOptions {
  /** Only the rules with one of these tags: `wcag2aa`. */
  readonly tags?: string[]
  /** What another scan looks at: a selector. */
  readonly without?: string
}

/**
 * Everything axe finds on a page as it stands. Only what is wrong comes back: Deque's runner for Playwright also carries
 * every rule that holds from page to page, which takes several times as long as the rules themselves.
 */
export async function violations(page: Page, { tags, without }: ScanOptions = {}): Promise<Result[]> {
  // A page's own policy refuses scripts from elsewhere; the debugger's are not asked.
  if (!(await page.evaluate(() => 'axe' in window))) await page.evaluate(source)
  const options: RunOptions = { resultTypes: ['violations'], ...(tags && { runOnly: tags }) }
  return page.evaluate(
    async ({ context, options }) => {
      const { axe } = window as unknown as { axe: { run(context: unknown, options: unknown): Promise<AxeResults> } }
      return (await axe.run(context ?? document, options)).violations
    },
    { context: without ? { exclude: [without] } : null, options },
  )
}

/** What axe calls serious or critical. */
export async function seriousOf(page: Page, options?: ScanOptions): Promise<Result[]> {
  return (await violations(page, options)).filter(({ impact }) => impact === 'serious' || impact === 'critical')
}

/** What axe calls serious or critical, a line each. */
export async function axe(page: Page, where: string): Promise<string[]> {
  return (await seriousOf(page)).flatMap((violation) =>
    violation.nodes
      // The letter in a cell of the building map stands for the word in the cell's name.
      .filter((node) => violation.id !== 'label-content-name-mismatch' || !node.html.includes('role="gridcell"'))
      .map((node) => `${where}: ${violation.id} ${node.html.slice(0, 160)} ${node.any[0]?.message ?? ''}`),
  )
}
