import type { DateText } from '../../contract/dates.ts'
import { cutResidents, cutUnit } from './cut.ts'
import { estateName } from './estate.ts'
import { fitAreas } from './fitAreas.ts'
import { householdsOf } from './households.ts'
import { lifeOf } from './life.ts'
import type { SampleResidentRow, SampleStaff, SampleUnitRow } from './rows.ts'
import { dealSlots } from './slots.ts'
import { sampleStaff } from './staff.ts'

export interface SampleOffice {
  readonly estateName: string
  readonly units: readonly SampleUnitRow[]
  readonly residents: readonly SampleResidentRow[]
  readonly staff: readonly SampleStaff[]
}

/**
 * The estate and the people of the sample office as rows of the units and residents workbooks, as known on `today`.
 * The same for everybody and every time. Facts after `today` are left out, so that no row is refused as lying ahead;
 * from 2025-12-31 on, the year 2025 is complete and gives the `handover/*` and `movein/*` figures of
 * reference-year.json exactly. On an earlier `today` it is the same office with that much less history, and the
 * figures of 2025 do not hold yet. Facts run to the end of 2026.
 */
export function sampleOffice(today: DateText): SampleOffice {
  const slots = dealSlots()
  const lives = slots.map(lifeOf)
  const areas = fitAreas(slots, lives)
  const units = slots.map(({ building, room, areaCentiM2 }, index) => {
    const life = lives[index]
    if (life === undefined) throw new Error('a unit without a life')
    const place = { estate: estateName, area: building.area, building: building.name, room, kind: building.kind }
    return cutUnit({ ...place, areaCentiM2: areas[index] ?? areaCentiM2, ...life }, today)
  })
  return { estateName, units, residents: cutResidents(householdsOf(slots, lives), today), staff: sampleStaff }
}
