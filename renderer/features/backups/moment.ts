import { momentInZone } from '../../../electron/contract/dates.ts'
import { useOfficeState } from '../../api/session.ts'

/** A moment as the office's clock showed it; this computer's where no office is open. */
export function useMoment(): (iso: string) => string {
  const zone = useOfficeState().data?.office?.zone ?? Intl.DateTimeFormat().resolvedOptions().timeZone
  return (iso) => momentInZone(new Date(iso), zone)
}
