import { Group, NumberInput, Select, Textarea, TextInput } from '@mantine/core'
import type { UseFormReturnType } from '@mantine/form'
import { useQuery } from '@tanstack/react-query'
import { type ReactNode, useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import {
  type RecordField,
  type RegisterId,
  recordFields,
  registerOf,
} from '../../../electron/contract/registerKinds.ts'
import { client, orpc } from '../../api/client.ts'
import { useMay, useOffice } from '../../api/session.ts'
import { DateField } from '../../ui/DateField.tsx'
import { HundredthsField } from '../../ui/HundredthsField.tsx'
import { TimeField } from '../../ui/TimeField.tsx'
import { sayError } from '../../ui/write.ts'
import { MethodSelect } from '../books/MethodSelect.tsx'
import { phonesOf } from '../residents/person.ts'
import { type Picked, SearchPicker } from '../residents/SearchPicker.tsx'
import { takeDay } from './atTime.ts'
import { Reach } from './Reach.tsx'
import type { RecordValues } from './RecordDialog.tsx'
import { fieldName } from './words.ts'

interface FieldsProps {
  readonly register: RegisterId
  readonly form: UseFormReturnType<RecordValues>
  readonly isNew: boolean
  /** What has gone out and is not written over. */
  readonly fixed: readonly (RecordField | 'onDate')[]
  readonly unit: string | null
  readonly space: string | null
}

/** Two short fields stand side by side; what is long has a line of its own. */
const wide: readonly RecordField[] = ['unitId', 'title', 'body']

/** What a register asks, in the order of the catalogue; what must be said is marked. */
export function RecordFields(props: FieldsProps) {
  const { t } = useTranslation()
  const { today } = useOffice()
  const { register, form, isNew } = props
  const { needs, asks, isAhead, takesFee } = registerOf(register)
  const mayTakeMoney = useMay('books.addService')
  // Money passes through those who keep the till; nobody else is asked for it.
  const noFee = takesFee && isNew && !mayTakeMoney
  const asked = recordFields.filter(
    (field) => (needs.includes(field) || asks.includes(field)) && !(noFee && field === 'amount'),
  )
  const narrow = asked.filter((field) => !wide.includes(field) && field !== 'atTime')
  const pairs = Array.from({ length: Math.ceil(narrow.length / 2) }, (_, index) =>
    narrow.slice(index * 2, index * 2 + 2),
  )
  const first = asked.find((field) => field !== 'atTime')
  const field = (one: RecordField) => <Field key={one} {...props} field={one} isFirst={one === first} />
  return (
    <>
      {asked.filter((one) => one === 'unitId' || one === 'title').map(field)}
      <Group grow align="flex-start">
        <DateField
          label={fieldName(t, register, 'onDate')}
          required
          {...(!isAhead && { maxDate: today })}
          {...form.getInputProps('onDate')}
          onChange={(day) => takeDay(form, day)}
          disabled={props.fixed.includes('onDate')}
        />
        {asked.includes('atTime') ? (
          field('atTime')
        ) : takesFee && isNew && mayTakeMoney ? (
          <MethodSelect
            label={t('registers:method')}
            clearable
            {...form.getInputProps('method')}
            disabled={!form.values.amount}
          />
        ) : (
          <span />
        )}
      </Group>
      {pairs.map((pair) => (
        <Group key={pair.join()} grow align="flex-start">
          {pair.map(field)}
          {pair.length === 1 && <span />}
        </Group>
      ))}
      {register === 'parking-let' && isNew && <RentTariff form={form} />}
      {register === 'notice' && props.fixed.length === 0 && <Reach form={form} />}
      {asked.includes('body') && field('body')}
      <TextInput label={fieldName(t, register, 'note')} maxLength={1000} {...form.getInputProps('note')} />
    </>
  )
}

function Field(props: FieldsProps & { readonly field: RecordField; readonly isFirst: boolean }): ReactNode {
  const { t } = useTranslation()
  const { register, form, field, isFirst } = props
  const { needs, categories } = registerOf(register)
  const label = fieldName(t, register, field)
  const required = needs.includes(field)
  const input = form.getInputProps(field)
  const common = {
    label,
    required,
    ...input,
    disabled: props.fixed.includes(field),
    'data-testid': `record-${field}`,
    ...(isFirst && { 'data-autofocus': true }),
  }
  switch (field) {
    case 'atTime':
      return <TimeField {...common} />
    case 'unitId':
      return <UnitField {...props} label={label} required={required} />
    case 'spaceId':
      return <SpaceField {...props} label={label} required={required} />
    case 'category':
      return categories ? (
        <Select
          {...common}
          allowDeselect={!required}
          data={categories.map((value) => ({ value, label: t(`vocabulary:recordCategory.${value}`) }))}
          value={input.value || null}
          onChange={(value) => form.setFieldValue('category', value ?? '')}
        />
      ) : null
    case 'fromOn':
    case 'toOn':
      return <DateField {...common} />
    case 'amount':
      return <HundredthsField {...common} label={`${label} (${t('common:yuan')})`} />
    case 'quantity':
      return (
        <NumberInput
          {...common}
          min={0}
          max={1_000_000}
          allowDecimal={false}
          value={input.value ?? ''}
          onChange={(value) => form.setFieldValue('quantity', value === '' ? null : Number(value))}
        />
      )
    case 'body':
      return <Textarea {...common} autosize minRows={2} maxRows={14} maxLength={20_000} />
    case 'title':
    case 'holder':
    case 'phone':
    case 'code':
    case 'place':
      return <TextInput {...common} maxLength={longest[field]} />
  }
}

/** Registers of a household: the holder is somebody of the unit. A visitor, a carrier or a builder is not. */
const ofHousehold: readonly RegisterId[] = ['network', 'parking-let', 'access-card']

const longest = { title: 200, holder: 60, phone: 40, code: 60, place: 120 } as const

function UnitField(
  props: FieldsProps & { readonly label: string; readonly required: boolean; readonly isFirst: boolean },
) {
  const { t } = useTranslation()
  const { form, register } = props
  const id = form.values.unitId
  const latest = useRef<number | null>(null)
  const filled = useRef({ holder: '', phone: '' })
  // Begun from a card: the unit is known from the start, and nothing has been typed yet.
  const given = useRef(props.isNew ? id : null)
  useEffect(() => {
    const unitId = given.current
    given.current = null
    if (unitId !== null) void fillHousehold(unitId).then(isInitial).catch(sayError)
  })
  const isInitial = () => form.setInitialValues({ ...form.getInitialValues(), ...filled.current })

  /** Who lives there is most often the one who asks; what was typed by hand stays. */
  async function fillHousehold(unitId: number): Promise<void> {
    latest.current = unitId
    if (!ofHousehold.includes(register)) return
    const [first] = await client.intake.callers({ unitId })
    if (latest.current !== unitId) return
    const [phone = ''] = phonesOf(first?.phone ?? '')
    const known = { holder: first?.name ?? '', phone: first?.isMasked ? '' : phone }
    const values = form.getValues()
    for (const field of ['holder', 'phone'] as const)
      if (values[field] === filled.current[field]) form.setFieldValue(field, known[field])
    filled.current = known
  }
  const [picked, setPicked] = useState<Picked | null>(id === null ? null : { id, title: props.unit ?? '', detail: '' })
  return (
    <SearchPicker
      kind="unit"
      label={props.label}
      placeholder={t('registers:findUnit')}
      value={picked}
      required={props.required}
      error={form.errors.unitId}
      autoFocus={props.isFirst && id === null}
      onChange={(next) => {
        setPicked(next)
        form.setFieldValue('unitId', next?.id ?? null)
        if (next && props.isNew) void fillHousehold(next.id).catch(sayError)
      }}
      testId="record-unitId"
    />
  )
}

/** A space of a car park, those that are free today first. */
function SpaceField(props: FieldsProps & { readonly label: string; readonly required: boolean }) {
  const { t } = useTranslation()
  const { form } = props
  const parks = useQuery(orpc.registers.carParks.queryOptions()).data ?? []
  const data = parks.map((park) => ({
    group: park.name,
    items: park.spaces
      .toSorted((a, b) => Number(a.let !== null) - Number(b.let !== null))
      .map((space) => ({
        value: String(space.id),
        label: space.let ? t('registers:letTo', { space: space.code, holder: space.let.holder }) : space.code,
      })),
  }))
  return (
    <Select
      label={props.label}
      required={props.required}
      searchable
      data={data}
      error={form.errors.spaceId}
      value={form.values.spaceId === null ? null : String(form.values.spaceId)}
      onChange={(value) => form.setFieldValue('spaceId', value === null ? null : Number(value))}
      nothingFoundMessage={t('registers:noSpace')}
      data-testid="record-spaceId"
    />
  )
}

/** Rent is charged by a tariff of the office, like every fee. */
function RentTariff({ form }: { readonly form: UseFormReturnType<RecordValues> }) {
  const { t } = useTranslation()
  const may = useMay('lists.tariffs')
  const query = useQuery({
    ...orpc.lists.tariffs.queryOptions({ input: { filter: {}, offset: 0, limit: 200 } }),
    enabled: may,
  })
  const rents = (query.data?.rows ?? []).filter((row) => row.active === 'yes' && row.basis === 'fixed-month')
  return (
    <Select
      label={t('registers:tariff')}
      description={t('registers:tariffHint')}
      clearable
      data={rents.map((row) => ({ value: String(row.id), label: `${row.item} · ${row.name}` }))}
      value={form.values.tariffId === null ? null : String(form.values.tariffId)}
      onChange={(value) => form.setFieldValue('tariffId', value === null ? null : Number(value))}
      data-testid="record-tariffId"
    />
  )
}
