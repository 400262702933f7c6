import { expect, test } from 'vitest'
import { pdfLayout, printPage } from '../../../electron/main/paper.ts'

test('paper is as the page says; a page is numbered by its styles where they can, else at the foot', () => {
  expect(pdfLayout('156.0.8078.108')).toEqual({ preferCSSPageSize: true, printBackground: true })
  const older = pdfLayout('130.0.6723.137')
  expect(older).toMatchObject({ preferCSSPageSize: true, displayHeaderFooter: true })
  expect(older.footerTemplate).toMatch(/pageNumber.*totalPages/)
})

const words = { noPrinter: '没有打印机', printFailed: '打印没有完成：' }

test.each([
  [true, '', 'printed'],
  [false, 'Print job canceled', 'cancelled'],
])('success %s with reason %j is %s', async (success, reason, outcome) => {
  expect(await printPage(paper(success, reason, [{}]), words)).toBe(outcome)
})

test('a failed print job says why; without any printer that is why', async () => {
  await expect(printPage(paper(false, 'Print job failed', [{}]), words)).rejects.toThrow(
    '打印没有完成：Print job failed',
  )
  await expect(printPage(paper(false, 'Failed to enumerate', []), words)).rejects.toThrow('没有打印机')
})

function paper(success: boolean, reason: string, printers: readonly object[]): Parameters<typeof printPage>[0] {
  return {
    print: (_options: unknown, done?: (ok: boolean, why: string) => void) => done?.(success, reason),
    getPrintersAsync: async () => printers as never,
  }
}
