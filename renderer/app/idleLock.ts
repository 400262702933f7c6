import { useEffect } from 'react'
import { lockWindow } from './lock.ts'

/** Minutes without a hand on keyboard or mouse until the window locks. */
const IDLE_MINUTES = 10

/** Locks the window when nobody has touched it for a while, also where the machine slept meanwhile. */
export function useIdleLock(minutes = IDLE_MINUTES): void {
  useEffect(() => {
    let touched = Date.now()
    let locked = false
    const touch = () => {
      touched = Date.now()
    }
    const look = () => {
      if (locked || Date.now() - touched < minutes * 60_000) return
      locked = true
      // Not reached: tried again at the next look.
      lockWindow().catch(() => {
        locked = false
      })
    }
    const signs = ['pointerdown', 'pointermove', 'keydown', 'wheel'] as const
    for (const sign of signs) window.addEventListener(sign, touch, { passive: true })
    const timer = setInterval(look, 15_000)
    return () => {
      clearInterval(timer)
      for (const sign of signs) window.removeEventListener(sign, touch)
    }
  }, [minutes])
}
