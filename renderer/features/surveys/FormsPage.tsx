import { Text } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useSearch } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { orpc } from '../../api/client.ts'
import { DataList } from '../../ui/DataList.tsx'
import { ChoiceFilter, LinkedFilters, PlaceFilter, TextFilter } from '../../ui/ListFilters.tsx'
import { Page } from '../../ui/Page.tsx'

/** Every form: who has one, what came back, what was written. */
export function FormsPage() {
  const { t } = useTranslation()
  const { surveyId, questionId, answer } = useSearch({ from: '/surveys/forms' })
  const survey = useQuery({
    ...orpc.surveys.detail.queryOptions({ input: { id: surveyId ?? 0 } }),
    enabled: surveyId !== undefined,
  }).data
  const question = answer === undefined ? null : survey?.edition?.questions.find((one) => one.id === questionId)
  return (
    <Page
      title={t('surveys:forms')}
      subtitle={[survey?.name, question?.words].filter(Boolean).join(' · ')}
      crumbs={[{ label: t('common:nav.surveys'), link: { to: '/surveys' } }]}
      fill
    >
      <DataList
        list="surveyForms"
        filters={
          <>
            <TextFilter />
            <ChoiceFilter field="show" choices="surveyFormsShown" label={t('lists:surveyForms.filters.show')} w={150} />
            <ChoiceFilter field="grade" w={130} />
            <PlaceFilter />
            <LinkedFilters fields={['answer']} choices={{ answer: 'grade' }} />
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
