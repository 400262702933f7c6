import { Alert, Badge, Button, Group, Modal, Stack, Table, Text, Title } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { ChargeDetail } from '../../../electron/contract/billing.ts'
import { orpc } from '../../api/client.ts'
import { useMay } from '../../api/session.ts'
import { Loaded } from '../../ui/Faces.tsx'
import { FactTable } from '../../ui/FactTable.tsx'
import { formatMoney } from '../../ui/format.ts'
import { LinkAnchor } from '../../ui/links.tsx'
import { leave } from '../../ui/unsaved.ts'
import { periodText } from '../counter/periods.ts'
import { Reasoning } from './Reasoning.tsx'
import { ReliefForm, ReversalForm } from './RequestForms.tsx'

/** One charge: why it is what it is, what was taken off and paid, and how it is put right. */
export function ChargeDialog(props: {
  readonly id: number | null
  readonly onClose: () => void
  /** Another charge, such as the one that took its place. */
  readonly onOpen: (id: number) => void
}) {
  const { t } = useTranslation()
  const query = useQuery({
    ...orpc.billing.charge.queryOptions({ input: { id: props.id ?? 0 } }),
    enabled: props.id !== null,
  })
  return (
    <Modal
      opened={props.id !== null}
      onClose={() => void leave(props.onClose)}
      size="xl"
      title={query.data ? `${query.data.unit} · ${query.data.item}` : t('lists:charges.title')}
      closeButtonProps={{ 'aria-label': t('common:close') }}
    >
      {props.id !== null && (
        <Loaded query={query}>{(charge) => <Charge key={charge.id} charge={charge} {...props} />}</Loaded>
      )}
    </Modal>
  )
}

function Charge(props: {
  readonly charge: ChargeDetail
  readonly onClose: () => void
  readonly onOpen: (id: number) => void
}) {
  const { t } = useTranslation()
  const { charge } = props
  const [asking, setAsking] = useState<'reversal' | 'relief' | null>(null)
  const mayReverse = useMay('billing.askReversal')
  const mayRelieve = useMay('billing.askRelief')
  const stands = charge.reversedOn === null
  const left = charge.amount - charge.discounted
  return (
    <Stack gap="md" data-testid="charge">
      {!stands && (
        <Alert color="gray" title={t('billing:charge.reversedOn', { date: charge.reversedOn ?? '' })}>
          {charge.reversal &&
            t('billing:charge.reversedBy', { name: charge.reversal.actor, reason: charge.reversal.reason })}
          {charge.replacedById !== null && (
            <Button size="compact-xs" variant="light" ml="sm" onClick={() => props.onOpen(charge.replacedById ?? 0)}>
              {t('billing:charge.seeNext')}
            </Button>
          )}
        </Alert>
      )}
      {charge.replacesId !== null && (
        <Group gap="sm">
          <Text size="sm">{t('billing:charge.replaces')}</Text>
          <Button size="compact-xs" variant="light" onClick={() => props.onOpen(charge.replacesId ?? 0)}>
            {t('billing:charge.seeBefore')}
          </Button>
        </Group>
      )}
      <FactTable
        columns={3}
        facts={[
          {
            label: t('billing:unit'),
            value: (
              <LinkAnchor to="/estate/unit/$id" params={{ id: String(charge.unitId) }}>
                {charge.unit}
              </LinkAnchor>
            ),
          },
          { label: t('billing:period'), value: periodText(charge), figure: true },
          { label: t('billing:debtor'), value: charge.debtor ?? t(`vocabulary:debtorKind.${charge.debtorKind}`) },
          { label: t('lists:charges.columns.amount'), value: formatMoney(charge.amount), figure: true },
          { label: t('lists:charges.columns.discounted'), value: formatMoney(charge.discounted), figure: true },
          { label: t('billing:charge.paid'), value: formatMoney(charge.paid), figure: true },
          { label: t('lists:charges.columns.publishedOn'), value: charge.publishedOn, figure: true },
          { label: t('lists:charges.columns.dueOn'), value: charge.dueOn, figure: true },
          { label: t('lists:charges.columns.owed'), value: formatMoney(charge.owed), figure: true },
        ]}
      />
      <section aria-label={t('billing:why.title')}>
        <Title order={3} mb={4}>
          {t('billing:why.title')}
        </Title>
        <Reasoning of={charge.reasoning} amount={charge.amount} />
      </section>
      {charge.discounts.length > 0 && <Discounts of={charge.discounts} />}
      {charge.waiting.map((one) => (
        <Alert key={one.kind} color="orange" data-testid="waiting">
          {t('billing:charge.waiting', { kind: t(`vocabulary:approvalKind.${one.kind}`), name: one.askedBy })}
        </Alert>
      ))}
      {asking === 'reversal' && <ReversalForm charge={charge} onClose={() => setAsking(null)} />}
      {asking === 'relief' && <ReliefForm charge={charge} onClose={() => setAsking(null)} />}
      {stands && asking === null && (
        <Group justify="flex-end" gap={8}>
          {mayRelieve && left > 0 && (
            <Button
              variant="default"
              disabled={charge.waiting.some((one) => one.kind === 'relief')}
              onClick={() => setAsking('relief')}
              data-testid="ask-relief"
            >
              {t('billing:relief.ask')}
            </Button>
          )}
          {mayReverse && (
            <Button
              variant="default"
              disabled={charge.waiting.some((one) => one.kind === 'charge-reversal')}
              onClick={() => setAsking('reversal')}
              data-testid="ask-reversal"
            >
              {t('billing:reversal.ask')}
            </Button>
          )}
        </Group>
      )}
    </Stack>
  )
}

function Discounts({ of }: { readonly of: ChargeDetail['discounts'] }) {
  const { t } = useTranslation()
  return (
    <Table fz="sm" horizontalSpacing={6}>
      <Table.Thead>
        <Table.Tr>
          <Table.Th>{t('billing:charge.discount')}</Table.Th>
          <Table.Th>{t('billing:charge.date')}</Table.Th>
          <Table.Th ta="right">{t('billing:amountYuan')}</Table.Th>
          <Table.Th>{t('billing:charge.approver')}</Table.Th>
          <Table.Th>{t('common:reason')}</Table.Th>
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {of.map((line) => (
          <Table.Tr key={line.id} c={line.reversedOn === null ? undefined : 'dimmed'}>
            <Table.Td>
              {t(`vocabulary:discountKind.${line.kind}`)}
              {line.reversedOn !== null && (
                <Badge ml="xs" color="gray">
                  {t('billing:charge.reversedOn', { date: line.reversedOn })}
                </Badge>
              )}
            </Table.Td>
            <Table.Td className="figure">{line.onDate}</Table.Td>
            <Table.Td ta="right" className="figure">
              {formatMoney(line.amount)}
            </Table.Td>
            <Table.Td>{line.approver}</Table.Td>
            <Table.Td>{line.reason}</Table.Td>
          </Table.Tr>
        ))}
      </Table.Tbody>
    </Table>
  )
}
