import { SaxesParser } from 'saxes'
import { damaged, WorkbookRefused } from './refusal.ts'

export type Attributes = Readonly<Record<string, string>>

/** What a part's reader is told. Names come without their prefix: some programs write `x:row` for `row`. */
export interface XmlEvents {
  open(name: string, attributes: Attributes): void
  text?(text: string): void
  close?(name: string): void
}

export interface XmlReader {
  write(text: string): void
  end(): void
}

// A real part nests less than twenty deep and has no text, tag or comment near this long.
const MAX_DEPTH = 64
const MAX_TOKEN = 8 * 1024 * 1024

/**
 * A reader of one part that is fed piece by piece and holds on to nothing.
 * @throws WorkbookRefused `unsafe-xml` for a DOCTYPE, `damaged` for XML that is not well formed
 */
export function xmlReader(part: string, events: XmlEvents): XmlReader {
  const parser = new SaxesParser({ position: false, xmlns: false })
  let depth = 0
  let sinceTag = 0

  parser.on('doctype', () => {
    throw new WorkbookRefused('unsafe-xml', { part })
  })
  parser.on('opentag', (tag) => {
    sinceTag = 0
    depth += 1
    if (depth > MAX_DEPTH) throw damaged(part, 'nested too deep')
    events.open(localName(tag.name), tag.attributes)
  })
  parser.on('closetag', (tag) => {
    sinceTag = 0
    depth -= 1
    events.close?.(localName(tag.name))
  })
  if (events.text) {
    parser.on('text', (text) => events.text?.(text))
    parser.on('cdata', (text) => events.text?.(text))
  }

  const guarded = (step: () => void) => {
    try {
      step()
    } catch (error) {
      throw error instanceof WorkbookRefused ? error : damaged(part, error)
    }
  }
  return {
    write(text) {
      sinceTag += text.length
      guarded(() => parser.write(text))
      if (sinceTag > MAX_TOKEN) throw new WorkbookRefused('too-large', { part, limit: MAX_TOKEN })
    },
    end: () => guarded(() => parser.close()),
  }
}

/** An attribute by its name without prefix (`r:id` and `rel:id` are both `id`). */
export function attribute(attributes: Attributes, name: string): string | undefined {
  if (name in attributes) return attributes[name]
  const key = Object.keys(attributes).find((candidate) => localName(candidate) === name)
  return key === undefined ? undefined : attributes[key]
}

function localName(name: string): string {
  const colon = name.indexOf(':')
  return colon < 0 ? name : name.slice(colon + 1)
}
