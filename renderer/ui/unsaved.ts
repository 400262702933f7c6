import { useBlocker } from '@tanstack/react-router'
import i18next from 'i18next'
import { useEffect, useRef } from 'react'
import { askConfirm } from './ConfirmReason.tsx'
import { isAsking } from './question.ts'

/** What is half typed on screen. Each form says for itself whether it would lose something. */
const forms = new Map<symbol, () => boolean>()

/** True while some form on screen holds what has not been saved. */
export function hasUnsaved(): boolean {
  return [...forms.values()].some((isUnsaved) => isUnsaved())
}

/** Lets go of everything half typed, after the clerk has said so. */
export function dropUnsaved(): void {
  forms.clear()
}

/**
 * Asks before half-typed work is lost; goes on at once where there is none. For closing a dialog that holds a form;
 * stays where a question above it waits for its answer.
 */
export async function leave(goOn: () => void): Promise<void> {
  if (isAsking() || !(await mayLeave())) return
  goOn()
}

async function mayLeave(): Promise<boolean> {
  return (
    !hasUnsaved() ||
    (await askConfirm({
      title: i18next.t('common:form.unsaved'),
      message: i18next.t('common:form.leaveQuestion'),
      action: i18next.t('common:form.leave'),
      danger: true,
    }))
  )
}

/**
 * Keeps half-typed work: another page, a closed browser tab, signing out and the idle lock all look here.
 * @param isUnsaved asked at that moment; true where something would be lost
 */
export function useUnsaved(isUnsaved: () => boolean): void {
  const ask = useRef(isUnsaved)
  useEffect(() => {
    ask.current = isUnsaved
  })
  useEffect(() => {
    const form = Symbol('form')
    forms.set(form, () => ask.current())
    return () => void forms.delete(form)
  }, [])
  useBlocker({
    // A filter or a tab of the same page is no leaving.
    shouldBlockFn: async ({ current, next }) =>
      current.pathname !== next.pathname && ask.current() && !(await mayLeave()),
    // The desktop's window asks in words of its own.
    enableBeforeUnload: () => ask.current(),
  })
}
