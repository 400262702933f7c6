import { Alert, Button, Group, Text } from '@mantine/core'
import { IconUsersGroup } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import type { Stale } from '../api/errors.ts'
import { Changes } from './History.tsx'

/** Somebody saved the record meanwhile: who, what, and the two ways on. */
export function StaleNotice(props: {
  readonly stale: Stale
  /** Takes the other's values and drops what was typed here. */
  readonly onReload: () => void
  /** Keeps what was typed here on top of the other's values. */
  readonly onKeepMine: () => void
}) {
  const { t } = useTranslation()
  return (
    <Alert
      color="orange"
      icon={<IconUsersGroup size={18} />}
      title={t('common:stale.title', { by: props.stale.by })}
      data-testid="stale"
      role="alert"
    >
      <Text size="sm">{t('common:stale.changed')}</Text>
      <Changes changes={[...props.stale.changes]} />
      <Group gap={8} mt="sm">
        <Button variant="filled" onClick={props.onKeepMine} data-testid="stale-keep">
          {t('common:stale.keepMine')}
        </Button>
        <Button variant="default" onClick={props.onReload} data-testid="stale-reload">
          {t('common:stale.reload')}
        </Button>
      </Group>
    </Alert>
  )
}
