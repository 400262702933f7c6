import { LinkAnchor } from '../../ui/links.tsx'

/** The job or complaint behind something, by its number. */
export function CaseLink(props: {
  readonly kind: 'job' | 'complaint' | null
  readonly id: number | null
  readonly number: string | null
}) {
  if (props.kind === null || props.id === null) return null
  return (
    <LinkAnchor
      to={props.kind === 'job' ? '/jobs/$id' : '/complaints/$id'}
      params={{ id: String(props.id) }}
      onClick={(event) => event.stopPropagation()}
    >
      {props.number}
    </LinkAnchor>
  )
}
