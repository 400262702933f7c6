import { appendFileSync, mkdirSync, renameSync, rmSync, statSync } from 'node:fs'
import { dirname } from 'node:path'

export interface Rotation {
  /** A file that would grow beyond this is put aside, in bytes. */
  readonly bytes: number
  /** How many files there are at most, the one that is written to among them. */
  readonly files: number
}

const usual: Rotation = { bytes: 1_000_000, files: 5 }

/**
 * Appends lines to `desk.log` and puts full files aside as `desk.1.log`, `desk.2.log` …; the oldest goes.
 * Asks for the file's size each time, so that several processes may share one. Never throws: a line that a full disk or
 * a folder without permission does not take is lost, and the work goes on.
 */
export function logFile(file: string, rotation: Rotation = usual): (line: string) => void {
  return (line) => {
    const text = `${line}\n`
    try {
      if (sizeOf(file) + Buffer.byteLength(text) > rotation.bytes) rotate(file, rotation.files)
      append(file, text)
    } catch {
      // Nobody is helped by a call that fails because of its log.
    }
  }
}

/** Path of the n-th file put aside; 0 is the one that is written to. */
export function rotated(file: string, number: number): string {
  return number === 0 ? file : file.replace(/\.log$/, `.${number}.log`)
}

function append(file: string, text: string): void {
  try {
    appendFileSync(file, text)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error
    mkdirSync(dirname(file), { recursive: true })
    appendFileSync(file, text)
  }
}

function rotate(file: string, files: number): void {
  rmSync(rotated(file, files - 1), { force: true })
  for (let number = files - 2; number >= 0; number--) {
    if (sizeOf(rotated(file, number)) > 0) renameSync(rotated(file, number), rotated(file, number + 1))
  }
}

function sizeOf(file: string): number {
  return statSync(file, { throwIfNoEntry: false })?.size ?? 0
}
