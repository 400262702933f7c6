import type { ReactNode } from 'react'
import { parseReference } from '../../../electron/contract/draftText.ts'
import { LinkAnchor } from '../../ui/links.tsx'
import { type DraftInput, recordsOf } from './draftInput.ts'

/** A number in the text that opens the records behind it; words where it has none, such as the year. */
export function ReferenceLink(props: {
  readonly reference: string
  readonly input: DraftInput
  readonly inNewTab?: boolean
  readonly title?: string | undefined
  readonly className?: string | undefined
  readonly children: ReactNode
}) {
  const { reference, input, title, className } = props
  const asked = parseReference(reference)
  if (!asked) return props.inNewTab ? null : <span title={title}>{props.children}</span>
  return (
    <LinkAnchor
      to="/summary/figure/$"
      params={{ _splat: asked.figure }}
      search={recordsOf(asked, input)}
      fz="inherit"
      {...(props.inNewTab && { target: '_blank' })}
      {...(title !== undefined && { title })}
      {...(className && { className })}
      data-ref={reference}
    >
      {props.children}
    </LinkAnchor>
  )
}
