import { rmSync } from 'node:fs'
import { copyFile, mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { build } from 'vite'
import { buildBundle, bundles } from '../../../electron/build.ts'
import { root } from '../place.ts'
import type { Subject } from '../subject.ts'

const application = join(root, 'dist/desktop-stand-in')

/** The real main process and preload, with the stand-in page and backend in the places of the real ones. */
export const standIn: Subject = {
  application,
  async prepare(folder) {
    await mkdir(application, { recursive: true })
    await copyFile(join(root, 'package.json'), join(application, 'package.json'))
    await buildBundle(bundles.main, application)
    await buildBundle(bundles.preload, application)
    await buildBundle({ ...bundles.backend, entry: 'test/desktop/stand-in/backend.ts' }, application)
    await build({
      root: join(root, 'test/desktop/stand-in/page'),
      configFile: false,
      logLevel: 'warn',
      build: { outDir: join(application, 'dist/renderer'), emptyOutDir: true, target: 'chrome130' },
    })
    const file = join(folder, 'stand-in.stewarddesk')
    makeOffice(file)
    return { file, name: '陈主管', pin: '1234', figure: { id: 'handover/done', text: '1258' } }
  },
}

function makeOffice(file: string): void {
  rmSync(file, { force: true })
  const database = new Database(file)
  database.exec(`
    create table staff (name text, pin text);
    insert into staff values ('陈主管', '1234');
    create table figure (id text, value integer);
    insert into figure values ('handover/done', 1258);
  `)
  database.close()
}
