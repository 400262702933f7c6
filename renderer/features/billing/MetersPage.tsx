import { Button } from '@mantine/core'
import { IconPencil, IconPlus } from '@tabler/icons-react'
import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { ListRow } from '../../../electron/contract/lists.ts'
import { client } from '../../api/client.ts'
import { useMay } from '../../api/session.ts'
import { Keys, useCommands } from '../../app/commands.tsx'
import { askConfirm } from '../../ui/ConfirmReason.tsx'
import { DataList } from '../../ui/DataList.tsx'
import { EmptyFace } from '../../ui/Faces.tsx'
import { ChoiceFilter, FlagFilter, PlaceFilter, TextFilter } from '../../ui/ListFilters.tsx'
import { LinkButton } from '../../ui/links.tsx'
import { useWrite } from '../../ui/write.ts'
import { RowButton } from './AssignmentsPage.tsx'
import { BillingFrame } from './BillingFrame.tsx'
import { ChangeMeterDialog, NewMeterDialog } from './MeterDialogs.tsx'

type Row = ListRow<'meters'>

/** The meters of the units; readings are entered on a page of their own, along the route. */
export function MetersPage() {
  const { t } = useTranslation()
  const navigate = useNavigate()
  const [adding, setAdding] = useState(false)
  const [changing, setChanging] = useState<Row | null>(null)
  const mayAdd = useMay('meters.addMeter')
  const mayRead = useMay('meters.enter')
  const stop = useWrite({ call: client.meters.stopMeter }, { done: t('common:saved') })
  const open = () => void navigate({ to: '/billing/readings' })
  useCommands([
    ...(mayAdd ? [{ key: 'n', label: t('billing:meter.new'), run: () => setAdding(true) }] : []),
    ...(mayRead ? [{ key: 'e', label: t('billing:reading.title'), run: open }] : []),
  ])
  async function askStop(row: Row): Promise<void> {
    const title = t('billing:meter.stopTitle', { number: row.number, unit: row.display })
    const message = t('billing:meter.stopHint')
    if (await askConfirm({ title, message, action: t('billing:meter.stop'), danger: true })) {
      stop.mutate({ id: row.id, version: row.version })
    }
  }
  return (
    <BillingFrame
      tab="meters"
      actions={
        <>
          {mayAdd && (
            <Button
              variant="default"
              leftSection={<IconPlus size={16} />}
              rightSection={<Keys of="n" />}
              onClick={() => setAdding(true)}
              data-testid="new-meter"
            >
              {t('billing:meter.new')}
            </Button>
          )}
          <LinkButton
            to="/billing/readings"
            leftSection={<IconPencil size={16} />}
            rightSection={<Keys of="e" />}
            data-testid="enter-readings"
          >
            {t('billing:reading.title')}
          </LinkButton>
        </>
      }
    >
      <DataList
        list="meters"
        filters={
          <>
            <TextFilter placeholder={t('billing:meter.find')} />
            <PlaceFilter />
            <ChoiceFilter field="kind" />
            <FlagFilter field="all" label={t('lists:meters.filters.all')} />
          </>
        }
        {...(mayAdd && {
          more: [
            {
              id: 'do',
              title: '',
              width: 160,
              cell: (row: Row) =>
                row.active === 'yes' && (
                  <>
                    <RowButton onClick={() => setChanging(row)}>{t('billing:meter.change')}</RowButton>{' '}
                    <RowButton onClick={() => void askStop(row)}>{t('billing:meter.stop')}</RowButton>
                  </>
                ),
            },
          ],
        })}
        onOpen={(row) => void navigate({ to: '/estate/unit/$id', params: { id: String(row.unitId) } })}
        empty={<EmptyFace title={t('billing:meter.none')} />}
      />
      {adding && <NewMeterDialog onClose={() => setAdding(false)} />}
      {changing && (
        <ChangeMeterDialog
          meter={{
            id: changing.id,
            version: changing.version,
            number: changing.number,
            unit: changing.display,
            last: changing.lastOn === null ? null : `${changing.lastOn}: ${changing.lastValue}`,
          }}
          onClose={() => setChanging(null)}
        />
      )}
    </BillingFrame>
  )
}
