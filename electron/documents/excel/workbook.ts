import { posix } from 'node:path'
import { isDateFormat } from './calendar.ts'
import type { Container } from './container.ts'
import { type ReadLimits, WorkbookRefused } from './refusal.ts'
import { type Attributes, attribute, type XmlEvents, xmlReader } from './xml.ts'

export interface SheetEntry {
  readonly name: string
  readonly part: string
  readonly visible: boolean
}

/** What has to be known before a sheet's cells mean anything. */
export interface Workbook {
  readonly sheets: readonly SheetEntry[]
  readonly date1904: boolean
  readonly sharedStrings: readonly string[]
  /** By a cell's style number: whether it shows numbers as dates. */
  readonly dateStyles: readonly boolean[]
}

interface Relation {
  readonly type: string
  readonly part: string
}

export async function readWorkbook(container: Container, limits: ReadLimits, signal?: AbortSignal): Promise<Workbook> {
  const readPart = async (part: string, events: XmlEvents) => {
    const reader = xmlReader(part, events)
    for await (const chunk of container.text(part, limits.partBytes, signal)) reader.write(chunk.text)
    reader.end()
  }
  const main = await findWorkbookPart(container, readPart)
  const relations = await readRelations(relationsOf(main), posix.dirname(main), container, readPart)
  const { sheets, date1904 } = await readSheetList(main, relations, readPart)
  const partOf = (type: string) => {
    const relation = [...relations.values()].find((candidate) => candidate.type === type)
    return relation && container.has(relation.part) ? relation.part : undefined
  }
  const [styles, strings] = [partOf('styles'), partOf('sharedStrings')]
  return {
    sheets,
    date1904,
    dateStyles: styles ? await readDateStyles(styles, readPart) : [],
    sharedStrings: strings ? await readSharedStrings(strings, limits, readPart) : [],
  }
}

type ReadPart = (part: string, events: XmlEvents) => Promise<void>

async function findWorkbookPart(container: Container, readPart: ReadPart): Promise<string> {
  // Any other zip (a .docx, an .ods, photographs) ends here.
  if (!container.has('[content_types].xml')) throw new WorkbookRefused('not-a-workbook', { found: 'zip' })
  let type = ''
  await readPart('[content_types].xml', {
    open(_name, attributes) {
      const content = attributes.ContentType ?? ''
      if (/\.main\+xml$|sheet\.binary\./.test(content)) type = content
    },
  })
  if (/macroEnabled/i.test(type)) throw new WorkbookRefused('macro')
  const relations = await readRelations('_rels/.rels', '', container, readPart)
  const main = [...relations.values()].find((relation) => relation.type === 'officeDocument')?.part ?? 'xl/workbook.xml'
  if (main.toLowerCase().endsWith('.bin')) throw new WorkbookRefused('binary-workbook')
  if (!container.has(main) || /wordprocessingml|presentationml/.test(type)) {
    throw new WorkbookRefused('not-a-workbook', { found: 'zip' })
  }
  return main
}

const relationsOf = (part: string) => posix.join(posix.dirname(part), '_rels', `${posix.basename(part)}.rels`)

/** Relations by id. The type is kept by its last word: the strict and the usual format name it under different hosts. */
async function readRelations(
  part: string,
  folder: string,
  container: Container,
  readPart: ReadPart,
): Promise<ReadonlyMap<string, Relation>> {
  const relations = new Map<string, Relation>()
  if (!container.has(part)) return relations
  await readPart(part, {
    open(name, { Id, Type, Target, TargetMode }) {
      if (name !== 'Relationship' || !Id || !Type || !Target || TargetMode === 'External') return
      const path = posix.resolve('/', folder, Target.replaceAll('\\', '/')).slice(1)
      relations.set(Id, { type: Type.slice(Type.lastIndexOf('/') + 1), part: path })
    },
  })
  return relations
}

async function readSheetList(main: string, relations: ReadonlyMap<string, Relation>, readPart: ReadPart) {
  const sheets: SheetEntry[] = []
  let date1904 = false
  await readPart(main, {
    open(name, attributes) {
      if (name === 'workbookPr') date1904 = isTrue(attributes.date1904)
      if (name !== 'sheet') return
      const relation = relations.get(attribute(attributes, 'id') ?? '')
      if (relation?.type.endsWith('acrosheet')) throw new WorkbookRefused('macro') // xlMacrosheet, xlIntlMacrosheet
      // Chart and dialog sheets have no rows.
      if (relation?.type !== 'worksheet') return
      sheets.push({
        name: attributes.name ?? '',
        part: relation.part,
        visible: (attributes.state ?? 'visible') === 'visible',
      })
    },
  })
  return { sheets, date1904 }
}

const isTrue = (value: string | undefined) => value === '1' || value === 'true'

async function readDateStyles(part: string, readPart: ReadPart): Promise<boolean[]> {
  const codes = new Map<number, string>()
  const formatIds: number[] = []
  let inCellFormats = false
  await readPart(part, {
    open(name, attributes: Attributes) {
      if (name === 'numFmt') codes.set(Number(attributes.numFmtId), attributes.formatCode ?? '')
      else if (name === 'cellXfs') inCellFormats = true
      else if (name === 'xf' && inCellFormats) formatIds.push(Number(attributes.numFmtId ?? 0))
    },
    close(name) {
      if (name === 'cellXfs') inCellFormats = false
    },
  })
  const known = new Map<number, boolean>()
  return formatIds.map((id) => {
    const isDate = known.get(id) ?? isDateFormat(id, codes.get(id))
    known.set(id, isDate)
    return isDate
  })
}

async function readSharedStrings(part: string, limits: ReadLimits, readPart: ReadPart): Promise<string[]> {
  const strings: string[] = []
  const rich = richText()
  await readPart(part, {
    open(name) {
      if (name === 'si') rich.start()
      else rich.open(name)
    },
    text: rich.text,
    close(name) {
      rich.close(name)
      if (name !== 'si') return
      if (strings.length === limits.sharedStrings) {
        throw new WorkbookRefused('too-large', { part, limit: limits.sharedStrings })
      }
      strings.push(rich.end())
    },
  })
  return strings
}

/** Gathers the text of an `si` or `is` element: its runs joined, phonetic guides (`rPh`) left out. */
export function richText() {
  let gathered = ''
  let inText = false
  let inPhonetic = false
  return {
    start() {
      gathered = ''
    },
    open(name: string) {
      if (name === 'rPh') inPhonetic = true
      else if (name === 't') inText = !inPhonetic
    },
    text(text: string) {
      if (inText) gathered += text
    },
    close(name: string) {
      if (name === 't') inText = false
      else if (name === 'rPh') inPhonetic = false
    },
    end: () => unescapeText(gathered),
  }
}

/** Characters XML cannot hold are written `_x000D_`, and such a text itself `_x005F_x000D_` (ECMA-376 22.9.2.19). */
export function unescapeText(text: string): string {
  if (!text.includes('_x')) return text
  const plain = text.replace(/_x([0-9A-Fa-f]{4})_/g, (_, code: string) =>
    String.fromCharCode(Number.parseInt(code, 16)),
  )
  return plain.toWellFormed()
}

/** The sheet that was asked for, or the first visible one. Names are compared without regard to case and outer spaces. */
export function chooseSheet(sheets: readonly SheetEntry[], wanted: string | undefined): SheetEntry {
  const plain = (name: string) => name.trim().toLowerCase()
  const chosen =
    wanted === undefined
      ? (sheets.find((sheet) => sheet.visible) ?? sheets[0])
      : (sheets.find((sheet) => sheet.name === wanted) ?? sheets.find((sheet) => plain(sheet.name) === plain(wanted)))
  if (!chosen) {
    throw new WorkbookRefused('no-sheet', { sheet: wanted ?? '', sheets: sheets.map((sheet) => sheet.name).join('、') })
  }
  return chosen
}
