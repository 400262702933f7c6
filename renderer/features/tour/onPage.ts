/** What the tour finds and does on the page it shows: parts are known by their `data-testid`. */

/** The part of that name that can be seen. */
export function partOf(name: string): HTMLElement | null {
  const parts = document.querySelectorAll<HTMLElement>(`[data-testid="${name}"]`)
  return [...parts].find((part) => part.getClientRects().length > 0) ?? null
}

export function isSeen(name: string): boolean {
  return partOf(name) !== null
}

/** Presses a button as its user would; nothing happens where there is none. */
export async function press(name: string): Promise<void> {
  await until(() => isSeen(name), usualWait)
  partOf(name)?.click()
}

/** Types into a field as its user would, in place of what is there. */
export async function type(name: string, text: string): Promise<void> {
  await until(() => isSeen(name), usualWait)
  const field = partOf(name)
  if (!(field instanceof HTMLInputElement || field instanceof HTMLTextAreaElement)) return
  field.focus()
  // The form hears of a change only past the setter that it has put over the field's own.
  const own = field instanceof HTMLInputElement ? HTMLInputElement.prototype : HTMLTextAreaElement.prototype
  Object.getOwnPropertyDescriptor(own, 'value')?.set?.call(field, text)
  field.dispatchEvent(new Event('input', { bubbles: true }))
}

/** Milliseconds a page on a busy machine may take to show something. */
export const usualWait = 8000

const glance = 60

/** Looks again and again until something holds. @param wait milliseconds @returns whether it came to hold in time */
export async function until(holds: () => boolean, wait: number, isOver: () => boolean = () => false): Promise<boolean> {
  const last = performance.now() + wait
  while (!isOver()) {
    if (holds()) return true
    if (performance.now() > last) return false
    await new Promise((resolve) => setTimeout(resolve, glance))
  }
  return false
}
