import { Button, Group, Modal, type ModalProps, Stack } from '@mantine/core'
import { type ReactNode, useEffect, useLayoutEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import type { RecordForm } from './recordForm.tsx'
import { sendByKey } from './sendByKey.ts'
import { leave } from './unsaved.ts'

/** A dialog over the page; its content begins anew each time it opens. Closing it asks before half-typed work is lost. */
export function FormDialog(props: {
  readonly title: ReactNode
  readonly opened: boolean
  readonly onClose: () => void
  readonly size?: ModalProps['size']
  readonly children: ReactNode
}) {
  const { t } = useTranslation()
  return (
    <Modal
      opened={props.opened}
      onClose={() => void leave(props.onClose)}
      title={props.title}
      size={props.size ?? 'md'}
      closeOnClickOutside={false}
      closeButtonProps={{ 'aria-label': t('common:close') }}
    >
      <Content>{props.children}</Content>
    </Modal>
  )
}

/** What a dialog asks first has the focus as it opens, never the cross that closes it. */
function Content({ children }: { readonly children: ReactNode }) {
  const content = useRef<HTMLDivElement>(null)
  useLayoutEffect(() => {
    if (content.current?.querySelector('[data-autofocus]')) return
    const first = content.current?.querySelector('input:enabled, textarea:enabled, button:enabled')
    first?.setAttribute('data-autofocus', 'true')
  }, [])
  return <div ref={content}>{children}</div>
}

/** The form of a dialog, or within a page: problems first, fields, then the two ways out. Enter goes ahead, Ctrl+Enter from a long text too. */
export function DialogForm<Values extends Record<string, unknown>>(props: {
  readonly record: RecordForm<Values>
  /** The word on the button that goes ahead. */
  readonly action: string
  readonly onCancel: () => void
  /** Beside the buttons: another way ahead. */
  readonly more?: ReactNode
  /** False where whoever looks may not save. */
  readonly mayGoAhead?: boolean
  readonly children: ReactNode
}) {
  const { t } = useTranslation()
  const form = useRef<HTMLFormElement>(null)
  // A dialog looks for this mark as it opens; a form within a page, or one that had to wait for its data, does it here.
  useEffect(() => {
    // Whoever is in a field already, as the next caller's name, stays there.
    if (document.activeElement instanceof HTMLInputElement) return
    form.current?.querySelector<HTMLElement>('[data-autofocus]')?.focus()
  }, [])
  return (
    <form ref={form} onSubmit={props.record.submit} onKeyDown={sendByKey} noValidate>
      <Stack gap="sm">
        {props.record.notice}
        {props.children}
        <Group justify="flex-end" gap={8} mt={4}>
          <Button variant="default" onClick={() => void leave(props.onCancel)}>
            {t('common:cancel')}
          </Button>
          {props.more}
          <Button
            type="submit"
            loading={props.record.busy}
            disabled={props.mayGoAhead === false}
            data-testid="go-ahead"
          >
            {props.action}
          </Button>
        </Group>
      </Stack>
    </form>
  )
}
