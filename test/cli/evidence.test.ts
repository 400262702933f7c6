import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it, onTestFinished } from 'vitest'
import { sampleCopy } from '../office/shared.ts'
import { desk } from './desk.ts'

it('exports the evidence of one unit by its name, and says which name is not enough', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'desk-evidence-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  const db = await sampleCopy(folder)
  const out = join(folder, 'evidence.docx')
  const args = (unit: string, ...more: string[]) => ['export', 'evidence', '--unit', unit, '--db', db, ...more]
  const { status, stdout, stderr } = await desk(args('46-101', '--out', out, '--as-of', '2025-12-31', '--json'))
  expect([status, stderr]).toEqual([0, ''])
  expect(JSON.parse(stdout)).toEqual({ file: out })
  expect(readFileSync(out).subarray(0, 2).toString()).toBe('PK')
  const other = join(folder, 'other.docx')
  const ambiguous = await desk(args('101', '--out', other))
  expect([ambiguous.status, ambiguous.stderr]).toEqual([1, expect.stringContaining('“101”不止一户')])
  const unknown = await desk(args('999-1', '--out', other))
  expect([unknown.status, unknown.stderr]).toEqual([1, expect.stringContaining('没有房屋“999-1”')])
  expect((await desk(args('46-101', '--out', join(folder, 'evidence.xlsx')))).status).toBe(2)
  expect((await desk(args('46-101', '--out', other, '--year', '2025'))).status).toBe(2)
  expect((await desk(['export', 'units', '--unit', '46-101', '--db', db, '--out', out])).status).toBe(2)
  expect(existsSync(other)).toBe(false)
})
