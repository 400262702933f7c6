/** Kinds of pictures that are taken in, with the ending of their file's name. */
export const pictureEndings = { 'image/jpeg': 'jpg', 'image/png': 'png', 'image/webp': 'webp' } as const
export type PictureType = keyof typeof pictureEndings

/**
 * What a picture is by its content, whatever its name says; null for anything else, and for one that is cut off: no
 * desk can show it.
 */
export function pictureType(bytes: Uint8Array): PictureType | null {
  if (isJpeg(bytes)) return 'image/jpeg'
  if (isPng(bytes)) return 'image/png'
  return isWebp(bytes) ? 'image/webp' : null
}

/** Segments up to the first scan, one of them saying how large the picture is, and an end behind it. */
function isJpeg(bytes: Uint8Array): boolean {
  if (!begins(bytes, [0xff, 0xd8, 0xff])) return false
  const view = viewOf(bytes)
  let isSized = false
  for (let at = 2; at + 4 <= bytes.length; ) {
    if (bytes[at] !== 0xff) return false
    const marker = bytes[at + 1] ?? 0
    if (marker === 0xff) {
      at += 1
      continue
    }
    const length = view.getUint16(at + 2)
    const end = at + 2 + length
    if (length < 2 || end > bytes.length) return false
    if (marker === 0xda) return isSized && bytes.lastIndexOf(0xd9) > end && endsPicture(bytes, end)
    // A frame, which is every marker of this row but the tables among them.
    if (marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker)) {
      if (length < 8 || view.getUint16(at + 7) === 0) return false
      isSized = true
    }
    at = end
  }
  return false
}

/** True where the end marker stands behind a place: cameras may write more after it. */
function endsPicture(bytes: Uint8Array, from: number): boolean {
  for (let at = bytes.lastIndexOf(0xd9); at > from; at = bytes.lastIndexOf(0xd9, at - 1)) {
    if (bytes[at - 1] === 0xff) return true
  }
  return false
}

/** Its size first, its end last, and a picture between them. */
function isPng(bytes: Uint8Array): boolean {
  if (!begins(bytes, [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])) return false
  const view = viewOf(bytes)
  let hasData = false
  for (let at = 8; at + 12 <= bytes.length; ) {
    const length = view.getUint32(at)
    const name = textAt(bytes, at + 4)
    if (at + 12 + length > bytes.length) return false
    if (at === 8 && (name !== 'IHDR' || length !== 13)) return false
    if (at === 8 && (view.getUint32(16) === 0 || view.getUint32(20) === 0)) return false
    if (name === 'IDAT') hasData = true
    if (name === 'IEND') return hasData
    at += 12 + length
  }
  return false
}

function isWebp(bytes: Uint8Array): boolean {
  if (bytes.length < 20 || textAt(bytes, 0) !== 'RIFF' || textAt(bytes, 8) !== 'WEBP') return false
  const view = viewOf(bytes)
  const [whole, first] = [view.getUint32(4, true) + 8, view.getUint32(16, true)]
  return (
    ['VP8 ', 'VP8L', 'VP8X'].includes(textAt(bytes, 12)) && first > 0 && 20 + first <= whole && whole <= bytes.length
  )
}

function begins(bytes: Uint8Array, signature: readonly number[]): boolean {
  return signature.every((byte, index) => bytes[index] === byte)
}

function textAt(bytes: Uint8Array, at: number): string {
  return String.fromCharCode(...bytes.subarray(at, at + 4))
}

function viewOf(bytes: Uint8Array): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
}
