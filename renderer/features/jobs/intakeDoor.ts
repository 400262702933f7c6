/** Opens the intake drawer from anywhere; the shell listens. */
export function openIntake(): void {
  window.dispatchEvent(new Event(intakeEvent))
}

export const intakeEvent = 'desk-intake'
