import { closeSync, openSync, readSync } from 'node:fs'
import { DeskError } from '../contract/errors.ts'

/** Marks a SQLite file as an office file ("SDSK"). */
export const applicationId = 0x5344534b

/** What the first page of a SQLite file says before anybody opens it. */
export interface FileHeader {
  /** Whose file it is; 0 before the first commit has reached it. */
  readonly owner: number
  /** The schema it was last brought to. */
  readonly version: number
}

/**
 * Reads the header with nothing locked and nothing written: another program's file is left exactly as it is.
 * @throws DeskError `file-empty`, `file-damaged` for what is no SQLite file, `file-unreadable`
 */
export function readHeader(file: string): FileHeader {
  const header = Buffer.alloc(100)
  const bytes = readStart(file, header)
  if (bytes === 0) throw new DeskError('file-empty', { file })
  if (header.toString('latin1', 0, 15) !== 'SQLite format 3') throw new DeskError('file-damaged', { file })
  return { owner: header.readUInt32BE(68), version: header.readUInt32BE(60) }
}

function readStart(file: string, into: Buffer): number {
  let handle: number | undefined
  try {
    handle = openSync(file, 'r')
    return readSync(handle, into, 0, into.length, 0)
  } catch (error) {
    throw new DeskError('file-unreadable', { file, reason: error instanceof Error ? error.message : String(error) })
  } finally {
    if (handle !== undefined) closeSync(handle)
  }
}
