import { execFileSync } from 'node:child_process'
import type { Page } from 'playwright-core'

/** A sheet of paper as a printer gets it; lengths in millimetres, words with the corner they begin at. */
export interface Sheet {
  readonly width: number
  readonly height: number
  readonly words: readonly { readonly text: string; readonly x: number; readonly y: number }[]
}

const millimetres = (points: string | undefined): number => (Number(points) / 72) * 25.4

/** Prints the page as it stands, on the paper its styles ask for, and reads the sheets back. */
export async function printed(page: Page): Promise<Sheet[]> {
  const pdf = await page.pdf({ preferCSSPageSize: true, printBackground: true })
  const text = execFileSync('pdftotext', ['-bbox', '-', '-'], { input: pdf, encoding: 'utf8' })
  return text
    .split('<page ')
    .slice(1)
    .map((sheet) => {
      const [, width, height] = /^width="([\d.]+)" height="([\d.]+)"/.exec(sheet) ?? []
      const words = sheet.matchAll(/<word xMin="([\d.-]+)" yMin="([\d.-]+)"[^>]*>(.*)<\/word>/g)
      return {
        width: millimetres(width),
        height: millimetres(height),
        words: [...words].map(([, x, y, word]) => ({ text: word ?? '', x: millimetres(x), y: millimetres(y) })),
      }
    })
}
