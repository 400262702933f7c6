import qrcode from 'qrcode-generator'

/** A QR code as the path of an SVG, one unit a module. */
export interface QrPath {
  readonly modules: number
  readonly path: string
}

/** Draws a text as a QR code on this machine; it can be read with a quarter of its medium level spoilt. */
export function qrPath(text: string): QrPath {
  const code = qrcode(0, 'M')
  code.addData(utf8(text), 'Byte')
  code.make()
  const modules = code.getModuleCount()
  let path = ''
  for (let row = 0; row < modules; row++) {
    for (let column = 0; column < modules; column++) {
      if (code.isDark(row, column)) path += `M${column} ${row}h1v1h-1z`
    }
  }
  return { modules, path }
}

/** The library writes a character as one byte, so that Chinese is handed in as its bytes of UTF-8. */
function utf8(text: string): string {
  return Array.from(new TextEncoder().encode(text), (byte) => String.fromCharCode(byte)).join('')
}
