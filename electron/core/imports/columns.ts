import type { ImportKind } from '../../contract/imports.ts'
import type { Words } from '../../contract/summary.ts'
import { clientClasses, residentRoles, unitKinds } from '../../contract/vocabulary.ts'

/**
 * The columns of the import workbooks (product page, "Import workbooks"). Reader, template and messages all read these.
 * `area` cells become integer 0.01 m², `choice` cells the code name of their word, dates `YYYY-MM-DD`.
 */
export interface ImportColumn {
  readonly header: string
  /** Other spellings that are understood. */
  readonly aliases?: readonly string[]
  readonly field: string
  readonly kind: 'text' | 'date' | 'area' | 'choice'
  readonly required?: boolean
  /** A place or a person: spaces inside Chinese names mean nothing, and a date or 是/否 is none. */
  readonly isName?: true
  /** What may stand behind a word of the list: `C级`. */
  readonly suffix?: string
  /** Code name → word of a fixed list. */
  readonly choices?: Readonly<Record<string, string>>
  readonly note: Words
  readonly example?: string
}

const place: readonly ImportColumn[] = [
  {
    header: '小区',
    aliases: ['小区名称'],
    field: 'estate',
    kind: 'text',
    isName: true,
    note: { zh: '只有一个小区时可不填', en: 'May be left out while there is one estate' },
  },
  {
    header: '区域',
    field: 'area',
    kind: 'text',
    isName: true,
    required: true,
    note: { zh: '区域名称', en: 'Name of the area' },
    example: 'B区',
  },
  {
    header: '楼栋',
    aliases: ['栋', '楼号', '栋号'],
    field: 'building',
    kind: 'text',
    isName: true,
    required: true,
    note: { zh: '楼栋名称', en: 'Name of the building' },
    example: '1栋',
  },
  {
    header: '房号',
    aliases: ['室号', '房间号'],
    field: 'room',
    kind: 'text',
    isName: true,
    required: true,
    note: {
      zh: '三列也可合为一列“房屋”,写作 B区/1栋/101',
      en: 'The three may stand in one column 房屋 as B区/1栋/101',
    },
    example: '101',
  },
]

/** One column in place of 区域, 楼栋 and 房号: `B区/1栋/101`. */
export const wholePlaceHeader = '房屋'

const day = (header: string, field: string, zh: string, en: string): ImportColumn => ({
  header,
  field,
  kind: 'date',
  note: { zh, en },
})

const units: readonly ImportColumn[] = [
  ...place,
  {
    header: '类型',
    aliases: ['房屋类型'],
    field: 'kind',
    kind: 'choice',
    choices: unitKinds,
    note: { zh: '空则按住宅', en: 'A residence where empty' },
  },
  {
    header: '面积',
    aliases: ['建筑面积', '面积㎡'],
    field: 'areaCenti',
    kind: 'area',
    note: { zh: '平方米,最多两位小数', en: 'Square metres, two decimals at most' },
    example: '89.41',
  },
  day('达到交房条件', 'readyOn', '日期', 'Date'),
  day('应交房', 'dueOn', '日期', 'Date'),
  day('交房', 'handedOverOn', '实际日期,不早于达到交房条件', 'Actual date, not before ready'),
  day('装修开工', 'decorationStartedOn', '实际日期', 'Actual date'),
  day('装修完工', 'decorationFinishedOn', '实际日期,不早于开工', 'Actual date, not before the start'),
  day('入住', 'movedInOn', '实际日期,不早于交房', 'Actual date, not before handover'),
  day('迁出', 'movedOutOn', '当天视为已迁出', 'Out already on this day'),
  day('售出', 'soldOn', '开发商售出日期', 'Date the developer sold it'),
  day('出租起', 'letFrom', '未售出租的第一天', 'First day of the let while unsold'),
  day('出租止', 'letTo', '未售出租的最后一天', 'Last day of the let while unsold'),
  day('反租起', 'leasebackFrom', '未交房反租的第一天', 'First day of the lease-back'),
  day('反租止', 'leasebackTo', '未交房反租的最后一天', 'Last day of the lease-back'),
]

const residents: readonly ImportColumn[] = [
  ...place,
  {
    header: '姓名',
    field: 'name',
    kind: 'text',
    isName: true,
    required: true,
    note: { zh: '姓名或公司名称', en: 'Name of a person or company' },
  },
  {
    header: '身份',
    field: 'role',
    kind: 'choice',
    choices: residentRoles,
    required: true,
    note: { zh: '从列表选择', en: 'Choose from the list' },
  },
  {
    header: '电话',
    aliases: ['手机', '联系电话'],
    field: 'phone',
    kind: 'text',
    note: { zh: '多个用逗号分开', en: 'Several separated by commas' },
  },
  {
    header: '证件号',
    aliases: ['身份证号'],
    field: 'idNumber',
    kind: 'text',
    note: { zh: '按文本填写,可空', en: 'As text; may be empty' },
  },
  {
    header: '出生日期',
    field: 'birthOn',
    kind: 'date',
    note: { zh: '可空,由身份证号推出', en: 'May be empty; read from the ID number' },
  },
  {
    header: '车牌',
    aliases: ['车牌号'],
    field: 'plates',
    kind: 'text',
    note: { zh: '多个用逗号分开', en: 'Several separated by commas' },
  },
  {
    header: '起始',
    aliases: ['起始日期'],
    field: 'fromOn',
    kind: 'date',
    required: true,
    note: { zh: '成为业主/租户等的第一天', en: 'First day in this role' },
  },
  {
    header: '结束',
    aliases: ['结束日期'],
    field: 'toOn',
    kind: 'date',
    note: { zh: '最后一天,仍在则空', en: 'Last day; empty while it holds' },
  },
  {
    header: '分级',
    aliases: ['客户分级'],
    field: 'clientClass',
    kind: 'choice',
    suffix: '级',
    choices: clientClasses,
    note: { zh: 'A/B/C/D', en: 'A/B/C/D' },
  },
]

export const importColumns: Readonly<Record<ImportKind, readonly ImportColumn[]>> = { units, residents }

/** All headers by which a column is known; a date column also as `交房日期` and `交房时间`. */
export function spellingsOf(column: ImportColumn): string[] {
  const names = [column.header, ...(column.aliases ?? [])]
  return column.kind === 'date' ? names.flatMap((name) => [name, `${name}日期`, `${name}时间`]) : names
}

/** The header under which a field stands in the workbook of a kind. */
export function headerOf(kind: ImportKind, field: string | undefined): string | undefined {
  return importColumns[kind].find((column) => column.field === field)?.header ?? field
}
