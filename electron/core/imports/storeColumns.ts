import { stockItemFields } from '../../contract/stores.ts'
import { tallyFields } from '../../contract/tallies.ts'
import { tallyRegister } from '../../contract/tallyRegisters.ts'
import type { ImportColumn } from './columns.ts'

const longest = (field: 'code' | 'name' | 'specification' | 'unitName' | 'bin') =>
  stockItemFields.shape[field].maxLength ?? 0

/** The columns of the stores' workbooks (product page, "Import workbooks"). */
export const storeColumns = {
  stock: [
    {
      header: '编号',
      aliases: ['物料编号', '物品编号', '编码'],
      field: 'code',
      kind: 'text',
      longest: longest('code'),
      isName: true,
      isCode: true,
      required: true,
      note: { zh: '物料编号,再次导入按它更新', en: 'Code of the item; a second import updates by it' },
      example: 'DQ-001',
    },
    {
      header: '名称',
      field: 'name',
      kind: 'text',
      longest: longest('name'),
      required: true,
      note: { zh: '物料名称', en: 'Name' },
      example: 'LED灯泡',
    },
    {
      header: '规格',
      aliases: ['规格型号', '型号'],
      field: 'specification',
      kind: 'text',
      longest: longest('specification'),
      note: { zh: '可空', en: 'May be empty' },
      example: '9W E27',
    },
    {
      header: '单位',
      aliases: ['计量单位'],
      field: 'unitName',
      kind: 'text',
      longest: longest('unitName'),
      note: { zh: '个、米、桶等', en: 'Pieces, metres …' },
      example: '个',
    },
    {
      header: '货位',
      aliases: ['库位'],
      field: 'bin',
      kind: 'text',
      longest: longest('bin'),
      isName: true,
      note: { zh: '放在哪里', en: 'Where it lies' },
      example: 'A-01-2',
    },
    {
      header: '数量',
      aliases: ['库存数量', '期初数量'],
      field: 'quantity',
      kind: 'quantity',
      note: { zh: '期初数量,最多两位小数;空则只建物料', en: 'Opening quantity; empty makes the item alone' },
      example: '20',
    },
    {
      header: '单价',
      field: 'price',
      kind: 'price',
      note: { zh: '元,最多四位小数', en: 'Yuan, four decimals at most' },
      example: '6.5',
    },
  ],
  replacements: [
    {
      header: '日期',
      field: 'onDate',
      kind: 'date',
      required: true,
      note: { zh: '不晚于今天', en: 'Not after today' },
    },
    {
      header: '类别',
      field: 'item',
      kind: 'text',
      longest: tallyFields.shape.item.maxLength ?? 0,
      isName: true,
      required: true,
      offered: Object.values(tallyRegister('replacements').items).map(({ zh }) => zh),
      note: { zh: '列表以外的按本单位自设类别', en: 'Others become categories of this office' },
      example: '路灯',
    },
    {
      header: '地点',
      field: 'place',
      kind: 'text',
      longest: tallyFields.shape.place.maxLength ?? 0,
      note: { zh: '更换的地点', en: 'Where' },
      example: 'B区环路',
    },
    {
      header: '数量',
      field: 'quantity',
      kind: 'quantity',
      note: { zh: '整数，空则按 1', en: 'Whole; one where empty' },
    },
    { header: '单价', field: 'unitPrice', kind: 'money', note: { zh: '元，可空', en: 'Yuan; may be empty' } },
  ],
} satisfies Readonly<Record<string, readonly ImportColumn[]>>
