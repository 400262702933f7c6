import { Badge } from '@mantine/core'
import { IconStar } from '@tabler/icons-react'
import { useNavigate } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { DataList } from '../../ui/DataList.tsx'
import { LinkedFilters, TextFilter } from '../../ui/ListFilters.tsx'
import { Page } from '../../ui/Page.tsx'

/** Results of all closed months. */
export function ResultsPage() {
  const { t } = useTranslation()
  const navigate = useNavigate()
  return (
    <Page
      title={t('people:appraisal.results')}
      fill
      crumbs={[
        { label: t('common:nav.people'), link: { to: '/people' } },
        { label: t('people:tabs.appraisal'), link: { to: '/people/appraisal' } },
      ]}
    >
      <DataList
        list="appraisals"
        filters={
          <>
            <TextFilter placeholder={t('people:find')} />
            <LinkedFilters fields={['month', 'year', 'staffId']} />
          </>
        }
        cells={{
          star: (row) =>
            row.star === 'yes' && (
              <Badge color="yellow.9" leftSection={<IconStar size={11} />}>
                {t('lists:appraisals.columns.star')}
              </Badge>
            ),
        }}
        onOpen={(row) => void navigate({ to: '/people/appraisal', search: { month: row.month } })}
      />
    </Page>
  )
}
