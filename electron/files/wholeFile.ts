import { randomBytes } from 'node:crypto'
import { copyFile, open, rename, rm, writeFile } from 'node:fs/promises'

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
    await copyFile(source, part)
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

async function flush(path: string): Promise<void> {
  const file = await open(path, 'r+')
  try {
    await file.sync()
  } finally {
    await file.close()
  }
}
