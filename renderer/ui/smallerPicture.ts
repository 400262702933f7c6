import { longestPictureSide } from '../../electron/contract/attachments.ts'

/** Pictures of fewer bytes go as they are, unless they have too many pixels. */
const smallEnough = 1024 * 1024

/**
 * Makes a large photograph small enough to keep by the hundred: at most 2000 pixels on its longer side, as JPEG. What
 * the browser cannot read as a picture goes as it is; the backend says what is wrong with it.
 */
export async function smallerPicture(file: File): Promise<File> {
  const bitmap = await createImageBitmap(file).catch(() => null)
  if (bitmap === null) return file
  try {
    const longer = Math.max(bitmap.width, bitmap.height)
    if (longer <= longestPictureSide && file.size <= smallEnough) return file
    const scale = Math.min(1, longestPictureSide / longer)
    const canvas = document.createElement('canvas')
    canvas.width = Math.round(bitmap.width * scale)
    canvas.height = Math.round(bitmap.height * scale)
    canvas.getContext('2d')?.drawImage(bitmap, 0, 0, canvas.width, canvas.height)
    const blob = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, 'image/jpeg', 0.85))
    if (blob === null || blob.size >= file.size) return file
    return new File([blob], file.name.replace(/\.\w+$/, '.jpg'), { type: 'image/jpeg' })
  } finally {
    bitmap.close()
  }
}
