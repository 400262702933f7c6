import { ActionIcon, Autocomplete, Button, Group, SegmentedControl, Table, Text, TextInput } from '@mantine/core'
import { IconPlus, IconTrash } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { type ReactNode, useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { portionOf } from '../../../electron/contract/money.ts'
import {
  issueFields,
  receiptFields,
  type StockPick,
  scrapFields,
  stockAmount,
} from '../../../electron/contract/stores.ts'
import { client, orpc } from '../../api/client.ts'
import { useOffice } from '../../api/session.ts'
import { DateField } from '../../ui/DateField.tsx'
import { DialogForm, FormDialog } from '../../ui/FormDialog.tsx'
import { formatMoney } from '../../ui/format.ts'
import { HundredthsField } from '../../ui/HundredthsField.tsx'
import { useRecordForm } from '../../ui/recordForm.tsx'
import { requestKey } from '../../ui/requestKey.ts'
import { sayDone } from '../../ui/write.ts'
import { ScaledField } from '../billing/ScaledField.tsx'
import { ItemPicker, JobPicker, type PickedJob } from './Picker.tsx'
import { formatQuantity } from './quantity.ts'

export type MovementKind = 'receipt' | 'issue' | 'scrap'

interface MovementProps {
  readonly kind: MovementKind
  /** Issued to this job. */
  readonly job?: PickedJob
  /** Who is likely to take it. */
  readonly recipient?: string
  readonly onClose: () => void
}

/** Receipt, issue or scrap: what is said once, and a line an item. */
export function MovementDialog(props: MovementProps) {
  const { t } = useTranslation()
  return (
    <FormDialog opened onClose={props.onClose} title={t(`stores:${props.kind}.title`)} size={820}>
      <MovementForm {...props} />
    </FormDialog>
  )
}

interface Line {
  readonly item: StockPick | null
  readonly quantity: number | string | null
  readonly price: number | string | null
}

interface Values extends Record<string, unknown> {
  onDate: string
  supplier: string
  recipient: string
  purpose: string
  note: string
  jobId: number | null
  lines: Line[]
}

const emptyLine: Line = { item: null, quantity: null, price: null }

/** The lines as the contract has them; an empty one at the end is none. */
function sentLines(lines: readonly Line[]) {
  return lines
    .filter((line) => line.item !== null || line.quantity !== null)
    .map(({ item, quantity, price }) => ({ itemId: item?.id, quantity, price }))
}

/** The contract's schema over what the form keeps of a line. */
const schemas = {
  receipt: receiptFields,
  issue: issueFields,
  scrap: scrapFields,
} as const

function MovementForm({ kind, job: given, recipient = '', onClose }: MovementProps) {
  const { t } = useTranslation()
  const { today } = useOffice()
  const navigate = useNavigate()
  const [key] = useState(requestKey)
  const [job, setJob] = useState<PickedJob | null>(given ?? null)
  const [toJob, setToJob] = useState(given !== undefined || kind !== 'issue')
  const words = useQuery(orpc.stores.words.queryOptions()).data
  const schema = schemas[kind]
  const record = useRecordForm<Values, { id: number; number: string }>({
    schema: {
      safeParse: (values: Values) => schema.safeParse({ ...values, lines: sentLines(values.lines) }),
    } as unknown as typeof schema,
    record: {
      version: 0,
      values: {
        onDate: today,
        supplier: '',
        recipient,
        purpose: '',
        note: '',
        jobId: given?.id ?? null,
        lines: [emptyLine],
      },
    },
    save: ({ values }) => {
      const asked = { ...values, lines: sentLines(values.lines) }
      if (kind === 'receipt') return client.stores.receive({ ...receiptFields.parse(asked), requestKey: key })
      if (kind === 'scrap') return client.stores.scrap({ ...scrapFields.parse(asked), requestKey: key })
      return client.stores.issue({ ...issueFields.parse(asked), requestKey: key })
    },
    onSaved: ({ id, number }) => {
      sayDone(t('stores:written', { number }))
      onClose()
      if (!given) void navigate({ to: '/stores/document/$id', params: { id: String(id) } })
    },
  })
  const { form } = record
  return (
    <DialogForm record={record} action={t(`stores:${kind}.action`)} onCancel={onClose}>
      <Group grow align="flex-start">
        <DateField
          label={t('lists:stockDocuments.columns.onDate')}
          required
          maxDate={today}
          {...form.getInputProps('onDate')}
        />
        {kind === 'receipt' && (
          <Autocomplete
            label={t('stores:supplier')}
            maxLength={60}
            data={words?.suppliers ?? []}
            openOnFocus={false}
            data-autofocus
            {...form.getInputProps('supplier')}
            data-testid="supplier"
          />
        )}
        {kind === 'issue' && !given && (
          <div>
            <Text size="sm" fw={500} mb={4}>
              {t('stores:issue.to')}
            </Text>
            <SegmentedControl
              fullWidth
              size="xs"
              aria-label={t('stores:issue.to')}
              data={[
                { value: 'person', label: t('stores:issue.toPerson') },
                { value: 'job', label: t('stores:issue.toJob') },
              ]}
              value={toJob ? 'job' : 'person'}
              onChange={(value) => {
                setToJob(value === 'job')
                setJob(null)
                form.setFieldValue('jobId', null)
              }}
              data-testid="to-whom"
            />
          </div>
        )}
        {given && <TextInput label={t('stores:job')} value={`${given.number} ${given.title}`} readOnly />}
      </Group>
      {kind === 'issue' && toJob && !given && (
        <JobPicker
          label={t('stores:job')}
          placeholder={t('stores:findJob')}
          required
          value={job}
          error={form.errors.jobId}
          onChange={(next) => {
            setJob(next)
            form.setFieldValue('jobId', next?.id ?? null)
          }}
          testId="job"
        />
      )}
      {kind !== 'receipt' && (
        <Group grow align="flex-start">
          {kind === 'issue' && (
            <Autocomplete
              label={t(toJob ? 'stores:takenBy' : 'stores:recipient')}
              required={!toJob}
              maxLength={60}
              data={words?.recipients ?? []}
              {...form.getInputProps('recipient')}
              data-testid="recipient"
            />
          )}
          <TextInput
            label={t(kind === 'scrap' ? 'common:reason' : 'lists:stockDocuments.columns.purpose')}
            required={kind === 'scrap' || !toJob}
            maxLength={200}
            {...form.getInputProps('purpose')}
            data-testid="purpose"
          />
        </Group>
      )}
      <Lines
        kind={kind}
        lines={form.values.lines}
        onDate={form.values.onDate}
        errors={form.errors}
        focusFirst={given !== undefined || kind !== 'receipt'}
        onChange={(lines) => form.setFieldValue('lines', lines)}
      />
      <TextInput label={t('stores:note')} maxLength={300} {...form.getInputProps('note')} />
    </DialogForm>
  )
}

const number = (value: number | string | null) => (typeof value === 'number' ? value : 0)

/** A line an item. */
function Lines(props: {
  readonly kind: MovementKind
  readonly lines: readonly Line[]
  readonly onDate: string
  readonly errors: Readonly<Record<string, ReactNode>>
  readonly focusFirst: boolean
  readonly onChange: (lines: Line[]) => void
}) {
  const { t } = useTranslation()
  const { kind, lines } = props
  const body = useRef<HTMLTableSectionElement>(null)
  const added = useRef(false)
  useEffect(() => {
    if (!added.current) return
    added.current = false
    body.current?.querySelector<HTMLInputElement>('tr:last-child input')?.focus()
  })
  const isIn = kind === 'receipt'
  const change = (index: number, patch: Partial<Line>) =>
    props.onChange(lines.map((line, at) => (at === index ? { ...line, ...patch } : line)))
  const add = () => {
    added.current = true
    props.onChange([...lines, emptyLine])
  }
  const total = lines.reduce((sum, line) => sum + amountOf(kind, line), 0)
  return (
    <div>
      <Table verticalSpacing={4} horizontalSpacing={6}>
        <Table.Thead>
          <Table.Tr>
            <Table.Th>{t('stores:item.one')}</Table.Th>
            <Table.Th w={120} ta="right">
              {t('lists:stockItems.columns.quantity')}
            </Table.Th>
            <Table.Th w={44}>{t('lists:stockItems.columns.unitName')}</Table.Th>
            {isIn && (
              <Table.Th w={120} ta="right">
                {t('stores:price')}
              </Table.Th>
            )}
            <Table.Th w={110} ta="right">
              {t(isIn ? 'lists:stockItems.columns.value' : 'stores:aboutValue')}
            </Table.Th>
            <Table.Th w={34} />
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody ref={body}>
          {lines.map((line, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: lines have no name of their own while they are typed
            <Table.Tr key={index} data-row={index} data-testid="line">
              <Table.Td>
                <ItemPicker
                  ariaLabel={t('stores:item.one')}
                  placeholder={t('stores:find')}
                  value={line.item}
                  onDate={props.onDate}
                  error={props.errors[`lines.${index}.itemId`]}
                  autoFocus={props.focusFirst && index === 0}
                  onChange={(item) => {
                    change(index, { item, ...(isIn && line.price === null && { price: item?.lastPrice ?? null }) })
                    // How many is what is said next.
                    if (item)
                      body.current?.querySelector<HTMLInputElement>(`[data-row="${index}"] [data-quantity]`)?.focus()
                  }}
                  testId="item"
                />
              </Table.Td>
              <Table.Td>
                <HundredthsField
                  aria-label={t('lists:stockItems.columns.quantity')}
                  value={line.quantity}
                  error={props.errors[`lines.${index}.quantity`]}
                  {...(!isIn &&
                    line.item && { placeholder: t('stores:there', { quantity: formatQuantity(line.item.quantity) }) })}
                  onChange={(quantity) => change(index, { quantity })}
                  data-quantity
                  data-testid="quantity"
                />
              </Table.Td>
              <Table.Td>{line.item?.unitName}</Table.Td>
              {isIn && (
                <Table.Td>
                  <ScaledField
                    aria-label={t('stores:price')}
                    decimals={4}
                    value={line.price}
                    error={props.errors[`lines.${index}.price`]}
                    onChange={(price) => change(index, { price })}
                    data-testid="price"
                  />
                </Table.Td>
              )}
              <Table.Td ta="right" className="figure">
                {formatMoney(amountOf(kind, line))}
              </Table.Td>
              <Table.Td>
                <ActionIcon
                  variant="subtle"
                  aria-label={t('stores:removeLine')}
                  disabled={lines.length === 1}
                  onClick={() => props.onChange(lines.filter((_, at) => at !== index))}
                >
                  <IconTrash size={15} />
                </ActionIcon>
              </Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
        <Table.Tfoot>
          <Table.Tr>
            <Table.Th colSpan={isIn ? 4 : 3}>
              <Button
                size="compact-sm"
                variant="subtle"
                leftSection={<IconPlus size={14} />}
                disabled={lines.length >= 100}
                onClick={add}
                data-testid="add-line"
              >
                {t('stores:addLine')}
              </Button>
            </Table.Th>
            <Table.Th ta="right" className="figure" data-testid="lines-total">
              {formatMoney(total)}
            </Table.Th>
            <Table.Th />
          </Table.Tr>
        </Table.Tfoot>
      </Table>
      {props.errors.lines && (
        <Text size="xs" c="red" role="alert">
          {props.errors.lines}
        </Text>
      )}
    </div>
  )
}

/** What a receipt comes to; what an issue takes at today's average, as far as that much is there. */
function amountOf(kind: MovementKind, { item, quantity, price }: Line): number {
  if (kind === 'receipt') return stockAmount(number(quantity), number(price))
  if (!item || item.quantity <= 0) return 0
  return portionOf(item.value, Math.min(number(quantity), item.quantity), item.quantity)
}
