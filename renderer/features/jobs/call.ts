import type { ComponentType, ReactNode } from 'react'
import type { Trade } from '../../../electron/contract/vocabulary.ts'

/** Who is on the phone, and from where. */
export interface Call {
  readonly unitId: number | null
  readonly unit: string
  readonly area: string
  readonly personId: number | null
  readonly caller: string
  readonly phone: string
  /** The phone on record where it is not shown whole; kept with the call unless another is typed. */
  readonly maskedPhone: string
}

export const nobody: Call = {
  unitId: null,
  unit: '',
  area: '',
  personId: null,
  caller: '',
  phone: '',
  maskedPhone: '',
}

/** What has been taken down so far: compared with what is open, read back to the caller, kept when the kind changes. */
export interface Told {
  readonly place: string
  readonly trade: Trade
  readonly content: string
  /** The finished job whose work is to be done again. */
  readonly reworkOf: { readonly id: number; readonly number: string } | null
}

export const nothingTold: Told = { place: '', trade: 'plumbing-electric', content: '', reworkOf: null }

/** True once something was taken down that would be missed. */
export function hasWords({ place, content }: Told): boolean {
  return `${place}${content}`.trim() !== ''
}

/** What a saved call leaves: its number, and where to go from there. */
export interface SavedCall {
  readonly number: string
  /** Only of a job: it has a page and a slip. */
  readonly jobId: number | null
}

/** What the form of every kind of call is given. */
export interface CallFormProps {
  readonly call: Call
  readonly told: Told
  readonly onTold: (told: Told) => void
  /** Fields for the caller's name and phone, wherever the form wants them. */
  readonly callerFields: ReactNode
  readonly onSaved: (saved: SavedCall) => void
  readonly onCancel: () => void
}

export type CallForm = ComponentType<CallFormProps>
