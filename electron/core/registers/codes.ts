/** A code as it is compared, however it was typed: half-width, lower case, without spaces around it. */
export function codeKey(code: string): string {
  return code.normalize('NFKC').trim().toLowerCase()
}
