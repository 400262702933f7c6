import type { TFunction } from 'i18next'
import type { RegisterId } from '../../../electron/contract/registerKinds.ts'
import type { Crumb } from '../../ui/Page.tsx'
import { registerName } from './words.ts'

/** The registers that stand under one entry of the navigation. */
export const registerGroups = {
  registers: [
    'renovation',
    'parking-let',
    'access-card',
    'network',
    'advertising',
    'archive',
    'key',
    'visitor',
    'goods-pass',
    'worker-pass',
    'lost-property',
    'incident',
  ],
  notices: ['notice', 'event'],
} as const satisfies Readonly<Record<string, readonly RegisterId[]>>
export type RegisterGroup = keyof typeof registerGroups

export const groupOf = (register: RegisterId): RegisterGroup =>
  (registerGroups.notices as readonly RegisterId[]).includes(register) ? 'notices' : 'registers'

/** Where the list of a register is. */
export function pathOf(register: RegisterId) {
  if (register === 'notice') return { to: '/notices' } as const
  if (register === 'event') return { to: '/notices/events' } as const
  return { to: '/registers/$register', params: { register } } as const
}

/** Where a record is: notices and events under their own entry of the navigation. */
export function cardOf(register: RegisterId, id: number) {
  const params = { id: String(id) }
  return { to: groupOf(register) === 'notices' ? '/notices/record/$id' : '/registers/record/$id', params } as const
}

export function paperOf(register: RegisterId, id: number) {
  const params = { id: String(id) }
  const to = groupOf(register) === 'notices' ? '/notices/record/$id/paper' : '/registers/record/$id/paper'
  return { to, params } as const
}

/** The way back up from a record: its entry of the navigation, then its register. */
export function crumbsOf(t: TFunction, register: RegisterId): Crumb[] {
  const group = groupOf(register)
  return [
    { label: t(`common:nav.${group}`), link: { to: `/${group}` } },
    { label: registerName(t, register), link: pathOf(register) },
  ]
}
