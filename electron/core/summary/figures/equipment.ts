import { type RawBuilder, sql } from 'kysely'
import { equipmentCategories } from '../../../contract/equipmentWords.ts'
import { inOrderOn, inServiceOn } from '../../equipment/states.ts'
import type { ListQuery } from '../../lists/source.ts'
import type { Figure, Period, RecordSet } from '../figure.ts'

function equipmentOf(id: string, among: (day: string) => RawBuilder<boolean>): RecordSet {
  return {
    id,
    record: 'equipment.id',
    unit: null,
    from: (db, { asOf }: Period) => (db.selectFrom('equipment') as unknown as ListQuery).where(among(asOf)),
    date: ({ asOf }) =>
      sql<string>`(SELECT max(equipment_state.from_on) FROM equipment_state
        WHERE equipment_state.equipment_id = equipment.id AND equipment_state.from_on <= ${asOf})`,
    what: sql<string>`equipment.code || ' ' || equipment.name`,
    part: () => sql<string>`equipment.category`,
  }
}

const english = {
  lift: 'Lifts',
  'water-supply': 'Secondary water supply',
  'power-room': 'Distribution rooms',
  'fire-protection': 'Fire protection',
  lighting: 'Street and lawn lamps',
  cctv: 'CCTV cameras',
  'access-control': 'Access control',
  pump: 'Pumps',
  other: 'Others',
} as const satisfies Record<keyof typeof equipmentCategories, string>

const labels = Object.fromEntries(
  Object.entries(equipmentCategories).map(([code, zh]) => [code, { zh, en: english[code as keyof typeof english] }]),
)

const inService = equipmentOf('equipment-in-service', inServiceOn)
const inOrder = equipmentOf('equipment-in-order', inOrderOn)

/** Register 7 of the product page: 完好率. */
export const equipmentFigures: readonly Figure[] = [
  {
    id: 'equipment/in-order',
    section: 'equipment',
    unit: 'ratio',
    inTime: 'standing',
    numerator: inOrder,
    denominator: inService,
    parts: { always: false, labels },
    label: { zh: '设备完好率', en: 'Equipment in working order' },
    definition: {
      zh: '到统计日状态为在用的设备 ÷ 在册设备（在用、停用、维修；已报废和尚未启用的不算），按类别分列。状态以统计日当天最后一次登记为准。',
      en: 'Equipment in use on the as-of date ÷ equipment in service (in use, stopped, in repair; scrapped or not there yet does not count), by category. The last state entered for that day or before holds.',
    },
  },
]
