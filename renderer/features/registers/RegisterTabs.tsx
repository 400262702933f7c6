import { Group } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { RegisterId } from '../../../electron/contract/registerKinds.ts'
import { LinkAnchor } from '../../ui/links.tsx'
import classes from './registers.module.css'
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

/** From one register of a group to the others. */
export function RegisterTabs({ register }: { readonly register: RegisterId }) {
  const { t } = useTranslation()
  return (
    <Group component="nav" gap={4} mb="sm" className="no-print" aria-label={t('registers:tabs')}>
      {registerGroups[groupOf(register)].map((one) => (
        <LinkAnchor
          key={one}
          {...pathOf(one)}
          className={classes.tab ?? ''}
          aria-current={one === register ? 'page' : undefined}
          data-testid={`register-${one}`}
        >
          {registerName(t, one)}
        </LinkAnchor>
      ))}
    </Group>
  )
}
