import type { Problem } from '../../contract/errors.ts'
import { DeskError } from '../../contract/errors.ts'
import { largestPicture, picturesPerJob } from '../../contract/jobs.ts'
import type { JobMoment } from '../../contract/vocabulary.ts'
import { write } from '../audit/writer.ts'
import type { Db, Desk } from '../context.ts'
import { pictureEndings, pictureType } from './pictureContent.ts'

/** Where pictures are kept: beside the office file, as the host sees to it. */
export interface PictureStore {
  /** Writes a file that is not there yet, whole or not at all. */
  put(name: string, bytes: Uint8Array): Promise<void>
  /** Null where the file is gone. */
  get(name: string): Promise<Uint8Array | null>
  /** In bytes; null where the file is gone. */
  sizeOf(name: string): Promise<number | null>
}

/**
 * Takes a picture in. Its file is written before the record: a record without a file is never seen.
 * @throws DeskError `picture-too-large`, `picture-unknown`, `too-many-pictures`, `not-found`
 */
export async function addPicture(
  desk: Desk,
  store: PictureStore,
  picture: { readonly jobId: number; readonly moment: JobMoment; readonly bytes: Uint8Array },
): Promise<number> {
  const { jobId, bytes } = picture
  if (bytes.length > largestPicture) {
    throw new DeskError('picture-too-large', { size: megabytes(bytes.length), limit: megabytes(largestPicture) })
  }
  const type = pictureType(bytes)
  if (type === null) throw new DeskError('picture-unknown')
  const job = await desk.db.selectFrom('job').select('number').where('id', '=', jobId).executeTakeFirst()
  if (!job) throw new DeskError('not-found', { entity: 'job', id: jobId })
  const { n } = await desk.db
    .selectFrom('job_picture')
    .select((of) => of.fn.countAll<number>().as('n'))
    .where('job_id', '=', jobId)
    .where('removed_at', 'is', null)
    .executeTakeFirstOrThrow()
  if (n >= picturesPerJob) throw new DeskError('too-many-pictures', { limit: picturesPerJob })
  const at = desk.clock.now().toISOString()
  const fileName = `${job.number.replace(/[^\w-]/g, '_')}-${picture.moment}-${unique()}.${pictureEndings[type]}`
  await store.put(fileName, bytes)
  return write(desk, (writer) =>
    writer.insert('job_picture', {
      job_id: jobId,
      moment: picture.moment,
      file_name: fileName,
      media_type: type,
      bytes: bytes.length,
      at,
      actor_name: desk.actor.name,
      removed_at: null,
      removed_by: null,
    }),
  )
}

/** @throws DeskError `not-found`, `picture-gone` where somebody has taken the file away */
export async function readPicture(
  desk: Desk,
  store: PictureStore,
  id: number,
): Promise<{ readonly bytes: Uint8Array; readonly name: string; readonly type: string }> {
  const row = await desk.db.selectFrom('job_picture').selectAll().where('id', '=', id).executeTakeFirst()
  if (!row || row.removed_at !== null) throw new DeskError('not-found', { entity: 'job_picture', id })
  const bytes = await store.get(row.file_name)
  if (bytes === null) throw new DeskError('picture-gone', { file: row.file_name })
  return { bytes, name: row.file_name, type: row.media_type }
}

/** Takes a picture off its job; record and file stay. @throws StaleError, DeskError `not-found` */
export function removePicture(desk: Desk, id: number, version: number): Promise<number> {
  return write(desk, async (writer) => {
    const removed = { removed_at: desk.clock.now().toISOString(), removed_by: desk.actor.name }
    await writer.update('job_picture', id, version, removed)
    return id
  })
}

/** Pictures whose file is gone or is not as large as it was. */
export async function pictureProblems(db: Db, store: PictureStore): Promise<Problem[]> {
  const rows = await db
    .selectFrom('job_picture')
    .innerJoin('job', 'job.id', 'job_picture.job_id')
    .select(['job.number', 'job_picture.file_name', 'job_picture.bytes'])
    .where('removed_at', 'is', null)
    .orderBy('job_picture.id')
    .execute()
  const problems: Problem[] = []
  for (const { number, file_name: file, bytes } of rows) {
    const size = await store.sizeOf(file)
    if (size !== bytes) problems.push({ code: 'check-picture', params: { number, file, bytes, size: size ?? 0 } })
  }
  return problems
}

function megabytes(bytes: number): string {
  return (bytes / 1024 / 1024).toFixed(1).replace(/\.0$/, '')
}

function unique(): string {
  return globalThis.crypto.randomUUID().slice(0, 8)
}
