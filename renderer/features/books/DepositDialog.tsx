import { Box, Divider, Group, SegmentedControl, Table, Text, TextInput } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { type DepositView, depositMoveFields } from '../../../electron/contract/books.ts'
import { client, orpc } from '../../api/client.ts'
import { useMay, useOffice } from '../../api/session.ts'
import { DateField } from '../../ui/DateField.tsx'
import { Loaded } from '../../ui/Faces.tsx'
import { FactTable } from '../../ui/FactTable.tsx'
import { DialogForm, FormDialog } from '../../ui/FormDialog.tsx'
import { fieldLabel } from '../../ui/fields.ts'
import { formatMoney } from '../../ui/format.ts'
import { HundredthsField } from '../../ui/HundredthsField.tsx'
import { useRecordForm } from '../../ui/recordForm.tsx'
import { sayDone } from '../../ui/write.ts'
import { MethodSelect } from './MethodSelect.tsx'

/** One deposit with what became of it, and the way to give it back. */
export function DepositDialog({ id, onClose }: { readonly id: number | null; readonly onClose: () => void }) {
  const { t } = useTranslation()
  return (
    <FormDialog opened={id !== null} onClose={onClose} title={t('books:deposit.title')} size="lg">
      {id !== null && <Deposit id={id} onClose={onClose} />}
    </FormDialog>
  )
}

function Deposit({ id, onClose }: { readonly id: number; readonly onClose: () => void }) {
  const query = useQuery(orpc.books.deposit.queryOptions({ input: { id } }))
  const mayMove = useMay('books.moveDeposit')
  return (
    <Loaded query={query}>
      {(deposit) => (
        <>
          <Facts of={deposit} />
          <Moves of={deposit} />
          {mayMove && deposit.held > 0 && <MoveForm key={deposit.held} deposit={deposit} onClose={onClose} />}
        </>
      )}
    </Loaded>
  )
}

function Facts({ of }: { readonly of: DepositView }) {
  const { t } = useTranslation()
  return (
    <FactTable
      facts={[
        { label: fieldLabel('unit'), value: `${of.area} ${of.unit}` },
        { label: t('lists:deposits.columns.kind'), value: t(`vocabulary:depositKind.${of.kind}`) },
        { label: t('lists:deposits.columns.payer'), value: of.payer },
        { label: t('lists:deposits.columns.slipNo'), value: of.slipNo },
        { label: t('lists:deposits.columns.onDate'), value: of.onDate, figure: true },
        { label: t('lists:deposits.columns.method'), value: t(`vocabulary:paymentMethod.${of.method}`) },
        { label: t('lists:deposits.columns.amount'), value: formatMoney(of.amount), figure: true },
        {
          label: t('lists:deposits.columns.held'),
          value: (
            <Text span inherit fw={600} data-testid="held">
              {formatMoney(of.held)}
            </Text>
          ),
          figure: true,
        },
        ...(of.beneficiary ? [{ label: t('lists:deposits.columns.beneficiary'), value: of.beneficiary }] : []),
        ...(of.note ? [{ label: fieldLabel('note'), value: of.note }] : []),
      ]}
    />
  )
}

function Moves({ of }: { readonly of: DepositView }) {
  const { t } = useTranslation()
  if (of.moves.length === 0) return null
  return (
    <Table mt="sm">
      <Table.Thead>
        <Table.Tr>
          <Table.Th>{fieldLabel('onDate')}</Table.Th>
          <Table.Th>{t('books:deposit.move')}</Table.Th>
          <Table.Th ta="right">{fieldLabel('amount')}</Table.Th>
          <Table.Th>{fieldLabel('method')}</Table.Th>
          <Table.Th>{t('common:reason')}</Table.Th>
          <Table.Th>{t('books:by')}</Table.Th>
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {of.moves.map((move) => (
          <Table.Tr key={move.id}>
            <Table.Td>{move.onDate}</Table.Td>
            <Table.Td>{t(`vocabulary:depositMove.${move.kind}`)}</Table.Td>
            <Table.Td ta="right">{formatMoney(move.amount)}</Table.Td>
            <Table.Td>{move.kind === 'deduct' ? '' : t(`vocabulary:paymentMethod.${move.method}`)}</Table.Td>
            <Table.Td>{move.reason}</Table.Td>
            <Table.Td>{move.actor}</Table.Td>
          </Table.Tr>
        ))}
      </Table.Tbody>
    </Table>
  )
}

interface Values extends Record<string, unknown> {
  kind: DepositView['moves'][number]['kind']
  onDate: string
  amount: number | null
  method: DepositView['method']
  reason: string
}

function MoveForm({ deposit, onClose }: { readonly deposit: DepositView; readonly onClose: () => void }) {
  const { t } = useTranslation()
  const { today } = useOffice()
  const forOthers = deposit.kind === 'held-for-others'
  const record = useRecordForm<Values>({
    schema: depositMoveFields,
    record: {
      version: 0,
      values: {
        kind: forOthers ? 'pay-over' : 'return',
        onDate: today,
        amount: deposit.held,
        method: deposit.method,
        reason: '',
      },
    },
    save: ({ values }) =>
      client.books.moveDeposit({ id: deposit.id, held: deposit.held, ...values, amount: values.amount ?? 0 }),
    onSaved: () => {
      onClose()
      sayDone(t('books:deposit.moved'))
    },
  })
  const { form } = record
  const { kind } = form.values
  return (
    <Box mt="sm">
      <Divider mb="sm" />
      <DialogForm record={record} action={t(`vocabulary:depositMove.${kind}`)} onCancel={onClose}>
        <SegmentedControl
          aria-label={t('books:deposit.move')}
          data={(forOthers ? (['pay-over', 'return'] as const) : (['return', 'deduct'] as const)).map((value) => ({
            value,
            label: t(`vocabulary:depositMove.${value}`),
          }))}
          {...form.getInputProps('kind')}
        />
        {kind === 'deduct' && (
          <Text size="sm" c="dimmed">
            {t('books:deposit.deductHint')}
          </Text>
        )}
        <Group grow align="flex-start">
          <HundredthsField
            label={`${fieldLabel('amount')} (${t('common:yuan')})`}
            required
            data-autofocus
            {...form.getInputProps('amount')}
            data-testid="amount"
          />
          {kind !== 'deduct' && <MethodSelect {...form.getInputProps('method')} />}
          <DateField label={fieldLabel('onDate')} required maxDate={today} {...form.getInputProps('onDate')} />
        </Group>
        <TextInput
          label={t('common:reason')}
          required
          maxLength={300}
          {...form.getInputProps('reason')}
          data-testid="reason"
        />
      </DialogForm>
    </Box>
  )
}
