/** The code of a thing as the office writes it, however it was typed: half-width, upper case, without spaces around it. */
export function writtenCode(code: string): string {
  return code.normalize('NFKC').trim().toUpperCase()
}
