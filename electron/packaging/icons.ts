import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { initWasm, Resvg } from '@resvg/resvg-wasm'

/**
 * Draws the icons of the application and of its files from the SVGs beside them: `node electron/packaging/icons.ts`.
 * What it writes is committed; a test draws them again and compares.
 */

const folder = fileURLToPath(new URL('../../resources/icons/', import.meta.url))

/** Sizes of the PNGs that Linux looks for, in pixels. */
const linuxSizes = [16, 24, 32, 48, 64, 128, 256, 512]
/** Sizes inside an .ico; Windows scales those between. */
const icoSizes = [16, 20, 24, 32, 40, 48, 64, 128, 256]
/** Apple's four letters of an entry of an .icns, and its size. */
const icnsSizes = {
  icp4: 16,
  icp5: 32,
  ic11: 32,
  ic12: 64,
  ic07: 128,
  ic13: 256,
  ic08: 256,
  ic14: 512,
  ic09: 512,
  ic10: 1024,
}

/** Every icon by its path in `resources/icons`. */
export async function drawIcons(): Promise<Map<string, Buffer>> {
  await initWasm(await readFile(createRequire(import.meta.url).resolve('@resvg/resvg-wasm/index_bg.wasm')))
  const [application, file] = [await drawer('icon'), await drawer('stewarddesk')]
  return new Map([
    ['icon.png', application(1024)],
    ['icon.ico', ico(application)],
    ['icon.icns', icns(application)],
    ...linuxSizes.map((size) => [`png/${size}x${size}.png`, application(size)] as const),
    ['stewarddesk.png', file(256)],
    ['stewarddesk.ico', ico(file)],
    ['stewarddesk.icns', icns(file)],
  ])
}

/** A picture of that many pixels each way, as PNG. */
type Drawer = (size: number) => Buffer

async function drawer(name: string): Promise<Drawer> {
  const svg = await readFile(join(folder, `${name}.svg`), 'utf8')
  return (size) => Buffer.from(new Resvg(svg, { fitTo: { mode: 'width', value: size } }).render().asPng())
}

/** A header of 6 bytes and 16 for each picture, then the pictures as PNG, which Windows reads since Vista. */
function ico(draw: Drawer): Buffer {
  const pictures = icoSizes.map((size) => ({ size, png: draw(size) }))
  const header = Buffer.alloc(6 + 16 * pictures.length)
  header.writeUInt16LE(1, 2)
  header.writeUInt16LE(pictures.length, 4)
  let offset = header.length
  for (const [index, { size, png }] of pictures.entries()) {
    const at = 6 + 16 * index
    // 0 stands for 256.
    header.writeUInt8(size % 256, at)
    header.writeUInt8(size % 256, at + 1)
    header.writeUInt16LE(1, at + 4)
    header.writeUInt16LE(32, at + 6)
    header.writeUInt32LE(png.length, at + 8)
    header.writeUInt32LE(offset, at + 12)
    offset += png.length
  }
  return Buffer.concat([header, ...pictures.map(({ png }) => png)])
}

/** `icns` and its length, then for each picture its four letters, its length with this head of 8 bytes, and a PNG. */
function icns(draw: Drawer): Buffer {
  const entries = Object.entries(icnsSizes).map(([letters, size]) => headed(letters, draw(size)))
  return headed('icns', Buffer.concat(entries))
}

function headed(letters: string, content: Buffer): Buffer {
  const head = Buffer.alloc(8)
  head.write(letters, 'latin1')
  head.writeUInt32BE(head.length + content.length, 4)
  return Buffer.concat([head, content])
}

if (import.meta.main) {
  await mkdir(join(folder, 'png'), { recursive: true })
  for (const [path, bytes] of await drawIcons()) await writeFile(join(folder, path), bytes)
}
