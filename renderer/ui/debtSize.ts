import type { CSSProperties } from 'react'

/** What a unit owes, in steps a map can show. */
export const debtSizes = ['none', 'under500', 'under2000', 'under5000', 'more'] as const
export type DebtSize = (typeof debtSizes)[number]

/** @param owed fen */
export function debtSizeOf(owed: number): DebtSize {
  if (owed <= 0) return 'none'
  if (owed < 50_000) return 'under500'
  if (owed < 200_000) return 'under2000'
  return owed < 500_000 ? 'under5000' : 'more'
}

export interface DebtLook {
  readonly color: string
  /** Text on the colour; at least 4.5:1. */
  readonly ink: string
  /** The more filled, the more is owed: told apart without colour, on a grey copy too. */
  readonly mark: string
}

const dark = '#16191b'

export const debtLooks: Readonly<Record<DebtSize, DebtLook>> = {
  none: { color: '#dfe6e9', ink: dark, mark: '○' },
  under500: { color: '#fde9a9', ink: dark, mark: '◔' },
  under2000: { color: '#f4b266', ink: dark, mark: '◑' },
  under5000: { color: '#bf4a1b', ink: '#ffffff', mark: '◕' },
  more: { color: '#7a1022', ink: '#ffffff', mark: '●' },
}

/** Fill of a map cell. */
export function debtFill(size: DebtSize): CSSProperties {
  const { color, ink } = debtLooks[size]
  return { backgroundColor: color, color: ink, '--fill': color } as CSSProperties
}
