import { Badge, Button } from '@mantine/core'
import { IconPlus } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { yearOf } from '../../../electron/contract/dates.ts'
import { orpc } from '../../api/client.ts'
import { useMay, useOffice } from '../../api/session.ts'
import { Keys, useCommands } from '../../app/commands.tsx'
import { askReason } from '../../ui/ConfirmReason.tsx'
import { DataList } from '../../ui/DataList.tsx'
import { EmptyFace } from '../../ui/Faces.tsx'
import { ChoiceFilter, FlagFilter, PlaceFilter, TextFilter } from '../../ui/ListFilters.tsx'
import { useListState } from '../../ui/listState.ts'
import { useWrite } from '../../ui/write.ts'
import { BillingFrame } from './BillingFrame.tsx'
import { ChargeDialog } from './ChargeDialog.tsx'
import { ItemFilter, YearFilter } from './ItemSelect.tsx'
import { SingleChargeDialog } from './SingleChargeDialog.tsx'

/** Every published charge with what it comes to today; a row opens its reasoning and what can be done about it. */
export function ChargesPage() {
  const { t } = useTranslation()
  const { today } = useOffice()
  const [open, setOpen] = useState<number | null>(null)
  const [adding, setAdding] = useState(false)
  const mayAdd = useMay('billing.addCharge')
  useCommands(mayAdd ? [{ key: 'n', label: t('billing:single.new'), run: () => setAdding(true) }] : [])
  return (
    <BillingFrame
      tab="charges"
      actions={
        mayAdd && (
          <Button
            leftSection={<IconPlus size={16} />}
            rightSection={<Keys of="n" />}
            onClick={() => setAdding(true)}
            data-testid="new-charge"
          >
            {t('billing:single.new')}
          </Button>
        )
      }
    >
      <DataList
        list="charges"
        filters={
          <>
            <TextFilter placeholder={t('billing:findUnit')} w={120} />
            <PlaceFilter />
            <ItemFilter label={t('lists:charges.columns.item')} w={108} />
            <YearFilter label={t('lists:charges.filters.year')} until={yearOf(today) + 1} />
            <ChoiceFilter field="debtorKind" w={88} />
            <ChoiceFilter field="state" w={84} />
            <FlagFilter field="owing" label={t('lists:charges.filters.owing')} />
            <RunFilter />
          </>
        }
        cells={{
          state: (row) =>
            row.state === 'reversed' ? (
              <Badge color="gray">{t('vocabulary:chargeState.reversed')}</Badge>
            ) : (
              t('vocabulary:chargeState.standing')
            ),
        }}
        onOpen={(row) => setOpen(row.id)}
        empty={<EmptyFace title={t('billing:charge.none')} />}
      />
      <ChargeDialog id={open} onClose={() => setOpen(null)} onOpen={setOpen} />
      {adding && <SingleChargeDialog onClose={() => setAdding(false)} onOpen={setOpen} />}
    </BillingFrame>
  )
}

/** Shown where the list came from one run, and takes that away. */
function RunFilter() {
  const { t } = useTranslation()
  const state = useListState()
  if (state.values.run === undefined) return null
  return (
    <>
      <Button variant="light" px={10} onClick={() => state.filter({ run: undefined })} data-testid="filter-run">
        {t('billing:charge.ofRun', { run: state.values.run })}
      </Button>
      <ReverseRun id={Number(state.values.run)} />
    </>
  )
}

/** Asks for the whole run to be taken back. */
function ReverseRun({ id }: { readonly id: number }) {
  const { t } = useTranslation()
  const may = useMay('billing.askRunReversal')
  const ask = useWrite(orpc.billing.askRunReversal, { done: t('billing:asked') })
  if (!may) return null
  return (
    <Button
      variant="default"
      loading={ask.isPending}
      onClick={async () => {
        const reason = await askReason({
          title: t('billing:reversal.run'),
          message: t('billing:reversal.runHint', { run: id }),
          action: t('billing:askFor'),
        })
        if (reason !== null) ask.mutate({ runId: id, reason })
      }}
      data-testid="ask-run-reversal"
    >
      {t('billing:reversal.run')}
    </Button>
  )
}
