import { Button } from '@mantine/core'
import { IconListDetails, IconPlus } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useMay } from '../../api/session.ts'
import { Keys, useCommands } from '../../app/commands.tsx'
import { DataList } from '../../ui/DataList.tsx'
import { EmptyFace } from '../../ui/Faces.tsx'
import { FlagFilter, TextFilter } from '../../ui/ListFilters.tsx'
import { BillingFrame } from './BillingFrame.tsx'
import { ItemFilter } from './ItemSelect.tsx'
import { ItemsDialog } from './ItemsDialog.tsx'
import { TariffDialog } from './TariffDialog.tsx'

/** What is charged for and at what price. */
export function TariffsPage() {
  const { t } = useTranslation()
  const [open, setOpen] = useState<number | 'new' | null>(null)
  const [items, setItems] = useState(false)
  const maySave = useMay('billing.saveTariff')
  useCommands(maySave ? [{ key: 'n', label: t('billing:tariff.new'), run: () => setOpen('new') }] : [])
  return (
    <BillingFrame
      tab="tariffs"
      actions={
        <>
          <Button
            variant="default"
            leftSection={<IconListDetails size={16} />}
            onClick={() => setItems(true)}
            data-testid="fee-items"
          >
            {t('billing:items.title')}
          </Button>
          {maySave && (
            <Button
              leftSection={<IconPlus size={16} />}
              rightSection={<Keys of="n" />}
              onClick={() => setOpen('new')}
              data-testid="new-tariff"
            >
              {t('billing:tariff.new')}
            </Button>
          )}
        </>
      }
    >
      <DataList
        list="tariffs"
        filters={
          <>
            <TextFilter placeholder={t('billing:tariff.find')} />
            <ItemFilter label={t('lists:tariffs.columns.item')} />
            <FlagFilter field="all" label={t('lists:tariffs.filters.all')} />
          </>
        }
        onOpen={(row) => setOpen(row.id)}
        empty={<EmptyFace title={t('billing:tariff.none')} />}
      />
      {open !== null && <TariffDialog id={open === 'new' ? null : open} onClose={() => setOpen(null)} />}
      {items && <ItemsDialog onClose={() => setItems(false)} />}
    </BillingFrame>
  )
}
