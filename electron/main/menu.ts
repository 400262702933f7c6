import type { MenuItemConstructorOptions } from 'electron'
import type { Language, MenuCommand } from '../contract/bridge.ts'
import { wordsIn } from './words.ts'

interface MenuParts {
  readonly language: Language
  readonly platform: NodeJS.Platform
  readonly developing: boolean
  readonly onCommand: (command: MenuCommand) => void
  readonly onOpenOfficeFile: () => void
}

/** The menu as data, for Electron's `Menu.buildFromTemplate`. */
export function menuTemplate(parts: MenuParts): MenuItemConstructorOptions[] {
  const mac = parts.platform === 'darwin'
  return [...(mac ? [macMenu(parts)] : []), fileMenu(parts, mac), editMenu(parts), viewMenu(parts), helpMenu(parts)]
}

function macMenu({ language, onCommand }: MenuParts): MenuItemConstructorOptions {
  const words = wordsIn(language)
  return {
    role: 'appMenu',
    submenu: [
      { label: words.about, click: () => onCommand('about') },
      { type: 'separator' },
      { role: 'hide', label: words.hide },
      { role: 'hideOthers', label: words.hideOthers },
      { role: 'unhide', label: words.showAll },
      { type: 'separator' },
      { role: 'quit', label: words.quit },
    ],
  }
}

function fileMenu({ language, onCommand, onOpenOfficeFile }: MenuParts, mac: boolean): MenuItemConstructorOptions {
  const words = wordsIn(language)
  return {
    label: words.file,
    submenu: [
      { id: 'open-office-file', label: words.openOfficeFile, accelerator: 'CmdOrCtrl+O', click: onOpenOfficeFile },
      { type: 'separator' },
      { id: 'print', label: words.print, accelerator: 'CmdOrCtrl+P', click: () => onCommand('print') },
      { type: 'separator' },
      mac ? { role: 'close', label: words.close } : { role: 'quit', label: words.quit, accelerator: 'Ctrl+Q' },
    ],
  }
}

function editMenu({ language }: MenuParts): MenuItemConstructorOptions {
  const words = wordsIn(language)
  return {
    label: words.edit,
    submenu: [
      { role: 'undo', label: words.undo },
      { role: 'redo', label: words.redo },
      { type: 'separator' },
      { role: 'cut', label: words.cut },
      { role: 'copy', label: words.copy },
      { role: 'paste', label: words.paste },
      { role: 'selectAll', label: words.selectAll },
    ],
  }
}

function viewMenu({ language, developing, onCommand }: MenuParts): MenuItemConstructorOptions {
  const words = wordsIn(language)
  return {
    label: words.view,
    submenu: [
      pageKey('search', words.search, 'CmdOrCtrl+K', onCommand),
      { type: 'separator' },
      { role: 'zoomIn', label: words.zoomIn },
      { role: 'zoomOut', label: words.zoomOut },
      { role: 'resetZoom', label: words.resetZoom },
      { role: 'togglefullscreen', label: words.fullScreen },
      ...(developing ? [{ role: 'toggleDevTools', label: words.developerTools } as const] : []),
    ],
  }
}

function helpMenu({ language, onCommand }: MenuParts): MenuItemConstructorOptions {
  const words = wordsIn(language)
  return {
    role: 'help',
    label: words.help,
    submenu: [
      pageKey('help', words.manual, 'F1', onCommand),
      pageKey('keyboard', words.keyboard, 'Shift+F1', onCommand),
      { type: 'separator' },
      { id: 'health', label: words.health, click: () => onCommand('health') },
      { id: 'about', label: words.about, click: () => onCommand('about') },
    ],
  }
}

/** The page listens for these keys itself, as it does in a browser: the menu only shows them, or they would act twice. */
function pageKey(
  id: MenuCommand,
  label: string,
  accelerator: string,
  onCommand: (command: MenuCommand) => void,
): MenuItemConstructorOptions {
  return { id, label, accelerator, registerAccelerator: false, click: () => onCommand(id) }
}
