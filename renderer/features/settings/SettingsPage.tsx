import { useTranslation } from 'react-i18next'
import { EmptyFace } from '../../ui/Faces.tsx'
import { Page } from '../../ui/Page.tsx'

export function SettingsPage() {
  const { t } = useTranslation()
  return (
    <Page title={t('common:nav.settings')}>
      <EmptyFace />
    </Page>
  )
}
