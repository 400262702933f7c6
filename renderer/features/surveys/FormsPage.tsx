import { Text } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { DataList } from '../../ui/DataList.tsx'
import { ChoiceFilter, PlaceFilter, TextFilter } from '../../ui/ListFilters.tsx'
import { Page } from '../../ui/Page.tsx'

/** Every form: who has one, what came back, what was written. */
export function FormsPage() {
  const { t } = useTranslation()
  return (
    <Page title={t('surveys:forms')} crumbs={[{ label: t('common:nav.surveys'), link: { to: '/surveys' } }]} fill>
      <DataList
        list="surveyForms"
        filters={
          <>
            <TextFilter />
            <ChoiceFilter field="show" choices="surveyFormsShown" label={t('lists:surveyForms.filters.show')} w={150} />
            <ChoiceFilter field="grade" w={130} />
            <PlaceFilter />
          </>
        }
        cells={{
          comment: (row) => (
            <Text span inherit truncate display="block" maw={420} title={row.comment}>
              {row.comment}
            </Text>
          ),
        }}
      />
    </Page>
  )
}
