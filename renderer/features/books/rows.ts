import type { KeyboardEvent } from 'react'

/** ↑↓ go through the rows, Enter goes ahead. */
export function press(event: KeyboardEvent, box: HTMLElement | null, index: number, enter: () => void): void {
  if (event.target !== event.currentTarget) return
  if (event.key === 'ArrowDown') focusRow(box, index + 1)
  else if (event.key === 'ArrowUp') focusRow(box, index - 1)
  else if (event.key === 'Enter') enter()
  else return
  event.preventDefault()
}

export function focusRow(box: HTMLElement | null, index: number): void {
  const row = box?.querySelector<HTMLElement>(`tr[data-row="${index}"]`)
  row?.focus()
  row?.scrollIntoView({ block: 'nearest' })
}
