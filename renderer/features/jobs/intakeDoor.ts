/** Opens the intake drawer from anywhere, at a kind of call if one is given; the shell listens. */
export function openIntake(kind?: string): void {
  window.dispatchEvent(new CustomEvent(intakeEvent, { detail: kind }))
}

export const intakeEvent = 'desk-intake'
