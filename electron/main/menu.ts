import type { MenuItemConstructorOptions } from 'electron'
import type { Language, MenuCommand } from '../contract/bridge.ts'
import { wordsIn } from './words.ts'

interface MenuParts {
  readonly language: Language
  readonly platform: NodeJS.Platform
  readonly developing: boolean
  readonly onCommand: (command: MenuCommand) => void
  readonly onOpenOfficeFile: () => void
  readonly onNewWindow: () => void
}

/** The menu as data, for Electron's `Menu.buildFromTemplate`. */
export function menuTemplate(parts: MenuParts): MenuItemConstructorOptions[] {
  const mac = parts.platform === 'darwin'
  return [
    ...(mac ? [macMenu(parts)] : []),
    fileMenu(parts, mac),
    editMenu(parts),
    viewMenu(parts),
    helpMenu(parts, mac),
  ]
}

function macMenu({ language, onCommand }: MenuParts): MenuItemConstructorOptions {
  const words = wordsIn(language)
  return {
    role: 'appMenu',
    submenu: [
      { id: 'about', label: words.about, click: () => onCommand('about') },
      { type: 'separator' },
      { role: 'hide', label: words.hide },
      { role: 'hideOthers', label: words.hideOthers },
      { role: 'unhide', label: words.showAll },
      { type: 'separator' },
      { role: 'quit', label: words.quit },
    ],
  }
}

function fileMenu(
  { language, onCommand, onOpenOfficeFile, onNewWindow }: MenuParts,
  mac: boolean,
): MenuItemConstructorOptions {
  const words = wordsIn(language)
  return {
    label: words.file,
    submenu: [
      { id: 'new-window', label: words.newWindow, accelerator: 'CmdOrCtrl+Shift+N', click: onNewWindow },
      { id: 'open-office-file', label: words.openOfficeFile, accelerator: 'CmdOrCtrl+O', click: onOpenOfficeFile },
      {
        id: 'backups',
        label: words.dataSafety,
        accelerator: 'CmdOrCtrl+Shift+B',
        click: () => onCommand('backups'),
      },
      { type: 'separator' },
      { id: 'print', label: words.print, accelerator: 'CmdOrCtrl+P', click: () => onCommand('print') },
      { id: 'pdf', label: words.savePdf, accelerator: 'CmdOrCtrl+Shift+P', click: () => onCommand('pdf') },
      { type: 'separator' },
      { role: 'close', label: words.close, accelerator: 'CmdOrCtrl+W' },
      ...(mac ? [] : [{ role: 'quit', label: words.quit, accelerator: 'Ctrl+Q' } as const]),
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

function helpMenu({ language, onCommand }: MenuParts, mac: boolean): MenuItemConstructorOptions {
  const words = wordsIn(language)
  return {
    role: 'help',
    label: words.help,
    submenu: [
      pageKey('help', words.manual, 'F1', onCommand),
      pageKey('keyboard', words.keyboard, 'Shift+F1', onCommand),
      { type: 'separator' },
      { id: 'health', label: words.health, click: () => onCommand('health') },
      // On a Mac it stands in the application's own menu.
      ...(mac ? [] : [{ id: 'about', label: words.about, click: () => onCommand('about') } as const]),
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
