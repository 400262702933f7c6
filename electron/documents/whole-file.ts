import { randomUUID } from 'node:crypto'
import { createWriteStream, type WriteStream } from 'node:fs'
import { rename, rm } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'

/**
 * Writes a file whole or not at all: into a temporary file beside it that takes its name at the end. Whatever stood
 * there before stays untouched until then; on failure or cancel the temporary file goes.
 *
 * @param write fills and ends the stream. `broken` never resolves; it rejects with the stream's error or the signal's
 *   reason, and everything that waits must race with it: a stream whose disk is full never drains.
 * @returns bytes written
 */
export async function writeWhole(
  file: string,
  signal: AbortSignal | undefined,
  write: (stream: WriteStream, broken: Promise<never>) => Promise<void>,
): Promise<number> {
  signal?.throwIfAborted()
  const temporary = join(dirname(file), `.${basename(file)}.${randomUUID().slice(0, 8)}.tmp`)
  const stream = createWriteStream(temporary, { flags: 'wx', flush: true })
  const closed = new Promise<void>((resolve) => stream.once('close', () => resolve()))
  const failure = Promise.withResolvers<never>()
  const cancel = () => failure.reject(signal?.reason)
  failure.promise.catch(() => {}) // it may break while nobody happens to wait
  stream.on('error', failure.reject)
  signal?.addEventListener('abort', cancel, { once: true })
  try {
    await Promise.race([write(stream, failure.promise), failure.promise])
    await Promise.race([closed, failure.promise])
    await rename(temporary, file)
    return stream.bytesWritten
  } catch (error) {
    stream.destroy()
    await closed
    await rm(temporary, { force: true })
    throw error
  } finally {
    signal?.removeEventListener('abort', cancel)
  }
}
