import { writeFile } from 'node:fs/promises'
import { momentInZone } from '../contract/dates.ts'
import { previewOf } from '../core/billing/preview.ts'
import type { Clock, Desk } from '../core/context.ts'
import { planImport } from '../core/imports/index.ts'
import { type OfficeFile, openOfficeReader } from '../db/open.ts'
import { exportWorkbook } from '../documents/accounts/workbook.ts'
import { exportList } from '../documents/export/list.ts'
import { exportSeries } from '../documents/export/series.ts'
import { healthHtml } from '../documents/health/html.ts'
import { readTable } from '../documents/import/readTable.ts'
import { writeImportTemplate } from '../documents/import/template.ts'
import { exportReport } from '../documents/reports/index.ts'
import { exportSummary } from '../documents/summary/export.ts'
import { exportFigure } from '../documents/summary/records.ts'
import { wordsIn } from '../documents/words.ts'
import { healthOf } from './health.ts'
import type { DeskJob, JobResult } from './jobs.ts'
import { createSampleOffice } from './sample.ts'

type ExportJob = Extract<DeskJob, { readonly type: `export-${string}` }>

/** Reads the office through a connection of its own and never writes to it. @throws DeskError, WorkbookRefused */
export async function runDeskJob(
  job: DeskJob,
  progress: (stage: string, fraction: number | null) => void,
): Promise<JobResult> {
  if (job.type === 'create-sample') {
    progress('sample', null)
    await createSampleOffice(job.office, clockOf(job))
    return { type: 'office' }
  }
  if (job.type === 'template') {
    const { name } = await writeImportTemplate(job.kind, job.out, job.language)
    return { type: 'file', name }
  }
  const office = openOfficeReader(job.office)
  const desk: Desk = { db: office.db, clock: clockOf(job), actor: job.actor }
  try {
    switch (job.type) {
      case 'plan-import': {
        const table = await readTable(job.workbook, job.kind, {
          onProgress: (fraction) => progress('reading', fraction),
        })
        progress('comparing', null)
        return { type: 'plan', plan: await planImport(office.db, job.kind, job.fileName, table, desk.clock) }
      }
      case 'health': {
        const health = await healthOf(desk, office, job.backend, (fraction) => progress('health', fraction))
        const html = healthHtml(health, job.language, (at) => momentInZone(new Date(at), job.zone))
        await writeFile(job.out, html)
        return { type: 'file', name: `${wordsIn(job.language)('documents:health.title')}-${job.today}.html` }
      }
      case 'plan-billing': {
        const units = await unitsOf(desk)
        const onProgress = (done: number) => progress('billing', Math.min(1, done / Math.max(1, units)))
        return { type: 'billing', preview: await previewOf(office.db, job.check, job.today, onProgress) }
      }
    }
    progress('writing', null)
    return { type: 'file', name: await exported(desk, office, job) }
  } finally {
    await office.close()
  }
}

/** Writes the file that is asked for. @returns the name to offer for it */
async function exported(desk: Desk, office: OfficeFile, job: ExportJob): Promise<string> {
  switch (job.type) {
    case 'export-list':
      return (await exportList(desk, office, job.request, job.out)).name
    case 'export-workbook':
      return (await exportWorkbook(desk, office, job.request, job.out)).name
    case 'export-figure':
      return (await exportFigure(desk, office, job.request, job.out)).name
    case 'export-series':
      return (await exportSeries(desk, job.request, job.out)).name
    case 'export-summary':
      return (await exportSummary(desk, office, job.request, job.out)).name
    case 'export-report':
      return (await exportReport(desk, office, job.request, job.out)).name
    case 'export-evidence': {
      // The library for Word is large, and no other job needs it.
      const { exportEvidence } = await import('../documents/dunning/evidence.ts')
      return (await exportEvidence(desk, office, job.request, job.out)).name
    }
  }
}

/** How many units the office has, to say how far a run has come. */
async function unitsOf({ db }: Desk): Promise<number> {
  const { units } = await db
    .selectFrom('unit')
    .select((of) => of.fn.countAll<number>().as('units'))
    .executeTakeFirstOrThrow()
  return units
}

function clockOf(job: DeskJob): Clock {
  return { zone: job.zone, now: () => new Date(job.now), today: () => job.today }
}
