import { Paper } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useParams } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { orpc } from '../../api/client.ts'
import { Loaded } from '../../ui/Faces.tsx'
import { FactTable } from '../../ui/FactTable.tsx'
import { fieldLabel, fieldValue } from '../../ui/fields.ts'
import { OccupancyBadge } from '../../ui/occupancy.tsx'
import { Page } from '../../ui/Page.tsx'

export function UnitPage() {
  const { t } = useTranslation()
  const { id } = useParams({ from: '/estate/unit/$id' })
  const unit = useQuery(orpc.estate.unit.queryOptions({ input: { id: Number(id) } }))
  return (
    <Page
      title={unit.data?.display ?? ''}
      subtitle={unit.data && `${unit.data.estate} · ${unit.data.area.name} · ${unit.data.building.name}`}
      crumbs={[{ label: t('common:nav.estate'), link: { to: '/estate' } }]}
    >
      <Loaded query={unit}>
        {(loaded) => (
          <Paper>
            <FactTable
              facts={[
                { label: fieldLabel('occupancy'), value: <OccupancyBadge category={loaded.occupancy} /> },
                ...Object.entries(loaded.fields).map(([name, value]) => ({
                  label: fieldLabel(name),
                  value: fieldValue(name, value),
                })),
              ]}
            />
          </Paper>
        )}
      </Loaded>
    </Page>
  )
}
