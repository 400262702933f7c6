import { addPicture, readPicture, removePicture } from '../../core/jobs/pictures.ts'
import { pictureStore } from '../pictureStore.ts'
import { hosted } from './hosted.ts'

const { jobPictures } = hosted

export const jobPicturesRouter = jobPictures.router({
  add: jobPictures.add.handler(async ({ context, input }) => {
    const bytes = new Uint8Array(await input.file.arrayBuffer())
    const picture = { jobId: input.jobId, moment: input.moment, bytes }
    return { id: await addPicture(context.desk(), pictureStore(context.host.office.file), picture) }
  }),
  get: jobPictures.get.handler(async ({ context, input }) => {
    const { bytes, name, type } = await readPicture(context.desk(), pictureStore(context.host.office.file), input.id)
    return new File([Buffer.from(bytes)], name, { type })
  }),
  remove: jobPictures.remove.handler(async ({ context, input }) => ({
    id: await removePicture(context.desk(), input.id, input.version),
  })),
})
