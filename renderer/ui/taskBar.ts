import { useEffect } from 'react'
import type { Progress } from '../../electron/contract/bridge.ts'

/** Shows on the system's task bar how far the work is that the page waits for, as long as it waits. */
export function useTaskBar(progress: Progress): void {
  const waits = progress !== null
  useEffect(() => {
    if (progress !== null) window.desk?.setProgress(progress)
  }, [progress])
  useEffect(() => (waits ? () => window.desk?.setProgress(null) : undefined), [waits])
}
