import { writeFile } from 'node:fs/promises'
import { extname } from 'node:path'
import { addAttachment, attachmentsOf, readAttachment, removeAttachment } from '../../core/attachments/service.ts'
import { fileStore } from '../fileStore.ts'
import type { Artifact } from './exports.ts'
import { hosted } from './hosted.ts'

const { attachments } = hosted

export const attachmentsRouter = attachments.router({
  of: attachments.of.handler(({ context, input }) => attachmentsOf(context.desk(), input.ownerKind, input.ownerId)),
  add: attachments.add.handler(async ({ context, input: { file, ...owner } }) => {
    const bytes = new Uint8Array(await file.arrayBuffer())
    const id = await addAttachment(context.desk(), fileStore(context.host.office.file), { ...owner, bytes })
    return { id }
  }),
  get: attachments.get.handler(async ({ context, input }) => {
    const { bytes, name, type } = await readAttachment(context.desk(), fileStore(context.host.office.file), input.id)
    return new File([Buffer.from(bytes)], name, { type })
  }),
  save: attachments.save.handler(({ context, input }) => {
    const { host, connection } = context
    const taskId = host.tasks.run(connection, 'finishing', async (): Promise<Artifact> => {
      const { bytes, title, name } = await readAttachment(context.desk(), fileStore(host.office.file), input.id)
      const path = host.temporaryFile(extname(name))
      await writeFile(path, bytes)
      return { path, name: title || name }
    })
    return { taskId }
  }),
  remove: attachments.remove.handler(async ({ context, input }) => ({
    id: await removeAttachment(context.desk(), input.id, input.version),
  })),
})
