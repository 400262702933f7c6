import type { JSONContent } from '@tiptap/core'
import { draftPieces, inText } from '../../../electron/contract/draftText.ts'

/** A chapter's text as the editor holds it: a paragraph a line, figures as chips in it. */
export function docOf(text: string): JSONContent {
  return {
    type: 'doc',
    content: text.split('\n').map((line) => {
      const content = draftPieces(line).map((piece) =>
        'ref' in piece ? { type: 'figure', attrs: { ref: piece.ref } } : { type: 'text', text: piece.text },
      )
      return { type: 'paragraph', ...(content.length > 0 && { content }) }
    }),
  }
}

/** The other way round. */
export function textOf(doc: JSONContent): string {
  return (doc.content ?? []).map(lineOf).join('\n')
}

function lineOf(paragraph: JSONContent): string {
  return (paragraph.content ?? [])
    .map((node) => (node.type === 'figure' ? inText(String(node.attrs?.ref ?? '')) : (node.text ?? '')))
    .join('')
}
