import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { buildingLayout, type MapUnit, neighbour } from '../../renderer/features/estate/buildingLayout.ts'
import { seriousOf } from './axe.ts'
import { type Desk, startDesk } from './desk.ts'

let desk: Desk
beforeAll(async () => {
  desk = await startDesk()
})
afterAll(() => desk.close())

/** The list with its tree, a tower and a unit are scanned in every look with the shell. */
const pages = [
  { name: 'a map with one category standing out', path: '/estate/building/20?show=vacant', ready: 'building-grid' },
  { name: 'the zones', path: '/estate/zones', ready: 'new-zone' },
] as const

// In English and dark: what else this file does, it does in Chinese and light.
describe('axe finds nothing serious on', () => {
  const look = { as: 'manager', language: 'en', dark: true } as const

  test.each(pages)('$name', async ({ path, ready }) => {
    const page = await desk.open({ ...look, path })
    await page.getByTestId(ready).waitFor()
    expect(await serious(page)).toEqual([])
  })

  test.each([
    { name: 'the unit form', path: '/estate/unit/25', key: 'e' },
    { name: 'the form of a spell', path: '/estate/unit/25', key: 'a' },
    { name: 'the form of a new unit', path: '/estate?building=14', key: 'n' },
    { name: 'the form of a zone', path: '/estate/zones', key: 'n' },
  ])('$name', async ({ path, key }) => {
    const page = await desk.open({ ...look, path })
    await page.getByRole('heading', { level: 1 }).waitFor()
    await page.waitForLoadState('networkidle')
    await page.keyboard.press(key)
    await page.getByTestId('go-ahead').waitFor()
    expect(await serious(page)).toEqual([])
  })
})

async function serious(page: Awaited<ReturnType<Desk['open']>>): Promise<string[]> {
  return (await seriousOf(page)).map(
    ({ id, nodes }) => `${id}: ${nodes.map((node) => node.html.slice(0, 160)).join(' | ')}`,
  )
}

test('a hidden answer of the backend is shown as an error that can be tried again', async () => {
  const page = await desk.open({ as: 'front-desk', path: '/' })
  await page.getByTestId('person').waitFor()
  await page.route('**/rpc/estate/unit', (route) => route.abort())
  await page.goto(new URL('/estate/unit/25', page.url()).href)
  const face = page.getByRole('alert')
  await face.waitFor()
  await page.unroute('**/rpc/estate/unit')
  await face.getByRole('button').click()
  await page.getByTestId('timeline').waitFor()
})

test('an empty office says how to begin, and begins with an estate', async () => {
  const empty = await startDesk('none')
  try {
    const page = await empty.open()
    await page.getByTestId('create-empty').click()
    await page.getByTestId('office-name').fill('新管理处')
    await page.getByTestId('create-office').click()
    await page.getByTestId('name').fill('林主任')
    await page.getByTestId('pin').fill('998877')
    await page.getByTestId('pin-again').fill('998877')
    await page.getByTestId('create-administrator').click()
    await page.getByTestId('person').waitFor()
    await page.goto(new URL('/estate', page.url()).href)
    await page.getByText('还没有房屋').waitFor()
    await page.getByTestId('first-estate').click()
    await page.getByTestId('place-name').fill('新园')
    await page.keyboard.press('Enter')
    await page.getByTestId('place-tree').getByText('新园').waitFor()
    expect(empty.faults).toEqual([])
  } finally {
    await empty.close()
  }
})

describe('the layout of a building map', () => {
  let next = 1
  const unit = (room: string): MapUnit => ({
    id: next++,
    room,
    kind: 'residence',
    areaCenti: 9000,
    occupancy: 'vacant',
    owner: null,
  })
  const rooms = (floor: number | null, ...numbers: string[]) => ({ floor, units: numbers.map(unit) })
  const columnsOf = (row: { cells: readonly { column: number; unit: MapUnit }[] } | undefined) =>
    row?.cells.map((cell) => [cell.unit.room, cell.column])

  test('keeps rooms of one place above each other where one is missing', () => {
    const layout = buildingLayout([rooms(12, '1201', '1203'), rooms(11, '1101', '1102', '1103'), rooms(2, '203A')])
    expect(layout.columns).toBe(4)
    expect(columnsOf(layout.rows[0])).toEqual([
      ['1201', 0],
      ['1203', 2],
    ])
    expect(columnsOf(layout.rows[2])).toEqual([['203A', 3]])
  })

  test('puts what has no floor below the floors', () => {
    const layout = buildingLayout([rooms(2, '201', '202'), rooms(1, '101', '102'), rooms(null, '架空层')])
    expect(layout.byFloor).toBe(true)
    expect(layout.rows.map((row) => row.floor)).toEqual([2, 1, null])
  })

  test('wraps hundreds of parking spaces, in the order of their numbers', () => {
    const spaces = Array.from({ length: 437 }, (_, index) => `B1-${index + 1}`)
    const layout = buildingLayout([rooms(null, ...spaces)])
    expect([layout.byFloor, layout.columns, layout.rows.length]).toEqual([false, 20, 22])
    expect(layout.rows.flatMap((row) => row.cells.map((cell) => cell.unit.room))).toEqual(spaces)
  })

  test('does not take the leading digits of spaces numbered through for floors', () => {
    const numbers = Array.from({ length: 250 }, (_, index) => String(index + 1).padStart(3, '0'))
    const byDigit = Map.groupBy(numbers, (number) => Number(number[0]))
    const floors = [...byDigit].reverse().map(([floor, own]) => rooms(floor, ...own))
    const layout = buildingLayout(floors)
    expect(layout.byFloor).toBe(false)
    expect(layout.rows.flatMap((row) => row.cells.map((cell) => cell.unit.room))).toEqual(numbers)
  })

  test('leads an arrow over a gap to the nearest unit', () => {
    const layout = buildingLayout([rooms(3, '301', '304'), rooms(2, '201', '202', '203', '204')])
    const [top, bottom] = layout.rows.map((row) => row.cells.map((cell) => cell.unit.id))
    expect(neighbour(layout, bottom?.[2] ?? 0, 'ArrowUp')).toBe(top?.[1])
    expect(neighbour(layout, bottom?.[1] ?? 0, 'ArrowUp')).toBe(top?.[0])
    expect(neighbour(layout, top?.[1] ?? 0, 'ArrowDown')).toBe(bottom?.[3])
    expect(neighbour(layout, top?.[0] ?? 0, 'ArrowUp')).toBeUndefined()
    expect(neighbour(layout, top?.[0] ?? 0, 'ArrowRight')).toBe(top?.[1])
  })
})
