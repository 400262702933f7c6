import type { PrintToPDFOptions, WebContents } from 'electron'
import type { PdfOptions } from '../contract/bridge.ts'
import { Said } from './problem.ts'

/** Margins in inches: 12 mm, wide enough below for the page number. */
const MARGIN = 12 / 25.4

/** How a page becomes a PDF: paper as asked, `page / pages` at the foot. */
export function pdfLayout({ paper, landscape }: Pick<PdfOptions, 'paper' | 'landscape'>): PrintToPDFOptions {
  return {
    pageSize: paper,
    landscape,
    printBackground: true,
    margins: { top: MARGIN, bottom: MARGIN, left: MARGIN, right: MARGIN },
    displayHeaderFooter: true,
    headerTemplate: '<span></span>',
    footerTemplate:
      '<div style="width:100%;text-align:center;font-size:8px;font-family:sans-serif">' +
      '<span class="pageNumber"></span> / <span class="totalPages"></span></div>',
  }
}

/** Opens the system's print dialog. `failed` puts the system's reason into words. */
export function printPage(
  contents: Pick<WebContents, 'print'>,
  failed: (reason: string) => string,
): Promise<'printed' | 'cancelled'> {
  return new Promise((resolve, reject) => {
    contents.print({ printBackground: true }, (success, reason) => {
      if (success) resolve('printed')
      else if (/cancel/i.test(reason)) resolve('cancelled')
      else reject(new Said(failed(reason)))
    })
  })
}
