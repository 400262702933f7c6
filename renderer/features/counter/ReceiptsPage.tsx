import { Badge } from '@mantine/core'
import { useNavigate } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { DataList } from '../../ui/DataList.tsx'
import { ChoiceFilter, DateFilter, TextFilter } from '../../ui/ListFilters.tsx'
import { Page } from '../../ui/Page.tsx'

/** All receipts, the newest first. */
export function ReceiptsPage() {
  const { t } = useTranslation()
  const navigate = useNavigate()
  return (
    <Page title={t('counter:receipts')} crumbs={[{ label: t('common:nav.counter'), link: { to: '/counter' } }]} fill>
      <DataList
        list="receipts"
        filters={
          <>
            <TextFilter placeholder={t('counter:findReceipt')} w={220} />
            <DateFilter field="from" label={t('counter:from')} />
            <DateFilter field="to" label={t('counter:to')} />
            <ChoiceFilter field="method" choices="paymentMethod" label={t('counter:method')} />
            <ChoiceFilter field="state" choices="receiptState" label={t('counter:state')} />
          </>
        }
        cells={{
          reversedOn: (row) => row.reversedOn && <Badge color="red">{row.reversedOn}</Badge>,
        }}
        onOpen={(row) => void navigate({ to: '/counter/receipt/$id', params: { id: String(row.id) } })}
      />
    </Page>
  )
}
