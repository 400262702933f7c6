import { z } from 'zod'
import { base, saved, versioned } from './base.ts'
import { attachmentOwners } from './equipmentWords.ts'

/** Bytes of the largest file that is taken in. */
export const largestFile = 10 * 1024 * 1024
/** A picture with more pixels on its longer side is made smaller before it is sent. */
export const longestPictureSide = 2000
export const filesPerOwner = 20

const owner = { ownerKind: z.enum(attachmentOwners), ownerId: z.number().int() }

export const attachment = z.object({
  id: z.number(),
  version: z.number(),
  /** What it shows of its owner: before or after a repair; empty where that does not matter. */
  slot: z.string(),
  title: z.string(),
  mediaType: z.string(),
  bytes: z.number(),
  at: z.string(),
  actor: z.string(),
})
export type Attachment = z.infer<typeof attachment>

export const attachmentsContract = {
  of: base.input(z.object(owner)).output(z.array(attachment)),
  /** Takes a file in: JPEG, PNG, WebP, and of equipment PDF, by its content. */
  add: base
    .input(
      z.object({
        ...owner,
        slot: z.string().max(20),
        title: z.string().trim().max(100),
        // Larger than `largestFile`, so that the refusal can say what is wrong.
        file: z.file().max(64 * 1024 * 1024),
      }),
    )
    .output(saved),
  get: base.input(z.object({ id: z.number().int() })).output(z.file()),
  /** Makes a copy to be saved, as an export is: the window takes files by no other way. */
  save: base.input(z.object({ id: z.number().int() })).output(z.object({ taskId: z.string() })),
  remove: base.input(versioned).output(saved),
}
