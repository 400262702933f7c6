import { momentInZone } from '../../../electron/contract/dates.ts'
import { useOfficeState } from '../../api/session.ts'

/** `12.3 MB`, rounded up: what a stick must have room for. */
export function megabytes(bytes: number): string {
  return `${(Math.ceil(bytes / 100_000) / 10).toFixed(1)} MB`
}

/** A moment as the office's clock showed it; this computer's where no office is open. */
export function useMoment(): (iso: string) => string {
  const zone = useOfficeState().data?.office?.zone ?? Intl.DateTimeFormat().resolvedOptions().timeZone
  return (iso) => momentInZone(new Date(iso), zone)
}
