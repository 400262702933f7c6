import type { MenuItemConstructorOptions } from 'electron'
import { describe, expect, test, vi } from 'vitest'
import { menuTemplate } from '../../../electron/main/menu.ts'

const parts = {
  platform: 'linux',
  developing: false,
  onCommand: vi.fn(),
  onOpenOfficeFile: vi.fn(),
  onNewWindow: vi.fn(),
} as const

describe.each(['zh', 'en'] as const)('the menu in %s', (language) => {
  const items = flat(menuTemplate({ ...parts, language, platform: 'darwin', developing: true }))

  test('names every entry in that language only', () => {
    const labels = items
      .filter((item) => item.type !== 'separator' && item.role !== 'appMenu')
      .map((item) => item.label)
    expect(labels).not.toContain(undefined)
    const chinese = labels.filter((label) => /\p{Script=Han}/u.test(label ?? ''))
    expect(chinese).toHaveLength(language === 'zh' ? labels.length : 0)
  })

  test('gives no key twice', () => {
    const keys = items.flatMap((item) => item.accelerator ?? [])
    expect(new Set(keys).size).toBe(keys.length)
  })
})

test('its commands reach the page', () => {
  const items = flat(menuTemplate({ ...parts, language: 'zh' }))
  for (const command of ['search', 'help', 'keyboard', 'print', 'pdf', 'backups', 'health', 'about']) {
    items.find((item) => item.id === command)?.click?.({} as never, undefined, {} as never)
    expect(parts.onCommand).toHaveBeenLastCalledWith(command)
  }
})

test('keys the page handles itself are shown, not taken from it', () => {
  const items = flat(menuTemplate({ ...parts, language: 'zh' }))
  for (const id of ['search', 'help', 'keyboard']) {
    expect(items.find((item) => item.id === id)).toMatchObject({ registerAccelerator: false })
  }
})

test('developer tools are offered only while developing', () => {
  const roles = (developing: boolean) =>
    flat(menuTemplate({ ...parts, language: 'zh', developing })).map((item) => item.role)
  expect(roles(true)).toContain('toggleDevTools')
  expect(roles(false)).not.toContain('toggleDevTools')
})

function flat(items: MenuItemConstructorOptions[]): MenuItemConstructorOptions[] {
  return items.flatMap((item) => [item, ...flat(Array.isArray(item.submenu) ? item.submenu : [])])
}
