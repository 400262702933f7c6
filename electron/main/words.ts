import type { Language } from '../contract/bridge.ts'

/** The words main itself shows: menu, dialogs, errors of its own. The page's words are in `resources/locales`. */
const zh = {
  file: '文件',
  openOfficeFile: '打开管理处文件…',
  print: '打印…',
  quit: '退出',
  edit: '编辑',
  undo: '撤销',
  redo: '重做',
  cut: '剪切',
  copy: '复制',
  paste: '粘贴',
  selectAll: '全选',
  view: '视图',
  search: '搜索',
  zoomIn: '放大',
  zoomOut: '缩小',
  resetZoom: '实际大小',
  fullScreen: '全屏',
  developerTools: '开发者工具',
  close: '关闭窗口',
  help: '帮助',
  manual: '使用手册',
  keyboard: '键盘操作',
  hide: '隐藏管家台',
  hideOthers: '隐藏其他',
  showAll: '全部显示',
  about: '关于管家台',
  officeFiles: '管家台文件',
  excelFiles: 'Excel 工作簿',
  wordFiles: 'Word 文档',
  pdfFiles: 'PDF 文件',
  otherFiles: '文件',
  allFiles: '所有文件',
  backendLost: '后台服务中断，正在自动恢复，请稍后重试。',
  backendGaveUp: '后台服务多次启动失败。数据没有丢失；请重新启动管家台，仍不行时联系技术支持。',
  refused: '请求被拒绝。',
  badRequest: '请求内容不正确。',
  fileBusy: '无法写入该文件：它可能正被其他程序打开，请关闭后重试或换一个名称。',
  fileDenied: '无法写入该位置：没有权限，请换一个文件夹。',
  diskFull: '磁盘空间不足，文件没有保存。',
  unexpected: '操作没有完成，原因已记入日志。',
  printFailed: '打印没有完成：',
  pageCrashed: '页面意外停止，已重新载入。',
} as const

type Words = Readonly<Record<keyof typeof zh, string>>

const en: Words = {
  file: 'File',
  openOfficeFile: 'Open office file…',
  print: 'Print…',
  quit: 'Quit',
  edit: 'Edit',
  undo: 'Undo',
  redo: 'Redo',
  cut: 'Cut',
  copy: 'Copy',
  paste: 'Paste',
  selectAll: 'Select all',
  view: 'View',
  search: 'Search',
  zoomIn: 'Zoom in',
  zoomOut: 'Zoom out',
  resetZoom: 'Actual size',
  fullScreen: 'Full screen',
  developerTools: 'Developer tools',
  close: 'Close window',
  help: 'Help',
  manual: 'Manual',
  keyboard: 'Keyboard',
  hide: 'Hide Steward Desk',
  hideOthers: 'Hide others',
  showAll: 'Show all',
  about: 'About Steward Desk',
  officeFiles: 'Steward Desk files',
  excelFiles: 'Excel workbook',
  wordFiles: 'Word document',
  pdfFiles: 'PDF file',
  otherFiles: 'File',
  allFiles: 'All files',
  backendLost: 'The background service stopped and is being restarted. Please try again in a moment.',
  backendGaveUp:
    'The background service failed to start several times. No data is lost; restart Steward Desk, and call support if that does not help.',
  refused: 'The request was refused.',
  badRequest: 'The request was not understood.',
  fileBusy: 'The file cannot be written: another program may have it open. Close it there, or choose another name.',
  fileDenied: 'This place cannot be written to. Please choose another folder.',
  diskFull: 'The disk is full; the file was not saved.',
  unexpected: 'That did not work; the reason is in the log.',
  printFailed: 'Printing did not finish: ',
  pageCrashed: 'The page stopped unexpectedly and was loaded again.',
}

export function wordsIn(language: Language): Words {
  return language === 'zh' ? zh : en
}

/** Chinese unless the system plainly speaks something else. */
export function languageOf(locale: string): Language {
  return locale === '' || locale.toLowerCase().startsWith('zh') ? 'zh' : 'en'
}
