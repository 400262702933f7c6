import {
  Autocomplete,
  Button,
  type ComboboxItem,
  Group,
  NumberInput,
  type OptionsFilter,
  SimpleGrid,
  Stack,
  Text,
  Textarea,
} from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { type TallyDetail, type TallyFields, tallyFields } from '../../../electron/contract/tallies.ts'
import {
  type TallyField,
  type TallyRegister,
  type TallyRegisterId,
  tallyItemCalled,
} from '../../../electron/contract/tallyRegisters.ts'
import { client, orpc } from '../../api/client.ts'
import { useOffice } from '../../api/session.ts'
import { currentLanguage } from '../../app/i18n.ts'
import { askReason } from '../../ui/ConfirmReason.tsx'
import { DateField } from '../../ui/DateField.tsx'
import { Loaded } from '../../ui/Faces.tsx'
import { FactTable } from '../../ui/FactTable.tsx'
import { DialogForm, FormDialog } from '../../ui/FormDialog.tsx'
import { formatArea, formatCount, formatMoney } from '../../ui/format.ts'
import { History } from '../../ui/History.tsx'
import { HundredthsField } from '../../ui/HundredthsField.tsx'
import { LinkAnchor } from '../../ui/links.tsx'
import { useRecordForm } from '../../ui/recordForm.tsx'
import { requestKey } from '../../ui/requestKey.ts'
import { sayDone, useWrite } from '../../ui/write.ts'
import { type Picked, SearchPicker } from '../residents/SearchPicker.tsx'
import { FromStoresFields, type Source } from '../stores/FromStoresFields.tsx'
import { itemWord, useKeeps } from './register.ts'

interface TallyDialogProps {
  readonly id: TallyRegisterId
  readonly register: TallyRegister
  /** A count to look at or to correct. */
  readonly of?: number
  /** The task of a programme that is done with this count. */
  readonly task?: {
    readonly id: number
    readonly version: number
    readonly item: string
    readonly place: string
    readonly quantity: number
  }
  readonly onClose: () => void
}

/** Records a count, or shows one that can be corrected or taken back. */
export function TallyDialog(props: TallyDialogProps) {
  const { t } = useTranslation()
  return (
    <FormDialog
      opened
      onClose={props.onClose}
      title={t(props.task ? 'tallies:doTask' : props.of === undefined ? 'tallies:record' : 'tallies:recordOf')}
      size="lg"
    >
      {props.of === undefined ? <TallyForm {...props} /> : <OfRecord {...props} of={props.of} />}
    </FormDialog>
  )
}

function OfRecord(props: TallyDialogProps & { readonly of: number }) {
  const query = useQuery(orpc.tallies.detail.queryOptions({ input: { id: props.of } }))
  const keeps = useKeeps(props.register)
  return (
    <Loaded query={query}>
      {(tally) => (
        <>
          {keeps && tally.cancelledOn === null ? (
            <TallyForm {...props} tally={tally} />
          ) : (
            <TallyFacts tally={tally} register={props.register} />
          )}
          {tally.corrections.length > 0 && <Corrections lines={tally.corrections} />}
        </>
      )}
    </Loaded>
  )
}

/** Who has changed what of it since, which the figures of the days before follow. */
function Corrections({ lines }: { readonly lines: TallyDetail['corrections'] }) {
  const { t } = useTranslation()
  return (
    <section aria-label={t('tallies:corrections')} data-testid="corrections">
      <Text size="sm" fw={600} mt="md" mb={4}>
        {t('tallies:corrections')}
      </Text>
      <History lines={lines} />
    </section>
  )
}

type Values = TallyFields & Record<string, unknown>

const valuesOf = (tally: TallyDetail): Values => {
  const { onDate, place, unitId, quantity, labourDays, unitPrice, cost, inspector, score, note } = tally
  const item = itemWord(tally.item)
  // What it costs is no field of what came out of the stores.
  const given = tally.stockMovementId === null ? { unitPrice, cost } : { unitPrice: null, cost: null }
  return { onDate, item, place, unitId, quantity, labourDays, ...given, inspector, score, note }
}

function TallyForm({ id, register, tally, task, onClose }: TallyDialogProps & { readonly tally?: TallyDetail }) {
  const { t } = useTranslation()
  const { today } = useOffice()
  const [key] = useState(requestKey)
  const entered = useQuery(orpc.tallies.entered.queryOptions({ input: { register: id } })).data
  const [unit, setUnit] = useState<Picked | null>(
    tally?.unitId == null ? null : { id: tally.unitId, title: tally.unit ?? '', detail: '' },
  )
  const [source, setSource] = useState<Source>({ kind: 'bought', item: null, job: null })
  const cancel = useWrite(orpc.tallies.cancel, { done: t('tallies:cancelled'), onDone: onClose })
  const record = useRecordForm<Values>({
    schema: tallyFields,
    record: tally
      ? { version: tally.version, values: valuesOf(tally) }
      : { version: 0, values: { ...blank(register, today), ...(task && plannedValues(task)) } },
    save: ({ values, version }) => {
      const fields = tallyFields.parse(values)
      if (task) return client.plans.complete({ id: task.id, version: task.version, fields: completionOf(fields) })
      if (tally) return client.tallies.update({ id: tally.id, version, fields })
      if (!register.fromStores) return client.tallies.record({ register: id, fields, requestKey: key })
      const origin = { jobId: source.job?.id ?? null, itemId: source.item?.id ?? null }
      return client.replacements.replace({ fields, ...origin, requestKey: key })
    },
    ...(tally && {
      reload: async () => {
        const now = await client.tallies.detail({ id: tally.id })
        return { version: now.version, values: valuesOf(now) }
      },
    }),
    onSaved: () => {
      sayDone(t(task ? 'tallies:taskDone' : tally ? 'tallies:corrected' : 'tallies:recorded'))
      onClose()
    },
  })
  const { form } = record
  const isIssued = source.kind === 'stores'
  const isOfStores = isIssued || (tally !== undefined && tally.stockMovementId !== null)
  const code = tallyItemCalled(id, form.values.item)
  const ofUnit = code !== undefined && register.items[code]?.ofUnit === true
  const offered = [...new Set([...Object.keys(register.items), ...(entered?.items ?? [])].map(itemWord))]
  const isOwn = form.values.item.trim() !== '' && !offered.includes(form.values.item.trim())
  const askCancel = async () => {
    const reason = await askReason({ title: t('tallies:cancel'), action: t('tallies:cancel'), danger: true })
    if (reason !== null && tally) cancel.mutate({ id: tally.id, version: tally.version, reason })
  }
  return (
    <DialogForm
      record={record}
      action={t('common:save')}
      onCancel={onClose}
      mayGoAhead={!isIssued || source.item !== null}
      more={
        tally && (
          <Button color="red" variant="light" onClick={() => void askCancel()} data-testid="cancel-tally">
            {t('tallies:cancel')}
          </Button>
        )
      }
    >
      <Group grow align="flex-start">
        <DateField
          label={t('lists:tallies.columns.onDate')}
          required
          maxDate={today}
          {...form.getInputProps('onDate')}
        />
        <Autocomplete
          label={t('lists:tallies.columns.item')}
          required
          maxLength={40}
          data={offered}
          limit={60}
          disabled={task !== undefined}
          openOnFocus={false}
          // Enter takes what is offered; what is left as typed is an item of the office's own, and says so.
          selectFirstOptionOnChange
          filter={bestFirst}
          {...(isOwn && { description: t('tallies:ownItem') })}
          {...(!task && { 'data-autofocus': true })}
          {...form.getInputProps('item')}
          onChange={(item) => {
            form.setFieldValue('item', item)
            const called = tallyItemCalled(id, item)
            if (called === undefined || !register.items[called]?.ofUnit) {
              setUnit(null)
              form.setFieldValue('unitId', null)
            }
          }}
          data-testid="tally-item"
        />
      </Group>
      <Group grow align="flex-start">
        {ofUnit && (
          <SearchPicker
            kind="unit"
            label={t('tallies:unit')}
            placeholder={t('tallies:findUnit')}
            value={unit}
            error={form.errors.unitId}
            onChange={(next) => {
              setUnit(next)
              form.setFieldValue('unitId', next?.id ?? null)
            }}
            testId="tally-unit"
          />
        )}
        <Autocomplete
          label={t('lists:tallies.columns.place')}
          maxLength={120}
          data={entered?.places ?? []}
          limit={30}
          disabled={task !== undefined}
          {...form.getInputProps('place')}
          data-testid="tally-place"
        />
      </Group>
      {register.fromStores && !tally && (
        <FromStoresFields source={source} onDate={form.values.onDate} onChange={setSource} />
      )}
      <SimpleGrid cols={{ base: 2, sm: 3 }}>
        {register.asks.map((field) =>
          // What comes out of the stores has their value.
          isOfStores && (field === 'unitPrice' || field === 'cost') ? null : field === 'quantity' ? (
            <NumberInput
              key={field}
              label={register.counted[currentLanguage()]}
              required
              min={0}
              allowDecimal={false}
              readOnly={tally !== undefined && isOfStores}
              {...form.getInputProps('quantity')}
              data-testid="tally-quantity"
            />
          ) : field === 'inspector' ? (
            <Autocomplete
              key={field}
              label={t('lists:tallies.columns.inspector')}
              maxLength={60}
              data={entered?.inspectors ?? []}
              limit={30}
              {...form.getInputProps('inspector')}
            />
          ) : (
            <HundredthsField
              key={field}
              label={t(`tallies:field.${field}`)}
              {...form.getInputProps(field)}
              onChange={(value) => form.setFieldValue(field, (value ?? (field === 'labourDays' ? 0 : null)) as number)}
              data-testid={`tally-${field}`}
            />
          ),
        )}
      </SimpleGrid>
      {tally && isOfStores && tally.cost !== null && (
        <Text size="sm" className="figure" data-testid="cost-of-stores">
          {t('tallies:costOfStores', { cost: formatMoney(tally.cost) })}
        </Text>
      )}
      <Textarea
        label={t('lists:tallies.columns.note')}
        autosize
        minRows={1}
        maxLength={2000}
        {...form.getInputProps('note')}
      />
      {tally && <Origin tally={tally} />}
    </DialogForm>
  )
}

/** What is typed exactly, then what begins with it, then what has it anywhere. */
const bestFirst: OptionsFilter = ({ options, search, limit }) => {
  const typed = search.trim().toLowerCase()
  const rank = (label: string) => (label === typed ? 0 : label.startsWith(typed) ? 1 : 2)
  return options
    .filter((option): option is ComboboxItem => 'label' in option && option.label.toLowerCase().includes(typed))
    .toSorted((one, other) => rank(one.label.toLowerCase()) - rank(other.label.toLowerCase()))
    .slice(0, limit)
}

const plannedValues = ({ item, place, quantity }: NonNullable<TallyDialogProps['task']>) => ({
  item: itemWord(item),
  place,
  quantity,
})

/** A task's completion with what was counted of it. */
function completionOf({ onDate, note, quantity, labourDays, cost, inspector, score }: TallyFields) {
  const counted = { quantity, labourDays, cost, inspector, score }
  return { doneOn: onDate, doneById: null, note, results: [], counted }
}

/** A new count is one round of today; where hired labour is counted, the days are what is asked. */
function blank({ asks }: TallyRegister, today: string): Values {
  return {
    onDate: today,
    item: '',
    place: '',
    unitId: null,
    quantity: asks.includes('quantity') ? 1 : 0,
    labourDays: 0,
    unitPrice: null,
    cost: null,
    inspector: '',
    score: null,
    note: '',
  }
}

function TallyFacts({ tally, register }: { readonly tally: TallyDetail; readonly register: TallyRegister }) {
  const { t } = useTranslation()
  const shown: Record<TallyField, string> = {
    quantity: formatCount(tally.quantity),
    labourDays: tally.labourDays === 0 ? '' : formatArea(tally.labourDays),
    unitPrice: tally.unitPrice === null ? '' : formatMoney(tally.unitPrice),
    cost: tally.cost === null ? '' : formatMoney(tally.cost),
    inspector: tally.inspector,
    score: tally.score === null ? '' : formatArea(tally.score),
  }
  return (
    <Stack gap="sm">
      {tally.cancelledOn !== null && (
        <Text c="red" size="sm">
          {t('tallies:cancelledOn', { date: tally.cancelledOn, reason: tally.cancelReason })}
        </Text>
      )}
      <FactTable
        columns={2}
        facts={[
          { label: t('lists:tallies.columns.onDate'), value: tally.onDate, figure: true },
          { label: t('lists:tallies.columns.item'), value: itemWord(tally.item) },
          { label: t('lists:tallies.columns.place'), value: [tally.unit, tally.place].filter(Boolean).join(' ') },
          ...register.asks.map((field) => ({
            label: field === 'quantity' ? register.counted[currentLanguage()] : t(`lists:tallies.columns.${field}`),
            value: shown[field],
          })),
          { label: t('lists:tallies.columns.note'), value: tally.note },
        ]}
      />
      <Origin tally={tally} />
    </Stack>
  )
}

/** Who entered it, and what it came of. */
function Origin({ tally }: { readonly tally: TallyDetail }) {
  const { t } = useTranslation()
  return (
    <Text size="xs" c="dimmed">
      {tally.actor === '' ? t('tallies:imported') : t('tallies:enteredBy', { name: tally.actor })}
      {tally.jobId !== null && (
        <>
          {' · '}
          <LinkAnchor size="xs" to="/jobs/$id" params={{ id: String(tally.jobId) }}>
            {tally.jobNumber}
          </LinkAnchor>
        </>
      )}
    </Text>
  )
}
