import { randomUUID } from 'node:crypto'
import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { z } from 'zod'
import { backupsFolder } from './names.ts'

/** Beside the backups: what this computer, and not the office, has been told of them. */
const settingsSchema = z.object({
  second: z.string().nullable().catch(null),
  /** Tells this shelf from that of another office of the same name. */
  shelf: z.string().catch(''),
})
type Settings = z.infer<typeof settingsSchema>

/** In a folder of the second folder: whose backups it holds. */
const ownerSchema = z.object({ shelf: z.string() })
const ownerFile = 'shelf.json'
/** Offices of one name that share a second folder under readable names. */
const mostOfOneName = 9

/** The second folder of an office file; null where none is chosen. */
export function secondFolderOf(officeFile: string): string | null {
  return settingsOf(officeFile).second
}

/** @param folder null: no second folder any more */
export function setSecondFolder(officeFile: string, folder: string | null): void {
  const shelf = settingsOf(officeFile).shelf || randomUUID()
  mkdirSync(backupsFolder(officeFile), { recursive: true })
  writeJson(settingsFile(officeFile), { second: folder, shelf } satisfies Settings)
}

/**
 * Where a second folder keeps the backups of an office: a folder called as the one beside the office, with a number where
 * that already holds those of another office of the same name.
 */
export async function mirrorFolder(officeFile: string, secondFolder: string): Promise<string> {
  const { shelf } = settingsOf(officeFile)
  const stem = join(secondFolder, basename(backupsFolder(officeFile)))
  const folders = [stem, ...Array.from({ length: mostOfOneName - 1 }, (_, index) => `${stem}-${index + 2}`)]
  const owners = await Promise.all(folders.map(ownerOf))
  const owned = shelf === '' ? -1 : owners.indexOf(shelf)
  const free = owners.indexOf(null)
  return folders[owned >= 0 ? owned : free] ?? join(secondFolder, `${basename(stem)}-${shelf}`)
}

/** Makes the folder of an office's backups in the second folder, marked as this office's. */
export async function claimMirror(officeFile: string, secondFolder: string): Promise<string> {
  if (settingsOf(officeFile).shelf === '') setSecondFolder(officeFile, secondFolderOf(officeFile))
  const folder = await mirrorFolder(officeFile, secondFolder)
  mkdirSync(folder, { recursive: true })
  if ((await ownerOf(folder)) === null) writeJson(join(folder, ownerFile), { shelf: settingsOf(officeFile).shelf })
  return folder
}

function settingsOf(officeFile: string): Settings {
  return settingsSchema.catch({ second: null, shelf: '' }).parse(parsed(textOf(settingsFile(officeFile))))
}

function settingsFile(officeFile: string): string {
  return join(backupsFolder(officeFile), 'settings.json')
}

/** Null for a folder that is not there, or that nobody has marked. */
async function ownerOf(folder: string): Promise<string | null> {
  const text = await readFile(join(folder, ownerFile), 'utf8').catch(() => '')
  return ownerSchema.safeParse(parsed(text)).data?.shelf ?? null
}

function textOf(file: string): string {
  try {
    return readFileSync(file, 'utf8')
  } catch {
    return ''
  }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

function writeJson(file: string, value: object): void {
  const part = `${file}.part`
  writeFileSync(part, `${JSON.stringify(value)}\n`)
  renameSync(part, file)
}
