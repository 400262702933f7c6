import { unlinkSync } from 'node:fs'
import { DeskError } from '../../contract/errors.ts'
import type { Actor, Desk } from '../../core/context.ts'
import { writeSettings } from '../../core/settings/index.ts'
import { changeSecret, createAdministrator, recordSign } from '../../core/staff/service.ts'
import { openOffice } from '../../db/open.ts'
import { backupsOf } from '../backups.ts'
import type { Host } from '../host.ts'
import { hosted } from './hosted.ts'

const { office } = hosted

/** Acts before anybody has signed in: creating an office, its first administrator. */
const firstStart: Actor = { id: null, name: 'first start', roles: ['administrator'] }

export const officeRouter = office.router({
  state: office.state.handler(({ context }) => context.host.state(context.connection)),
  create: office.create.handler(({ context: { host, connection }, input }) => {
    refuseSwitchWhileWorking(host, connection.actor)
    if (input.kind === 'sample') {
      const file = host.newFile('样例小区')
      const taskId = host.tasks.start(
        connection,
        { type: 'create-sample', office: file, actor: firstStart, ...times(host) },
        () => host.open(file),
      )
      return { taskId }
    }
    const name = input.name
    if (name === '') throw new DeskError('required', {}, [{ code: 'required', field: 'name' }])
    const file = host.newFile(name)
    return { taskId: host.tasks.run(connection, 'creating', () => createEmpty(host, file, name)) }
  }),
  open: office.open.handler(async ({ context: { host, connection }, input }) => {
    refuseSwitchWhileWorking(host, connection.actor)
    const file = host.listedFile(input.name)
    try {
      await host.open(file)
    } catch (error) {
      // Picked from the list by mistake, and without a backup: there is nothing to recover, and the list says why.
      if ((await backupsOf(file)).length === 0) host.leaveTrouble()
      throw error
    }
    return {}
  }),
  close: office.close.handler(async ({ context: { host } }) => {
    await host.close()
    return {}
  }),
  createAdministrator: office.createAdministrator.handler(async ({ context: { host, connection }, input }) => {
    const desk: Desk = { db: host.office.db, clock: host.clock, actor: firstStart }
    connection.actor = await createAdministrator(desk, input.name, input.secret)
    return {}
  }),
  signIn: office.signIn.handler(async ({ context: { host, connection }, input }) => {
    connection.actor = await host.identify(input.staffId, input.secret)
    host.tasks.forgetOthers(connection)
    await recordSign(host.desk(connection), 'sign-in')
    return {}
  }),
  signOut: office.signOut.handler(async ({ context: { host, connection } }) => {
    if (connection.actor !== null) await recordSign(host.desk(connection), 'sign-out')
    connection.actor = null
    return {}
  }),
  changeSecret: office.changeSecret.handler(async ({ context, input }) => {
    const desk = context.desk()
    await context.host.attempts.run(desk.actor.id ?? 0, () => changeSecret(desk, input.current, input.next))
    return {}
  }),
})

/** While an office is open, only its administrator may put another in its place. */
function refuseSwitchWhileWorking(host: Host, actor: Actor | null): void {
  if (host.isOpen && !actor?.roles.includes('administrator')) throw new DeskError('office-is-open')
}

async function createEmpty(host: Host, file: string, name: string): Promise<void> {
  const created = await openOffice(file, { create: true })
  try {
    await writeSettings({ db: created.db, clock: host.clock, actor: firstStart }, { officeName: name })
    await created.close()
  } catch (error) {
    await created.close()
    unlinkSync(file)
    throw error
  }
  await host.open(file)
}

/** The clock as a worker is given it. */
export function times(host: Host) {
  return { today: host.clock.today(), now: host.clock.now().toISOString(), zone: host.clock.zone }
}
