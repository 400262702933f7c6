import { useTranslation } from 'react-i18next'
import { DataList } from '../../ui/DataList.tsx'
import { TextFilter } from '../../ui/ListFilters.tsx'
import { Page } from '../../ui/Page.tsx'

export function ImportsPage() {
  const { t } = useTranslation()
  return (
    <Page title={t('common:nav.imports')} fill>
      <DataList list="imports" filters={<TextFilter />} />
    </Page>
  )
}
