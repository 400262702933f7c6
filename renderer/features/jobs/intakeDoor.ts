/** What is known before the call is taken down. */
export interface IntakeStart {
  readonly kind?: string
  /** Who is calling, or from where: the card the clerk has open. */
  readonly from?: { readonly kind: 'unit' | 'person'; readonly id: number; readonly title: string }
}

/** Opens the intake drawer from anywhere; the shell listens. */
export function openIntake(start: IntakeStart = {}): void {
  window.dispatchEvent(new CustomEvent(intakeEvent, { detail: start }))
}

export const intakeEvent = 'desk-intake'
