/**
 * Takes what may be personal out of a line of the log: telephone, ID, passport and card numbers, e-mail addresses, plates, all
 * Chinese words (the program's own messages are English, so Chinese in a log is somebody's data), quoted values, the
 * folders of a path (they hold the user's name) and all of a web address behind its host.
 * What finds a fault stays: codes, identifiers, moments, short numbers, job and receipt numbers, the last part of a path.
 * Pure, and the same again on its own result.
 */
export function redact(text: string): string {
  return rules.reduce((line, [pattern, instead]) => line.replace(pattern, instead as string), text)
}

type Instead = string | ((match: string, ...groups: string[]) => string)

/** The longest first: a plate begins with a Chinese character, an ID holds what looks like a telephone number. */
const rules: readonly (readonly [RegExp, Instead])[] = [
  // What stands behind the host of an address is a query, a form, a token.
  [/\b((?:https?|wss?):\/\/)(?:[^\s/@'"]*@)?([^\s/?#'"()]+)[^\s'"()]*/g, '$1$2'],
  [/[\w.%+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63})+/g, '[mail]'],
  // The folder of a user, where nothing follows it.
  [/[A-Za-z]:[\\/]+Users[\\/]+[^\\/\n:*?"'<>|]+(?![^\n:*?"'<>|])/g, '…/[user]'],
  [/(?<![\w.:/…\]-])\/(?:home|Users)\/[^\s/'"():,]+(?![^\s'"():,])/g, '…/[user]'],
  // Folders of a drive and of a share may have spaces: each part ends at its own backslash.
  [/(?:[A-Za-z]:|\\)\\+(?:[^\\/\n:*?"'<>|]+[\\/]+)+/g, '…/'],
  [/[A-Za-z]:\/(?:[^\\/\n:*?"'<>|]+\/)+/g, '…/'],
  [/(?:\bfile:\/+|(?<![\w.:/…\]-])\/)(?:[^\s/'"():]+\/)+/g, '…/'],
  // New-energy plates are one longer; the last sign may be a trailer's, a police car's, or of Hong Kong and Macau.
  [
    /\p{Script=Han}\s?[A-Za-z]\s?[·•-]?\s?(?=[A-Za-z\d]*\d[A-Za-z]*\d)[A-Za-z\d]{4,6}[挂学警港澳]?(?![A-Za-z\d])/gu,
    '[plate]',
  ],
  // Cards and IDs in groups as they are printed.
  [
    /(?<!\d)\d{4}(?:[ -]\d{4}){2,3}(?:[ -]?\d{1,4})?(?!\d)|(?<!\d)\d{6}[ -]\d{4}[ -]?\d{4}[ -]?\d{3}[\dXx]/g,
    '[number]',
  ],
  // A mobile number, also in groups and with the country before it.
  [/\+?(?<!\d)(?:86[ -]?)?1[3-9]\d[ -]?\d{4}[ -]?\d{4}(?!\d)/g, '[number]'],
  [/\(?(?<!\d)0\d{2,3}\)?[ -]?\d{3,4}[ -]?\d{4}(?:[ -]\d{1,5})?(?!\d)/g, '[number]'],
  [/\d{10,}[Xx]?/g, '[number]'],
  // The credit code of a company.
  [/(?<![A-Za-z\d])[\dA-Z]{2}\d{6}(?=[\dA-Z]*[A-Z])[\dA-Z]{10}(?![A-Za-z\d])/g, '[number]'],
  // A passport or a permit; a job number goes on with a hyphen.
  [/(?<![A-Za-z\d])[A-Z]{1,2}\d{7,8}(?![\d-])/g, '[number]'],
  [/“[^”]*”|‘[^’]*’|「[^」]*」|《[^》]*》/g, '[text]'],
  [
    /"([^"\n]*)"|(?<![A-Za-z\d])'([^'\n]*)'/g,
    (match, double, single) => (isIdentifier(double ?? single ?? '') ? match : '[text]'),
  ],
  [
    /…\/([^\s\\/'"():]+)|\p{Script=Han}[\p{Script=Han}·•]*/gu,
    (match, name) =>
      name !== undefined && isOwnFile(name) ? match : match.replace(/\p{Script=Han}[\p{Script=Han}·•]*/gu, '[text]'),
  ],
]

/** The name of a thing in a program, such as `reading 'office_name'`; nobody's name has a capital inside or a sign. */
function isIdentifier(quoted: string): boolean {
  return quoted === '' || /^(?:[a-z][\w.-]{0,60}|…\/[^/]*|\[[a-z]+\])$/.test(quoted)
}

/** Files the program itself makes; the name of a document may be that of a resident. */
function isOwnFile(name: string): boolean {
  return /\.(?:db|db-wal|db-shm|stewarddesk|sealed|part|log|m?[jt]s|cjs|json)(?::\d+)*$/.test(name)
}
