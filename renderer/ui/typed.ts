import { type KeyboardEvent, type RefObject, useEffect, useRef, useState } from 'react'

/**
 * The text of a field whose value is something else (a date, a number of fen). A value that arrives, with the page's
 * data for example, is shown at once, but never over what somebody is typing at that moment.
 * @param shown the value as the field shows it
 * @returns what stands in the field, what is done with a key typed, and what is done once the text is taken as a value
 */
export function useTyped(
  shown: string,
  input: RefObject<HTMLInputElement | null>,
): readonly [typed: string, type: (text: string) => void, settle: (text: string) => void] {
  const [typed, setTyped] = useState(shown)
  const settled = useRef(shown)
  useEffect(() => {
    const before = settled.current
    settled.current = shown
    const isTyping = document.activeElement === input.current
    setTyped((now) => (isTyping && now !== before ? now : shown))
  }, [shown, input])
  return [
    typed,
    setTyped,
    (text) => {
      settled.current = text
      setTyped(text)
    },
  ]
}

/** Whether a key sends the form, so that what is typed must count before it: Enter, and Ctrl+S on a page with that key. */
export function sendsForm(event: KeyboardEvent): boolean {
  return event.key === 'Enter' || ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === 's')
}
