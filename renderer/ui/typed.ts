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

/** Keys that send or save a form (Enter, Ctrl+Enter, Ctrl+S): what stands in the field is taken before they do. */
export function settlesTyping({ key, ctrlKey, metaKey }: KeyboardEvent): boolean {
  return key === 'Enter' || ((ctrlKey || metaKey) && key.toLowerCase() === 's')
}
