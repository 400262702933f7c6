import { Button } from '@mantine/core'
import { IconPhonePlus } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { useMay } from '../../api/session.ts'
import { Keys, useCommands } from '../../app/commands.tsx'
import { type IntakeStart, openIntake } from './intakeDoor.ts'

/** Takes a call of whose card is open: the caller need not be found a second time, by the button or by the usual key. */
export function TakeCallButton({ from }: { readonly from: NonNullable<IntakeStart['from']> }) {
  const { t } = useTranslation()
  const may = useMay('jobs.register')
  const take = () => openIntake({ from })
  useCommands(may ? ['mod+n', 'alt+n'].map((key) => ({ key, label: t('common:takeCall'), run: take })) : [])
  if (!may) return null
  return (
    <Button
      size="compact-sm"
      variant="subtle"
      leftSection={<IconPhonePlus size={15} />}
      rightSection={<Keys of="alt+n" />}
      onClick={take}
      data-testid="take-call"
    >
      {t('common:takeCall')}
    </Button>
  )
}
