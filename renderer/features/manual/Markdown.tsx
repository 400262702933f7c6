import { Anchor, Kbd, UnstyledButton } from '@mantine/core'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import classes from './Markdown.module.css'

/**
 * The few signs the manual is written with: `#` headings, `-` and `1.` lists, paragraphs, `**bold**`, `` `key` ``
 * and `[words](topic)`, and `![what it shows](picture)` in a line of its own. Anything else stands as it is typed.
 */
export function Markdown(props: TextProps & { readonly text: string }) {
  return (
    <div className={classes.text}>{blocksOf(props.text).map((block, index) => renderBlock(block, index, props))}</div>
  )
}

interface TextProps {
  readonly onTopic: (topic: string) => void
  /** Where a picture is; undefined of one that is not there. */
  readonly pictureOf: (name: string) => string | undefined
  readonly isLarge: boolean
  readonly onEnlarge: () => void
}

type Block =
  | { readonly kind: 'heading'; readonly level: 1 | 2 | 3; readonly text: string }
  | { readonly kind: 'list'; readonly ordered: boolean; readonly items: readonly string[] }
  | { readonly kind: 'picture'; readonly name: string; readonly shows: string }
  | { readonly kind: 'paragraph'; readonly text: string }

/** Blocks are parted by empty lines; a heading or a list item also begins one. */
export function blocksOf(text: string): readonly Block[] {
  const blocks: Block[] = []
  for (const chunk of text.replaceAll('\r', '').split(/\n{2,}|\n(?=#)|(?<=^#[^\n]*)\n/m)) {
    const lines = chunk.split('\n').filter((line) => line.trim() !== '')
    const first = lines[0]
    if (first === undefined) continue
    const heading = /^(#{1,3}) (.*)$/.exec(first)
    const picture = /^!\[([^\]]+)\]\(([a-z-]+)\)$/.exec(first)
    if (picture) blocks.push({ kind: 'picture', shows: picture[1] ?? '', name: picture[2] ?? '' })
    else if (heading) blocks.push({ kind: 'heading', level: heading[1]?.length as 1 | 2 | 3, text: heading[2] ?? '' })
    else if (/^(- |\d+\. )/.test(first))
      blocks.push({ kind: 'list', ordered: /^\d/.test(first), items: itemsOf(lines) })
    else blocks.push({ kind: 'paragraph', text: joinLines(lines) })
  }
  return blocks
}

function itemsOf(lines: readonly string[]): readonly string[] {
  const items: string[][] = []
  for (const line of lines) {
    const item = /^(?:- |\d+\. )(.*)$/.exec(line)
    if (item) items.push([item[1] ?? ''])
    else items.at(-1)?.push(line.trim())
  }
  return items.map(joinLines)
}

/** A line break inside Chinese text is no space. */
function joinLines(lines: readonly string[]): string {
  return lines.reduce((text, line) => (/[a-z0-9,.;:)]$/i.test(text) ? `${text} ${line.trim()}` : text + line.trim()))
}

function renderBlock(block: Block, key: number, props: TextProps): ReactNode {
  const { onTopic } = props
  switch (block.kind) {
    case 'heading': {
      // The drawer's own title is the first heading.
      const Heading = `h${block.level + 1}` as 'h2' | 'h3' | 'h4'
      return <Heading key={key}>{inline(block.text, onTopic)}</Heading>
    }
    case 'list': {
      const List = block.ordered ? 'ol' : 'ul'
      return (
        <List key={key}>
          {block.items.map((item) => (
            <li key={item}>{inline(item, onTopic)}</li>
          ))}
        </List>
      )
    }
    case 'picture':
      return <Picture key={key} {...props} name={block.name} shows={block.shows} />
    case 'paragraph':
      return <p key={key}>{inline(block.text, onTopic)}</p>
  }
}

/** A page of the application; a click gives it more room, or takes it back. */
function Picture(props: TextProps & { readonly name: string; readonly shows: string }) {
  const { t } = useTranslation()
  const source = props.pictureOf(props.name)
  if (source === undefined) return null
  return (
    <UnstyledButton
      className={classes.picture}
      onClick={props.onEnlarge}
      aria-label={t('manual:enlarge', { what: props.shows })}
      aria-pressed={props.isLarge}
      data-testid="manual-picture"
    >
      <img src={source} alt={props.shows} loading="lazy" decoding="async" />
    </UnstyledButton>
  )
}

function inline(text: string, onTopic: (topic: string) => void): readonly ReactNode[] {
  return text.split(/(\*\*[^*]+\*\*|`[^`]+`|\[[^\]]+\]\([a-z]+\))/).map((part, index) => {
    const key = `${index}-${part}`
    const link = /^\[([^\]]+)\]\(([a-z]+)\)$/.exec(part)
    if (link) {
      return (
        <Anchor key={key} component="button" type="button" size="sm" onClick={() => onTopic(link[2] ?? '')}>
          {link[1]}
        </Anchor>
      )
    }
    if (part.startsWith('**')) return <strong key={key}>{part.slice(2, -2)}</strong>
    if (part.startsWith('`')) return <Kbd key={key}>{part.slice(1, -1)}</Kbd>
    return part
  })
}
