import { type RawBuilder, sql } from 'kysely'
import { equipmentCategories } from '../../../contract/equipmentWords.ts'
import { inOrderOn, inServiceOn } from '../../equipment/states.ts'
import type { ListQuery } from '../../lists/source.ts'
import type { Figure, Period, RecordSet } from '../figure.ts'

function equipmentOf(id: string, among: (day: string) => RawBuilder<boolean>): RecordSet {
  return {
    id,
    record: 'equipment.id',
    opens: { page: 'equipment' },
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

/** In service on the day, and nobody has maintained or inspected it since the year began, whatever part of it is asked for. */
const unmaintained: RecordSet = {
  ...inService,
  id: 'equipment-unmaintained',
  from: (db, period) =>
    inService.from(db, period).where(
      sql<boolean>`NOT EXISTS (SELECT 1 FROM task JOIN task_outcome ON task_outcome.task_id = task.id
        WHERE task.subject_id = equipment.id AND task.subject IN ('maintenance', 'statutory')
          AND task_outcome.kind = 'done' AND task_outcome.on_date >= ${`${period.year}-01-01`}
          AND task_outcome.on_date <= ${period.to}
          AND (task_outcome.undone_on IS NULL OR task_outcome.undone_on > ${period.asOf}))`,
    ),
}

/** Register 7 of the product page: 完好率. */
export const equipmentFigures: readonly Figure[] = [
  {
    id: 'equipment/in-order',
    section: 'equipment',
    unit: 'ratio',
    inTime: 'standing',
    takenOver: true,
    numerator: inOrder,
    denominator: inService,
    parts: { always: false, labels },
    label: { zh: '设备完好率', en: 'Equipment in working order' },
    definition: {
      zh: '到统计日状态为在用的设备 ÷ 在册设备（在用、停用、维修；已报废和尚未启用的不算），按类别分列。状态以统计日当天最后一次登记为准。',
      en: 'Equipment in use on the as-of date ÷ equipment in service (in use, stopped, in repair; scrapped or not there yet does not count), by category. The last state entered for that day or before holds.',
    },
  },
  {
    id: 'equipment/unmaintained',
    section: 'equipment',
    unit: 'count',
    inTime: 'standing',
    of: unmaintained,
    parts: { always: false, labels },
    label: { zh: '无保养记录的设备', en: 'Equipment without maintenance' },
    definition: {
      zh: '统计日在册、从当年 1 月 1 日到统计日没有完成过任何保养或法定检验的设备，按类别分列；完成后又撤回的不算完成。',
      en: 'Equipment in service on the as-of date for which no maintenance or statutory inspection was done from 1 January to the as-of date, by category; what was taken back was not done.',
    },
  },
]
