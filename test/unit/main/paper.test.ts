import { expect, test } from 'vitest'
import { pdfLayout, printPage } from '../../../electron/main/paper.ts'

test('paper is as the page says; a page is numbered by its styles where they can, else at the foot', () => {
  expect(pdfLayout('156.0.8078.108')).toEqual({ preferCSSPageSize: true, printBackground: true })
  const older = pdfLayout('130.0.6723.137')
  expect(older).toMatchObject({ preferCSSPageSize: true, displayHeaderFooter: true })
  expect(older.footerTemplate).toMatch(/pageNumber.*totalPages/)
})

test.each([
  [true, '', 'printed'],
  [false, 'Print job canceled', 'cancelled'],
])('success %s with reason %j is %s', async (success, reason, outcome) => {
  const contents = { print: (_options: unknown, done: (ok: boolean, reason: string) => void) => done(success, reason) }
  expect(await printPage(contents as never, String)).toBe(outcome)
})

test('a failed print job says why', async () => {
  const contents = {
    print: (_options: unknown, done: (ok: boolean, reason: string) => void) => done(false, 'Print job failed'),
  }
  await expect(printPage(contents as never, (reason) => `打印没有完成：${reason}`)).rejects.toThrow(
    '打印没有完成：Print job failed',
  )
})
