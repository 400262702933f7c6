import type { DayKind } from '../../contract/workdays.ts'

/** A spell of public holidays, or of weekend days worked in exchange. */
export interface SampleDays {
  readonly from: string
  readonly to: string
  readonly kind: DayKind
  readonly name: string
}

const holiday = (name: string, from: string, to: string): SampleDays => ({ name, from, to, kind: 'holiday' })
const worked = (name: string, day: string): SampleDays => ({ name: `${name}调休`, from: day, to: day, kind: 'workday' })

/** Public holidays of the sample office's two years with the days worked in exchange, as an office would enter them. */
export const sampleHolidays: readonly SampleDays[] = [
  holiday('元旦', '2025-01-01', '2025-01-01'),
  worked('春节', '2025-01-26'),
  holiday('春节', '2025-01-28', '2025-02-04'),
  worked('春节', '2025-02-08'),
  holiday('清明节', '2025-04-04', '2025-04-06'),
  worked('劳动节', '2025-04-27'),
  holiday('劳动节', '2025-05-01', '2025-05-05'),
  holiday('端午节', '2025-05-31', '2025-06-02'),
  worked('国庆节', '2025-09-28'),
  holiday('国庆节、中秋节', '2025-10-01', '2025-10-08'),
  worked('国庆节', '2025-10-11'),
  holiday('元旦', '2026-01-01', '2026-01-03'),
  worked('元旦', '2026-01-04'),
  worked('春节', '2026-02-14'),
  holiday('春节', '2026-02-15', '2026-02-23'),
  worked('春节', '2026-02-28'),
  holiday('清明节', '2026-04-04', '2026-04-06'),
  holiday('劳动节', '2026-05-01', '2026-05-05'),
  worked('劳动节', '2026-05-09'),
  holiday('端午节', '2026-06-19', '2026-06-21'),
  worked('国庆节', '2026-09-20'),
  holiday('中秋节', '2026-09-25', '2026-09-27'),
  holiday('国庆节', '2026-10-01', '2026-10-07'),
  worked('国庆节', '2026-10-10'),
]
