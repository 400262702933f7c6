import { Group } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { RegisterId } from '../../../electron/contract/registerKinds.ts'
import { LinkAnchor } from '../../ui/links.tsx'
import { groupOf, pathOf, registerGroups } from './places.ts'
import classes from './registers.module.css'
import { registerName } from './words.ts'

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
