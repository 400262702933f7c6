import { Autocomplete, Badge, Button, Group } from '@mantine/core'
import { IconClipboardList } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { z } from 'zod'
import type { StockCountState } from '../../../electron/contract/storeWords.ts'
import { client, orpc } from '../../api/client.ts'
import { useMay, useOffice } from '../../api/session.ts'
import { Keys, useCommands } from '../../app/commands.tsx'
import { DataList } from '../../ui/DataList.tsx'
import { DateField } from '../../ui/DateField.tsx'
import { EmptyFace } from '../../ui/Faces.tsx'
import { DialogForm, FormDialog } from '../../ui/FormDialog.tsx'
import { ChoiceFilter, DateFilter } from '../../ui/ListFilters.tsx'
import { useRecordForm } from '../../ui/recordForm.tsx'
import { requestKey } from '../../ui/requestKey.ts'
import { StoresFrame } from './StoresFrame.tsx'

export const countColours: Readonly<Record<StockCountState, string>> = {
  open: 'blue',
  waiting: 'orange',
  booked: 'teal',
  cancelled: 'gray',
}

/** Every stock-take, and the way to begin one. */
export function CountsPage() {
  const { t } = useTranslation()
  const navigate = useNavigate()
  const mayCount = useMay('stores.startCount')
  const [starting, setStarting] = useState(false)
  useCommands(mayCount ? [{ key: 'a', label: t('stores:count.start'), run: () => setStarting(true) }] : [])
  return (
    <StoresFrame
      at="counts"
      actions={
        mayCount && (
          <Button
            leftSection={<IconClipboardList size={16} />}
            rightSection={<Keys of="a" />}
            onClick={() => setStarting(true)}
            data-testid="start-count"
          >
            {t('stores:count.start')}
          </Button>
        )
      }
    >
      <DataList
        list="stockCounts"
        filters={
          <>
            <ChoiceFilter field="state" choices="stockCountState" />
            <DateFilter field="from" label={t('lists:stockCounts.filters.from')} />
            <DateFilter field="to" label={t('lists:stockCounts.filters.to')} />
          </>
        }
        cells={{
          state: (row) => <Badge color={countColours[row.state]}>{t(`vocabulary:stockCountState.${row.state}`)}</Badge>,
          category: (row) => row.category || t('stores:count.all'),
        }}
        onOpen={(row) => void navigate({ to: '/stores/count/$id', params: { id: String(row.id) } })}
        empty={<EmptyFace title={t('stores:emptyCounts')} />}
      />
      {starting && (
        <FormDialog opened onClose={() => setStarting(false)} title={t('stores:count.start')}>
          <StartForm onClose={() => setStarting(false)} />
        </FormDialog>
      )}
    </StoresFrame>
  )
}

function StartForm({ onClose }: { readonly onClose: () => void }) {
  const { t } = useTranslation()
  const { today } = useOffice()
  const navigate = useNavigate()
  const [key] = useState(requestKey)
  const words = useQuery(orpc.stores.words.queryOptions()).data
  const record = useRecordForm<{ onDate: string; category: string }, { id: number }>({
    schema: z.object({ onDate: z.string(), category: z.string().max(30) }),
    record: { version: 0, values: { onDate: today, category: '' } },
    save: ({ values }) => client.stores.startCount({ ...values, requestKey: key }),
    onSaved: ({ id }) => {
      onClose()
      void navigate({ to: '/stores/count/$id', params: { id: String(id) } })
    },
  })
  const { form } = record
  return (
    <DialogForm record={record} action={t('stores:count.start')} onCancel={onClose}>
      <Group grow align="flex-start">
        <DateField
          label={t('lists:stockCounts.columns.onDate')}
          required
          maxDate={today}
          {...form.getInputProps('onDate')}
        />
        <Autocomplete
          label={t('lists:stockCounts.columns.category')}
          placeholder={t('stores:count.all')}
          maxLength={30}
          data={words?.categories ?? []}
          openOnFocus={false}
          selectFirstOptionOnChange
          data-autofocus
          {...form.getInputProps('category')}
          data-testid="category"
        />
      </Group>
    </DialogForm>
  )
}
