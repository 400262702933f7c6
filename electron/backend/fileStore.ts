import { existsSync } from 'node:fs'
import { mkdir, readFile, rename, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { FileStore } from '../core/attachments/service.ts'
import { filesFolder } from '../db/backup/names.ts'

/** Files in the folder beside the office file; names come from the record and never from outside. */
export function fileStore(officeFile: string): FileStore {
  const folder = filesFolder(officeFile)
  return {
    async put(name, bytes) {
      await mkdir(folder, { recursive: true })
      // A power cut leaves the part file behind, never half a file under the file's name.
      const part = join(folder, `${name}.part`)
      await writeFile(part, bytes, { flag: 'wx' })
      await rename(part, join(folder, name))
    },
    async get(name) {
      const file = join(folder, name)
      return existsSync(file) ? readFile(file) : null
    },
    async sizeOf(name) {
      const file = join(folder, name)
      return existsSync(file) ? (await stat(file)).size : null
    },
  }
}
