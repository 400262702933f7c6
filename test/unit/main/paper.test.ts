import { expect, test } from 'vitest'
import { pdfLayout, printPage } from '../../../electron/main/paper.ts'

test('paper is as asked, with page numbers at the foot', () => {
  const layout = pdfLayout({ paper: 'A5', landscape: true })
  expect(layout).toMatchObject({ pageSize: 'A5', landscape: true, displayHeaderFooter: true })
  expect(layout.footerTemplate).toMatch(/pageNumber.*totalPages/)
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
