import type { App } from 'electron'
import { isOfficeFile } from './launch.ts'

/**
 * Files that macOS hands over by an event instead of a command line, also before the application is ready.
 * @param waiting told of each file until the returned function names whom to tell instead
 */
export function hearOpenedFiles(app: Pick<App, 'on'>, waiting: (file: string) => void): (open: typeof waiting) => void {
  let tell = waiting
  app.on('open-file', (event, file) => {
    event.preventDefault()
    if (isOfficeFile(file)) tell(file)
  })
  return (open) => {
    tell = open
  }
}
