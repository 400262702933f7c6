import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { redact } from '../../../electron/log/redact.ts'

const digits = (length: number) => fc.stringMatching(new RegExp(`^\\d{${length}}$`))
const gap = fc.constantFrom('', ' ', '-')
/** What may stand before and after in a line, without making the value part of a longer one. */
const around = fc.constantFrom('', ' ', ',', ': ', '=', '(', '"', '电话', 'tel ', '\n', '，', '[')

/** A plate or an address ends where other letters do not go on. */
const apart = around.filter((sign) => /^\W/.test(sign))

const mobile = fc
  .tuple(fc.constantFrom('', '+86', '86 ', '+86-'), fc.constantFrom('13', '15', '17', '18', '19'), digits(9), gap)
  .map(([country, head, rest, sign]) => `${country}${head}${rest[0]}${sign}${rest.slice(1, 5)}${sign}${rest.slice(5)}`)
const landline = fc
  .tuple(fc.constantFrom('010', '021', '0592', '0755'), digits(8), gap)
  .map(([area, rest, sign]) => `${area}${sign}${rest}`)
const idNumber = fc
  .tuple(
    fc.constantFrom('350203', '110101'),
    fc.integer({ min: 1930, max: 2020 }),
    digits(7),
    fc.constantFrom('X', '3'),
  )
  .map(([county, year, rest, check]) => `${county}${year}${rest}${check}`)
const card = fc
  .tuple(digits(12), digits(7), fc.constantFrom('', ' '), fc.constantFrom(16, 19))
  .map(([head, rest, sign, length]) => `62${head}${rest}`.slice(0, length).replace(/(.{4})(?=.)/g, `$1${sign}`))
const plate = fc
  .tuple(
    fc.constantFrom(...'京沪粤闽苏浙鲁川'),
    fc.constantFrom(...'ABDF'),
    fc.constantFrom('', '·', ' '),
    fc.stringMatching(/^[A-Z]?\d{2}[A-HJ-NP-Z\d]{2}\d$/),
  )
  .map(([province, city, sign, rest]) => `${province}${city}${sign}${rest}`)
const mail = fc
  .tuple(fc.stringMatching(/^[a-z][a-z\d._]{2,10}$/), fc.constantFrom('qq.com', 'corp.example.cn'))
  .map(([name, host]) => `${name}@${host}`)
const name = fc.stringMatching(/^[张王李赵陈林黄郑吴][一-龥]{1,3}$/)

describe('what is personal never stands in a line of the log', () => {
  test.each([
    ['a mobile number', mobile, around],
    ['a landline number', landline, around],
    ['an ID number', idNumber, around],
    ['a bank card', card, around],
    ['a plate', plate, apart],
    ['an e-mail address', mail, apart],
    ['a name', name, around],
  ])('%s, wherever it stands', (_what, values, beside) => {
    fc.assert(
      fc.property(values, beside, beside, (value, before, after) => {
        const told = redact(`could not save${before}${value}${after}today`)
        expect(told).not.toContain(value)
        // Nor a part of it that tells who it is.
        expect(told.replace(/[^\d@\p{Script=Han}]/gu, '')).not.toMatch(/\d{4}|@|\p{Script=Han}/u)
        expect(told).toMatch(/^could not save/)
        expect(told).toContain('today')
      }),
    )
  })

  test('and nothing is left to take out a second time', () => {
    const part = fc.oneof(mobile, landline, idNumber, card, plate, mail, name, fc.string({ unit: 'grapheme' }))
    const text = fc.array(fc.oneof(part, around), { maxLength: 8 }).map((parts) => parts.join(''))
    fc.assert(fc.property(text, (value) => void expect(redact(redact(value))).toBe(redact(value))))
  })

  test.each([
    [
      `Unexpected token '张', "张三,13800138000" is not valid JSON`,
      'Unexpected token [text], [text] is not valid JSON',
    ],
    ['no person “Zhang San” here', 'no person [text] here'],
    ['passport E12345678, permit HA1234567', 'passport [number], permit [number]'],
    ['old ID 350203700101123', 'old ID [number]'],
    ['credit code 91350100MA2XN3RT7K', 'credit code [number]'],
    ['refused to go to https://user:pw@example.com/a?phone=1#x', 'refused to go to https://example.com'],
  ])('%s', (line, told) => expect(redact(line)).toBe(told))
})

describe('what finds a fault stays', () => {
  test.each([
    'job GD20261121-001 failed (E0042)',
    'receipt A2026-000123 and A26-00017 and 0001234',
    'UNIQUE constraint failed: person.id_number',
    'SqliteError SQLITE_CONSTRAINT_UNIQUE: UNIQUE constraint failed: unit.display',
    "TypeError: Cannot read properties of undefined (reading 'display')",
    'at 2026-11-29T05:18:24.123Z on 2026-11-29 in 12.5 ms, 1234567 rows',
    '20261121T031500Z-month-close.db is the newest',
    'lists.receipts failed after 1520 ms',
    'at process.processTicksAndRejections (node:internal/process/task_queues:95:5)',
    'app://desk/residents/12',
  ])('%s', (line) => expect(redact(line)).toBe(line))

  test.each([
    ['at call (file:///home/zhangsan/desk/dist/backend.mjs:12:3)', 'at call (…/backend.mjs:12:3)'],
    ['at C:\\Users\\Zhang San\\AppData\\desk\\main.cjs:9:1', 'at …/main.cjs:9:1'],
    [
      "EACCES: permission denied, open '/home/zhangsan/StewardDesk/翠湖.db'",
      "EACCES: permission denied, open '…/翠湖.db'",
    ],
    ["ENOENT, open 'D:\\客服\\李四\\office.db-wal'", "ENOENT, open '…/office.db-wal'"],
    ['open \\\\server\\share\\office.stewarddesk', 'open …/office.stewarddesk'],
    ['at file:///C:/Users/zhang/desk/worker.mjs:1:2', 'at …/worker.mjs:1:2'],
  ])('the last part of a path, without the folders: %s', (line, told) => expect(redact(line)).toBe(told))

  test.each([
    '/home/zhangsan',
    '/Users/zhangsan',
    'C:\\Users\\Zhang San',
    '/home/zhangsan/StewardDesk/office-files/1.jpg',
    'C:\\Users\\zhangsan\\欠费-张三.xlsx',
  ])('but not the user of %s, nor whom a document is about', (path) => {
    for (const line of [`mkdir '${path}'`, `mkdir ${path}`]) expect(redact(line)).not.toMatch(/zhang|张三/i)
  })
})
