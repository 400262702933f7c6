import { z } from 'zod'
import { base, dateText, problem, saved, versioned } from './base.ts'
import { keptChapters } from './chapters.ts'
import { roles } from './roles.ts'

const role = z.enum(roles)
const secret = z.string().min(4).max(100)
export const staffName = z.string().trim().min(1).max(40)

export const officeState = z.object({
  /** Null while no office file is open: the first-run page. */
  office: z
    .object({
      /** Tells this file from every other, also from one of the same name in another folder. */
      id: z.string(),
      name: z.string(),
      fileName: z.string(),
      sample: z.boolean(),
      /** True until the first administrator exists. */
      needsAdministrator: z.boolean(),
      today: z.string(),
      zone: z.string(),
      /** The office has records from later than this computer's clock, which therefore is behind: the newest one's moment. */
      clockBehind: z.string().nullable(),
    })
    .nullable(),
  /** An office file that could not be opened, while no other is: the recovery page. */
  trouble: z
    .object({
      fileName: z.string(),
      /** Its whole path, as text to be read. */
      file: z.string(),
      problem,
      /** ISO moment of the attempt. */
      at: z.string(),
      /** Version of Node's platform and processor, for whoever is asked for help. */
      system: z.string(),
    })
    .nullable(),
  /** Office files in the application's folder, for "open existing". */
  files: z.array(z.object({ name: z.string(), changed: z.string(), bytes: z.number() })),
  /** Who is signed in on this connection. */
  actor: z.object({ id: z.number(), name: z.string(), roles: z.array(role) }).nullable(),
  /** Names offered on the sign-in page; PINs are given for the sample office only. */
  staff: z.array(
    z.object({
      id: z.number(),
      name: z.string(),
      /** Pinyin and initials: `linxiaoting`, `lxt`. */
      spellings: z.array(z.string()),
      roles: z.array(role),
      pin: z.string().nullable(),
    }),
  ),
  version: z.string(),
})
export type OfficeState = z.infer<typeof officeState>

export const staffMember = z.object({
  id: z.number(),
  version: z.number(),
  name: z.string(),
  roles: z.array(role),
  active: z.boolean(),
  /** False of somebody who has no PIN. */
  signsIn: z.boolean(),
})

export const officeContract = {
  state: base.output(officeState),
  /** Creates and opens an office file in the application's folder. `name` is the office's name; a sample takes its own. */
  create: base
    .input(z.object({ kind: z.enum(['sample', 'empty']), name: z.string().trim().max(60) }))
    .output(z.object({ taskId: z.string() })),
  /** Opens one of `state.files`. */
  open: base.input(z.object({ name: z.string().max(200) })).output(z.object({})),
  /** Closes the office file and goes back to the first-run page. */
  close: base.output(z.object({})),
  /** First start: creates the administrator and signs in. Refused once one exists. */
  createAdministrator: base.input(z.object({ name: staffName, secret })).output(z.object({})),
  signIn: base.input(z.object({ staffId: z.number(), secret: z.string().max(100) })).output(z.object({})),
  signOut: base.output(z.object({})),
  changeSecret: base.input(z.object({ current: z.string().max(100), next: secret })).output(z.object({})),
}

export const staffContract = {
  list: base.output(z.array(staffMember)),
  create: base.input(z.object({ name: staffName, roles: z.array(role).min(1), secret })).output(saved),
  update: base
    .input(versioned.extend({ name: staffName, roles: z.array(role).min(1), active: z.boolean() }))
    .output(saved),
  resetSecret: base.input(versioned.extend({ secret })).output(saved),
}

/** From which day on the records of each chapter of the summary are whole; null where they always were. */
export const recordsSince = z.record(z.enum(keptChapters), dateText.nullable())
export type RecordsSince = z.infer<typeof recordsSince>

export const settingsContract = {
  get: base.output(
    z.object({
      officeName: z.string(),
      zone: z.string(),
      handoverChecklist: z.array(z.string()),
      handoverDocuments: z.array(z.string()),
      recordsSince,
    }),
  ),
  update: base
    .input(
      z.object({
        officeName: z.string().trim().min(1).max(60),
        handoverChecklist: z.array(z.string().trim().min(1).max(40)).max(100),
        handoverDocuments: z.array(z.string().trim().min(1).max(40)).max(100),
        recordsSince,
      }),
    )
    .output(z.object({})),
  history: base.output(
    z.array(
      z.object({ at: z.string(), actor: z.string(), key: z.string(), from: z.string().nullable(), to: z.string() }),
    ),
  ),
}
