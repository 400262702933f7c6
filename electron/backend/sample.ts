import { unlinkSync } from 'node:fs'
import type { Actor, Clock, Desk } from '../core/context.ts'
import { applyImport, planImport } from '../core/imports/index.ts'
import type { ParsedRow, ParsedTable } from '../core/imports/table.ts'
import { sampleOffice } from '../core/sample/office.ts'
import { writeSettings } from '../core/settings/index.ts'
import { createStaff } from '../core/staff/service.ts'
import { openOffice } from '../db/open.ts'

const author: Actor = { id: null, name: 'sample', roles: ['administrator'] }

/**
 * Writes the sample office through the ordinary roads: the import planner and writer, the staff use case.
 * @param file must not exist yet; is removed again where anything fails
 */
export async function createSampleOffice(file: string, clock: Clock): Promise<{ units: number; residents: number }> {
  const sample = sampleOffice(clock.today())
  const office = await openOffice(file, { create: true })
  const desk: Desk = { db: office.db, clock, actor: author }
  try {
    await writeSettings(desk, { officeName: `${sample.estateName}物业服务中心`, sample: true })
    for (const member of sample.staff)
      await createStaff(desk, { name: member.name, roles: [member.role], secret: member.pin })
    await importRows(
      desk,
      'units',
      sample.units.map(({ areaCentiM2, ...unit }) => ({ ...unit, areaCenti: areaCentiM2 })),
    )
    await importRows(
      desk,
      'residents',
      sample.residents.map(({ plates, birthDate, from, to, ...resident }) => ({
        ...resident,
        birthOn: birthDate,
        fromOn: from,
        toOn: to,
        plates: plates.length > 0 ? plates.join(',') : null,
      })),
    )
    await office.close()
  } catch (error) {
    await office.close()
    unlinkSync(file)
    throw error
  }
  return { units: sample.units.length, residents: sample.residents.length }
}

async function importRows(
  desk: Desk,
  kind: 'units' | 'residents',
  records: readonly Readonly<Record<string, string | number | null>>[],
): Promise<void> {
  const rows = records.map(
    (record, index): ParsedRow => ({ row: index + 2, values: present(record), errors: [], warnings: [] }),
  )
  const table: ParsedTable = { sheet: kind, fields: [], fileErrors: [], fileWarnings: [], rows }
  const plan = await planImport(desk.db, kind, 'sample', table, desk.clock.today())
  if (plan.report.counts.rejected > 0) throw new Error(`sample ${kind}: ${JSON.stringify(plan.report.rows[0])}`)
  await applyImport(desk, plan)
}

function present(record: Readonly<Record<string, string | number | null>>): Record<string, string | number> {
  return Object.fromEntries(
    Object.entries(record).filter((entry): entry is [string, string | number] => entry[1] !== null),
  )
}
