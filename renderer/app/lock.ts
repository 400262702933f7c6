import { lock, signOut } from '../api/session.ts'
import { dropUnsaved, hasUnsaved, leave } from '../ui/unsaved.ts'

/** Locks the window at once. Half-typed work waits behind the lock for the person who typed it. */
export function lockWindow(): Promise<void> {
  return hasUnsaved() ? lock() : signOut()
}

/** Makes room for somebody else; asks first where half-typed work would be lost. */
export function leaveDesk(): Promise<void> {
  return leave(() => {
    dropUnsaved()
    void signOut()
  })
}

let behindLock = false

/** While a page waits behind the lock, none of its keys may reach it: Escape would close its dialog. */
export function shutBehindLock(shut: boolean): void {
  behindLock = shut
  document.documentElement.toggleAttribute('data-locked', shut)
}

export function isBehindLock(): boolean {
  return behindLock
}

// Registered before any dialog opens, so that it hears first.
window.addEventListener(
  'keydown',
  (event) => {
    if (behindLock && event.key === 'Escape') event.stopImmediatePropagation()
  },
  { capture: true },
)
