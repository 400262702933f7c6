import type { Locator, Page } from 'playwright-core'
import { inject } from 'vitest'

/**
 * All that these tests need of the page, in one place:
 * - sign-in: one `role=radio` per person, named as the person; one `input[type=password]`; `data-testid=sign-in`
 * - a link to `/summary`, the yearly summary
 * - there, `data-testid=figure-<id with - for />` holds a figure's text, e.g. `figure-handover-done`, and its Chinese label stands
 *   somewhere on the page
 * - there, `data-testid=export` makes the workbook and has it saved through `desk.saveExport`
 * - `role=alert` says why a call failed
 */
export async function signIn(window: Page, { name, pin }: Person = inject('expected')): Promise<void> {
  await window.getByRole('radio', { name, exact: true }).click()
  await secret(window).fill(pin)
  await window.getByTestId('sign-in').click()
  await secret(window).waitFor({ state: 'hidden' })
}

interface Person {
  readonly name: string
  readonly pin: string
}

export function asksForSignIn(window: Page): Promise<boolean> {
  return secret(window).isVisible()
}

/** The first thing a person can act on. */
export function firstUsefulScreen(window: Page): Promise<void> {
  return secret(window).waitFor()
}

export async function goToSummary(window: Page): Promise<void> {
  await window.locator('a[href="/summary"]').first().click()
  await figure(window).waitFor()
}

export function figure(window: Page): Locator {
  return window.getByTestId(`figure-${inject('expected').figure.id.replaceAll('/', '-')}`)
}

/** Exports the report on the page as a workbook, through its menu. */
export async function exportWorkbook(window: Page): Promise<void> {
  await window.getByTestId('download').click()
  await window.getByTestId('download-xlsx').click()
}

/** What is said when the backend died during a call. */
export function backendLostAlert(window: Page): Locator {
  return window.getByRole('alert').filter({ hasText: inject('expected').lostWords })
}

function secret(window: Page): Locator {
  return window.locator('input[type=password]')
}
