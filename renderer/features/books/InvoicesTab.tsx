import { Badge, Button } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { ListRow } from '../../../electron/contract/lists.ts'
import { useMay } from '../../api/session.ts'
import { useCommands } from '../../app/commands.tsx'
import { DataList } from '../../ui/DataList.tsx'
import { EmptyFace } from '../../ui/Faces.tsx'
import { ChoiceFilter, DateFilter, TextFilter } from '../../ui/ListFilters.tsx'
import { InvoiceDialog } from './InvoiceDialog.tsx'
import { RedInvoiceDialog } from './RedInvoiceDialog.tsx'

const colors = { valid: 'teal', reversed: 'gray', red: 'red' } as const

/** The register of invoices. */
export function InvoicesTab() {
  const { t } = useTranslation()
  const mayAdd = useMay('books.addInvoice')
  const [shown, setShown] = useState<'new' | ListRow<'invoices'> | null>(null)
  useCommands(mayAdd ? [{ key: 'n', label: t('books:invoice.add'), run: () => setShown('new') }] : [])
  return (
    <>
      <DataList
        list="invoices"
        filters={
          <>
            <TextFilter placeholder={t('books:invoice.find')} w={220} />
            <ChoiceFilter field="state" />
            <DateFilter field="from" label={t('books:range.from')} />
            <DateFilter field="to" label={t('books:range.to')} />
          </>
        }
        cells={{
          state: (row) => <Badge color={colors[row.state]}>{t(`vocabulary:invoiceState.${row.state}`)}</Badge>,
        }}
        actions={
          mayAdd && (
            <Button onClick={() => setShown('new')} data-testid="add-invoice">
              {t('books:invoice.add')}
            </Button>
          )
        }
        onOpen={setShown}
        empty={<EmptyFace title={t('books:invoice.empty')} />}
      />
      <InvoiceDialog opened={shown === 'new'} onClose={() => setShown(null)} />
      <RedInvoiceDialog invoice={shown === 'new' ? null : shown} onClose={() => setShown(null)} />
    </>
  )
}
