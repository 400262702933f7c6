import type { Locator, Page } from 'playwright-core'
import { inject } from 'vitest'

/**
 * All that these tests need of the page, in one place:
 * - sign-in: one visible textbox for the name, one `input[type=password]`, the button `data-testid=sign-in`
 * - `data-testid=nav-summary` goes to the yearly summary (absent where that is the first page)
 * - `data-testid=figure-<id>` holds a figure's text, e.g. `figure-handover/done`
 * - `data-testid=export-xlsx` exports the summary and calls `desk.saveExport`
 * - `data-testid=print-pdf` calls `desk.savePdf` for A4 upright
 * - `role=status` says what became of it (`saved`, `cancelled` or words), `role=alert` why a call failed
 */
export async function signIn(window: Page): Promise<void> {
  const { name, pin } = inject('expected')
  await window.getByRole('textbox').first().fill(name)
  await window.locator('input[type=password]').fill(pin)
  await window.getByTestId('sign-in').click()
  await window.locator('input[type=password]').waitFor({ state: 'hidden' })
}

export function asksForSignIn(window: Page): Promise<boolean> {
  return window.locator('input[type=password]').isVisible()
}

export async function goToSummary(window: Page): Promise<void> {
  const link = window.getByTestId('nav-summary')
  if ((await link.count()) > 0) await link.click()
  await figure(window).waitFor()
}

export function figure(window: Page): Locator {
  return window.getByTestId(`figure-${inject('expected').figure.id}`)
}

export function exportButton(window: Page): Locator {
  return window.getByTestId('export-xlsx')
}

export function pdfButton(window: Page): Locator {
  return window.getByTestId('print-pdf')
}

export function status(window: Page): Locator {
  return window.getByRole('status').filter({ hasText: /\S/ })
}

export function failure(window: Page): Locator {
  return window.getByRole('alert').filter({ hasText: /\S/ })
}
