import { Stack } from '@mantine/core'
import { type ReactNode, Suspense, useEffect, useRef, useState } from 'react'

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
    const observer = new IntersectionObserver(([entry]) => entry?.isIntersecting && setSeen(true))
    observer.observe(place.current)
    return () => observer.disconnect()
  }, [])
  return (
    <Stack gap="sm" ref={place} mih={props.minHeight ?? 1} data-testid={props.testId}>
      {isSeen && <Suspense fallback={null}>{props.children}</Suspense>}
    </Stack>
  )
}
