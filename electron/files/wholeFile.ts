import { randomBytes } from 'node:crypto'
import { open, rename, rm, writeFile } from 'node:fs/promises'

/** Bytes that are brought to the disk in one go. */
const pieceBytes = 4 * 1024 * 1024

/**
 * Copies a file so that `target` is the old one or the new one, never half of it, on a full disk or a power cut.
 * @param check looks at the copy before it gets its name; what it throws leaves `target` as it was
 */
export function copyWhole(
  source: string,
  target: string,
  check: (part: string) => void = () => undefined,
): Promise<void> {
  return whole(target, async (part) => {
    await copyPieces(source, part)
    check(part)
  })
}

/** As `copyWhole`, from memory. */
export function writeWhole(bytes: Uint8Array, target: string): Promise<void> {
  return whole(target, (part) => writeFile(part, bytes))
}

/** As `copyWhole`, by whatever writes the file at the path it is given. */
export async function whole(target: string, write: (part: string) => Promise<void>): Promise<void> {
  const part = `${target}.${randomBytes(4).toString('hex')}.part`
  try {
    await write(part)
    await flush(part)
    await rename(part, target)
  } catch (error) {
    await rm(part, { force: true })
    throw error
  }
}

/** Each piece is on the disk before the next: all of it at the end would keep whoever saves something waiting. */
async function copyPieces(source: string, target: string): Promise<void> {
  const from = await open(source, 'r')
  try {
    const to = await open(target, 'wx')
    try {
      const buffer = Buffer.allocUnsafe(pieceBytes)
      for (;;) {
        const { bytesRead } = await from.read(buffer, 0, pieceBytes, null)
        if (bytesRead === 0) return
        await to.appendFile(buffer.subarray(0, bytesRead))
        await to.datasync()
      }
    } finally {
      await to.close()
    }
  } finally {
    await from.close()
  }
}

async function flush(path: string): Promise<void> {
  const file = await open(path, 'r+')
  try {
    await file.sync()
  } finally {
    await file.close()
  }
}
