import { expect, test } from 'vitest'
import { listPage } from '../../electron/core/lists/page.ts'
import { home, importRows, newOffice } from './office.ts'

/** Rows first: what a page says of the number of all rows, and what it leaves to be counted. */

async function fiveHomes() {
  const { desk } = await newOffice()
  await importRows(
    desk,
    'units',
    ['101', '102', '201', '202', '301'].map((room) => home(room)),
  )
  return desk
}

test('a page has its rows and the number of all', async () => {
  const desk = await fiveHomes()
  const page = await listPage(desk, 'units', { filter: {}, offset: 2, limit: 2 })
  expect(page.rows.map((row) => row.room)).toEqual(['201', '202'])
  expect(page).toMatchObject({ total: 5, counted: true })
})

test('a page that need not count says at least how many there are, and whether that is all', async () => {
  const desk = await fiveHomes()
  const page = (offset: number, limit: number) => listPage(desk, 'units', { filter: {}, offset, limit, count: false })
  expect(await page(0, 2)).toMatchObject({ total: 3, counted: false })
  // The last page is not full: nothing is left to count.
  expect(await page(4, 2)).toMatchObject({ rows: [{ room: '301' }], total: 5, counted: true })
  expect(await page(0, 50)).toMatchObject({ total: 5, counted: true })
  // Full to the last row: whether more follow is not known.
  expect(await page(0, 5)).toMatchObject({ counted: false })
  expect(await page(50, 5)).toMatchObject({ rows: [], counted: false })
})

test('of no rows the number of all is answered, by the filter', async () => {
  const desk = await fiveHomes()
  const total = (filter: { text?: string }) => listPage(desk, 'units', { filter, offset: 0, limit: 0 })
  expect(await total({})).toEqual({ rows: [], total: 5, counted: true })
  expect(await total({ text: '20' })).toEqual({ rows: [], total: 2, counted: true })
  expect(await total({ text: '999' })).toEqual({ rows: [], total: 0, counted: true })
  expect(await listPage(desk, 'units', { filter: { text: '999' }, offset: 0, limit: 5, count: false })).toEqual({
    rows: [],
    total: 0,
    counted: true,
  })
})

test('a page beyond the last is empty and says how many rows there are', async () => {
  const desk = await fiveHomes()
  expect(await listPage(desk, 'units', { filter: {}, offset: 10, limit: 5 })).toEqual({
    rows: [],
    total: 5,
    counted: true,
  })
})
