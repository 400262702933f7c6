import { createCipheriv, createDecipheriv, randomBytes, scrypt } from 'node:crypto'
import { createReadStream, createWriteStream, existsSync, mkdirSync, readdirSync, statSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { promisify } from 'node:util'
import { createGunzip, createGzip } from 'node:zlib'
import { DeskError } from '../../contract/errors.ts'
import { whole } from '../../files/wholeFile.ts'
import { fileProblem, verifyBackup } from './copy.ts'

/**
 * An office with its pictures and documents as one file under a password, to be carried away.
 *
 * The file is a header and pieces. Header: the mark, the cost of scrypt as a power of two, its salt, the beginning of
 * the nonces. A piece: its length (4 bytes, big-endian), up to a megabyte under AES-256-GCM, the 16 bytes that prove it.
 * A piece's nonce holds its number and whether it is the last, and the header is part of each proof: no piece can be
 * changed, left out, moved, or cut off at the end. Inside is a gzip stream of files: length of the name (2 bytes), name,
 * length (8 bytes), content.
 */
const mark = Buffer.from('SDSKSEA1', 'latin1')
const saltLength = 16
const nonceStart = 7
const headerLength = mark.length + 1 + saltLength + nonceStart
const pieceLength = 1 << 20
const proofLength = 16
/** Of scrypt: 2^17 × 8 × 128 bytes are 128 MB and some tenths of a second for each guess. */
const usualCost = 17

/** The ending of such files. */
export const sealedExtension = '.sealed'
export const shortestPassword = 8

interface Sealing {
  /** A power of two, for tests; what is read says its own. */
  readonly cost?: number
  readonly onProgress?: (fraction: number) => void
}

/**
 * @param office a backup or any office file that nobody writes
 * @param files folder of its pictures and documents; may be missing
 * @param target path of the sealed file; what is there is replaced once the new one is whole
 * @throws DeskError `password-short`, `disk-full`, `file-unwritable`
 */
export async function seal(
  office: string,
  files: string,
  target: string,
  password: string,
  { cost = usualCost, onProgress = () => undefined }: Sealing = {},
): Promise<void> {
  if (password.length < shortestPassword) throw new DeskError('password-short', { length: shortestPassword })
  const [salt, nonces] = [randomBytes(saltLength), randomBytes(nonceStart)]
  const header = Buffer.concat([mark, Buffer.from([cost]), salt, nonces])
  const key = await keyOf(password, salt, cost)
  try {
    await whole(target, (part) =>
      pipeline(
        Readable.from(packed(office, files, onProgress)),
        createGzip(),
        (content: AsyncIterable<Buffer>) => sealedPieces(content, key, header),
        createWriteStream(part),
      ),
    )
  } catch (error) {
    throw fileProblem(error, target)
  }
}

/**
 * Opens a sealed file into an empty folder: `office.db` and, where there are pictures, `files/`. What comes out is a backup.
 * @returns path of the office file
 * @throws DeskError `sealed-foreign`, `sealed-password` (or the file was changed), `sealed-damaged`, as `verifyBackup`
 */
export async function unseal(sealed: string, folder: string, password: string): Promise<string> {
  mkdirSync(join(folder, 'files'), { recursive: true })
  try {
    await pipeline(
      createReadStream(sealed, { highWaterMark: pieceLength }),
      (bytes: AsyncIterable<Buffer>) => openedPieces(bytes, password),
      createGunzip(),
      (content: AsyncIterable<Buffer>) => unpack(content, folder),
    )
  } catch (error) {
    throw isGzipFault(error) ? new DeskError('sealed-damaged') : fileProblem(error, sealed)
  }
  const office = join(folder, 'office.db')
  verifyBackup(office)
  return office
}

/** Whether a file begins as a sealed one does. */
export async function isSealed(file: string): Promise<boolean> {
  for await (const start of createReadStream(file, { end: mark.length - 1 })) return mark.equals(start as Buffer)
  return false
}

async function* packed(
  office: string,
  files: string,
  onProgress: (fraction: number) => void,
): AsyncGenerator<Buffer, void> {
  const names = existsSync(files) ? readdirSync(files).filter((name) => statSync(join(files, name)).isFile()) : []
  const all = [
    { name: 'office.db', path: office },
    ...names.map((name) => ({ name: `files/${name}`, path: join(files, name) })),
  ]
  const sizes = all.map(({ path }) => statSync(path).size)
  const total = sizes.reduce((sum, size) => sum + size, 0)
  let done = 0
  for (const [index, { name, path }] of all.entries()) {
    const bytes = Buffer.from(name, 'utf8')
    const start = Buffer.alloc(2 + bytes.length + 8)
    start.writeUInt16BE(bytes.length, 0)
    bytes.copy(start, 2)
    start.writeBigUInt64BE(BigInt(sizes[index] ?? 0), 2 + bytes.length)
    yield start
    for await (const chunk of createReadStream(path, { highWaterMark: pieceLength })) {
      yield chunk as Buffer
      done += (chunk as Buffer).length
      onProgress(done / total)
    }
  }
}

async function* sealedPieces(
  content: AsyncIterable<Buffer>,
  key: Buffer,
  header: Buffer,
): AsyncGenerator<Buffer, void> {
  yield header
  let number = 0
  for await (const { piece, isLast } of pieces(content)) {
    const cipher = createCipheriv('aes-256-gcm', key, nonceOf(header, number++, isLast))
    cipher.setAAD(header)
    const sealedPiece = Buffer.concat([cipher.update(piece), cipher.final(), cipher.getAuthTag()])
    const length = Buffer.alloc(4)
    length.writeUInt32BE(sealedPiece.length)
    yield length
    yield sealedPiece
  }
}

/** The stream cut into pieces of one length; only the last may be shorter, and there is always a last one. */
async function* pieces(content: AsyncIterable<Buffer>): AsyncGenerator<{ piece: Buffer; isLast: boolean }, void> {
  const reader = new Bytes(content)
  let piece = await reader.upTo(pieceLength)
  for (;;) {
    const next = piece.length < pieceLength ? Buffer.alloc(0) : await reader.upTo(pieceLength)
    yield { piece, isLast: next.length === 0 }
    if (next.length === 0) return
    piece = next
  }
}

async function* openedPieces(bytes: AsyncIterable<Buffer>, password: string): AsyncGenerator<Buffer, void> {
  const reader = new Bytes(bytes)
  const header = await reader.upTo(headerLength)
  if (header.length < headerLength || !header.subarray(0, mark.length).equals(mark))
    throw new DeskError('sealed-foreign')
  const cost = header[mark.length] ?? 0
  if (cost < 10 || cost > 20) throw new DeskError('sealed-foreign')
  const key = await keyOf(password, header.subarray(mark.length + 1, mark.length + 1 + saltLength), cost)
  for (let number = 0; ; number++) {
    const length = await reader.upTo(4)
    // The file ends, and no piece has said that it is the last.
    if (length.length < 4) throw new DeskError('sealed-damaged')
    const size = length.readUInt32BE()
    if (size < proofLength || size > pieceLength + proofLength) throw new DeskError('sealed-damaged')
    const sealedPiece = await reader.upTo(size)
    if (sealedPiece.length < size) throw new DeskError('sealed-damaged')
    const opened = openPiece(sealedPiece, key, header, number)
    yield opened.piece
    if (!opened.isLast) continue
    if ((await reader.upTo(1)).length > 0) throw new DeskError('sealed-damaged')
    return
  }
}

/** @throws DeskError `sealed-password` at the first piece, where the password is as likely the reason, else `sealed-damaged` */
function openPiece(
  sealedPiece: Buffer,
  key: Buffer,
  header: Buffer,
  number: number,
): { piece: Buffer; isLast: boolean } {
  for (const isLast of [false, true]) {
    const decipher = createDecipheriv('aes-256-gcm', key, nonceOf(header, number, isLast))
    decipher.setAAD(header)
    decipher.setAuthTag(sealedPiece.subarray(-proofLength))
    try {
      const piece = Buffer.concat([decipher.update(sealedPiece.subarray(0, -proofLength)), decipher.final()])
      return { piece, isLast }
    } catch {
      // It is the other kind of piece, or none of ours.
    }
  }
  throw new DeskError(number === 0 ? 'sealed-password' : 'sealed-damaged')
}

function nonceOf(header: Buffer, number: number, isLast: boolean): Buffer {
  const nonce = Buffer.alloc(12)
  header.copy(nonce, 0, headerLength - nonceStart)
  nonce.writeUInt32BE(number, nonceStart)
  nonce[11] = isLast ? 1 : 0
  return nonce
}

async function keyOf(password: string, salt: Buffer, cost: number): Promise<Buffer> {
  const derive = promisify<string, Buffer, number, object, Buffer>(scrypt)
  // The same password however the keyboard composed its letters.
  return derive(password.normalize('NFKC'), salt, 32, { N: 2 ** cost, r: 8, p: 1, maxmem: 2 ** (cost + 11) })
}

async function unpack(content: AsyncIterable<Buffer>, folder: string): Promise<void> {
  const reader = new Bytes(content)
  for (;;) {
    const start = await reader.upTo(2)
    if (start.length === 0) return
    const name = (await reader.exactly(start.readUInt16BE())).toString('utf8')
    const size = Number((await reader.exactly(8)).readBigUInt64BE())
    await pipeline(reader.through(size), createWriteStream(insideOf(folder, name), { flags: 'wx' }))
  }
}

/** A name of our own making and nothing else: no way leads out of the folder. @throws DeskError `sealed-damaged` */
function insideOf(folder: string, name: string): string {
  if (name === 'office.db') return join(folder, name)
  const file = basename(name)
  if (dirname(name) !== 'files' || !/^[\w-][\w.-]*$/.test(file)) throw new DeskError('sealed-damaged')
  return join(folder, 'files', file)
}

function isGzipFault(error: unknown): boolean {
  return error instanceof Error && 'code' in error && /^Z_/.test(String(error.code))
}

/** A stream of bytes that is asked for so many at a time. */
class Bytes {
  readonly #source: AsyncIterator<Buffer>
  #left: Buffer = Buffer.alloc(0)

  constructor(source: AsyncIterable<Buffer>) {
    this.#source = source[Symbol.asyncIterator]()
  }

  /** Fewer only where the stream ends. */
  async upTo(length: number): Promise<Buffer> {
    const chunks = [this.#left]
    let have = this.#left.length
    while (have < length) {
      const { value, done } = await this.#source.next()
      if (done) break
      chunks.push(value)
      have += value.length
    }
    const all = Buffer.concat(chunks)
    this.#left = all.subarray(length)
    return all.subarray(0, length)
  }

  /** @throws DeskError `sealed-damaged` where the stream ends before */
  async exactly(length: number): Promise<Buffer> {
    const bytes = await this.upTo(length)
    if (bytes.length < length) throw new DeskError('sealed-damaged')
    return bytes
  }

  async *through(length: number): AsyncGenerator<Buffer, void> {
    for (let left = length; left > 0; ) {
      const chunk = await this.exactly(Math.min(left, pieceLength))
      left -= chunk.length
      yield chunk
    }
  }
}
