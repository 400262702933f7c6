import { Badge } from '@mantine/core'
import { useNavigate } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { DataList } from '../../ui/DataList.tsx'
import { EmptyFace } from '../../ui/Faces.tsx'
import { ChoiceFilter, TextFilter } from '../../ui/ListFilters.tsx'
import { Page } from '../../ui/Page.tsx'

/** Every plan of every register: what for, how often, when next, and which have ended. */
export function PlansPage() {
  const { t } = useTranslation()
  const navigate = useNavigate()
  return (
    <Page title={t('lists:plans.title')} crumbs={[{ label: t('common:nav.tasks'), link: { to: '/tasks' } }]} fill>
      <DataList
        list="plans"
        filters={
          <>
            <TextFilter placeholder={t('plans:findPlan')} />
            <ChoiceFilter field="subject" w={120} />
            <ChoiceFilter field="show" choices="planShown" label={t('lists:plans.filters.show')} w={120} />
          </>
        }
        cells={{
          late: (row) =>
            row.late === 0 ? (
              ''
            ) : (
              <Badge color="red" className="figure">
                {row.late}
              </Badge>
            ),
        }}
        empty={<EmptyFace title={t('plans:noPlans')} />}
        onOpen={(row) => void navigate({ to: '/tasks', search: { planId: row.id, state: 'all' } })}
      />
    </Page>
  )
}
