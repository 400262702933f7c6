import { z } from 'zod'

export interface Rectangle {
  readonly x: number
  readonly y: number
  readonly width: number
  readonly height: number
}

/** Where the window was and how; what is kept between runs. */
export const placeSchema = z.object({
  x: z.number().int(),
  y: z.number().int(),
  width: z.number().int().positive(),
  height: z.number().int().positive(),
  maximized: z.boolean(),
})
export type Place = z.infer<typeof placeSchema>

/** The smallest screen the pages are drawn for is 1366×768; below this the layout breaks. */
export const SMALLEST = { width: 1024, height: 680 } as const
const USUAL = { width: 1366, height: 768 } as const
/** A further window stands so far below and to the right of the one before it. */
const STEP = 32
/** This much of the title bar must be on a screen to be grabbed by the mouse. */
const GRIP = 100

/** The window's first rectangle: the kept one if a screen still shows it, else centred on the first screen. */
export function placeOn(screens: readonly Rectangle[], kept: Place | undefined): Place {
  if (kept && screens.some((screen) => canBeGrabbed(kept, screen))) {
    return { ...kept, width: Math.max(kept.width, SMALLEST.width), height: Math.max(kept.height, SMALLEST.height) }
  }
  const screen = screens[0] ?? { x: 0, y: 0, ...USUAL }
  const width = Math.min(USUAL.width, screen.width)
  const height = Math.min(USUAL.height, screen.height)
  const x = screen.x + Math.round((screen.width - width) / 2)
  const y = screen.y + Math.round((screen.height - height) / 2)
  return { x, y, width, height, maximized: kept?.maximized ?? false }
}

/** Where a further window opens for the first time: the title bars of both can be seen. */
export function beside(front: Rectangle): Place {
  const { x, y, width, height } = front
  return { x: x + STEP, y: y + STEP, width, height, maximized: false }
}

function canBeGrabbed(window: Rectangle, screen: Rectangle): boolean {
  const shared = Math.min(window.x + window.width, screen.x + screen.width) - Math.max(window.x, screen.x)
  return shared >= GRIP && window.y >= screen.y && window.y <= screen.y + screen.height - GRIP
}
