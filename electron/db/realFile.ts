import { realpathSync } from 'node:fs'

/**
 * The file itself where a link was named: SQLite keeps the write-ahead log beside the file, not beside the link, and so
 * do we with backups and pictures.
 */
export function realFile(file: string): string {
  try {
    return realpathSync(file)
  } catch {
    // Missing, or a link that leads nowhere: whoever opens it will say so.
    return file
  }
}
