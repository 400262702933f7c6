import { join } from 'node:path'
import { ORPCError } from '@orpc/client'
import BetterSqlite from 'better-sqlite3'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { BackendLost } from '../../renderer/api/connect.ts'
import { type Client, overHttp, overPort, overProcess, type Way } from './links.ts'

const desk = { name: '陈静', secret: '1357' }

/** How a call ended, as a page learns of it. */
async function ending(call: Promise<unknown>): Promise<{ code: string; status?: number; data?: unknown }> {
  const error = await call.then(
    () => {
      throw new Error('the call went through')
    },
    (reason: unknown) => reason,
  )
  if (error instanceof BackendLost) return { code: 'lost' }
  if (!(error instanceof ORPCError)) throw error
  return { code: error.code, status: error.status, data: error.data }
}

/** An empty office, its administrator signed in on this way. */
async function openOffice(client: Client): Promise<void> {
  const { taskId } = await client.office.create({ kind: 'empty', name: 'office' })
  await vi.waitFor(async () => expect((await client.tasks.get({ id: taskId })).state).toBe('done'))
  await client.office.createAdministrator(desk)
}

describe('when the backend dies', () => {
  test('a call under way over a port ends, and the next call over a fresh port works', async () => {
    const way = await overPort()
    try {
      await openOffice(way.client)
      await way.hang()
      const pending = [ending(way.client.estate.tree()), ending(way.client.office.state())]
      await way.kill()
      expect(await Promise.all(pending)).toEqual([{ code: 'lost' }, { code: 'lost' }])
      const state = await way.client.office.state()
      expect(state.office?.fileName).toBe('office.stewarddesk')
      expect(state.actor, 'a new backend knows nobody').toBeNull()
    } finally {
      await way.close()
    }
  })

  test('a call under way over a port ends as soon as main says that the backend is lost', async () => {
    const way = await overPort()
    try {
      await way.client.office.state()
      await way.hang()
      const pending = ending(way.client.office.state())
      way.reportLost()
      expect(await pending).toEqual({ code: 'lost' })
    } finally {
      await way.close()
    }
  })

  test('a call under way over HTTP ends when the process is killed, and says that the backend is lost', async () => {
    const way = await overProcess()
    try {
      expect((await way.client.office.state()).office?.needsAdministrator).toBe(true)
      await way.hang()
      const pending = ending(way.client.office.state())
      await way.kill()
      expect(await pending).toEqual({ code: 'lost' })
      expect(await ending(way.client.office.state()), 'nobody listens any more').toEqual({ code: 'lost' })
      const next = await way.another()
      expect((await next.office.state()).office?.needsAdministrator).toBe(true)
    } finally {
      await way.close()
    }
  })

  test('a call under way over HTTP ends when the server is closed', async () => {
    const way = await overHttp()
    try {
      const arrived = Promise.withResolvers<void>()
      vi.spyOn(way.host, 'state').mockImplementation(() => {
        arrived.resolve()
        return new Promise(() => {})
      })
      const pending = ending(way.client.office.state())
      await arrived.promise
      await way.kill()
      expect(await pending).toEqual({ code: 'lost' })
    } finally {
      await way.close()
    }
  })
})

describe.each([overPort, overHttp])('over %o', (connect) => {
  let way: Way
  let client: Client
  let clerk: Client

  beforeAll(async () => {
    way = await connect()
    client = way.client
    await openOffice(client)
    await client.staff.create({ name: '王芳', roles: ['front-desk'], secret: '2468' })
    clerk = await way.another()
    const { staff } = await clerk.office.state()
    const member = staff.find((one) => one.name === '王芳')
    await clerk.office.signIn({ staffId: member?.id ?? 0, secret: '2468' })
  })
  afterAll(() => way?.close())

  test('who is signed in belongs to the connection', async () => {
    expect((await client.office.state()).actor?.name).toBe('陈静')
    expect((await clerk.office.state()).actor?.name).toBe('王芳')
  })

  test('input that the contract does not allow is refused at the border with the names of the fields', async () => {
    const wrong = { level: 'street', parentId: null, name: '' } as unknown as {
      level: 'estate'
      name: string
      parentId: null
    }
    const { code, data } = await ending(client.estate.createPlace(wrong))
    expect(code).toBe('BAD_REQUEST')
    const fields = (data as { issues: { path: string[] }[] }).issues.map((issue) => issue.path.join('.'))
    expect(fields.sort()).toEqual(['level', 'name'])
  })

  test('a date that does not exist is refused at the border', async () => {
    const { code, data } = await ending(client.estate.map({ buildingId: 1, asOf: '2026-02-30' }))
    expect(code).toBe('BAD_REQUEST')
    expect((data as { issues: { path: string[]; message: string }[] }).issues).toMatchObject([
      { path: ['asOf'], message: 'not-a-date' },
    ])
  })

  test('a refusal keeps its code, its parameters and the field it concerns', async () => {
    const { code, status, data } = await ending(
      client.staff.create({ name: '王芳', roles: ['cashier'], secret: '1111' }),
    )
    expect({ code, status }).toEqual({ code: 'REFUSED', status: 422 })
    expect(data).toEqual({
      code: 'name-taken',
      params: { name: '王芳' },
      problems: [{ code: 'name-taken', field: 'name', params: { name: '王芳' } }],
    })
  })

  test('a stale save says who changed what', async () => {
    const { id } = await client.estate.createPlace({ level: 'estate', parentId: null, name: '锦绣花园' })
    const version = (await client.estate.tree()).find((estate) => estate.id === id)?.version ?? -1
    await client.estate.renamePlace({ level: 'estate', id, version, name: '锦绣家园' })
    const { code, status, data } = await ending(
      client.estate.renamePlace({ level: 'estate', id, version, name: '锦绣新城' }),
    )
    expect({ code, status }).toEqual({ code: 'STALE', status: 409 })
    expect(data).toMatchObject({ by: '陈静' })
    const changes = (data as { changes: { field: string; from: unknown; to: unknown }[] }).changes
    expect(changes).toContainEqual({ field: 'name', from: '锦绣花园', to: '锦绣家园' })
    expect((await client.estate.tree()).find((estate) => estate.id === id)?.name).toBe('锦绣家园')
  })

  test('a role without the permission is refused by name of the procedure', async () => {
    expect(await ending(clerk.staff.create({ name: '赵六', roles: ['manager'], secret: '9999' }))).toEqual({
      code: 'NO_PERMISSION',
      status: 403,
      data: { procedure: 'staff.create' },
    })
  })

  test('nobody signed in is told so, and the procedures before signing in answer', async () => {
    const stranger = await way.another()
    expect(await ending(stranger.estate.tree())).toMatchObject({ code: 'NOT_SIGNED_IN', status: 401 })
    expect((await stranger.office.state()).actor).toBeNull()
  })

  test('a fault of the program is masked with a reference that stands in the log', async () => {
    const file = new BetterSqlite(join(way.folder, 'office.stewarddesk'))
    file.exec('ALTER TABLE zone RENAME TO zone_elsewhere')
    try {
      const { code, status, data } = await ending(client.estate.zones())
      expect({ code, status }).toEqual({ code: 'INTERNAL_SERVER_ERROR', status: 500 })
      const { reference } = data as { reference: string }
      expect(JSON.stringify(data)).not.toContain('zone')
      await expect.poll(() => way.log()).toContain(`estate.zones failed (${reference})`)
      expect(way.log()).toContain('no such table: zone')
    } finally {
      file.exec('ALTER TABLE zone_elsewhere RENAME TO zone')
      file.close()
    }
    expect(await client.estate.zones(), 'the next call works again').toEqual([])
  })

  test('without an office the pages are told so', async () => {
    await client.office.close()
    expect((await client.office.state()).office).toBeNull()
    expect(await ending(client.office.signIn({ staffId: 1, secret: desk.secret }))).toMatchObject({
      code: 'NO_OFFICE',
      status: 409,
    })
    await client.office.open({ name: 'office.stewarddesk' })
  })
})
