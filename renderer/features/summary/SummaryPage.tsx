import { useTranslation } from 'react-i18next'
import { EmptyFace } from '../../ui/Faces.tsx'
import { Page } from '../../ui/Page.tsx'

export function SummaryPage() {
  const { t } = useTranslation()
  return (
    <Page title={t('common:nav.summary')}>
      <EmptyFace />
    </Page>
  )
}
