import { writeFileSync } from 'node:fs'
import ExcelJS from 'exceljs'
import { describe, expect, it } from 'vitest'
import { readTable } from '../../../electron/documents/import/readTable.ts'
import { newPath } from './workbook-files.ts'

const read = (file: string) => readTable(file, 'statements')
const lines = ({ rows }: Awaited<ReturnType<typeof read>>) =>
  rows.map(({ row, values, errors }) => [row, ...Object.values(values), ...errors.map(({ code }) => code)])
const told = ({ fileErrors, fileWarnings }: Awaited<ReturnType<typeof read>>) =>
  [...fileErrors, ...fileWarnings].map(({ code, params }) => [code, params?.rows])

/** As `iconv -t GBK` would write it: the few characters of these tests. */
async function gbk(text: string): Promise<Buffer> {
  const decoder = new TextDecoder('gb18030')
  const bytes = new Map<string, number[]>()
  for (let high = 0x81; high <= 0xfe; high++) {
    for (let low = 0x40; low <= 0xfe; low++) {
      const sign = decoder.decode(Uint8Array.of(high, low))
      if (sign.length === 1 && !bytes.has(sign)) bytes.set(sign, [high, low])
    }
  }
  return Buffer.from([...text].flatMap((sign) => bytes.get(sign) ?? [sign.charCodeAt(0)]))
}

async function fileOf(text: string, encoding: 'gbk' | 'utf-8' = 'utf-8'): Promise<string> {
  const file = newPath()
  writeFileSync(file, encoding === 'gbk' ? await gbk(text) : `\ufeff${text}`)
  return file
}

describe('a statement as it is downloaded', () => {
  it("is a bank's: GBK, a head, money in and out in two columns, and a sum below", async () => {
    const table = await read(
      await fileOf(
        [
          '中国建设银行,,,,,',
          '账号：,3505 0161,户名：,锦澜花园物业服务中心,,',
          '交易时间,借方发生额（支取）,贷方发生额（收入）,余额,对方户名,摘要,交易流水号',
          '"20261109 10:12:33",0.00,"1,029.50","21,711.28",林雅婷,24-1403物业费,2201202611090091',
          '"20261127 09:00:00","12.00",0.00,"21,699.28",,短信服务费,2201202611270092',
          '总笔数：,2,,,,,',
        ].join('\r\n'),
        'gbk',
      ),
    )
    expect(lines(table)).toEqual([
      [4, '2026-11-09', 'bank', '2201202611090091', '林雅婷', 102_950, '24-1403物业费'],
      [5, '2026-11-27', 'bank', '2201202611270092', -1200, '短信服务费'],
    ])
    expect(told(table)).toEqual([['statement-rows-without-day', '6']])
  })

  it("is WeChat's: its head of notes, 收/支, and withdrawals that moved nothing in or out", async () => {
    const table = await read(
      await fileOf(
        [
          '微信支付账单明细,,,',
          ...Array.from({ length: 15 }, (_, at) => `注：第${at}条,,,`),
          '交易时间,交易类型,交易对方,商品,收/支,金额(元),当前状态,交易单号,备注',
          '2026-11-28 11:03:12,二维码收款,吴俊强,"备注:28-1003",收入,¥1044.00,已存入零钱,"10000500012026112800001\t","/"',
          '2026-11-27 20:00:00,零钱提现,建设银行,"/",/,¥1566.00,提现已到账,"10000500012026112700003\t","/"',
          '2026-11-27 20:05:00,商户消费,文具店,A4纸,支出,¥25.80,支付成功,"10000500012026112700004\t","/"',
        ].join('\r\n'),
      ),
    )
    expect(lines(table)).toEqual([
      [18, '2026-11-28', 'wechat', '10000500012026112800001', '吴俊强', 104_400, '备注:28-1003 二维码收款'],
      [20, '2026-11-27', 'wechat', '10000500012026112700004', '文具店', -2580, 'A4纸 商户消费'],
    ])
    expect(told(table)).toEqual([['statement-rows-not-moved', '19']])
  })

  it("is WeChat's fund bill with a sign before each value", async () => {
    const table = await read(
      await fileOf(
        [
          '记账时间,微信支付业务单号,资金流水单号,业务名称,收支类型,收支金额(元),账户结余(元)',
          '`2026-11-26 08:00:01,`4200001,`4200001A,`交易,`收入,`810.00,`9000.00',
          '`2026-11-26 08:00:01,`4200001,`4200001B,`扣除交易手续费,`支出,`4.86,`8995.14',
        ].join('\n'),
      ),
    )
    expect(lines(table)).toEqual([
      [2, '2026-11-26', 'wechat', '4200001A', 81_000, '交易'],
      [3, '2026-11-26', 'wechat', '4200001B', -486, '扣除交易手续费'],
    ])
  })

  it("is Alipay's: tabs behind the values, closed trades, a foot", async () => {
    const table = await read(
      await fileOf(
        [
          '支付宝交易记录明细查询',
          '交易号     ,交易创建时间   ,付款时间    ,交易对方  ,商品名称 ,金额（元） ,收/支  ,交易状态 ,',
          '2026112700001\t,2026-11-26 09:31:00\t,2026-11-27 09:31:20\t,游艺斌\t,物业费\t,1044.00 ,收入   ,交易成功 ,',
          '2026112700002\t,2026-11-27 10:31:00\t,\t,某某\t,物业费\t,88.00 ,收入   ,交易关闭 ,',
          '2026112700003\t,2026-11-27 10:31:00\t,\t,提现\t,提现\t,900.00 ,不计收支   ,交易成功 ,',
          '---------------------------------------',
          '共3笔记录',
        ].join('\r\n'),
        'gbk',
      ),
    )
    expect(lines(table)).toEqual([[3, '2026-11-27', 'alipay', '2026112700001', '游艺斌', 104_400, '物业费']])
    expect(told(table)).toEqual([
      ['statement-rows-without-day', '7'],
      ['statement-rows-not-moved', '4、5'],
    ])
  })

  it('tells a bad amount by its row, and makes a number of the balance where the bank gives none', async () => {
    const table = await read(
      await fileOf(
        [
          '交易日期,交易时间,金额,余额,对方户名',
          '20261109,10:12:33,1.2.3,5.00,甲',
          '20261109,10:12:34,-3.5,1.50,乙',
        ].join('\n'),
      ),
    )
    expect(lines(table)).toEqual([
      [2, '2026-11-09', 'bank', '10:12:33 20261109 1.2.3 5.00', '甲', 'not-a-number'],
      [3, '2026-11-09', 'bank', '10:12:34 20261109 -3.5 1.50', '乙', -350],
    ])
  })

  it('is a workbook of the bank; the own template stays as it is', async () => {
    const [theirs, ours] = [new ExcelJS.Workbook(), new ExcelJS.Workbook()]
    const sheet = theirs.addWorksheet('明细')
    sheet.addRow(['招商银行交易流水'])
    for (let row = 0; row < 14; row++) sheet.addRow(['说明'])
    sheet.addRow(['交易日期', '流水号', '借贷标志', '发生额', '对方户名'])
    sheet.addRow([new Date(Date.UTC(2026, 10, 9)), 'K1', '贷', 520, '甲'])
    sheet.addRow([new Date(Date.UTC(2026, 10, 9)), 'K2', '借', 8.5, '乙'])
    const own = ours.addWorksheet('对账单')
    own.addRow(['日期', '渠道', '流水号', '对方', '金额', '摘要'])
    own.addRow(['2026-11-09', '支付宝', 'Z1', '丙', -12, '手续费'])
    const [theirFile, ownFile] = [newPath(), newPath()]
    await theirs.xlsx.writeFile(theirFile)
    await ours.xlsx.writeFile(ownFile)
    expect(lines(await read(theirFile))).toEqual([
      [17, '2026-11-09', 'bank', 'K1', '甲', 52_000],
      [18, '2026-11-09', 'bank', 'K2', '乙', -850],
    ])
    expect(lines(await read(ownFile))).toEqual([[2, '2026-11-09', 'alipay', 'Z1', '丙', -1200, '手续费']])
  })

  it('is nothing else: a web page or a text of other words is refused as before', async () => {
    await expect(read(await fileOf('<html><table></table></html>'))).rejects.toMatchObject({ code: 'not-a-workbook' })
    expect(told(await read(await fileOf('甲,乙\n1,2\n')))).toEqual([['headers-not-found', undefined]])
    await expect(readTable(await fileOf('区域,楼栋\n'), 'units')).rejects.toMatchObject({ code: 'not-a-workbook' })
  })
})
