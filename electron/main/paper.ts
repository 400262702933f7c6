import type { PrintToPDFOptions, WebContents } from 'electron'
import { Said } from './problem.ts'

/** The first Chromium that draws the margin boxes of a page's own print styles, and with them its numbers. */
const DRAWS_MARGIN_BOXES = 131

/**
 * How a page becomes a PDF: on the paper and with the margins that its print styles name.
 * @param chromium version of the engine; an older one is given `page / pages` at the foot, which newer ones have by style
 */
export function pdfLayout(chromium: string): PrintToPDFOptions {
  const layout = { preferCSSPageSize: true, printBackground: true }
  if (Number.parseInt(chromium, 10) >= DRAWS_MARGIN_BOXES) return layout
  return {
    ...layout,
    displayHeaderFooter: true,
    headerTemplate: '<span></span>',
    footerTemplate:
      '<div style="width:100%;text-align:center;font-size:8px;font-family:sans-serif">' +
      '<span class="pageNumber"></span> / <span class="totalPages"></span></div>',
  }
}

/** Opens the system's print dialog. @throws {Said} why nothing was printed */
export async function printPage(
  contents: Pick<WebContents, 'print' | 'getPrintersAsync'>,
  words: Readonly<{ noPrinter: string; printFailed: string }>,
): Promise<'printed' | 'cancelled'> {
  const reason = await new Promise<string | undefined>((resolve) => {
    contents.print({ printBackground: true }, (success, why) => resolve(success ? undefined : why))
  })
  if (reason === undefined) return 'printed'
  if (/cancel/i.test(reason)) return 'cancelled'
  const printers = await contents.getPrintersAsync()
  throw new Said(printers.length === 0 ? words.noPrinter : `${words.printFailed}${reason}`)
}
