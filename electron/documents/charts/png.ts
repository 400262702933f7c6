import { readFileSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { initWasm, Resvg } from '@resvg/resvg-wasm'
import type { ChineseFont } from './fonts.ts'

/** A picture twice as fine as its size on paper. */
export interface Picture {
  readonly png: Uint8Array
  /** In pixels as on screen: half of the picture's own. */
  readonly width: number
  readonly height: number
}

const scale = 2

/** Reads the font once; then makes drawings pictures, their words in it. */
export async function pictureMaker({ family, file }: ChineseFont): Promise<(svg: string) => Picture> {
  await ready()
  const font = { fontBuffers: [readFileSync(file)], defaultFontFamily: family, sansSerifFamily: family }
  return (svg) => {
    const drawing = new Resvg(svg, { background: '#ffffff', fitTo: { mode: 'zoom', value: scale }, font })
    const drawn = drawing.render()
    try {
      return { png: drawn.asPng(), width: drawn.width / scale, height: drawn.height / scale }
    } finally {
      drawn.free()
      drawing.free()
    }
  }
}

let starting: Promise<void> | undefined

/** It may be started once in a process only. */
function ready(): Promise<void> {
  starting ??= readFile(createRequire(import.meta.url).resolve('@resvg/resvg-wasm/index_bg.wasm')).then(initWasm)
  return starting
}
