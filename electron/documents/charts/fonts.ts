import { existsSync, readdirSync } from 'node:fs'
import { homedir } from 'node:os'
import { basename, join } from 'node:path'

/** A font with Chinese characters. */
export interface ChineseFont {
  readonly family: string
  readonly file: string
}

/** Fonts that come with systems and their Chinese packages, the better read first: family and file. */
const known: readonly (readonly [family: string, file: string])[] = [
  ['Microsoft YaHei', 'msyh.ttc'],
  ['Microsoft YaHei', 'msyh.ttf'],
  ['PingFang SC', 'PingFang.ttc'],
  ['Noto Sans CJK SC', 'NotoSansCJK-Regular.ttc'],
  ['Noto Sans CJK SC', 'NotoSansCJKsc-Regular.otf'],
  ['Noto Sans SC', 'NotoSansSC-Regular.otf'],
  ['Source Han Sans SC', 'SourceHanSansSC-Regular.otf'],
  ['Source Han Sans CN', 'SourceHanSansCN-Regular.otf'],
  ['Hiragino Sans GB', 'Hiragino Sans GB.ttc'],
  ['Heiti SC', 'STHeiti Light.ttc'],
  ['SimHei', 'simhei.ttf'],
  ['SimSun', 'simsun.ttc'],
  ['WenQuanYi Micro Hei', 'wqy-microhei.ttc'],
  ['WenQuanYi Zen Hei', 'wqy-zenhei.ttc'],
  ['Droid Sans Fallback', 'DroidSansFallbackFull.ttf'],
  ['Noto Serif CJK SC', 'NotoSerifCJK-Regular.ttc'],
]

/**
 * The machine's font for Chinese; null where there is none, and words would become boxes.
 * @param folders where fonts are looked for, with all that is below them
 */
export function chineseFont(folders: readonly string[] = fontFolders()): ChineseFont | null {
  const found = new Map(folders.flatMap(filesUnder).map((file) => [basename(file).toLowerCase(), file]))
  for (const [family, name] of known) {
    const file = found.get(name.toLowerCase())
    if (file !== undefined) return { family, file }
  }
  return null
}

function fontFolders(): string[] {
  const home = homedir()
  switch (process.platform) {
    case 'win32':
      return [
        join(process.env.WINDIR ?? 'C:\\Windows', 'Fonts'),
        join(home, 'AppData', 'Local', 'Microsoft', 'Windows', 'Fonts'),
      ]
    case 'darwin':
      return ['/System/Library/Fonts', '/System/Library/AssetsV2', '/Library/Fonts', join(home, 'Library', 'Fonts')]
    default:
      return [
        '/usr/share/fonts',
        '/usr/local/share/fonts',
        join(home, '.local', 'share', 'fonts'),
        join(home, '.fonts'),
      ]
  }
}

function filesUnder(folder: string): string[] {
  if (!existsSync(folder)) return []
  try {
    return readdirSync(folder, { withFileTypes: true, recursive: true })
      .filter((entry) => entry.isFile() || entry.isSymbolicLink())
      .map((entry) => join(entry.parentPath, entry.name))
  } catch {
    // A folder that may not be read has no fonts for us.
    return []
  }
}
