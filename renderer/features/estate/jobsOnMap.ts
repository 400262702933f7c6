import type { CSSProperties } from 'react'

/** Open jobs of a unit, by unit. */
export type JobsOnMap = ReadonlyMap<number, { readonly open: number; readonly late: number }>

export const jobLoads = ['none', 'open', 'late'] as const
export type JobLoad = (typeof jobLoads)[number]

export function jobLoadOf(jobs: { readonly open: number; readonly late: number } | undefined): JobLoad {
  if (jobs === undefined || jobs.open === 0) return 'none'
  return jobs.late > 0 ? 'late' : 'open'
}

/** Colours with text of at least 4.5:1 on them. */
export const jobLooks: Readonly<Record<JobLoad, { readonly color: string; readonly ink: string }>> = {
  none: { color: '#dfe6e9', ink: '#16191b' },
  open: { color: '#f4b266', ink: '#16191b' },
  late: { color: '#a3161f', ink: '#ffffff' },
}

/** Fill of a map cell. */
export function jobFill(load: JobLoad): CSSProperties {
  const { color, ink } = jobLooks[load]
  return { backgroundColor: color, color: ink, '--fill': color } as CSSProperties
}
