import { expect, it } from 'vitest'
import { receiveComplaint } from '../../electron/core/complaints/service.ts'
import { search, searchUnits } from '../../electron/core/search/index.ts'
import { importRows, newOffice, type Values } from './office.ts'

const units: Values[] = [
  { area: 'AC区', building: '1栋', room: '101', kind: 'residence', areaCenti: 8000 },
  { area: 'AC区', building: '11栋', room: '101', kind: 'residence', areaCenti: 8000 },
  { area: 'B区', building: '2栋', room: '1101', kind: 'residence', areaCenti: 8000 },
  { area: 'C区', building: '3栋2单元', room: '305', kind: 'residence', areaCenti: 8000 },
]
const person = (name: string, values: Values = {}): Values => ({
  area: 'AC区',
  building: '1栋',
  room: '101',
  name,
  role: 'owner',
  fromOn: '2024-01-01',
  ...values,
})

async function office() {
  const { desk } = await newOffice()
  await importRows(desk, 'units', units)
  await importRows(desk, 'residents', [
    person('张三', { phone: '15400001234,0592-5551888', plates: '闽D12345' }),
    person('欧阳小明', { building: '11栋', plates: '闽DD67890' }),
    person('单雄', { area: 'B区', building: '2栋', room: '1101', toOn: '2025-01-01' }),
    person('厦门海沧贸易有限公司', { area: 'B区', building: '2栋', room: '1101', fromOn: '2025-01-02' }),
  ])
  return async (text: string) => (await search(desk, text, 10)).map((hit) => hit.title)
}

it.each([
  ['1栋101', ['1栋101']],
  ['1-101', ['1栋101']],
  [' 1 - 101 ', ['1栋101']],
  ['１－１０１', ['1栋101']],
  ['1幢101室', ['1栋101']],
  ['1#101', ['1栋101']],
  ['1号楼101', ['1栋101']],
  ['AC区1栋101', ['1栋101']],
  ['1 101', ['1栋101']],
  ['101室', ['1栋101', '11栋101']],
  ['101', ['1栋101', '11栋101']],
  ['11-1', ['11栋101']],
  ['3-2-305', ['3栋2单元305']],
  ['3栋2单元305', ['3栋2单元305']],
  ['张三', ['张三']],
  ['zhangsan', ['张三']],
  ['ZhangSan', ['张三']],
  ['zs', ['张三']],
  ['三', ['张三']],
  ['小明', ['欧阳小明']],
  ['ouyang', ['欧阳小明']],
  ['oyxm', ['欧阳小明']],
  ['xiaoming', ['欧阳小明']],
  ['shanxiong', ['单雄']],
  ['海沧', ['厦门海沧贸易有限公司']],
  ['15400001234', ['张三']],
  ['1234', ['张三']],
  ['1888', ['张三']],
  ['闽D12345', ['张三']],
  ['闽d·12345', ['张三']],
  ['D12345', ['张三']],
  ['12345', ['张三']],
  ['67890', ['欧阳小明']],
  ['没有这个人', []],
  ['', []],
  ['   ', []],
  ["'; DROP TABLE unit; --", []],
  ['%', []],
])('finds by "%s"', async (text, titles) => {
  const find = await office()
  expect((await find(text)).sort()).toEqual([...titles].sort())
})

it('shows people who have left after those who are here, marked as past', async () => {
  const { desk } = await newOffice()
  await importRows(desk, 'units', units)
  await importRows(desk, 'residents', [
    person('李四', { toOn: '2025-01-01' }),
    person('李四', { room: '101', building: '11栋', phone: '15400009999' }),
  ])
  expect((await search(desk, 'lisi', 10)).map((hit) => [hit.title, hit.past])).toEqual([
    ['李四', false],
    ['李四', true],
  ])
})

it('says which spelling matched where the title does not show it', async () => {
  const { desk } = await newOffice()
  await importRows(desk, 'units', units)
  await importRows(desk, 'residents', [person('张三', { phone: '15400001234' })])
  expect((await search(desk, '1234', 10))[0]).toMatchObject({
    title: '张三',
    matched: '15400001234',
    detail: '1栋101 · 15400001234',
  })
  expect((await search(desk, '张', 10))[0]).toMatchObject({ matched: null })
})

it('finds a complaint by the number its caller was told, and a receipt by the number on the paper', async () => {
  const { desk } = await newOffice()
  await importRows(desk, 'units', units)
  const { number } = await receiveComplaint(desk, {
    ...{ unitId: 1, place: '', personId: null, caller: '张三', phone: '', kind: 'other', against: '' },
    content: '楼上半夜装修',
    requestKey: null,
  })
  await desk.db
    .insertInto('receipt')
    .values({
      ...{ receipt_no: 'A2026-000012', on_date: '2026-01-05', payer: '张三', at: '2026-01-05T01:00:00.000Z' },
      ...{ book: null, year: null, number: null, payer_id: null, cashier_id: null, tendered: null, shift_id: null },
      ...{ id: 1, request_key: null },
    })
    .execute()
  const found = async (text: string) => (await search(desk, text, 10)).map(({ kind, title }) => `${kind} ${title}`)
  for (const text of [number, number.toLowerCase(), number.slice(0, 8), number.slice(6)])
    expect(await found(text)).toEqual([`complaint ${number}`])
  for (const text of ['A2026-000012', 'a2026-0000']) expect(await found(text)).toEqual(['receipt A2026-000012'])
  expect(await found('A2026')).toEqual([])
})

it('finds the unit where somebody lives today by the name, the phone or the plate, where a unit is wanted', async () => {
  const { desk } = await newOffice()
  await importRows(desk, 'units', units)
  await importRows(desk, 'residents', [
    person('张三', { phone: '15400001234', plates: '闽D12345' }),
    person('张三', { phone: '15400001234', building: '11栋', fromOn: '2020-01-01', toOn: '2023-01-01' }),
  ])
  const find = async (text: string) => (await searchUnits(desk, text, 10)).map((hit) => hit.title)
  for (const text of ['张三', 'zs', '1234', '闽D12345']) expect(await find(text)).toEqual(['1栋101'])
  expect(await find('11-101')).toEqual(['11栋101'])
  expect(await find('李四')).toEqual([])
})
