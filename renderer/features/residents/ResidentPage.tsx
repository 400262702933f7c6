import { Paper } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useParams } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { orpc } from '../../api/client.ts'
import { Loaded } from '../../ui/Faces.tsx'
import { FactTable } from '../../ui/FactTable.tsx'
import { fieldLabel } from '../../ui/fields.ts'
import { Page } from '../../ui/Page.tsx'

export function ResidentPage() {
  const { t } = useTranslation()
  const { id } = useParams({ from: '/residents/$id' })
  const card = useQuery(orpc.residents.card.queryOptions({ input: { id: Number(id) } }))
  return (
    <Page
      title={card.data?.fields.name ?? ''}
      crumbs={[{ label: t('common:nav.residents'), link: { to: '/residents' } }]}
    >
      <Loaded query={card}>
        {(loaded) => (
          <Paper>
            <FactTable facts={[{ label: fieldLabel('phone'), value: loaded.fields.phone, figure: true }]} />
          </Paper>
        )}
      </Loaded>
    </Page>
  )
}
