import type { KeyboardEvent } from 'react'

/** Ctrl+Enter sends a form also from a field of several lines, where Enter begins the next one. */
export function sendByKey(event: KeyboardEvent<HTMLFormElement>): void {
  if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey)) return
  event.preventDefault()
  event.stopPropagation()
  event.currentTarget.requestSubmit()
}
