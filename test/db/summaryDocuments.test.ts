import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { officeClock } from '../../electron/core/clock.ts'
import type { Desk } from '../../electron/core/context.ts'
import { signoffHeads } from '../../electron/core/signoff/repository.ts'
import { draftDocument, saveDraft } from '../../electron/core/summary/drafts.ts'
import { periodOf } from '../../electron/core/summary/figure.ts'
import { type OfficeFile, openOffice } from '../../electron/db/open.ts'
import { exportSummary } from '../../electron/documents/summary/export.ts'
import { sampleCopy } from '../office/shared.ts'
import { wordPdfs } from '../office/wordText.ts'

/** The work report as a Word document, printed by LibreOffice, and as a page of HTML. */
let folder: string
let office: OfficeFile
let desk: Desk
let pdf: { readonly text: string; readonly pages: readonly string[]; readonly fonts: string; readonly images: string }

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'desk-report-'))
  office = await openOffice(await sampleCopy(folder))
  const clock = officeClock(() => new Date(), undefined, '2026-11-21')
  desk = { db: office.db, clock, actor: { id: null, name: '黄国辉', roles: ['manager'] } }
  const of = { period: periodOf(2025, '2025-12-31'), language: 'zh', chapter: 'handover' } as const
  const { chapters } = await draftDocument(desk, of.period, 'zh')
  const seen = chapters.find((one) => one.chapter === 'handover')?.number ?? 0
  await saveDraft(desk, of, '累计交房{{handover/done}}户，=1+1 & <b>稳步</b>。', seen)
  const file = join(folder, 'zh.docx')
  await exportSummary(desk, office, { format: 'docx', language: 'zh', year: 2025, asOf: '2025-12-31' }, file)
  const [printed = ''] = wordPdfs([file], folder)
  const ask = (program: string, ...args: string[]) => execFileSync(program, args, { encoding: 'utf8' })
  const text = ask('pdftotext', '-layout', printed, '-')
  pdf = { text, pages: text.split('\f'), fonts: ask('pdffonts', printed), images: ask('pdfimages', '-list', printed) }
}, 180_000)

afterAll(async () => {
  await office.close()
  rmSync(folder, { recursive: true, force: true })
})

const page = (has: RegExp) => pdf.pages.findIndex((one, index) => index > 0 && has.test(one)) + 1

test('the Word document has its letterhead, title and day, and contents with the pages of its chapters', () => {
  const [first = ''] = pdf.pages
  for (const words of ['锦澜花园物业服务中心', '2025 年度工作总结', '截至 2025-12-31', '目录'])
    expect(first.replace(/\s+/g, ' ')).toContain(words)
  for (const chapter of [
    '一、交房与入住',
    '二、收费与有偿服务',
    '六、保洁绿化',
    '七、存在的不足',
    '八、下一步计划与目标',
    '附录：指标口径',
  ]) {
    const [, number] = new RegExp(`${chapter}\\.+\\s*(\\d+)`).exec(first) ?? []
    const real = page(new RegExp(`^\\s*${chapter}\\s*$`, 'm'))
    expect(real, chapter).toBeGreaterThan(1)
    // The pages of another program with other fonts: they may come one apart.
    expect(Math.abs(Number(number) - real), `${chapter}: ${number} and ${real}`).toBeLessThanOrEqual(1)
  }
  for (const section of ['交房', '零维修', '满意度']) expect(first).toMatch(new RegExp(`${section}\\.{5,}`))
})

test('its text, tables and definitions stand as they are, with the pages counted at the foot', () => {
  const squeezed = pdf.text.replace(/[ \n]+/g, ' ')
  expect(squeezed.replaceAll(' ', '')).toContain('累计交房1,258户，=1+1&<b>稳步</b>。')
  expect(squeezed).toMatch(/累计交房面积（㎡） 156,774.65 143,009.40 \+13,765.25 \+9.6%/)
  expect(squeezed).toMatch(/全年应收管理费（元） 1,061,102.00/)
  expect(squeezed.replaceAll(' ', '')).toContain('≤5.0%')
  expect(squeezed.replaceAll(' ', '')).toContain(`黄国辉1/${pdf.pages.length - 1}`)
})

test('Chinese is set in a Chinese font that goes with the file, and every chart is a picture with words for who cannot see it', () => {
  expect(pdf.fonts).toMatch(/(CJK|Hei|Song|Kai|Han).* yes yes /)
  const drawn = pdf.images.split('\n').filter((line) => /^\s*\d+\s+\d+\s+image\s/.test(line))
  expect(drawn).toHaveLength(10)
})

test('the page of HTML needs nothing beside it, says the same, and its links all lead somewhere', async () => {
  const file = join(folder, 'zh.html')
  await exportSummary(desk, office, { format: 'html', language: 'zh', year: 2025, asOf: '2025-12-31' }, file)
  const html = readFileSync(file, 'utf8')
  expect(html).toContain('<html lang="zh-CN">')
  expect(html).not.toMatch(/<script|<link |(src|href)="(?!#)/)
  expect(html).toContain('累计交房1,258户，=1+1 &amp; &lt;b&gt;稳步&lt;/b&gt;。')
  expect(html).toContain('<a href="#definition-handover-done">累计交房</a></th><td class="number">1,258</td>')
  expect(html).toMatch(/aria-label="[^"]*121/)
  expect(html.match(/<svg /g)).toHaveLength(10)
  const ids = new Set([...html.matchAll(/ id="([^"]+)"/g)].map(([, id]) => id))
  const links = [...html.matchAll(/href="#([^"]+)"/g)].map(([, id]) => id)
  expect(links.length).toBeGreaterThan(60)
  expect(links.filter((id) => !ids.has(id))).toEqual([])
})

test('of a year that runs both columns say until when they are counted, and a day to come is said to be', async () => {
  const ask = async (asOf: string) => {
    const file = join(folder, `${asOf}.html`)
    await exportSummary(desk, office, { format: 'html', language: 'zh', year: 2026, asOf }, file)
    return readFileSync(file, 'utf8')
  }
  const running = await ask('2026-11-21')
  for (const head of ['2026 年<br>至 11-21', '2025 年<br>至 11-21']) expect(running).toContain(head)
  expect(running).not.toContain('尚未到期，今天')
  expect(await ask('2026-12-31')).toContain('截至 2026-12-31（尚未到期，今天是 2026-11-21）')
})

test('in English no Chinese word of ours is left; a quarter names itself and leaves the year’s sums without a target', async () => {
  const file = join(folder, 'en.html')
  await exportSummary(
    desk,
    office,
    { format: 'html', language: 'en', year: 2025, span: 'q3', asOf: '2025-09-30' },
    file,
  )
  const html = readFileSync(file, 'utf8')
  expect(html).toContain('<h1>Work report, quarter 3 of 2025</h1>')
  const named = ['锦澜花园物业服务中心', '24 小时内首次答复', '黄国辉', '别墅区', 'AC区', 'B区', 'DC区']
  expect(
    named.reduce((left, name) => left.replaceAll(name, ''), html.replace(/<style>[\s\S]*?<\/style>/, '')),
  ).not.toMatch(/[一-鿿]/)
})

test('a signed report goes out as it was signed, whatever was entered since, and says whose signature it has', async () => {
  const head = (await signoffHeads(desk)).find(
    ({ year, span, withdrawn }) => year === 2025 && span === 'year' && !withdrawn,
  )
  office.sqlite.exec(`UPDATE unit SET handed_over_on = NULL
    WHERE id = (SELECT min(id) FROM unit WHERE handed_over_on LIKE '2025-%')`)
  const write = async (request: Parameters<typeof exportSummary>[2], name: string) => {
    const file = join(folder, name)
    const made = await exportSummary(desk, office, request, file)
    return { ...made, file }
  }
  const language = 'zh' as const
  const live = await write({ year: 2025, asOf: '2025-12-31', format: 'html', language }, 'live.html')
  expect(readFileSync(live.file, 'utf8')).toContain('>1,257</td>')
  const signed = await write({ signoff: head?.id ?? 0, format: 'html', language }, 'signed.html')
  expect(signed.name).toBe('2025年度工作总结 2025-12-31 签发第1版.html')
  const html = readFileSync(signed.file, 'utf8')
  expect(html).toContain('<a href="#definition-handover-done">累计交房</a></th><td class="number">1,258</td>')
  expect(html).toContain(`第 1 版，黄国辉 于 ${head?.signedAt} 签发，指纹 ${head?.digest.slice(0, 16)}…`)
  // Neither what was written since, nor the year before, which nobody signed.
  expect(html).not.toContain('稳步')
  expect(html).not.toContain('2024 年</th>')
  const word = await write({ signoff: head?.id ?? 0, format: 'docx', language }, 'signed.docx')
  expect(word.bytes).toBeGreaterThan(10_000)
})
