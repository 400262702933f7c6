import type { ImportKind } from '../../contract/imports.ts'
import { type ImportColumn, importColumns } from '../../core/imports/columns.ts'
import type { ColumnKind } from '../excel/row-xml.ts'
import { writeTemplate } from '../excel/template.ts'
import { type Language, wordsIn } from '../words.ts'

const cellKinds: Readonly<Record<ImportColumn['kind'], ColumnKind>> = {
  text: 'text',
  choice: 'text',
  'first-day': 'text',
  'last-day': 'text',
  date: 'date',
  moment: 'text',
  area: 'area',
  money: 'money',
  price: 'text',
  quantity: 'area',
}

/** What is booked stays as it is: another amount for the same key is refused. */
const neverUpdated: ReadonlySet<ImportKind> = new Set(['charges', 'discounts', 'payments', 'readings', 'statements'])

/** Writes the blank import workbook of a kind. Headers are the Chinese ones in either language; notes follow it. */
export async function writeImportTemplate(
  kind: ImportKind,
  file: string,
  language: Language,
): Promise<{ name: string }> {
  const words = wordsIn(language)
  const columns = importColumns[kind]
  await writeTemplate(file, {
    sheetName: words(`vocabulary:importKind.${kind}`),
    columns: columns.map((column) => ({
      header: column.header,
      note: column.note[language],
      required: column.required ?? false,
      kind: cellKinds[column.kind],
      ...(column.choices && { values: Object.values(column.choices) }),
      ...(column.offered && { values: column.offered, openValues: true }),
      ...(column.example && { example: column.example }),
    })),
    help: [
      { label: words('documents:template.order'), value: words('documents:template.orderText') },
      { label: words('documents:template.dates'), value: words('documents:template.datesText') },
      {
        label: words('documents:template.again'),
        value: words(neverUpdated.has(kind) ? 'documents:template.againMoney' : 'documents:template.againText'),
      },
      { label: words('documents:template.empty'), value: words('documents:template.emptyText') },
      ...columns.map((column) => ({ label: column.header, value: column.note[language] })),
    ],
    helpName: words('documents:template.help'),
  })
  return { name: `${words('documents:template.name', { kind: words(`vocabulary:importKind.${kind}`) })}.xlsx` }
}
