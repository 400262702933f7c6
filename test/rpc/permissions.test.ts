import { call } from '@orpc/server'
import { expect, it } from 'vitest'
import { router } from '../../electron/backend/router.ts'
import { contract, procedureNames } from '../../electron/contract/contract.ts'
import { mayCall, permissions } from '../../electron/contract/permissions.ts'
import { type Role, roles } from '../../electron/contract/roles.ts'
import { newHost } from './host.ts'

type Callable = Parameters<typeof call>[0]

function procedure(name: string): Callable {
  const [register, key] = name.split('.') as [keyof typeof router, string]
  return (router[register] as unknown as Record<string, Callable>)[key] as Callable
}

it('has exactly one entry in the permission table for every procedure of the contract', () => {
  expect(Object.keys(permissions).sort()).toEqual([...procedureNames].sort())
})

it('has a procedure in the router for every procedure of the contract', () => {
  for (const [register, procedures] of Object.entries(contract)) {
    expect(Object.keys(router[register as keyof typeof router]).sort()).toEqual(Object.keys(procedures).sort())
  }
})

it('names only roles that exist', () => {
  for (const permission of Object.values(permissions)) {
    if (typeof permission !== 'string') for (const role of permission) expect(roles).toContain(role)
  }
})

/** What the border answered: whether it let the call through at all. What lies behind it does not matter here. */
async function outcome(name: string, role: Role | null): Promise<'let through' | 'NOT_SIGNED_IN' | 'NO_PERMISSION'> {
  const { host } = await newHost()
  const connection = host.connect()
  if (role !== null) connection.actor = { id: 1, name: role, roles: [role] }
  try {
    await call(procedure(name), {} as never, { context: host.context(connection), path: name.split('.') })
    return 'let through'
  } catch (error) {
    const { code } = error as { code: string }
    // No office is open, so a call that got past the border ends there or at its own input check.
    return code === 'NO_PERMISSION' || (code === 'NOT_SIGNED_IN' && role === null) ? code : 'let through'
  }
}

it.each(procedureNames)('asks the table for every role before %s does anything', async (name) => {
  for (const role of [null, ...roles]) {
    const allowed = mayCall(name, role === null ? null : [role])
    const expected = allowed ? 'let through' : role === null ? 'NOT_SIGNED_IN' : 'NO_PERMISSION'
    expect([name, role, await outcome(name, role)]).toEqual([name, role, expected])
  }
})

it('refuses what nobody is signed in for, but the sign-in itself and the recovery of a file that cannot be opened', () => {
  const open = procedureNames.filter((name) => mayCall(name, null))
  expect(open.sort()).toEqual(
    [
      'office.state',
      'recovery.backups',
      'recovery.copyTo',
      'recovery.leave',
      'recovery.restore',
      'recovery.restoreOffered',
      'recovery.retry',
      'office.create',
      'office.open',
      'office.createAdministrator',
      'office.signIn',
      'office.signOut',
      'tasks.get',
      'tasks.cancel',
    ].sort(),
  )
})

it('lets the roles that hold more do what their roles together may', () => {
  expect(mayCall('imports.undo', ['front-desk'])).toBe(false)
  expect(mayCall('imports.undo', ['front-desk', 'manager'])).toBe(true)
  expect(mayCall('imports.undo', [])).toBe(false)
  expect(mayCall('estate.tree', [])).toBe(false)
})
