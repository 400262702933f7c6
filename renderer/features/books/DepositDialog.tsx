import { Alert, Box, Divider, Group, SegmentedControl, Table, Text, TextInput } from '@mantine/core'
import { IconPrinter } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { type DepositView, depositBackFields } from '../../../electron/contract/books.ts'
import { client, orpc } from '../../api/client.ts'
import { useMay } from '../../api/session.ts'
import { Loaded } from '../../ui/Faces.tsx'
import { FactTable } from '../../ui/FactTable.tsx'
import { DialogForm, FormDialog } from '../../ui/FormDialog.tsx'
import { fieldLabel } from '../../ui/fields.ts'
import { formatMoney } from '../../ui/format.ts'
import { HundredthsField } from '../../ui/HundredthsField.tsx'
import { LinkAnchor, LinkButton } from '../../ui/links.tsx'
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
  const { t } = useTranslation()
  const query = useQuery(orpc.books.deposit.queryOptions({ input: { id } }))
  const mayAsk = useMay('books.askDepositBack')
  return (
    <Loaded query={query}>
      {(deposit) => (
        <>
          <Facts of={deposit} />
          <LinkButton
            to="/books/deposit/$id"
            params={{ id: String(deposit.id) }}
            size="compact-sm"
            variant="default"
            mt="xs"
            leftSection={<IconPrinter size={15} />}
            data-testid="deposit-slip-link"
          >
            {t(deposit.kind === 'held-for-others' ? 'books:slip.forOthers.title' : 'books:slip.title')}
          </LinkButton>
          <Moves of={deposit} />
          <Waiting of={deposit} />
          {mayAsk && deposit.left > 0 && <BackForm key={deposit.left} deposit={deposit} onClose={onClose} />}
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
          <Table.Th>{t('counter:decidedBy')}</Table.Th>
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
            <Table.Td>{move.approver}</Table.Td>
          </Table.Tr>
        ))}
      </Table.Tbody>
    </Table>
  )
}

/** What somebody has asked for and nobody has decided about. */
function Waiting({ of }: { readonly of: DepositView }) {
  const { t } = useTranslation()
  return of.waiting.map((request) => (
    <Alert key={request.id} color="orange" mt="sm" data-testid="deposit-waiting">
      <Group gap="md">
        <span>
          {t('books:deposit.waiting', {
            name: request.asked,
            date: request.askedOn,
            move: t(`vocabulary:depositMove.${request.kind}`),
            amount: formatMoney(request.amount),
          })}
          {request.deducted > 0 &&
            t('books:deposit.waitingDeducted', {
              amount: formatMoney(request.deducted),
              reason: request.deductReason,
            })}
        </span>
        <LinkAnchor to="/approvals" search={{}}>
          {t('common:nav.approvals')}
        </LinkAnchor>
      </Group>
    </Alert>
  ))
}

interface Values extends Record<string, unknown> {
  kind: DepositView['waiting'][number]['kind']
  amount: number | null
  deducted: number | null
  deductReason: string
  method: DepositView['method']
  reason: string
}

/** Asks for it to go back; what is kept is taken off what goes back. */
function BackForm({ deposit, onClose }: { readonly deposit: DepositView; readonly onClose: () => void }) {
  const { t } = useTranslation()
  const { left } = deposit
  const forOthers = deposit.kind === 'held-for-others'
  const record = useRecordForm<Values>({
    schema: depositBackFields.extend({ deducted: depositBackFields.shape.deducted.nullable() }),
    record: {
      version: 0,
      values: {
        kind: forOthers ? 'pay-over' : 'return',
        amount: left,
        deducted: null,
        deductReason: '',
        method: deposit.method,
        reason: '',
      },
    },
    save: ({ values }) =>
      client.books.askDepositBack({
        id: deposit.id,
        left,
        ...values,
        amount: values.amount ?? 0,
        deducted: values.deducted ?? 0,
      }),
    onSaved: () => {
      onClose()
      sayDone(t('counter:asked'))
    },
  })
  const { form } = record
  const deducted = form.getInputProps('deducted')
  const isKeeping = (form.values.deducted ?? 0) > 0
  return (
    <Box mt="sm">
      <Divider mb="sm" />
      <DialogForm record={record} action={t(`books:deposit.askAs.${form.values.kind}`)} onCancel={onClose}>
        {forOthers && (
          <SegmentedControl
            aria-label={t('books:deposit.move')}
            data={(['pay-over', 'return'] as const).map((value) => ({
              value,
              label: t(`vocabulary:depositMove.${value}`),
            }))}
            {...form.getInputProps('kind')}
          />
        )}
        <Group grow align="flex-start">
          <HundredthsField
            label={t('books:deposit.backAmount', { move: t(`vocabulary:depositMove.${form.values.kind}`) })}
            required
            data-autofocus
            {...form.getInputProps('amount')}
            data-testid="amount"
          />
          <HundredthsField
            label={t('books:deposit.deducted')}
            {...deducted}
            onChange={(fen) => {
              deducted.onChange(fen)
              if (typeof fen !== 'string') form.setFieldValue('amount', Math.max(0, left - (fen ?? 0)))
            }}
            data-testid="deducted"
          />
          <MethodSelect {...form.getInputProps('method')} />
        </Group>
        {isKeeping && (
          <TextInput
            label={t('books:deposit.deductReason')}
            description={t('books:deposit.deductHint')}
            required
            maxLength={300}
            {...form.getInputProps('deductReason')}
            data-testid="deduct-reason"
          />
        )}
        <TextInput
          label={t('common:reason')}
          description={t('books:deposit.askHint')}
          required
          maxLength={300}
          {...form.getInputProps('reason')}
          data-testid="reason"
        />
      </DialogForm>
    </Box>
  )
}
