import { ActionIcon, Alert, Button, Checkbox, Group, Select, SimpleGrid, Stack, Text, TextInput } from '@mantine/core'
import { IconPlus, IconTrash } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import {
  meteredKinds,
  priceGaps,
  priceProblems,
  type TariffDetail,
  type TariffFields,
  tariffFields,
} from '../../../electron/contract/billing.ts'
import { addDays, isDate } from '../../../electron/contract/dates.ts'
import { client, orpc } from '../../api/client.ts'
import { problemText } from '../../api/errors.ts'
import { useMay, useOffice } from '../../api/session.ts'
import { DateField } from '../../ui/DateField.tsx'
import { Loaded } from '../../ui/Faces.tsx'
import { DialogForm, FormDialog } from '../../ui/FormDialog.tsx'
import { useRecordForm } from '../../ui/recordForm.tsx'
import { sayDone } from '../../ui/write.ts'
import classes from './billing.module.css'
import { ItemSelect, useFeeItems } from './ItemSelect.tsx'
import { ScaledField } from './ScaledField.tsx'

type Price = { fromOn: string; toOn: string | null; priceE4: number | null }
type Values = Omit<TariffFields, 'itemId' | 'prices' | 'dueDay'> & {
  itemId: number | null
  dueDay: number | string | null
  prices: Price[]
}

/** A tariff: what it charges for, how it counts, and its prices with the time they hold. */
export function TariffDialog({ id, onClose }: { readonly id: number | null; readonly onClose: () => void }) {
  const { t } = useTranslation()
  const query = useQuery({ ...orpc.billing.tariff.queryOptions({ input: { id: id ?? 0 } }), enabled: id !== null })
  return (
    <FormDialog
      opened
      onClose={onClose}
      size="xl"
      title={id === null ? t('billing:tariff.new') : t('billing:tariff.title')}
    >
      {id === null ? (
        <TariffForm tariff={null} onClose={onClose} />
      ) : (
        <Loaded query={query}>{(tariff) => <TariffForm tariff={tariff} onClose={onClose} />}</Loaded>
      )}
    </FormDialog>
  )
}

const editable = ({ version, fields }: TariffDetail) => ({ version, values: { ...fields, prices: [...fields.prices] } })

function TariffForm({ tariff, onClose }: { readonly tariff: TariffDetail | null; readonly onClose: () => void }) {
  const { t } = useTranslation()
  const { today } = useOffice()
  const maySave = useMay('billing.saveTariff')
  const blank: Values = {
    itemId: null,
    name: '',
    basis: 'area-month',
    rounding: 'fen',
    roundingWay: 'half-up',
    cycleMonths: 1,
    dueDay: 31,
    dueIn: 'last',
    payer: 'owner',
    source: '',
    active: true,
    prices: [{ fromOn: `${today.slice(0, 7)}-01`, toOn: null, priceE4: null }],
  }
  const record = useRecordForm<Values, { id: number }>({
    schema: tariffFields,
    record: tariff ? editable(tariff) : { version: 0, values: blank },
    save: ({ version, values }) =>
      client.billing.saveTariff({ id: tariff?.id ?? null, version, ...tariffFields.parse(values) }),
    ...(tariff && { reload: async () => editable(await client.billing.tariff({ id: tariff.id })) }),
    onSaved: () => {
      sayDone(t('common:saved'))
      onClose()
    },
  })
  const { form } = record
  const item = useFeeItems().find((one) => one.id === form.values.itemId)
  const metered = item !== undefined && meteredKinds.includes(item.kind)
  const words = (vocabulary: string, values: readonly string[]) =>
    values.map((value) => ({ value, label: t(`vocabulary:${vocabulary}.${value}`) }))

  function chooseItem(itemId: number | null, isMetered: boolean): void {
    form.setFieldValue('itemId', itemId)
    if (isMetered) form.setFieldValue('basis', 'meter')
    else if (form.values.basis === 'meter') form.setFieldValue('basis', 'area-month')
  }
  const items = useFeeItems()

  /** What is wrong between the prices is shown at the row concerned, before anything is sent. */
  function submit(event?: React.FormEvent<HTMLFormElement>): void {
    event?.preventDefault()
    const wrong = priceProblems(complete(form.getValues().prices))
    if (wrong.length === 0) record.submit(event)
    else form.setErrors(Object.fromEntries(wrong.map((one) => [`${one.field}.fromOn`, problemText(one)])))
  }

  return (
    <DialogForm record={{ ...record, submit }} action={t('common:save')} onCancel={onClose}>
      <fieldset disabled={!maySave} style={{ border: 0, padding: 0, margin: 0, minWidth: 0 }}>
        <Stack gap="sm">
          <SimpleGrid cols={2} spacing="sm" verticalSpacing="sm">
            <ItemSelect
              label={t('billing:item')}
              withAsterisk
              allowDeselect={false}
              disabled={tariff !== null}
              value={form.values.itemId}
              onChange={(itemId) =>
                chooseItem(itemId, meteredKinds.includes(items.find((one) => one.id === itemId)?.kind ?? 'one-off'))
              }
              error={form.errors.itemId}
              {...(tariff === null && { 'data-autofocus': true })}
              data-testid="item"
            />
            <TextInput
              label={t('billing:tariff.name')}
              withAsterisk
              {...(tariff !== null && { 'data-autofocus': true })}
              maxLength={60}
              {...form.getInputProps('name')}
              data-testid="name"
            />
            <Select
              label={t('billing:tariff.basis')}
              allowDeselect={false}
              data={words('tariffBasis', metered ? ['meter'] : ['area-month', 'fixed-month'])}
              {...form.getInputProps('basis')}
              data-testid="basis"
            />
            <Select
              label={t('billing:tariff.rounding')}
              description={t('billing:tariff.roundingHint')}
              inputWrapperOrder={['label', 'input', 'description', 'error']}
              allowDeselect={false}
              data={words('tariffRounding', roundings)}
              value={`${form.values.rounding}-${form.values.roundingWay}`}
              onChange={(value) => {
                const [rounding, ...way] = (value ?? 'fen-half-up').split('-')
                form.setFieldValue('rounding', rounding as Values['rounding'])
                form.setFieldValue('roundingWay', way.join('-') as Values['roundingWay'])
              }}
              data-testid="rounding"
            />
            <Select
              label={t('billing:tariff.cycle')}
              allowDeselect={false}
              data={words('tariffCycle', metered ? ['1'] : ['1', '3', '6', '12'])}
              value={String(form.values.cycleMonths)}
              onChange={(value) => form.setFieldValue('cycleMonths', Number(value) as Values['cycleMonths'])}
              data-testid="cycle"
            />
            <Select
              label={t('billing:tariff.payer')}
              description={form.values.payer === 'tenant' ? t('billing:tariff.tenantHint') : undefined}
              inputWrapperOrder={['label', 'input', 'description', 'error']}
              allowDeselect={false}
              data={words('residentRole', ['owner', 'tenant'])}
              {...form.getInputProps('payer')}
              data-testid="payer"
            />
            <Select
              label={t('billing:tariff.dueIn')}
              allowDeselect={false}
              data={(['first', 'last', 'next'] as const).map((value) => ({
                value,
                label: t(`billing:tariff.due.${value}`),
              }))}
              {...form.getInputProps('dueIn')}
              data-testid="due-in"
            />
            <ScaledField
              label={t('billing:tariff.dueDay')}
              description={t('billing:tariff.dueDayHint')}
              inputWrapperOrder={['label', 'input', 'description', 'error']}
              decimals={0}
              withAsterisk
              {...form.getInputProps('dueDay')}
              data-testid="due-day"
            />
          </SimpleGrid>
          <Prices form={form} basis={form.values.basis} maySave={maySave} />
          <TextInput
            label={t('billing:tariff.source')}
            placeholder={t('billing:tariff.sourcePlaceholder')}
            maxLength={300}
            {...form.getInputProps('source')}
            data-testid="source"
          />
          <Group justify="space-between">
            <Checkbox label={t('billing:tariff.active')} {...form.getInputProps('active', { type: 'checkbox' })} />
            {tariff && (
              <Text size="sm" c="dimmed">
                {t('billing:tariff.units', { units: tariff.units })}
              </Text>
            )}
          </Group>
          {tariff && (
            <Text size="sm" c="dimmed">
              {t('billing:tariff.changeHint')}
            </Text>
          )}
        </Stack>
      </fieldset>
    </DialogForm>
  )
}

const roundings = [
  'fen-half-up',
  'fen-up',
  'fen-down',
  'jiao-half-up',
  'jiao-up',
  'jiao-down',
  'yuan-half-up',
  'yuan-up',
  'yuan-down',
] as const

/** A price that begins ends an open one before it on the day before; one that it has ended follows. */
function beginning(prices: readonly Price[], index: number, fromOn: string): Price[] {
  const was = prices[index]?.fromOn ?? ''
  const followed = isDate(was) ? addDays(was, -1) : null
  return prices.map((one, at) => {
    if (at === index) return { ...one, fromOn }
    const isEnded = at === index - 1 && (one.toOn === null || one.toOn === followed)
    return isEnded && isDate(fromOn) && fromOn > one.fromOn ? { ...one, toOn: addDays(fromOn, -1) } : one
  })
}

/** Prices of which all is typed so far. */
function complete(prices: readonly Price[]): TariffFields['prices'] {
  return prices.flatMap((price) => {
    const { fromOn, toOn, priceE4 } = price
    return isDate(fromOn) && (toOn === null || isDate(toOn)) ? [{ fromOn, toOn, priceE4: priceE4 ?? 1 }] : []
  })
}

function Prices(props: {
  readonly form: ReturnType<typeof useRecordForm<Values>>['form']
  readonly basis: Values['basis']
  readonly maySave: boolean
}) {
  const { t } = useTranslation()
  const { form } = props
  const { prices } = form.values
  const gaps = priceGaps(complete(prices))
  const set = (next: Price[]) => {
    form.clearErrors()
    form.setFieldValue('prices', next)
  }
  const unit = t(`billing:tariff.priceUnit.${props.basis}`)
  return (
    <Stack gap={6} role="group" aria-label={t('billing:tariff.prices')}>
      <Text size="sm" fw={500}>
        {t('billing:tariff.prices')}
      </Text>
      {prices.map((price, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: rows are edited in place and have no other name
        <div key={index} className={classes.price}>
          <ScaledField
            aria-label={t('billing:tariff.price')}
            // A row that was just added is what is typed next.
            autoFocus={price.priceE4 === null && price.fromOn === ''}
            decimals={4}
            rightSection={<Text size="xs">{unit}</Text>}
            rightSectionWidth={86}
            value={price.priceE4}
            onChange={(value) =>
              set(prices.map((one, at) => (at === index ? { ...one, priceE4: value as number } : one)))
            }
            error={form.errors[`prices.${index}.priceE4`]}
            data-testid={`price-${index}`}
          />
          <DateField
            aria-label={t('billing:tariff.priceFrom')}
            value={price.fromOn === '' ? null : price.fromOn}
            onChange={(fromOn) => set(beginning(prices, index, fromOn ?? ''))}
            error={form.errors[`prices.${index}.fromOn`]}
            data-testid={`price-from-${index}`}
          />
          <DateField
            aria-label={t('billing:tariff.priceTo')}
            placeholder={t('billing:tariff.noEnd')}
            value={price.toOn}
            onChange={(toOn) => set(prices.map((one, at) => (at === index ? { ...one, toOn } : one)))}
            error={form.errors[`prices.${index}.toOn`]}
            data-testid={`price-to-${index}`}
          />
          <ActionIcon
            variant="subtle"
            color="gray"
            mt={3}
            aria-label={t('billing:tariff.removePrice')}
            disabled={prices.length === 1}
            onClick={() => set(prices.filter((_, at) => at !== index))}
          >
            <IconTrash size={16} />
          </ActionIcon>
        </div>
      ))}
      {gaps.map((gap) => (
        <Alert key={gap.fromOn} color="orange" p={8} data-testid="price-gap">
          {t('billing:tariff.gap', { from: gap.fromOn, to: gap.toOn })}
        </Alert>
      ))}
      {props.maySave && (
        <Button
          size="xs"
          variant="light"
          w="max-content"
          leftSection={<IconPlus size={14} />}
          onClick={() => set([...prices, { fromOn: '', toOn: null, priceE4: null }])}
          data-testid="add-price"
        >
          {t('billing:tariff.addPrice')}
        </Button>
      )}
    </Stack>
  )
}
