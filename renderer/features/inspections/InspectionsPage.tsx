import { Badge, Button } from '@mantine/core'
import { IconChartGridDots, IconPlus } from '@tabler/icons-react'
import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useMay } from '../../api/session.ts'
import { Keys, useCommands } from '../../app/commands.tsx'
import { DataList } from '../../ui/DataList.tsx'
import { ChoiceFilter, DateFilter, LinkedFilters, TextFilter } from '../../ui/ListFilters.tsx'
import { LinkButton } from '../../ui/links.tsx'
import { Page } from '../../ui/Page.tsx'
import { InspectionDialog } from './InspectionDialog.tsx'

/** 三级检查: every check of leader, supervisor and steward. */
export function InspectionsPage() {
  const { t } = useTranslation()
  const navigate = useNavigate()
  const mayRecord = useMay('inspections.record')
  const [recording, setRecording] = useState(false)
  const scores = () => void navigate({ to: '/inspections/scores' })
  useCommands([
    ...(mayRecord ? [{ key: 'a', label: t('inspections:record'), run: () => setRecording(true) }] : []),
    { key: 'm', label: t('inspections:scores'), run: scores },
  ])
  return (
    <Page
      title={t('inspections:title')}
      fill
      actions={
        <>
          <LinkButton variant="default" to="/cleaning">
            {t('common:nav.cleaning')}
          </LinkButton>
          <Button
            variant="default"
            leftSection={<IconChartGridDots size={16} />}
            rightSection={<Keys of="m" />}
            onClick={scores}
            data-testid="to-scores"
          >
            {t('inspections:scores')}
          </Button>
          {mayRecord && (
            <Button
              leftSection={<IconPlus size={16} />}
              rightSection={<Keys of="a" />}
              onClick={() => setRecording(true)}
              data-testid="record-inspection"
            >
              {t('inspections:record')}
            </Button>
          )}
        </>
      }
    >
      <DataList
        list="inspections"
        filters={
          <>
            <TextFilter placeholder={t('inspections:find')} />
            <ChoiceFilter field="level" w={100} />
            <ChoiceFilter field="show" choices="inspectionShown" label={t('lists:inspections.filters.show')} w={120} />
            <ChoiceFilter field="state" choices="tallyState" label={t('lists:inspections.filters.state')} w={100} />
            <DateFilter field="from" label={t('lists:inspections.filters.from')} />
            <DateFilter field="to" label={t('lists:inspections.filters.to')} />
            <LinkedFilters fields={['area']} />
          </>
        }
        cells={{
          problems: (row) => (row.problems === 0 ? '' : row.problems),
          open: (row) =>
            row.open === 0 ? (
              ''
            ) : (
              <Badge color="orange" className="figure">
                {row.open}
              </Badge>
            ),
          cancelledOn: (row) =>
            row.cancelledOn && (
              <Badge color="red" className="figure">
                {row.cancelledOn}
              </Badge>
            ),
        }}
        onOpen={(row) => void navigate({ to: '/inspections/$id', params: { id: String(row.id) } })}
      />
      {recording && <InspectionDialog onClose={() => setRecording(false)} />}
    </Page>
  )
}
