import { existsSync, unlinkSync } from 'node:fs'
import { basename } from 'node:path'
import { fileStore } from '../backend/fileStore.ts'
import { createSampleOffice } from '../backend/sample.ts'
import { type WorkbookId, workbookIds } from '../contract/accounts.ts'
import { yearOf } from '../contract/dates.ts'
import { DeskError } from '../contract/errors.ts'
import { type ReportId, reportIds, summaryFormats } from '../contract/exports.ts'
import { type ImportKind, type ImportReport, importKinds } from '../contract/imports.ts'
import { type ListId, listIds, lists } from '../contract/lists.ts'
import type { FigureResult } from '../contract/summary.ts'
import { isWorkbook } from '../core/accounts/workbooks.ts'
import { checkOffice } from '../core/check/index.ts'
import { officeClock } from '../core/clock.ts'
import { applyImport, planImport, undoImport } from '../core/imports/index.ts'
import { mayApply } from '../core/imports/plan.ts'
import { unitNamed } from '../core/search/index.ts'
import { writeSettings } from '../core/settings/index.ts'
import { figureById, figureOf, figureRecord, figureRows, summaryOf } from '../core/summary/engine.ts'
import { periodOf, seenNow, yearEnd } from '../core/summary/figure.ts'
import { figureJson, summaryJson } from '../core/summary/json.ts'
import { backUp } from '../db/backup/shelf.ts'
import { openOffice } from '../db/open.ts'
import { exportWorkbook } from '../documents/accounts/workbook.ts'
import { exportList } from '../documents/export/list.ts'
import { readTable } from '../documents/import/readTable.ts'
import { writeImportTemplate } from '../documents/import/template.ts'
import { exportReport } from '../documents/reports/index.ts'
import { exportSummary } from '../documents/summary/export.ts'
import { sentence } from '../documents/words.ts'
import { backup, restore } from './backups.ts'
import { checkedDay, checkUsage, type Invocation, UsageError, words } from './invocation.ts'
import { outFile, writeText } from './outFile.ts'
import { serve } from './serve.ts'

export interface Command {
  readonly usage: string
  /** How many positional arguments it takes at most. */
  readonly takes: number
  /** Its options besides `--today`, `--json` and `--help`. */
  readonly options: readonly string[]
  run(invocation: Invocation): Promise<number>
}

/** Every command of the product page's table, in its order. */
export const commands: Readonly<Record<string, Command>> = {
  new: { usage: '--db FILE [--name NAME]', takes: 0, options: ['db', 'name'], run: newOffice },
  sample: { usage: '--db FILE', takes: 0, options: ['db'], run: sample },
  template: { usage: 'KIND --out FILE.xlsx', takes: 1, options: ['out'], run: template },
  import: {
    usage: 'KIND FILE.xlsx --db FILE [--dry-run]',
    takes: 2,
    options: ['db', 'dry-run'],
    run: importWorkbook,
  },
  'undo-import': { usage: 'ID --db FILE', takes: 1, options: ['db'], run: undo },
  summary: {
    usage: '--year YEAR [--as-of DATE] --db FILE --format json|xlsx|docx|html --out FILE',
    takes: 0,
    options: ['db', 'year', 'as-of', 'format', 'out'],
    run: summary,
  },
  figure: {
    usage: 'ID --year YEAR [--as-of DATE] [--part PART] --db FILE [--rows]',
    takes: 1,
    options: ['db', 'year', 'as-of', 'part', 'rows'],
    run: figure,
  },
  export: {
    usage: 'SHEET [--year YEAR] [--as-of DATE] [--unit UNIT] --db FILE --out FILE.xlsx|.docx | --list',
    takes: 1,
    options: ['db', 'year', 'as-of', 'unit', 'out', 'list'],
    run: exportSheet,
  },
  check: { usage: '--db FILE', takes: 0, options: ['db'], run: check },
  backup: {
    usage: '--db FILE --out FILE.db|.sealed [--password-file FILE] | --second FOLDER',
    takes: 0,
    options: ['db', 'out', 'password-file', 'second'],
    run: backup,
  },
  restore: {
    usage: 'BACKUP --db FILE [--password-file FILE]',
    takes: 1,
    options: ['db', 'password-file'],
    run: restore,
  },
  serve: { usage: '--db FILE [--port N]', takes: 0, options: ['db', 'port'], run: serve },
}

async function newOffice(invocation: Invocation): Promise<number> {
  const file = freshFile(invocation.need('db'))
  const name = invocation.options.name
  await invocation.withOffice(async (desk) => {
    if (typeof name === 'string') await writeSettings(desk, { officeName: name })
  }, true)
  invocation.say(words('cli.created', { file }))
  invocation.json({ file })
  return 0
}

async function sample(invocation: Invocation): Promise<number> {
  const file = freshFile(invocation.need('db'))
  const today = typeof invocation.options.today === 'string' ? invocation.options.today : undefined
  const counts = await createSampleOffice(
    file,
    officeClock(() => new Date(), undefined, today),
  )
  invocation.say(words('cli.sampleCreated', { ...counts, file }))
  invocation.json({ file, ...counts })
  return 0
}

async function template(invocation: Invocation): Promise<number> {
  const kind = importKind(invocation.arg(0, 'KIND'))
  const out = outFile(invocation, '.xlsx')
  await writeImportTemplate(kind, out, 'zh')
  invocation.say(words('cli.written', { file: out }))
  invocation.json({ file: out })
  return 0
}

async function importWorkbook(invocation: Invocation): Promise<number> {
  const kind = importKind(invocation.arg(0, 'KIND'))
  const workbook = invocation.arg(1, 'FILE.xlsx')
  const db = invocation.need('db')
  if (!existsSync(workbook)) throw new DeskError('file-missing', { file: workbook })
  const table = await readTable(workbook, kind)
  const isNew = !existsSync(db)
  try {
    return await invocation.withOffice(async (desk, office) => {
      const plan = await planImport(desk.db, kind, basename(workbook), table, desk.clock)
      const dryRun = invocation.options['dry-run'] === true
      const applied = !dryRun && mayApply(plan.report)
      if (applied && !isNew) await backUp(office.file, 'import', new Date())
      const report = applied ? await applyImport(desk, plan) : plan.report
      invocation.json(report)
      tellReport(invocation, report, dryRun)
      return mayApply(report) ? 0 : 1
    }, isNew)
  } finally {
    // A dry run or a refusal leaves no file behind that was not there before.
    if (isNew) await dropIfUntouched(db)
  }
}

async function undo(invocation: Invocation): Promise<number> {
  const text = invocation.arg(0, 'ID')
  const id = Number(text)
  if (!/^\d+$/.test(text) || !Number.isSafeInteger(id))
    throw new UsageError(words('cli.missingArgument', { argument: 'ID' }))
  const result = await invocation.withOffice((desk) => undoImport(desk, id))
  invocation.say(words('cli.undone', { id, ...result }))
  invocation.json({ id, ...result })
  return 0
}

async function summary(invocation: Invocation): Promise<number> {
  const { year, asked } = yearAndDay(invocation)
  const format = typeof invocation.options.format === 'string' ? invocation.options.format : 'json'
  const document = summaryFormats.find((known) => known === format)
  if (format !== 'json' && document === undefined)
    throw new UsageError(words('cli.unknownFormat', { format, formats: ['json', ...summaryFormats].join(', ') }))
  const out =
    document !== undefined
      ? outFile(invocation, `.${document}`)
      : invocation.options.out === undefined
        ? undefined
        : outFile(invocation)
  return invocation.withOffice(async (desk, office) => {
    const asOf = asked ?? yearEnd(year)
    if (document !== undefined && out !== undefined) {
      await exportSummary(desk, office, { year, asOf, format: document, language: 'zh' }, out)
    } else {
      const text = `${JSON.stringify(summaryJson(await summaryOf(desk.db, year, asOf, seenNow(desk.clock))), null, 2)}\n`
      if (out === undefined) {
        process.stdout.write(text)
        return 0
      }
      writeText(out, text)
    }
    invocation.say(words('cli.written', { file: out }))
    invocation.json({ file: out })
    return 0
  })
}

async function figure(invocation: Invocation): Promise<number> {
  const id = invocation.arg(0, 'ID')
  const { year, asked } = yearAndDay(invocation)
  const part = partOption(invocation, id)
  return invocation.withOffice(async (desk) => {
    const asOf = asked ?? yearEnd(year)
    const seen = seenNow(desk.clock)
    const result = await figureOf(desk.db, id, year, asOf, seen)
    const value = figureJson(part === undefined ? result : partOf(result, part))
    const rows = invocation.options.rows
      ? (await figureRows(desk.db, id, periodOf(year, asOf, seen), { part }).execute()).map((row) =>
          figureRecord(row as Record<string, unknown>),
        )
      : undefined
    invocation.json({ id, ...(part !== undefined && { part }), year, asOf, ...value, ...(rows && { rows }) })
    invocation.say(`${part === undefined ? id : `${id} ${part}`} ${year} (${asOf}) ${JSON.stringify(value)}`)
    for (const row of rows ?? [])
      invocation.say(
        [
          row.area,
          row.unit,
          row.kind,
          row.date,
          row.part,
          row.what,
          row.amount === null
            ? ''
            : figureById(id).unit === 'yuan'
              ? (row.amount / 100).toFixed(2)
              : String(row.amount),
          row.counted ? '' : '-',
        ]
          .map((cell) => cell ?? '')
          .join('\t'),
      )
    return 0
  })
}

/** `--part`, which the figure must have. */
function partOption(invocation: Invocation, id: string): string | undefined {
  const { parts } = figureById(id)
  const part = invocation.options.part
  if (typeof part !== 'string') return undefined
  if (!parts) throw new UsageError(words('cli.noParts', { id }))
  if (!parts.named && !Object.hasOwn(parts.labels, part))
    throw new UsageError(words('cli.unknownPart', { id, part, parts: Object.keys(parts.labels).join(', ') }))
  return part
}

/** A part as if it were a figure of its own; a part that does not occur is zero. */
function partOf(figure: FigureResult, key: string): FigureResult {
  const { value, denominator } = figure.parts.find((candidate) => candidate.key === key) ?? { value: 0 }
  return { ...figure, value, denominator, parts: [] }
}

async function exportSheet(invocation: Invocation): Promise<number> {
  if (invocation.options.list) {
    checkUsage('export', { takes: 0, options: ['list', 'db'] }, invocation.args, invocation.options)
    const sheets = [
      ...listIds.map((sheet) => ({ sheet, title: words(`lists:${sheet}.title`) })),
      ...workbookIds.map((sheet) => ({ sheet, title: words(`accounts:workbooks.${sheet}.title`) })),
      ...reportIds.map((sheet) => ({ sheet, title: words(`exports:reports.${sheet}`) })),
      { sheet: evidence, title: words('arrears:evidence.heading') },
    ]
    for (const { sheet, title } of sheets) invocation.say(`${sheet}\t${title}`)
    invocation.json(sheets)
    return 0
  }
  const sheet = invocation.arg(0, 'SHEET')
  if (sheet === evidence) return exportUnitEvidence(invocation)
  refuseOption(invocation, sheet, 'unit')
  if (isWorkbook(sheet)) return exportAccounts(invocation, sheet)
  if (isReport(sheet)) return exportYearReport(invocation, sheet)
  if (!(listIds as string[]).includes(sheet))
    throw new UsageError(
      words('cli.unknownSheet', { sheet, sheets: [...listIds, ...workbookIds, ...reportIds, evidence].join(', ') }),
    )
  if (!('asOf' in lists[sheet as ListId].filter.shape)) {
    const option = ['as-of', 'year'].find((name) => invocation.options[name] !== undefined)
    if (option !== undefined) throw new UsageError(words('cli.notOfADay', { sheet, option: `--${option}` }))
  }
  const year = invocation.options.year === undefined ? undefined : yearOption(invocation)
  const asked = dayOption(invocation)
  const out = outFile(invocation, '.xlsx')
  const asOf = asked ?? (year === undefined ? undefined : yearEnd(year))
  const filter = asOf === undefined ? {} : { asOf }
  const { rows } = await invocation.withOffice((desk, office) =>
    exportList(desk, office, { list: sheet as ListId, filter, language: 'zh' }, out),
  )
  invocation.say(words('cli.written', { file: out }))
  invocation.json({ file: out, rows })
  return 0
}

const evidence = 'evidence'

/** The evidence of one unit's arrears as a Word document: as of today unless a day is given. */
async function exportUnitEvidence(invocation: Invocation): Promise<number> {
  refuseOption(invocation, evidence, 'year')
  const asOf = dayOption(invocation)
  const unit = invocation.need('unit')
  const out = outFile(invocation, '.docx')
  // The library for Word is large, and no other command needs it.
  const { exportEvidence } = await import('../documents/dunning/evidence.ts')
  await invocation.withOffice(async (desk, office) =>
    exportEvidence(desk, office, { unitId: await unitNamed(desk.db, unit), asOf, language: 'zh' }, out),
  )
  invocation.say(words('cli.written', { file: out }))
  invocation.json({ file: out })
  return 0
}

function isReport(sheet: string): sheet is ReportId {
  return reportIds.some((known) => known === sheet)
}

/** One of the desk's workbooks: of this year as of today unless a year or a day is given. */
async function exportYearReport(invocation: Invocation, report: ReportId): Promise<number> {
  const given = invocation.options.year === undefined ? undefined : yearOption(invocation)
  const asked = dayOption(invocation)
  const out = outFile(invocation, '.xlsx')
  const { rows } = await invocation.withOffice((desk, office) => {
    const asOf = asked ?? (given === undefined ? desk.clock.today() : yearEnd(given))
    return exportReport(desk, office, { report, year: given ?? yearOf(asOf), asOf, language: 'zh' }, out)
  })
  invocation.say(words('cli.written', { file: out }))
  invocation.json({ file: out, rows })
  return 0
}

function refuseOption(invocation: Invocation, sheet: string, option: string): void {
  if (invocation.options[option] !== undefined)
    throw new UsageError(words('cli.strayOption', { command: `export ${sheet}`, option: `--${option}` }))
}

/** One of the accountant's workbooks: of this year as of today unless a year or a day is given. */
async function exportAccounts(invocation: Invocation, workbook: WorkbookId): Promise<number> {
  const given = invocation.options.year === undefined ? undefined : yearOption(invocation)
  const asked = dayOption(invocation)
  const out = outFile(invocation, '.xlsx')
  const { rows } = await invocation.withOffice((desk, office) => {
    const asOf = asked ?? (given === undefined ? desk.clock.today() : yearEnd(given))
    return exportWorkbook(desk, office, { workbook, year: given ?? yearOf(asOf), asOf, language: 'zh' }, out)
  })
  invocation.say(words('cli.written', { file: out }))
  invocation.json({ file: out, rows })
  return 0
}

async function check(invocation: Invocation): Promise<number> {
  const { checks, problems } = await invocation.withOffice((desk, office) =>
    checkOffice(desk, office.sqlite, fileStore(office.file)),
  )
  invocation.json({ ok: problems.length === 0, checks, problems })
  if (problems.length === 0) {
    invocation.say(words('cli.checkOk', { checks: checks.length }))
    return 0
  }
  process.stderr.write(
    `${[words('cli.checkFailed', { problems: problems.length }), ...problems.map((problem) => `  ${sentence(words, problem)}`)].join('\n')}\n`,
  )
  return 1
}

function tellReport(invocation: Invocation, report: ImportReport, dryRun: boolean): void {
  const problems = [...report.fileErrors, ...report.fileWarnings].map((problem) => sentence(words, problem))
  for (const row of report.rows) {
    const told = [...row.errors, ...row.warnings].map((problem) => sentence(words, problem))
    const changes = row.changes.map((change) => `${change.column}: ${change.from ?? ''} → ${change.to ?? ''}`)
    if (told.length + changes.length > 0)
      problems.push(`${words('cli.row', { row: row.row, key: row.key })}: ${[...told, ...changes].join('; ')}`)
  }
  const unlisted = unlistedRows(report)
  const lines = [words('cli.importCounts', report.counts), ...problems]
  if (unlisted > 0) lines.push(words('cli.moreRows', { rows: unlisted }))
  if (!mayApply(report)) process.stderr.write(`${[...lines, words('cli.nothingImported')].join('\n')}\n`)
  else for (const line of lines) invocation.say(line)
  if (report.batchId !== null) invocation.say(words('cli.imported', { id: report.batchId }))
  else if (dryRun && mayApply(report)) invocation.say(words('cli.dryRun'))
}

/** How many rows with something to tell the report had no room for, at least: a warned row may be an updated one too. */
function unlistedRows({ counts, rows }: ImportReport): number {
  const kept = (outcome: 'rejected' | 'updated') => rows.filter((row) => row.outcome === outcome).length
  const warned = rows.filter((row) => row.warnings.length > 0).length
  return Math.max(counts.rejected - kept('rejected') + counts.updated - kept('updated'), counts.warnings - warned)
}

function importKind(kind: string): ImportKind {
  const known = importKinds.find((candidate) => candidate === kind)
  if (!known) throw new UsageError(words('cli.unknownKind', { kind, kinds: importKinds.join(', ') }))
  return known
}

/** The year and the day asked for, before any file is opened. */
function yearAndDay(invocation: Invocation): { year: number; asked: string | undefined } {
  return { year: yearOption(invocation), asked: dayOption(invocation) }
}

function yearOption(invocation: Invocation): number {
  const text = invocation.need('year')
  if (!/^(19|20|21)\d\d$/.test(text)) throw new UsageError(words('cli.badYear', { text }))
  return Number(text)
}

function dayOption(invocation: Invocation): string | undefined {
  const text = invocation.options['as-of']
  return typeof text === 'string' ? checkedDay(text) : undefined
}

function freshFile(file: string): string {
  if (existsSync(file)) throw new DeskError('file-exists', { file })
  return file
}

async function dropIfUntouched(file: string): Promise<void> {
  if (!existsSync(file)) return
  const office = await openOffice(file)
  const batch = await office.db.selectFrom('import_batch').select('id').executeTakeFirst()
  await office.close()
  if (!batch) for (const suffix of ['', '-wal', '-shm']) if (existsSync(file + suffix)) unlinkSync(file + suffix)
}
