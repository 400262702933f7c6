// What XML 1.0 or Excel cannot hold.
const forbidden = /(?![\t\n\r])\p{Cc}|[\ufffe\uffff]/gu

/** The text as an XML file can hold it: without control characters, half surrogates replaced. */
export function xmlText(text: string): string {
  return text.toWellFormed().replace(forbidden, '')
}
