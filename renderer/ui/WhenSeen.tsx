import { Stack } from '@mantine/core'
import { type ReactNode, Suspense, useEffect, useRef, useState } from 'react'

const settleMs = 400

/** A part of a page that is loaded once somebody comes to it, so that it does not hold the page up. */
export function WhenSeen(props: {
  readonly testId: string
  readonly minHeight?: number
  readonly children: ReactNode
}) {
  const place = useRef<HTMLDivElement>(null)
  const [isSeen, setSeen] = useState(false)
  useEffect(() => {
    if (!place.current) return
    let staying: ReturnType<typeof setTimeout> | undefined
    const observer = new IntersectionObserver(([entry]) => {
      clearTimeout(staying)
      // While the parts above wait for their data the page is short, and what belongs below it passes through.
      if (entry?.isIntersecting) staying = setTimeout(() => setSeen(true), settleMs)
    })
    observer.observe(place.current)
    return () => {
      clearTimeout(staying)
      observer.disconnect()
    }
  }, [])
  return (
    <Stack gap="sm" ref={place} mih={props.minHeight ?? 1} data-testid={props.testId}>
      {isSeen && <Suspense fallback={null}>{props.children}</Suspense>}
    </Stack>
  )
}
