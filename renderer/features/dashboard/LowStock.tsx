import { Text } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { orpc } from '../../api/client.ts'
import { formatCount } from '../../ui/format.ts'
import { LinkAnchor } from '../../ui/links.tsx'
import { formatQuantity } from '../stores/quantity.ts'
import { Section } from './Section.tsx'

const shownItems = 8

/** Items of the stores below their minimum. Nothing is shown while there is none. */
export function LowStock() {
  const { t } = useTranslation()
  const input = { filter: { show: 'below' as const }, offset: 0, limit: shownItems }
  const low = useQuery(orpc.lists.stockItems.queryOptions({ input })).data
  if (!low || low.total === 0) return null
  return (
    <Section
      title={t('dashboard:lowStock.title')}
      all={
        <LinkAnchor to="/stores" search={{ show: 'below' }} data-testid="low-stock">
          {t('dashboard:lowStock.all', { count: formatCount(low.total) as never })}
        </LinkAnchor>
      }
    >
      <Text size="sm">
        {low.rows.map((row, index) => (
          <span key={row.id}>
            {index > 0 && t('common:listSeparator')}
            <LinkAnchor to="/stores/item/$id" params={{ id: String(row.id) }}>
              {[row.name, row.specification].filter(Boolean).join(' ')}
            </LinkAnchor>{' '}
            <span className="figure">{formatQuantity(row.quantity)}</span> {row.unitName}
          </span>
        ))}
      </Text>
    </Section>
  )
}
