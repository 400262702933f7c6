import { type Attachment, filesPerOwner, largestFile } from '../../contract/attachments.ts'
import { momentInZone } from '../../contract/dates.ts'
import type { AttachmentOwner } from '../../contract/equipmentWords.ts'
import { DeskError, type Problem } from '../../contract/errors.ts'
import { write } from '../audit/writer.ts'
import type { Db, Desk } from '../context.ts'
import { pictureEndings, pictureType } from './pictureContent.ts'

/** Kinds of files that are taken in, with the ending of their name. */
const endings = { ...pictureEndings, 'application/pdf': 'pdf' } as const
export type FileType = keyof typeof endings

/** What files belong to: its table, the column that names one, and whether it may have documents too. */
const owners: Readonly<
  Record<
    AttachmentOwner,
    {
      readonly table: 'job' | 'equipment' | 'inspection'
      readonly name: 'number' | 'code' | 'on_date'
      readonly pdf: boolean
    }
  >
> = {
  job: { table: 'job', name: 'number', pdf: false },
  equipment: { table: 'equipment', name: 'code', pdf: true },
  inspection: { table: 'inspection', name: 'on_date', pdf: false },
}

/** What a file is by its content, whatever its name says; null for anything else. */
export function fileType(bytes: Uint8Array): FileType | null {
  const isPdf = pdfBegins.every((byte, index) => bytes[index] === byte)
  return isPdf ? 'application/pdf' : pictureType(bytes)
}

/** `%PDF-` */
const pdfBegins = [0x25, 0x50, 0x44, 0x46, 0x2d]

/** Where files are kept: beside the office file, as the host sees to it. */
export interface FileStore {
  /** Writes a file that is not there yet, whole or not at all. */
  put(name: string, bytes: Uint8Array): Promise<void>
  /** Null where the file is gone. */
  get(name: string): Promise<Uint8Array | null>
  /** In bytes; null where the file is gone. */
  sizeOf(name: string): Promise<number | null>
}

export interface NewAttachment {
  readonly ownerKind: AttachmentOwner
  readonly ownerId: number
  readonly slot: string
  readonly title: string
  readonly bytes: Uint8Array
}

/**
 * Takes a file in. It is written before its record: a record without a file is never seen.
 * @throws DeskError `picture-too-large`, `picture-unknown`, `document-unknown`, `too-many-pictures`, `not-found`
 */
export async function addAttachment(desk: Desk, store: FileStore, given: NewAttachment): Promise<number> {
  const { ownerKind, ownerId, slot, title, bytes } = given
  const { table, name, pdf } = owners[ownerKind]
  if (bytes.length > largestFile) {
    throw new DeskError('picture-too-large', { size: megabytes(bytes.length), limit: megabytes(largestFile) })
  }
  const type = fileType(bytes)
  if (type === null || (type === 'application/pdf' && !pdf)) {
    throw new DeskError(pdf ? 'document-unknown' : 'picture-unknown')
  }
  const owner = await desk.db
    .selectFrom(table)
    .select((of) =>
      of
        .ref(name as 'number')
        .$castTo<string>()
        .as('name'),
    )
    .where('id', '=', ownerId)
    .executeTakeFirst()
  if (!owner) throw new DeskError('not-found', { entity: table, id: ownerId })
  const { n } = await desk.db
    .selectFrom('attachment')
    .select((of) => of.fn.countAll<number>().as('n'))
    .where('owner_kind', '=', ownerKind)
    .where('owner_id', '=', ownerId)
    .where('removed_at', 'is', null)
    .executeTakeFirstOrThrow()
  if (n >= filesPerOwner) throw new DeskError('too-many-pictures', { limit: filesPerOwner })
  const at = desk.clock.now().toISOString()
  const stem = [owner.name.replace(/[^\w-]/g, '_'), slot, unique()].filter(Boolean).join('-')
  const fileName = `${stem}.${endings[type]}`
  await store.put(fileName, bytes)
  return write(desk, (writer) =>
    writer.insert('attachment', {
      owner_kind: ownerKind,
      owner_id: ownerId,
      slot,
      title,
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

/** The files that something has, in the order they came. */
export async function attachmentsOf(desk: Desk, ownerKind: AttachmentOwner, ownerId: number): Promise<Attachment[]> {
  const rows = await desk.db
    .selectFrom('attachment')
    .selectAll()
    .where('owner_kind', '=', ownerKind)
    .where('owner_id', '=', ownerId)
    .where('removed_at', 'is', null)
    .orderBy('id')
    .execute()
  return rows.map((row) => ({
    id: row.id,
    version: Number(row.version),
    slot: row.slot,
    title: row.title,
    mediaType: row.media_type,
    bytes: row.bytes,
    at: momentInZone(new Date(row.at), desk.clock.zone),
    actor: row.actor_name,
  }))
}

/** @throws DeskError `not-found`, `picture-gone` where somebody has taken the file away */
export async function readAttachment(
  desk: Desk,
  store: FileStore,
  id: number,
): Promise<{ readonly bytes: Uint8Array; readonly name: string; readonly title: string; readonly type: string }> {
  const row = await desk.db.selectFrom('attachment').selectAll().where('id', '=', id).executeTakeFirst()
  if (!row || row.removed_at !== null) throw new DeskError('not-found', { entity: 'attachment', id })
  const bytes = await store.get(row.file_name)
  if (bytes === null) throw new DeskError('picture-gone', { file: row.file_name })
  return { bytes, name: row.file_name, title: row.title, type: row.media_type }
}

/** Takes a file off its owner; record and file stay. @throws StaleError, DeskError `not-found` */
export function removeAttachment(desk: Desk, id: number, version: number): Promise<number> {
  return write(desk, async (writer) => {
    const removed = { removed_at: desk.clock.now().toISOString(), removed_by: desk.actor.name }
    await writer.update('attachment', id, version, removed)
    return id
  })
}

/** Records whose file is gone or is not as large as it was. */
export async function attachmentProblems(db: Db, store: FileStore): Promise<Problem[]> {
  const rows = await db
    .selectFrom('attachment')
    .leftJoin('job', (join) => join.onRef('job.id', '=', 'owner_id').on('owner_kind', '=', 'job'))
    .leftJoin('equipment', (join) => join.onRef('equipment.id', '=', 'owner_id').on('owner_kind', '=', 'equipment'))
    .select((of) => of.fn.coalesce('job.number', 'equipment.code').as('number'))
    .select(['attachment.file_name', 'attachment.bytes'])
    .where('removed_at', 'is', null)
    .orderBy('attachment.id')
    .execute()
  const problems: Problem[] = []
  for (const { number, file_name: file, bytes } of rows) {
    const size = await store.sizeOf(file)
    const params = { number: number ?? '', file, bytes, size: size ?? 0 }
    if (size !== bytes) problems.push({ code: 'check-picture', params })
  }
  return problems
}

function megabytes(bytes: number): string {
  return (bytes / 1024 / 1024).toFixed(1).replace(/\.0$/, '')
}

function unique(): string {
  return globalThis.crypto.randomUUID().slice(0, 8)
}
