import { momentInZone } from '../../contract/dates.ts'
import type { ListColumn, ListFilter, ListId, ListSort } from '../../contract/lists.ts'
import { lists } from '../../contract/lists.ts'
import type { Desk } from '../../core/context.ts'
import { listQuery } from '../../core/lists/page.ts'
import { officeName } from '../../core/settings/index.ts'
import type { OfficeFile } from '../../db/open.ts'
import { type CellInput, type ColumnKind, writeWorkbook } from '../excel/write.ts'
import { type Language, type Words, wordsIn } from '../words.ts'
import { filterWords } from './filterWords.ts'

export interface ListExport {
  readonly list: ListId
  readonly filter: Record<string, unknown>
  readonly sort?: ListSort | undefined
  /** Ids of the columns shown, in their order; without it all that are not hidden. */
  readonly columns?: readonly string[] | undefined
  readonly language: Language
}

export interface ExportOptions {
  readonly signal?: AbortSignal
  readonly onProgress?: (rows: number) => void
}

const kinds: Readonly<Record<ListColumn['kind'], ColumnKind>> = {
  text: 'text',
  count: 'count',
  money: 'money',
  area: 'area',
  decimal: 'area',
  date: 'date',
  moment: 'moment',
  choice: 'text',
}

/**
 * Writes all rows of a list as shown: its filter, order and columns, streamed from the database into the workbook.
 * @throws ZodError for a filter the list does not have; what `writeWorkbook` throws
 */
export async function exportList(
  desk: Desk,
  office: OfficeFile,
  request: ListExport,
  file: string,
  options: ExportOptions = {},
): Promise<{ rows: number; bytes: number; name: string }> {
  const words = wordsIn(request.language)
  const declaration = lists[request.list]
  const filter = declaration.filter.parse(request.filter) as ListFilter<ListId>
  const columns = chosenColumns(declaration.columns, request.columns)
  const title = words(`lists:${request.list}.title`)
  const { query, row } = listQuery(desk, request.list, filter, request.sort)
  const compiled = query.compile()
  const rows = office.sqlite.prepare(compiled.sql).iterate(...compiled.parameters) as Iterable<Record<string, unknown>>
  const written = await writeWorkbook(
    file,
    {
      sheets: [
        {
          name: title,
          columns: columns.map((column) => ({
            header: column.heading?.(filter)?.[request.language] ?? words(`lists:${request.list}.columns.${column.id}`),
            kind: kinds[column.kind],
          })),
          rows: cells(
            rows,
            columns,
            row as (raw: Record<string, unknown>) => Record<string, unknown>,
            words,
            request.language,
          ),
        },
      ],
      about: await aboutExport(
        desk,
        words,
        title,
        await filterWords(desk, request.list, filter, words, request.language),
      ),
      aboutName: words('documents:export.about'),
    },
    options,
  )
  return { ...written, name: `${title} ${desk.clock.today()}.xlsx` }
}

/** What every exported workbook says about itself: office, filter, time, person. */
export async function aboutExport(desk: Desk, words: Words, title: string, filter: string) {
  return [
    { label: words('documents:export.office'), value: await officeName(desk.db) },
    { label: words('documents:export.content'), value: title },
    { label: words('documents:export.filter'), value: filter || words('documents:export.noFilter') },
    { label: words('documents:export.at'), value: momentInZone(desk.clock.now(), desk.clock.zone) },
    { label: words('documents:export.by'), value: desk.actor.name },
  ]
}

function chosenColumns(all: readonly ListColumn[], chosen: readonly string[] | undefined): ListColumn[] {
  if (chosen === undefined) return all.filter((column) => !column.hidden)
  return chosen.flatMap((id) => all.filter((column) => column.id === id))
}

function* cells(
  rows: Iterable<Record<string, unknown>>,
  columns: readonly ListColumn[],
  row: (raw: Record<string, unknown>) => Record<string, unknown>,
  words: Words,
  language: Language,
): Generator<CellInput[]> {
  const choices = new Map<string, string>()
  const choice = (column: ListColumn, value: unknown): string => {
    if (column.words) return column.words(String(value))?.[language] ?? String(value)
    const key = `vocabulary:${column.choices}.${String(value)}`
    let word = choices.get(key)
    if (word === undefined) {
      word = words(key)
      choices.set(key, word)
    }
    return word
  }
  for (const raw of rows) {
    const shown = row(raw)
    yield columns.map((column): CellInput => {
      const value = shown[column.id]
      if (value === null || value === undefined) return null
      return column.kind === 'choice' ? choice(column, value) : (value as string | number)
    })
  }
}
