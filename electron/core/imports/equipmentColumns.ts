import { equipmentFields } from '../../contract/equipment.ts'
import { equipmentCategories, equipmentGrades, equipmentStates } from '../../contract/equipmentWords.ts'
import type { ImportColumn } from './columns.ts'

const { code, name, place, maker } = equipmentFields.shape

/** The columns of the equipment workbook. */
export const equipmentColumns: readonly ImportColumn[] = [
  {
    header: '编号',
    aliases: ['设备编号'],
    field: 'code',
    kind: 'text',
    longest: code.maxLength ?? 0,
    isName: true,
    isCode: true,
    required: true,
    note: { zh: '唯一,再次导入按它更新', en: 'Unique; a second import updates by it' },
    example: 'DT-001',
  },
  {
    header: '名称',
    aliases: ['设备名称'],
    field: 'name',
    kind: 'text',
    longest: name.maxLength ?? 0,
    required: true,
    note: { zh: '设备名称', en: 'Name' },
    example: '1栋1单元客梯',
  },
  {
    header: '类别',
    aliases: ['设备类别'],
    field: 'category',
    kind: 'choice',
    choices: equipmentCategories,
    required: true,
    note: { zh: '从列表选择', en: 'Choose from the list' },
  },
  {
    header: '位置',
    aliases: ['安装位置'],
    field: 'place',
    kind: 'text',
    longest: place.maxLength ?? 0,
    note: { zh: '可空', en: 'May be empty' },
    example: '1栋机房',
  },
  {
    header: '厂家',
    aliases: ['生产厂家'],
    field: 'maker',
    kind: 'text',
    longest: maker.maxLength ?? 0,
    note: { zh: '可空', en: 'May be empty' },
  },
  {
    header: '安装日期',
    field: 'installedOn',
    kind: 'date',
    note: { zh: '可空,不晚于今天', en: 'May be empty; not after today' },
  },
  {
    header: '质保到期',
    field: 'warrantyTo',
    kind: 'date',
    note: { zh: '可空,不早于安装日期', en: 'May be empty; not before it was installed' },
  },
  {
    header: '等级',
    field: 'grade',
    kind: 'choice',
    choices: equipmentGrades,
    suffix: '级',
    note: { zh: 'A、B、C,可空', en: 'A, B, C; may be empty' },
  },
  {
    header: '状态',
    field: 'state',
    kind: 'choice',
    choices: equipmentStates,
    note: { zh: '空则新设备为在用,已有设备不变', en: 'Empty: in use where new, otherwise as it is' },
  },
]
