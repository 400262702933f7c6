/** Starts the tour from anywhere; the shell listens. */
export function startTour(): void {
  window.dispatchEvent(new Event(tourEvent))
}

export const tourEvent = 'desk-tour'
