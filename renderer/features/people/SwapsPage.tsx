import { Badge, Button, Group, Text, TextInput } from '@mantine/core'
import { IconArrowsExchange } from '@tabler/icons-react'
import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { swapRequest, swapsAMonth } from '../../../electron/contract/rota.ts'
import type { SwapState } from '../../../electron/contract/staffWords.ts'
import { client } from '../../api/client.ts'
import { useActor, useOffice } from '../../api/session.ts'
import { Keys, useCommands } from '../../app/commands.tsx'
import { DataList } from '../../ui/DataList.tsx'
import { DateField } from '../../ui/DateField.tsx'
import { DialogForm, FormDialog } from '../../ui/FormDialog.tsx'
import { ChoiceFilter, TextFilter } from '../../ui/ListFilters.tsx'
import { useRecordForm } from '../../ui/recordForm.tsx'
import { sayDone } from '../../ui/write.ts'
import { PeopleFrame } from './PeopleFrame.tsx'
import { PersonSelect, usePeople } from './PersonSelect.tsx'
import { PinField } from './PinField.tsx'

const colours: Readonly<Record<SwapState, string>> = {
  asked: 'orange',
  confirmed: 'blue',
  approved: 'teal',
  declined: 'gray',
  refused: 'red',
  withdrawn: 'gray',
}

export function SwapBadge({ state }: { readonly state: SwapState }) {
  const { t } = useTranslation()
  return <Badge color={colours[state]}>{t(`vocabulary:swapState.${state}`)}</Badge>
}

/** Requests to swap shifts and what became of them. */
export function SwapsPage() {
  const { t } = useTranslation()
  const navigate = useNavigate()
  const [asking, setAsking] = useState(false)
  useCommands([{ key: 'a', label: t('people:swap.ask'), run: () => setAsking(true) }])
  return (
    <PeopleFrame
      tab="swaps"
      fill
      actions={
        <Button
          leftSection={<IconArrowsExchange size={16} />}
          rightSection={<Keys of="a" />}
          onClick={() => setAsking(true)}
          data-testid="ask-swap"
        >
          {t('people:swap.ask')}
        </Button>
      }
    >
      <DataList
        list="shiftSwaps"
        filters={
          <>
            <TextFilter placeholder={t('people:find')} />
            <ChoiceFilter field="state" w={130} />
          </>
        }
        cells={{ state: (row) => <SwapBadge state={row.state} /> }}
        onOpen={(row) => void navigate({ to: '/people/swaps/$id', params: { id: String(row.id) } })}
      />
      {asking && <SwapDialog onClose={() => setAsking(false)} />}
    </PeopleFrame>
  )
}

interface Values extends Record<string, unknown> {
  askerId: number | null
  otherId: number | null
  onDate: string
  backOn: string | null
  reason: string
  /** The asker's PIN, where they are not the one signed in. */
  secret: string
}

function SwapDialog({ onClose }: { readonly onClose: () => void }) {
  const { t } = useTranslation()
  return (
    <FormDialog opened onClose={onClose} title={t('people:swap.ask')}>
      <SwapForm onClose={onClose} />
    </FormDialog>
  )
}

function SwapForm({ onClose }: { readonly onClose: () => void }) {
  const { t } = useTranslation()
  const { today } = useOffice()
  const navigate = useNavigate()
  const actor = useActor()
  const people = usePeople()
  const record = useRecordForm<Values, { id: number }>({
    schema: swapRequest,
    record: {
      version: 0,
      values: { askerId: actor?.id ?? null, otherId: null, onDate: today, backOn: null, reason: '', secret: '' },
    },
    save: ({ values: { secret, ...fields } }) =>
      client.rota.askSwap(swapRequest.parse({ ...fields, secret: fields.askerId === actor?.id ? null : secret })),
    onSaved: ({ id }) => {
      onClose()
      sayDone(t('people:swap.asked'))
      void navigate({ to: '/people/swaps/$id', params: { id: String(id) } })
    },
  })
  const { form } = record
  const { askerId, otherId } = form.values
  const label = (field: string) => t(`lists:shiftSwaps.columns.${field}`)
  return (
    <DialogForm record={record} action={t('people:swap.ask')} onCancel={onClose}>
      <Group grow align="flex-start">
        <PersonSelect
          label={label('asker')}
          required
          value={askerId}
          onChange={(id) => form.setFieldValue('askerId', id)}
          error={form.errors.askerId}
          data-testid="asker"
        />
        <PersonSelect
          label={label('other')}
          required
          except={[askerId]}
          value={otherId}
          onChange={(id) => form.setFieldValue('otherId', id)}
          error={form.errors.otherId}
          data-autofocus
          data-testid="other"
        />
      </Group>
      <Group grow align="flex-start">
        <DateField
          label={label('onDate')}
          required
          clearable={false}
          minDate={today}
          {...form.getInputProps('onDate')}
          data-testid="swap-day"
        />
        <DateField label={label('backOn')} minDate={today} {...form.getInputProps('backOn')} />
      </Group>
      <TextInput
        label={label('reason')}
        required
        maxLength={200}
        {...form.getInputProps('reason')}
        data-testid="swap-reason"
      />
      {askerId !== null && askerId !== actor?.id && (
        <PinField name={people.find((one) => one.id === askerId)?.name ?? ''} {...form.getInputProps('secret')} />
      )}
      <Text size="sm" c="dimmed">
        {t('people:swap.about', { limit: swapsAMonth })}
      </Text>
    </DialogForm>
  )
}
