import i18next from 'i18next'
import { useCallback, useRef, useState } from 'react'
import type { Problem } from '../../../electron/contract/errors.ts'
import type { ImportKind, ImportReport, TaskState } from '../../../electron/contract/imports.ts'
import { client } from '../../api/client.ts'
import { errorText, kindOf, problemText } from '../../api/errors.ts'
import { formatMegabytes } from '../../ui/format.ts'
import { afterWrite } from '../../ui/write.ts'

/** The contract takes no larger file; the page says so before a byte is read. */
export const largestFile = 64 * 1024 * 1024

/** Where an import stands, from choosing the file to the finished batch. */
export type Step =
  | { readonly at: 'choosing'; readonly notice?: string; readonly refusal?: Refusal }
  | { readonly at: 'sending'; readonly fileName: string }
  | { readonly at: 'checking'; readonly fileName: string; readonly taskId: string }
  | { readonly at: 'report'; readonly taskId: string; readonly report: ImportReport; readonly problem?: string }
  | { readonly at: 'applying'; readonly taskId: string; readonly report: ImportReport; readonly checkedBy: string }
  | { readonly at: 'done'; readonly report: ImportReport }

/** Why a file was not even checked row by row. */
interface Refusal {
  readonly fileName: string
  readonly text: string
}

export interface Importing {
  readonly step: Step
  /** True while a file is under way, when no other can be taken. */
  readonly busy: boolean
  readonly take: (kind: ImportKind, files: readonly File[]) => void
  readonly apply: () => void
  readonly restart: () => void
  readonly ended: (state: TaskState) => void
  /** Gives up while the file is still being handed over. */
  readonly stopSending: () => void
}

/** One import at a time: check, report, apply. Nothing is changed before `apply`. */
export function useImporting(): Importing {
  const [step, setStep] = useState<Step>({ at: 'choosing' })
  const sending = useRef<AbortController>(null)
  const starting = useRef(false)
  const busy = step.at === 'sending' || step.at === 'checking' || step.at === 'applying'

  const take = (kind: ImportKind, files: readonly File[]) => {
    const [file] = files
    if (busy || !file) return
    const refuse = (text: string) => setStep({ at: 'choosing', refusal: { fileName: file.name, text } })
    if (files.length > 1) return refuse(i18next.t('imports:oneFile', { count: files.length }))
    if (file.size > largestFile) return refuse(i18next.t('imports:tooLarge', { size: formatMegabytes(file.size) }))
    setStep({ at: 'sending', fileName: file.name })
    const abort = new AbortController()
    sending.current = abort
    client.imports.check({ kind, file }, { signal: abort.signal }).then(
      ({ taskId }) => setStep({ at: 'checking', fileName: file.name, taskId }),
      (error: unknown) => {
        if (abort.signal.aborted || kindOf(error) === 'cancelled') setStep(stopped())
        else refuse(errorText(error))
      },
    )
  }

  const ended = useCallback(
    (state: TaskState) => {
      if (step.at !== 'checking' && step.at !== 'applying') return
      void next(step, state).then(setStep)
    },
    [step],
  )

  const apply = () => {
    if (step.at !== 'report' || starting.current) return
    const { taskId: checkedBy, report } = step
    starting.current = true
    client.imports
      .apply({ taskId: checkedBy })
      .then(
        ({ taskId }) => setStep({ at: 'applying', taskId, report, checkedBy }),
        (error: unknown) => setStep({ ...step, problem: errorText(error) }),
      )
      .finally(() => {
        starting.current = false
      })
  }

  return {
    step,
    busy,
    take,
    apply,
    ended,
    restart: () => setStep({ at: 'choosing' }),
    stopSending: () => sending.current?.abort(),
  }
}

/** What comes after a task has ended, however it ended. */
async function next(step: Extract<Step, { at: 'checking' | 'applying' }>, state: TaskState): Promise<Step> {
  const checking = step.at === 'checking'
  if (state.state === 'cancelled') return stopped()
  if (state.state === 'failed') {
    const text = state.problem ? fileProblemText(state.problem) : i18next.t('tasks:failed')
    return checking
      ? { at: 'choosing', refusal: { fileName: step.fileName, text } }
      : { at: 'report', taskId: step.checkedBy, report: step.report, problem: text }
  }
  try {
    const report = await client.imports.report({ taskId: step.taskId })
    if (checking) return { at: 'report', taskId: step.taskId, report }
    await afterWrite()
    return { at: 'done', report }
  } catch (error) {
    return checking
      ? { at: 'choosing', refusal: { fileName: step.fileName, text: errorText(error) } }
      : { at: 'report', taskId: step.checkedBy, report: step.report, problem: errorText(error) }
  }
}

function stopped(): Step {
  return { at: 'choosing', notice: i18next.t('imports:stopped') }
}

/** The worker names a refused workbook `workbook-…`; the catalogue has the bare code. */
function fileProblemText(problem: Problem): string {
  const bare = problem.code.replace(/^workbook-/, '')
  const known = i18next.exists(`errors:${problem.code}`) || !i18next.exists(`errors:${bare}`)
  return problemText(known ? problem : { ...problem, code: bare })
}
