import type { BackupReason } from '../contract/backups.ts'
import type { Problem } from '../contract/errors.ts'
import type { ImportKind } from '../contract/imports.ts'
import type { BillingCheck, BillingPreview } from '../core/billing/preview.ts'
import type { Actor } from '../core/context.ts'
import type { ImportPlan } from '../core/imports/plan.ts'
import type { Backup } from '../db/backup/shelf.ts'
import type { WorkbookExport } from '../documents/accounts/workbook.ts'
import type { EvidenceExport } from '../documents/dunning/evidence.ts'
import type { ListExport } from '../documents/export/list.ts'
import type { SeriesExport } from '../documents/export/series.ts'
import type { ReportRequest } from '../documents/reports/report.ts'
import type { SummaryExport } from '../documents/summary/export.ts'
import type { FigureExport } from '../documents/summary/records.ts'
import type { Language } from '../documents/words.ts'
import type { BackendHealth } from './health.ts'

/** What a worker is asked to do, with all it needs: nothing is shared but the office file itself. */
export type Job = DeskJob | FileJob

/** What is done with files, whoever is signed in. `office` is the office file; `now` the computer's own time. */
export type FileJob = { readonly office: string; readonly now: string } & (
  | { readonly type: 'back-up'; readonly reason: BackupReason; readonly second: string | null }
  | { readonly type: 'restore'; readonly backup: string }
  | { readonly type: 'copy'; readonly folder: string }
  | { readonly type: 'seal'; readonly backup: string; readonly out: string; readonly password: string }
  | { readonly type: 'unseal'; readonly sealed: string; readonly folder: string; readonly password: string }
)

/** What is read from an office by somebody. */
export type DeskJob = JobBase &
  (
    | { readonly type: 'plan-import'; readonly kind: ImportKind; readonly workbook: string; readonly fileName: string }
    | { readonly type: 'export-list'; readonly request: ListExport; readonly out: string }
    | { readonly type: 'export-summary'; readonly request: SummaryExport; readonly out: string }
    | { readonly type: 'export-figure'; readonly request: FigureExport; readonly out: string }
    | { readonly type: 'export-series'; readonly request: SeriesExport; readonly out: string }
    | { readonly type: 'export-workbook'; readonly request: WorkbookExport; readonly out: string }
    | { readonly type: 'export-report'; readonly request: ReportRequest; readonly out: string }
    | { readonly type: 'export-evidence'; readonly request: EvidenceExport; readonly out: string }
    | { readonly type: 'template'; readonly kind: ImportKind; readonly language: Language; readonly out: string }
    | { readonly type: 'health'; readonly language: Language; readonly backend: BackendHealth; readonly out: string }
    | { readonly type: 'plan-billing'; readonly check: BillingCheck }
    | { readonly type: 'create-sample' }
  )

interface JobBase {
  /** The office file; for `create-sample` the file to write. */
  readonly office: string
  readonly actor: Actor
  /** The office's day, and the moment that stands for now. */
  readonly today: string
  readonly now: string
  readonly zone: string
}

/** What a worker answers: progress now and then, and exactly one end. */
export type JobMessage =
  | { readonly type: 'progress'; readonly stage: string; readonly progress: number | null }
  | { readonly type: 'done'; readonly result: JobResult }
  | { readonly type: 'failed'; readonly problem: Problem | null; readonly message: string }

export type JobResult =
  | { readonly type: 'plan'; readonly plan: ImportPlan }
  | { readonly type: 'billing'; readonly preview: BillingPreview }
  | { readonly type: 'file'; readonly name: string }
  | { readonly type: 'office' }
  | { readonly type: 'backup'; readonly backup: Backup; readonly second: Problem | null }
  | { readonly type: 'restored'; readonly aside: string | null }
  | { readonly type: 'unsealed'; readonly office: string }
  | { readonly type: 'copied'; readonly office: string }
