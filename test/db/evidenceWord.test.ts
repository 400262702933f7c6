import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { openCase } from '../../electron/core/dunning/cases.ts'
import { addContact, strikeContact } from '../../electron/core/dunning/contacts.ts'
import { issueNotices } from '../../electron/core/dunning/notices.ts'
import { unitArrears } from '../../electron/core/dunning/service.ts'
import { exportEvidence } from '../../electron/documents/dunning/evidence.ts'
import { paragraph, table } from '../../electron/documents/word/blocks.ts'
import { writeWord } from '../../electron/documents/word/write.ts'
import { wordTexts } from '../office/wordText.ts'
import { home, importRows, newOffice } from './office.ts'

/** The evidence as a Word file, read back by another program. */

const hostile = `<b>&amp;</b> "quoted" 'too' ]]> 😀👨‍👩‍👧 \u0001\u0008\u001b\ufffe \ud800 =1+1`
const long = '很'.repeat(150) + 'x'.repeat(150)

/** Two months owed of which one is paid in part, a notice, a promise, a contact struck out, a case. */
async function owingHome() {
  const { office, desk, folder } = await newOffice()
  await importRows(desk, 'units', [home('101', { readyOn: '2019-01-01', handedOverOn: '2019-06-01' })])
  const place = { area: 'B区', building: '1栋', room: '101' }
  await importRows(desk, 'residents', [
    { ...place, name: '张<三>&"', phone: '13800000001', role: 'owner', fromOn: '2019-06-01' },
  ])
  const charge = { ...place, item: '物业费' }
  await importRows(desk, 'charges', [
    { ...charge, fromOn: '2026-01-01', toOn: '2026-01-31', dueOn: '2026-01-31', amount: 123_456 },
    { ...charge, fromOn: '2026-02-01', toOn: '2026-03-31', dueOn: '2026-03-31', amount: 1_000_000 },
  ])
  await importRows(desk, 'payments', [
    { ...charge, receiptNo: 'R-77', onDate: '2026-04-05', source: 'renewal', amount: 23_456, method: 'wechat' },
  ])
  const { id: unitId } = await desk.db.selectFrom('unit').select('id').executeTakeFirstOrThrow()
  await issueNotices(desk, { filter: {} }, { title: '物业费催缴', payBy: '2026-12-10' })
  const contact = { way: 'phone', person: '张三', promiseOn: null, promiseAmount: null, documented: false } as const
  await addContact(desk, unitId, { ...contact, onDate: '2026-05-01', outcome: 'reached', note: `${hostile}\n第二行` })
  await addContact(desk, unitId, { ...contact, onDate: '2026-06-01', outcome: 'refused', note: long })
  await addContact(desk, unitId, {
    ...contact,
    onDate: '2026-11-20',
    outcome: 'promised',
    note: '',
    promiseOn: '2026-12-01',
    promiseAmount: 50_000,
  })
  const wrong = await addContact(desk, unitId, { ...contact, onDate: '2026-07-01', outcome: 'reached', note: '错记' })
  await strikeContact(desk, wrong, 1, '记错户')
  await openCase(desk, { unitId, debtor: '张三', openedOn: '2026-11-21', amount: 1_100_000, court: '', note: '' })
  return { office, desk, folder, unitId }
}

test('the evidence has every charge, payment, notice and contact with its amounts and totals, in both languages', async () => {
  const { office, desk, folder, unitId } = await owingHome()
  const files = { zh: join(folder, 'zh.docx'), en: join(folder, 'en.docx') }
  const zhFile = await exportEvidence(desk, office, { unitId, language: 'zh' }, files.zh)
  const enFile = await exportEvidence(desk, office, { unitId, language: 'en' }, files.en)
  expect(zhFile.name).toBe('欠费证据材料 1栋101 2026-11-21.docx')
  expect(enFile.name).toMatch(/^Evidence of arrears 1栋101 2026-11-21\.docx$/)
  expect(readFileSync(files.zh).byteLength).toBe(zhFile.bytes)
  const [zh = '', en = ''] = wordTexts([files.zh, files.en])
  const owed = 123_456 + 1_000_000 - 23_456
  expect((await unitArrears(desk, unitId)).account.owed).toBe(owed)
  for (const text of [zh, en]) {
    const lines = text.split('\n').map((line) => line.trim())
    for (const line of ['2026-01', '2026-02 – 2026-03', '1,234.56', '10,000.00', '234.56', 'R-77', 'TZ2026-0001'])
      expect(lines).toContain(line)
    // Owed of the first, of the second, in all; paid in all.
    for (const amount of ['1,000.00', '10,000.00', '11,000.00']) expect(lines).toContain(amount)
    expect(lines.filter((line) => line === '11,000.00').length).toBeGreaterThanOrEqual(2)
    expect(text).toContain('张<三>&"')
    expect(text).toContain('B区 1栋101')
  }
  expect(zh).toContain('壹万壹仟元整')
  for (const words of ['一、应收与欠费', '二、已缴款项', '三、缴费通知单', '四、催缴记录', '微信', '合计', '记错户'])
    expect(zh).toContain(words)
  expect(zh).toContain('承诺 2026-12-01 前缴 500.00 元')
  for (const words of ['WeChat', 'Total', '500.00']) expect(en).toContain(words)
  expect(en).not.toMatch(/[一二三四]、/)
})

test('text that is no XML, too long for its cell or of several lines survives in it', async () => {
  const { office, desk, folder, unitId } = await owingHome()
  const file = join(folder, 'hostile.docx')
  await exportEvidence(desk, office, { unitId, language: 'zh' }, file)
  const [text = ''] = wordTexts([file])
  expect(text).toContain(`<b>&amp;</b> "quoted" 'too' ]]> 😀👨‍👩‍👧`)
  expect(text).toContain('=1+1')
  expect(text).toContain('第二行')
  expect(text).toContain(long)
  expect(text).not.toMatch(/(?![\t\n\r\f])\p{Cc}/u)
})

test('a unit that owes nothing has its headings and says none', async () => {
  const { office, desk, folder } = await newOffice()
  await importRows(desk, 'units', [home('101')])
  const file = join(folder, 'none.docx')
  await exportEvidence(desk, office, { unitId: 1, language: 'zh' }, file)
  const [text = ''] = wordTexts([file])
  expect(text.split('\n').filter((line) => line.trim() === '无')).toHaveLength(4)
  expect(text).toContain('0.00 元')
})

test('a unit that is not there and a cancelled export leave no file behind', async () => {
  const { office, desk, folder } = await newOffice()
  await importRows(desk, 'units', [home('101')])
  const file = join(folder, 'gone.docx')
  const before = readdirSync(folder)
  await expect(exportEvidence(desk, office, { unitId: 7, language: 'zh' }, file)).rejects.toMatchObject({
    code: 'not-found',
  })
  const aborted = AbortSignal.abort(new Error('cancelled'))
  await expect(exportEvidence(desk, office, { unitId: 1, language: 'zh' }, file, aborted)).rejects.toThrow('cancelled')
  expect(readdirSync(folder)).toEqual(before)
})

test('a table keeps its columns and puts its totals under them', async () => {
  const { folder } = await newOffice()
  const file = join(folder, 'blocks.docx')
  const rows = Array.from({ length: 90 }, (_, index) => ({ cells: [`第${index + 1}行`, `${index + 1}.00`] }))
  const columns = [
    { header: '名称', width: 3 },
    { header: '金额', width: 1, isNumber: true },
  ]
  await writeWord(file, {
    title: '表',
    author: '测试',
    head: '页眉',
    foot: '页脚',
    blocks: [paragraph('前言'), table(columns, rows, ['合计', '4,095.00'])],
  })
  const [text = ''] = wordTexts([file])
  const lines = text.split('\n').map((line) => line.trim())
  expect(lines.slice(lines.indexOf('名称'), lines.indexOf('名称') + 4)).toEqual(['名称', '金额', '第1行', '1.00'])
  expect(lines.slice(lines.indexOf('合计'), lines.indexOf('合计') + 2)).toEqual(['合计', '4,095.00'])
})
