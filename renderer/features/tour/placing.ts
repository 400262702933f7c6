/** A box on the screen, in CSS pixels. */
export interface Box {
  readonly left: number
  readonly top: number
  readonly width: number
  readonly height: number
}

const gap = 14
const margin = 12

/**
 * Where a card stands: beside what it speaks of, where it fits without covering it; else in the corner at the bottom
 * right, and in the middle where it speaks of nothing on the page.
 */
export function placeOf(
  card: Pick<Box, 'width' | 'height'>,
  target: Box | null,
  screen: Pick<Box, 'width' | 'height'>,
): Pick<Box, 'left' | 'top'> {
  if (target === null)
    return { left: Math.max(margin, (screen.width - card.width) / 2), top: Math.max(margin, screen.height / 5) }
  const right = target.left + target.width + gap
  const left = target.left - gap - card.width
  const below = target.top + target.height + gap
  const above = target.top - gap - card.height
  const along = between(margin, target.left, screen.width - card.width - margin)
  const down = between(margin, target.top, screen.height - card.height - margin)
  if (right + card.width + margin <= screen.width) return { left: right, top: down }
  if (below + card.height + margin <= screen.height) return { left: along, top: below }
  if (left >= margin) return { left, top: down }
  if (above >= margin) return { left: along, top: above }
  return { left: screen.width - card.width - margin, top: screen.height - card.height - margin }
}

function between(least: number, wanted: number, most: number): number {
  return Math.max(least, Math.min(wanted, most))
}
