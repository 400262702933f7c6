import { expect, test } from 'vitest'
import { placeOn } from '../../../electron/main/bounds.ts'

const screen = { x: 0, y: 0, width: 1920, height: 1080 }
const kept = { x: 200, y: 100, width: 1400, height: 900, maximized: true }

test('the first window is centred on the first screen and fits it', () => {
  expect(placeOn([screen], undefined)).toEqual({ x: 277, y: 156, width: 1366, height: 768, maximized: false })
  expect(placeOn([{ x: 0, y: 0, width: 1280, height: 720 }], undefined)).toMatchObject({
    x: 0,
    y: 0,
    width: 1280,
    height: 720,
  })
})

test('a kept place is used where a screen still shows it', () => {
  expect(placeOn([screen], kept)).toEqual(kept)
  const onSecond = { ...kept, x: 2200 }
  expect(placeOn([screen, { ...screen, x: 1920 }], onSecond)).toEqual(onSecond)
})

test.each([
  ['the second screen is gone', { ...kept, x: 2200 }],
  ['it lies above the screen', { ...kept, y: -300 }],
  ['it lies below the screen', { ...kept, y: 1079 }],
  ['only a sliver is left on the screen', { ...kept, x: -1390 }],
])('a kept place is given up when %s', (_why, place) => {
  expect(placeOn([screen], place)).toMatchObject({ x: 277, y: 156, maximized: true })
})

test('a kept size below the smallest is raised', () => {
  expect(placeOn([screen], { ...kept, width: 10, height: 10, x: 500 })).toMatchObject({ x: 277 })
  expect(placeOn([screen], { ...kept, width: 300, height: 200 })).toMatchObject({ width: 1024, height: 680 })
})
