import { type FileHandle, open } from 'node:fs/promises'
import { extname } from 'node:path'
import { crc32 } from 'node:zlib'
import { type Entry, openPromise, type ZipFile } from 'yauzl'
import { damaged, type ReadLimits, WorkbookRefused } from './refusal.ts'

/** The zip package a workbook is. Parts are found by lower-case path without a leading slash. */
export interface Container {
  has(part: string): boolean
  /** Refuses the part by its declared size, before a byte of it is inflated. */
  check(part: string, limit: number): void
  /** Decoded text of a part, chunk by chunk, with the fraction of it that has been read. */
  text(part: string, limit: number, signal: AbortSignal | undefined): AsyncGenerator<TextChunk>
  close(): void
}

export interface TextChunk {
  readonly text: string
  readonly fraction: number
}

const MAX_ENTRIES = 10_000

/**
 * Opens the file, having made sure that it is what it claims to be.
 * @throws WorkbookRefused; or the file system's own error if the file cannot be read
 */
export async function openContainer(file: string, limits: ReadLimits): Promise<Container> {
  await checkKind(file, limits)
  const zip = await openPromise(file, { autoClose: false }).catch((error: Error) => {
    if (/end of central directory/i.test(error.message)) throw new WorkbookRefused('truncated', {}, { cause: error })
    throw damaged('zip', error)
  })
  try {
    return containerOf(zip, await listEntries(zip))
  } catch (error) {
    zip.close()
    throw error instanceof WorkbookRefused ? error : damaged('zip', error)
  }
}

function containerOf(zip: ZipFile, entries: ReadonlyMap<string, Entry>): Container {
  const entryOf = (part: string) => {
    const entry = entries.get(part.toLowerCase())
    if (!entry) throw damaged(part, 'missing')
    return entry
  }
  const check = (part: string, limit: number) => {
    const { uncompressedSize: bytes } = entryOf(part)
    if (bytes > limit) throw new WorkbookRefused('too-large', { part, bytes, limit })
  }
  return {
    has: (part) => entries.has(part.toLowerCase()),
    check,
    text(part, limit, signal) {
      check(part, limit)
      return textOf(zip, entryOf(part), limit, signal)
    },
    close: () => zip.close(),
  }
}

async function listEntries(zip: ZipFile): Promise<Map<string, Entry>> {
  if (zip.entryCount > MAX_ENTRIES) {
    throw new WorkbookRefused('too-large', { part: 'zip', count: zip.entryCount, limit: MAX_ENTRIES })
  }
  const entries = new Map<string, Entry>()
  for await (const entry of zip.eachEntry()) {
    const name = entry.fileName.replace(/^\/+/, '').toLowerCase()
    // Two parts of one name are read differently by different programs: nobody could say what was imported.
    if (entries.has(name)) throw damaged(name, 'the part occurs twice')
    if (/(^|\/)vbaproject\.bin$/.test(name)) throw new WorkbookRefused('macro')
    entries.set(name, entry)
  }
  return entries
}

async function* textOf(zip: ZipFile, entry: Entry, limit: number, signal?: AbortSignal): AsyncGenerator<TextChunk> {
  const part = entry.fileName
  if (entry.isEncrypted()) throw new WorkbookRefused('encrypted')
  let bytes = 0
  let crc = 0
  let decoder: TextDecoder | undefined
  try {
    const stream = await zip.openReadStreamPromise(entry)
    for await (const chunk of stream as AsyncIterable<Buffer>) {
      signal?.throwIfAborted()
      bytes += chunk.length
      // The declared size is only a claim.
      if (bytes > limit) throw new WorkbookRefused('too-large', { part, bytes, limit })
      crc = crc32(chunk, crc)
      decoder ??= decoderFor(chunk)
      yield { text: decoder.decode(chunk, { stream: true }), fraction: Math.min(1, bytes / entry.uncompressedSize) }
    }
    if (crc !== entry.crc32) throw new Error('checksum differs')
    if (decoder) yield { text: decoder.decode(), fraction: 1 }
  } catch (error) {
    if (error instanceof WorkbookRefused || signal?.aborted) throw error
    throw damaged(part, error)
  }
}

/** XML is UTF-8 unless a byte order mark or its declaration says otherwise; some Chinese programs write GBK. */
function decoderFor(start: Buffer): TextDecoder {
  const bom = start.toString('latin1', 0, 2)
  if (bom === '\xff\xfe' || bom === '<\0') return new TextDecoder('utf-16le', { fatal: true })
  if (bom === '\xfe\xff' || bom === '\0<') return new TextDecoder('utf-16be', { fatal: true })
  const declared = /^(?:\xef\xbb\xbf)?<\?xml[^>]*?encoding\s*=\s*["']([\w.:-]+)["']/.exec(
    start.toString('latin1', 0, 256),
  )
  return new TextDecoder(declared?.[1] ?? 'utf-8', { fatal: true })
}

// ——— what kind of file it is, by its first bytes ———

const OLE2 = Buffer.from('d0cf11e0a1b11ae1', 'hex')

async function checkKind(file: string, limits: ReadLimits): Promise<void> {
  const handle = await open(file, 'r')
  try {
    const { size: bytes } = await handle.stat()
    if (bytes > limits.fileBytes)
      throw new WorkbookRefused('too-large', { part: 'file', bytes, limit: limits.fileBytes })
    const start = Buffer.alloc(512)
    const { bytesRead } = await handle.read(start, 0, start.length, 0)
    await checkStart(start.subarray(0, bytesRead), handle, bytes)
    // Its content would be read the same, but the extension says that someone expects macros in it.
    if (/^\.(xlsm|xltm|xlam)$/i.test(extname(file))) throw new WorkbookRefused('macro')
  } finally {
    await handle.close()
  }
}

async function checkStart(start: Buffer, handle: FileHandle, bytes: number): Promise<void> {
  if (start.length === 0) throw new WorkbookRefused('not-a-workbook', { found: 'empty' })
  if (start.toString('latin1', 0, 4) === 'PK\x03\x04') return
  if (start.length < 4 && 'PK\x03'.startsWith(start.toString('latin1'))) throw new WorkbookRefused('truncated')
  if (start.subarray(0, 8).equals(OLE2)) {
    throw new WorkbookRefused((await holdsEncryptedPackage(handle, bytes)) ? 'encrypted' : 'old-xls')
  }
  throw new WorkbookRefused('not-a-workbook', { found: foundInstead(start) })
}

/** A password-protected .xlsx is an OLE2 container; its directory names a stream EncryptionInfo (MS-OFFCRYPTO 2.3.4). */
async function holdsEncryptedPackage(handle: FileHandle, bytes: number): Promise<boolean> {
  const name = Buffer.from('EncryptionInfo', 'utf16le')
  const block = Buffer.alloc(1024 * 1024)
  for (let position = 0; position < bytes; position += block.length - name.length) {
    const { bytesRead } = await handle.read(block, 0, block.length, position)
    if (block.subarray(0, bytesRead).includes(name)) return true
  }
  return false
}

function foundInstead(start: Buffer): string {
  const text = start
    .toString('latin1')
    .replace(/^\xef\xbb\xbf/, '')
    .trimStart()
    .toLowerCase()
  if (text.startsWith('%pdf')) return 'pdf'
  if (/^<(!doctype html|html|table|head|meta)/.test(text)) return 'html'
  if (text.startsWith('<?xml')) return 'xml'
  if (text.startsWith('pk')) return 'zip'
  return start.includes(0) ? 'other' : 'text'
}
