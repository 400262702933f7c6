import { ActionIcon, Tooltip } from '@mantine/core'
import { IconPrinter } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { printPage } from './print.ts'

/** Prints the page as it stands. */
export function PrintButton() {
  const { t } = useTranslation()
  return (
    <Tooltip label={t('common:print')}>
      <ActionIcon size="lg" variant="default" aria-label={t('common:print')} onClick={printPage}>
        <IconPrinter size={16} />
      </ActionIcon>
    </Tooltip>
  )
}
