import { join } from 'node:path'
import { expect, test } from 'vitest'
import { noticesOf, packageOf, refuseUnnamed } from '../../electron/notices.ts'

const notices = noticesOf(join(import.meta.dirname, '../..'))
const names = notices.map(({ name }) => name)

test('whatever is packed has its notice, what it needs in turn too, and no tool has one', () => {
  expect(names).toEqual(expect.arrayContaining(['electron', 'better-sqlite3', 'react', 'kysely', 'exceljs', 'jszip']))
  for (const tool of ['typescript', 'vitest', 'electron-builder', '@types/node']) expect(names).not.toContain(tool)
  const keys = notices.map(({ name, version }) => `${name} ${version}`)
  expect(new Set(keys).size).toBe(keys.length)
  expect(notices.find(({ name }) => name === 'better-sqlite3')).toMatchObject({
    licence: 'MIT',
    text: expect.stringContaining('Permission is hereby granted'),
  })
})

test('a build that packs something without a notice fails and names it', () => {
  const packed = ['/x/renderer/app/main.tsx', '/x/node_modules/react/index.js', '\0rolldown/runtime.js']
  expect(() => refuseUnnamed(packed, notices)).not.toThrow()
  expect(() => refuseUnnamed([...packed, '/x/node_modules/react/node_modules/@some/new/a.js'], notices)).toThrow(
    '@some/new',
  )
})

test.each([
  ['C:\\x\\node_modules\\@orpc\\client\\dist\\a.mjs', ['@orpc/client']],
  ['/x/node_modules/a/node_modules/b/index.js?commonjs', ['b']],
  ['/x/electron/main/index.ts', []],
])('%s lies in %j', (module, packages) => expect(packageOf(module)).toEqual(packages))
