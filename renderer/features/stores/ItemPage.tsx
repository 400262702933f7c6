import { Badge, Button, Group, Paper, Stack, Table, Text } from '@mantine/core'
import { IconEdit, IconPrinter, IconTag } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useNavigate, useParams, useSearch } from '@tanstack/react-router'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { averagePrice, type StockItem, type StockLedger } from '../../../electron/contract/stores.ts'
import { orpc } from '../../api/client.ts'
import { useMay, useOffice } from '../../api/session.ts'
import { Keys, useCommands } from '../../app/commands.tsx'
import { DateField } from '../../ui/DateField.tsx'
import { Loaded, NotFoundFace } from '../../ui/Faces.tsx'
import { FactTable } from '../../ui/FactTable.tsx'
import { formatArea, formatMoney } from '../../ui/format.ts'
import { LinkAnchor, LinkButton } from '../../ui/links.tsx'
import { Page } from '../../ui/Page.tsx'
import { printPage } from '../../ui/print.ts'
import { useWrite } from '../../ui/write.ts'
import { scaledText } from '../billing/ScaledField.tsx'
import { ItemDialog } from './ItemDialog.tsx'
import { formatQuantity } from './quantity.ts'
import classes from './stores.module.css'

/** An item with its ledger of some days; printed, it is the ledger card. */
export function ItemPage() {
  const { id } = useParams({ from: '/stores/item/$id' })
  return /^[1-9]\d{0,14}$/.test(id) ? <Item key={id} id={Number(id)} /> : <NotFoundFace />
}

function Item({ id }: { readonly id: number }) {
  const { t } = useTranslation()
  const { today } = useOffice()
  const navigate = useNavigate()
  const mayKeep = useMay('stores.updateItem')
  const [editing, setEditing] = useState(false)
  const search = useSearch({ from: '/stores/item/$id' })
  const to = search.to ?? today
  const from = search.from ?? `${to.slice(0, 4)}-01-01`
  const query = useQuery(orpc.stores.ledger.queryOptions({ input: { itemId: id, from, to } }))
  const item = query.data?.item
  const archive = useWrite(orpc.stores.archiveItem, { done: t('stores:item.saved') })
  const set = (days: { from?: string; to?: string }) =>
    void navigate({ to: '/stores/item/$id', params: { id: String(id) }, search: { from, to, ...days }, replace: true })
  useCommands([
    { key: 'p', label: t('common:print'), run: printPage },
    ...(mayKeep ? [{ key: 'e', label: t('stores:item.edit'), run: () => setEditing(true) }] : []),
  ])
  return (
    <Page
      title={item ? [item.name, item.specification].filter(Boolean).join(' ') : ''}
      subtitle={
        item && (
          <Group gap={6} wrap="nowrap">
            <span className="figure">{item.code}</span>
            {item.archivedOn && <Badge color="gray">{t('stores:item.archivedOn', { date: item.archivedOn })}</Badge>}
            {item.minimum !== null && item.archivedOn === null && item.quantity < item.minimum && (
              <Badge color="orange">{t('vocabulary:stockShown.below')}</Badge>
            )}
          </Group>
        )
      }
      crumbs={[{ label: t('common:nav.stores'), link: { to: '/stores' } }]}
      actions={
        <>
          <LinkButton
            variant="default"
            leftSection={<IconTag size={16} />}
            to="/stores/labels"
            search={{ item: id }}
            data-testid="label"
          >
            {t('stores:labels.one')}
          </LinkButton>
          <Button
            variant="default"
            leftSection={<IconPrinter size={16} />}
            rightSection={<Keys of="p" />}
            onClick={printPage}
          >
            {t('common:print')}
          </Button>
          {mayKeep && item && (
            <>
              <Button
                variant="default"
                disabled={item.archivedOn === null && item.quantity !== 0}
                loading={archive.isPending}
                onClick={() => archive.mutate({ id, version: item.version, archived: item.archivedOn === null })}
                data-testid="archive"
              >
                {t(item.archivedOn === null ? 'stores:item.archive' : 'stores:item.unarchive')}
              </Button>
              <Button
                leftSection={<IconEdit size={16} />}
                rightSection={<Keys of="e" />}
                onClick={() => setEditing(true)}
                data-testid="edit-item"
              >
                {t('stores:item.edit')}
              </Button>
            </>
          )}
        </>
      }
    >
      <Loaded query={query}>
        {(ledger) => (
          <Stack gap="sm" data-testid="ledger">
            <Facts of={ledger.item} />
            <Paper p="md" component="section" aria-label={t('lists:stockMovements.title')}>
              <Group justify="space-between" mb="xs" className="no-print">
                <Text fw={600}>{t('lists:stockMovements.title')}</Text>
                <Group gap={6}>
                  <DateField
                    w={126}
                    clearable={false}
                    aria-label={t('lists:stockMovements.filters.from')}
                    value={from}
                    onlyValid
                    onChange={(day) => day && set({ from: day, ...(day > to && { to: day }) })}
                  />
                  <DateField
                    w={126}
                    clearable={false}
                    aria-label={t('lists:stockMovements.filters.to')}
                    value={to}
                    onlyValid
                    onChange={(day) => day && set({ to: day, ...(day < from && { from: day }) })}
                  />
                </Group>
              </Group>
              <Text className="only-print" fw={600} mb="xs">
                {t('stores:ledgerOf', { from, to })}
              </Text>
              <Ledger of={ledger} from={from} to={to} />
            </Paper>
          </Stack>
        )}
      </Loaded>
      {editing && item && <ItemDialog of={item} onClose={() => setEditing(false)} />}
    </Page>
  )
}

function Facts({ of }: { readonly of: StockItem }) {
  const { t } = useTranslation()
  const column = (name: string) => t(`lists:stockItems.columns.${name}`)
  const price = (value: number | null) => (value === null ? null : scaledText(value, 4))
  return (
    <Paper p="md">
      <FactTable
        columns={3}
        facts={[
          { label: column('quantity'), value: `${formatQuantity(of.quantity)} ${of.unitName}`, figure: true },
          { label: column('value'), value: `${formatMoney(of.value)} ${t('common:yuan')}`, figure: true },
          { label: column('average'), value: price(averagePrice(of.value, of.quantity)), figure: true },
          { label: column('bin'), value: of.bin },
          { label: column('category'), value: of.category },
          { label: column('minimum'), value: of.minimum === null ? null : formatQuantity(of.minimum), figure: true },
          { label: t('stores:lastPrice'), value: price(of.lastPrice), figure: true },
        ]}
      />
    </Paper>
  )
}

/** What was there, what moved, what is there, with both columns of each. */
function Ledger({ of, from, to }: { readonly of: StockLedger; readonly from: string; readonly to: string }) {
  const { t } = useTranslation()
  const column = (name: string) => t(`lists:stockMovements.columns.${name}`)
  const amounts = ['inQuantity', 'inValue', 'outQuantity', 'outValue', 'balanceQuantity', 'balanceValue'] as const
  return (
    <Table className={classes.ledger} verticalSpacing={4}>
      <Table.Thead>
        <Table.Tr>
          <Table.Th>{column('onDate')}</Table.Th>
          <Table.Th>{column('number')}</Table.Th>
          <Table.Th>{column('kind')}</Table.Th>
          <Table.Th>{column('party')}</Table.Th>
          {amounts.map((name) => (
            <Table.Th key={name} ta="right">
              {column(name)}
            </Table.Th>
          ))}
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        <Table.Tr className={classes.carried}>
          <Table.Td className="figure">{from}</Table.Td>
          <Table.Td colSpan={7}>{t('stores:carriedOver')}</Table.Td>
          <Table.Td ta="right">{formatArea(of.opening.quantity)}</Table.Td>
          <Table.Td ta="right">{formatMoney(of.opening.value)}</Table.Td>
        </Table.Tr>
        {of.rows.map((row) => (
          <Table.Tr key={row.id} data-testid="ledger-row">
            <Table.Td className="figure">{row.onDate}</Table.Td>
            <Table.Td>
              <LinkAnchor to="/stores/document/$id" params={{ id: String(row.documentId) }} className="figure">
                {row.number}
              </LinkAnchor>
            </Table.Td>
            <Table.Td>
              {t(`vocabulary:stockKind.${row.kind}`)}
              {row.reversal && t('stores:reversalMark')}
            </Table.Td>
            <Table.Td>{row.party}</Table.Td>
            <Table.Td ta="right">{row.inQuantity !== 0 && formatArea(row.inQuantity)}</Table.Td>
            <Table.Td ta="right">{(row.inValue !== 0 || row.inQuantity !== 0) && formatMoney(row.inValue)}</Table.Td>
            <Table.Td ta="right">{row.outQuantity !== 0 && formatArea(row.outQuantity)}</Table.Td>
            <Table.Td ta="right">{(row.outValue !== 0 || row.outQuantity !== 0) && formatMoney(row.outValue)}</Table.Td>
            <Table.Td ta="right">{formatArea(row.balanceQuantity)}</Table.Td>
            <Table.Td ta="right">{formatMoney(row.balanceValue)}</Table.Td>
          </Table.Tr>
        ))}
      </Table.Tbody>
      <Table.Tfoot>
        <Table.Tr>
          <Table.Th className="figure">{to}</Table.Th>
          <Table.Th colSpan={3}>{t('stores:totals')}</Table.Th>
          <Table.Th ta="right">{formatArea(of.totals.inQuantity)}</Table.Th>
          <Table.Th ta="right">{formatMoney(of.totals.inValue)}</Table.Th>
          <Table.Th ta="right">{formatArea(of.totals.outQuantity)}</Table.Th>
          <Table.Th ta="right">{formatMoney(of.totals.outValue)}</Table.Th>
          <Table.Th ta="right" data-testid="closing-quantity">
            {formatArea(of.closing.quantity)}
          </Table.Th>
          <Table.Th ta="right" data-testid="closing-value">
            {formatMoney(of.closing.value)}
          </Table.Th>
        </Table.Tr>
      </Table.Tfoot>
    </Table>
  )
}
