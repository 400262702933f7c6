import i18next from 'i18next'
import { sayDone, sayError } from './write.ts'

/** Prints the page as it stands: the system's dialog in the desktop, the browser's own elsewhere. */
export function printPage(): void {
  if (window.desk) void window.desk.print()
  else window.print()
}

/** The page as it stands, as a file; only the desktop can do so without the print dialog. */
export async function savePdf(name: string): Promise<void> {
  try {
    if ((await window.desk?.savePdf({ name })) === 'saved') sayDone(i18next.t('common:export.saved'))
  } catch (error) {
    sayError(error)
  }
}

/** Paper is white: a dark screen prints in the light colours. Called once at start. */
export function printInLightColours(): void {
  const attribute = 'data-mantine-color-scheme'
  const root = document.documentElement
  let screen: string | null = null
  window.addEventListener('beforeprint', () => {
    screen = root.getAttribute(attribute)
    root.setAttribute(attribute, 'light')
  })
  window.addEventListener('afterprint', () => {
    if (screen !== null) root.setAttribute(attribute, screen)
  })
}
