import { sayTold } from './write.ts'

/** Prints the page as it stands: the system's dialog in the desktop, the browser's own elsewhere. */
export function printPage(): void {
  if (window.desk) window.desk.print().catch(sayTold)
  else window.print()
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
