import { Node } from '@tiptap/core'
import type { DraftReference } from '../../../electron/contract/drafts.ts'
import { inText } from '../../../electron/contract/draftText.ts'

export type References = ReadonlyMap<string, DraftReference>

/** A number in the text that is not typed: it shows what its figure prints, and is kept as the figure's reference. */
export function figureNode(references: References, className: string) {
  const shown = (ref: string) => references.get(ref)?.text ?? inText(ref)
  return Node.create({
    name: 'figure',
    group: 'inline',
    inline: true,
    atom: true,
    selectable: true,
    addAttributes: () => ({
      ref: { default: '', parseHTML: (element: HTMLElement) => element.getAttribute('data-ref') ?? '' },
    }),
    parseHTML: () => [{ tag: 'span[data-ref]' }],
    renderHTML: ({ node }) => {
      const ref = String(node.attrs.ref)
      const title = references.get(ref)?.label ?? ref
      return ['span', { 'data-ref': ref, class: className, title }, shown(ref)]
    },
    renderText: ({ node }) => shown(String(node.attrs.ref)),
  })
}
