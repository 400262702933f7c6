import type { KeyboardEvent } from 'react'

/** Ctrl+Enter sends a form also from a field of several lines, where Enter begins the next one. */
export function sendByKey(event: KeyboardEvent<HTMLFormElement>): void {
  if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey) || event.nativeEvent.isComposing) return
  event.preventDefault()
  event.stopPropagation()
  // Through its button: one that is off, or already under way, sends nothing.
  event.currentTarget.querySelector<HTMLButtonElement>('[type=submit]')?.click()
}
