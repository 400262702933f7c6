import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { onTestFinished } from 'vitest'
import { fileStore } from '../../electron/backend/fileStore.ts'
import { checkOffice } from '../../electron/core/check/index.ts'
import { officeClock } from '../../electron/core/clock.ts'
import type { Desk } from '../../electron/core/context.ts'
import { createStaff } from '../../electron/core/staff/service.ts'
import { type OfficeFile, openOffice } from '../../electron/db/open.ts'
import { home, importRows } from '../db/office.ts'
import { day } from './pay.ts'

/** A folder that is gone when the test has finished. */
export function folderOfItsOwn(): string {
  const folder = mkdtempSync(join(tmpdir(), 'desk-faults-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  return folder
}

/** An office with a home that owes two years of fees and a cashier, closed again. @returns its file */
export async function officeWithTill(folder = folderOfItsOwn()): Promise<string> {
  const file = join(folder, 'office.db')
  const office = await openOffice(file, { create: true })
  const desk = deskOf(office)
  await importRows(desk, 'units', [home('101', { readyOn: '2020-01-01', handedOverOn: '2020-05-01' })])
  const months = Array.from(
    { length: 24 },
    (_, index) => `${2024 + Math.floor(index / 12)}-${String((index % 12) + 1).padStart(2, '0')}`,
  )
  await importRows(
    desk,
    'charges',
    months.map((month) => ({
      area: 'B区',
      building: '1栋',
      room: '101',
      item: '物业费',
      fromOn: `${month}-01`,
      toOn: `${month}-28`,
      dueOn: `${month}-28`,
      amount: 10_000,
    })),
  )
  await createStaff(desk, { name: '收费员', roles: ['cashier'], secret: '1234' })
  await office.close()
  return file
}

export function deskOf(office: OfficeFile): Desk {
  const clock = officeClock(() => new Date(), undefined, day)
  return { db: office.db, clock, actor: { id: null, name: 'tester', roles: ['administrator'] } }
}

/** What the file says of itself: which receipts it holds, and what `desk check` finds wrong with file and books. */
export async function standingOf(file: string): Promise<{ receipts: string[]; problems: string[] }> {
  const office = await openOffice(file, { check: true })
  try {
    const rows = await office.db.selectFrom('receipt').select('receipt_no').orderBy('id').execute()
    const { problems } = await checkOffice(deskOf(office), office.sqlite, fileStore(file))
    return { receipts: rows.map((row) => row.receipt_no), problems: problems.map((one) => JSON.stringify(one)) }
  } finally {
    await office.close()
  }
}

/** The receipts alone, quickly: the whole file is looked through by SQLite, the books are not. */
export async function receiptsOf(file: string): Promise<string[]> {
  const office = await openOffice(file, { check: true })
  try {
    const rows = await office.db.selectFrom('receipt').select('receipt_no').orderBy('id').execute()
    return rows.map((row) => row.receipt_no)
  } finally {
    await office.close()
  }
}

/** Bytes of a file and of the log beside it. */
export function bytesOf(file: string): { main: Buffer; log: Buffer } {
  const log = `${file}-wal`
  return { main: readFileSync(file), log: existsSync(log) ? readFileSync(log) : Buffer.alloc(0) }
}
