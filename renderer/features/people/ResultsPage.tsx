import { Badge } from '@mantine/core'
import { IconStar } from '@tabler/icons-react'
import { useNavigate } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { useMay } from '../../api/session.ts'
import { DataList } from '../../ui/DataList.tsx'
import { LinkedFilters, TextFilter } from '../../ui/ListFilters.tsx'
import { Page } from '../../ui/Page.tsx'

/** What somebody who may not see pay is shown of their own. */
const ownColumns = ['month', 'name', 'post', 'score', 'rewards', 'penalties', 'star']

/** Results of all closed months: of everybody, or one's own. */
export function ResultsPage() {
  const { t } = useTranslation()
  const navigate = useNavigate()
  const seesPay = useMay('people.addTerms')
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
        {...(!seesPay && { columns: ownColumns })}
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
