import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { drawIcons } from '../../../electron/packaging/icons.ts'

const folder = fileURLToPath(new URL('../../../resources/icons/', import.meta.url))

test('the icons are those of the drawings beside them', async () => {
  const drawn = await drawIcons()
  expect([...drawn.keys()]).toEqual(expect.arrayContaining(['icon.ico', 'icon.icns', 'icon.png', 'stewarddesk.ico']))
  for (const [path, bytes] of drawn) expect(readFileSync(join(folder, path)).equals(bytes), path).toBe(true)
})

test('an .ico holds the sizes that it names', () => {
  const ico = readFileSync(join(folder, 'icon.ico'))
  const sizes = Array.from({ length: ico.readUInt16LE(4) }, (_, index) => {
    const at = 6 + 16 * index
    const png = ico.subarray(ico.readUInt32LE(at + 12), ico.readUInt32LE(at + 12) + ico.readUInt32LE(at + 8))
    expect(pngSize(png)).toBe(ico.readUInt8(at) || 256)
    return pngSize(png)
  })
  // What electron-builder asks of it, and what the task bar shows.
  expect(sizes).toEqual(expect.arrayContaining([16, 32, 48, 256]))
})

test('an .icns holds its entries to the last byte', () => {
  const icns = readFileSync(join(folder, 'icon.icns'))
  expect([icns.toString('latin1', 0, 4), icns.readUInt32BE(4)]).toEqual(['icns', icns.length])
  const sizes: number[] = []
  let at = 8
  while (at < icns.length) {
    sizes.push(pngSize(icns.subarray(at + 8)))
    at += icns.readUInt32BE(at + 4)
  }
  expect(at).toBe(icns.length)
  expect(sizes).toEqual(expect.arrayContaining([16, 32, 128, 256, 512, 1024]))
})

function pngSize(png: Buffer): number {
  expect(png.toString('latin1', 1, 4)).toBe('PNG')
  return png.readUInt32BE(16)
}
