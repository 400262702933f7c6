import { Badge, Button, Text } from '@mantine/core'
import { IconPackageExport, IconPackageImport, IconPlus, IconTags } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { orpc } from '../../api/client.ts'
import { useMay, useOffice } from '../../api/session.ts'
import { Keys, useCommands } from '../../app/commands.tsx'
import { DataList } from '../../ui/DataList.tsx'
import { EmptyFace } from '../../ui/Faces.tsx'
import { formatArea, formatCount, formatMoney } from '../../ui/format.ts'
import { ChoiceFilter, DateFilter, TextFilter } from '../../ui/ListFilters.tsx'
import { LinkButton } from '../../ui/links.tsx'
import { CategoryFilter } from './CategoryFilter.tsx'
import { ItemDialog } from './ItemDialog.tsx'
import { MovementDialog, type MovementKind } from './MovementDialog.tsx'
import { StoresFrame } from './StoresFrame.tsx'
import classes from './stores.module.css'

/** What is on the shelves on a day, and what it is worth. */
export function StockPage() {
  const { t } = useTranslation()
  const navigate = useNavigate()
  const { today } = useOffice()
  const { asOf = today, category } = useSearch({ from: '/stores' })
  const mayKeep = useMay('stores.createItem')
  const [shown, setShown] = useState<MovementKind | 'item' | null>(null)
  const totals = useQuery(orpc.stores.totals.queryOptions({ input: { asOf } })).data
  const close = () => setShown(null)
  const labels = { to: '/stores/labels', search: category === undefined ? {} : { category } } as const
  useCommands([
    ...(mayKeep
      ? [
          { key: 'r', label: t('stores:receipt.action'), run: () => setShown('receipt') },
          { key: 'o', label: t('stores:issue.action'), run: () => setShown('issue') },
          { key: 'n', label: t('stores:item.new'), run: () => setShown('item') },
        ]
      : []),
    { key: 'l', label: t('stores:labels.title'), run: () => void navigate(labels) },
  ])
  return (
    <StoresFrame
      at="stock"
      actions={
        <>
          <LinkButton
            variant="default"
            leftSection={<IconTags size={16} />}
            rightSection={<Keys of="l" />}
            data-testid="to-labels"
            {...labels}
          >
            {t('stores:labels.title')}
          </LinkButton>
          {mayKeep && (
            <>
              <Button
                variant="default"
                leftSection={<IconPlus size={16} />}
                rightSection={<Keys of="n" />}
                onClick={() => setShown('item')}
                data-testid="new-item"
              >
                {t('stores:item.new')}
              </Button>
              <Button
                variant="default"
                leftSection={<IconPackageImport size={16} />}
                rightSection={<Keys of="r" />}
                onClick={() => setShown('receipt')}
                data-testid="receive"
              >
                {t('stores:receipt.action')}
              </Button>
              <Button
                leftSection={<IconPackageExport size={16} />}
                rightSection={<Keys of="o" />}
                onClick={() => setShown('issue')}
                data-testid="issue"
              >
                {t('stores:issue.action')}
              </Button>
            </>
          )}
        </>
      }
    >
      <div className={classes.strip}>
        <Text size="sm">
          {t('stores:valueOn', { date: asOf })}{' '}
          <Text span fw={600} className="figure" data-testid="stock-value">
            {totals ? formatMoney(totals.value) : '…'}
          </Text>{' '}
          {t('common:yuan')}
        </Text>
        <Text size="sm" c="dimmed">
          {t('stores:kindsThere', { count: formatCount(totals?.items ?? 0) as never })}
        </Text>
        {totals !== undefined && totals.below > 0 && (
          <Button
            size="compact-sm"
            color="orange"
            variant="light"
            onClick={() => void navigate({ to: '/stores', search: { show: 'below' } })}
            data-testid="show-below"
          >
            {t('stores:belowCount', { count: formatCount(totals.below) as never })}
          </Button>
        )}
      </div>
      <DataList
        list="stockItems"
        filters={
          <>
            <TextFilter placeholder={t('stores:find')} />
            <CategoryFilter />
            <ChoiceFilter field="show" choices="stockShown" label={t('lists:stockItems.filters.show')} w={120} />
            <DateFilter field="asOf" label={t('common:asOf')} />
          </>
        }
        cells={{
          quantity: (row) =>
            row.below ? (
              <Badge color="orange" className="figure">
                {formatArea(row.quantity)}
              </Badge>
            ) : (
              formatArea(row.quantity)
            ),
        }}
        onOpen={(row) => void navigate({ to: '/stores/item/$id', params: { id: String(row.id) } })}
        empty={<EmptyFace title={t('stores:empty')} />}
      />
      {shown === 'item' && <ItemDialog onClose={close} />}
      {shown !== null && shown !== 'item' && <MovementDialog kind={shown} onClose={close} />}
    </StoresFrame>
  )
}
