import i18next from 'i18next'
import { useCallback, useRef, useState } from 'react'
import type { TaskState } from '../../../electron/contract/imports.ts'
import { client } from '../../api/client.ts'
import { errorText, problemText } from '../../api/errors.ts'
import { afterWrite } from '../../ui/write.ts'

export interface Published {
  readonly id: number
  readonly charges: number
  readonly amount: number
}

/** Where a run stands, from filling the form in to the published charges. */
export type Step =
  | { readonly at: 'form'; readonly problem?: string }
  | { readonly at: 'checking'; readonly taskId: string }
  | { readonly at: 'preview'; readonly taskId: string; readonly problem?: string }
  | { readonly at: 'publishing'; readonly taskId: string; readonly checkedBy: string }
  | { readonly at: 'done'; readonly published: Published }

/** One run at a time: form, preview, publish. Nothing is written before `publish`. */
export function useChecking() {
  const [step, setStep] = useState<Step>({ at: 'form' })
  const starting = useRef(false)

  const ended = useCallback(
    (state: TaskState) => {
      if (step.at === 'checking' || step.at === 'publishing') void next(step, state).then(setStep)
    },
    [step],
  )

  /** @param begin starts the check and names its task; what it throws is left to the form */
  async function check(begin: () => Promise<{ taskId: string }>): Promise<void> {
    const { taskId } = await begin()
    setStep({ at: 'checking', taskId })
  }

  function publish(): void {
    // A second click while the first is on its way starts nothing.
    if (step.at !== 'preview' || starting.current) return
    const checkedBy = step.taskId
    starting.current = true
    client.billingRun
      .publish({ taskId: checkedBy })
      .then(
        ({ taskId }) => setStep({ at: 'publishing', taskId, checkedBy }),
        (error: unknown) => setStep({ at: 'preview', taskId: checkedBy, problem: errorText(error) }),
      )
      .finally(() => {
        starting.current = false
      })
  }

  return { step, check, publish, ended, restart: () => setStep({ at: 'form' }) }
}

/** What comes after a task has ended, however it ended. */
async function next(step: Extract<Step, { at: 'checking' | 'publishing' }>, state: TaskState): Promise<Step> {
  const problem = state.problem ? problemText(state.problem) : i18next.t('tasks:failed')
  if (step.at === 'checking') {
    if (state.state === 'done') return { at: 'preview', taskId: step.taskId }
    return state.state === 'failed' ? { at: 'form', problem } : { at: 'form' }
  }
  if (state.state === 'cancelled') {
    return { at: 'preview', taskId: step.checkedBy, problem: i18next.t('billing:run.cancelled') }
  }
  if (state.state === 'failed') return { at: 'preview', taskId: step.checkedBy, problem }
  const published = await client.billingRun.published({ taskId: step.taskId })
  await afterWrite()
  return { at: 'done', published }
}
