import { Button, Modal, Table, Text } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { DueView } from '../../../electron/contract/counter.ts'
import { formatCount, formatMoney } from '../../ui/format.ts'
import { scaledText } from '../billing/ScaledField.tsx'
import classes from './counter.module.css'
import { periodText } from './periods.ts'

type Unit = DueView['units'][number]

/** How a penalty comes about, for the payer who asks: principal × rate × days, charge by charge. */
export function PenaltyReasons({ of: units }: { readonly of: readonly Unit[] }) {
  const { t } = useTranslation()
  const [open, setOpen] = useState(false)
  const owing = units.filter((unit) => unit.penalty > 0)
  if (owing.length === 0) return null
  return (
    <>
      <Button size="compact-xs" variant="subtle" onClick={() => setOpen(true)} data-testid="penalty-why">
        {t('counter:penaltyFrom.why')}
      </Button>
      <Modal
        opened={open}
        onClose={() => setOpen(false)}
        size="xl"
        title={t('counter:penaltyFrom.title')}
        closeButtonProps={{ 'aria-label': t('common:close') }}
      >
        {owing.map((unit) => (
          <Reasons key={unit.unitId} of={unit} named={owing.length > 1} />
        ))}
      </Modal>
    </>
  )
}

function Reasons({ of, named }: { readonly of: Unit; readonly named: boolean }) {
  const { t } = useTranslation()
  const { lines, perDayE6, taken, waived } = of.penaltyFrom
  const accrued = lines.reduce((sum, line) => sum + line.amount, 0)
  const rate = `${scaledText(perDayE6, 3)}‰`
  const less = [
    { label: t('counter:penaltyFrom.taken'), amount: taken },
    { label: t('counter:penaltyFrom.waived'), amount: waived },
  ].filter((one) => one.amount > 0)
  return (
    <section data-testid="penalty-reasons">
      {named && <Text fw={600}>{of.unit}</Text>}
      <div className={classes.reasons}>
        <Table fz="sm" verticalSpacing={3} stickyHeader>
          <Table.Thead>
            <Table.Tr>
              <Table.Th>{t('counter:item')}</Table.Th>
              <Table.Th>{t('counter:period')}</Table.Th>
              <Table.Th>{t('counter:dueOn')}</Table.Th>
              <Table.Th>{t('counter:penaltyFrom.how')}</Table.Th>
              <Table.Th ta="right">{t('counter:penaltyFrom.amount')}</Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody className="figure">
            {lines.map((line) => {
              const charge = of.account.charges.find((one) => one.id === line.chargeId)
              return (
                <Table.Tr key={line.chargeId}>
                  <Table.Td>{charge?.item}</Table.Td>
                  <Table.Td>{charge && periodText(charge)}</Table.Td>
                  <Table.Td>{charge?.dueOn}</Table.Td>
                  <Table.Td>
                    {line.spans.map((span) => (
                      <div key={span.fromOn}>
                        {t('counter:penaltyFrom.span', {
                          amount: formatMoney(span.amount),
                          rate,
                          days: formatCount(span.days),
                          from: span.fromOn,
                        })}
                      </div>
                    ))}
                    {line.isCapped && (
                      <Text size="xs" c="dimmed">
                        {t('counter:penaltyFrom.capped')}
                      </Text>
                    )}
                  </Table.Td>
                  <Table.Td ta="right">{formatMoney(line.amount)}</Table.Td>
                </Table.Tr>
              )
            })}
          </Table.Tbody>
          <Table.Tfoot className="figure">
            {less.length > 0 && <Sum label={t('counter:penaltyFrom.accrued')} amount={accrued} />}
            {less.map((one) => (
              <Sum key={one.label} label={one.label} amount={-one.amount} />
            ))}
            <Sum label={t('counter:penaltyFrom.due')} amount={of.penalty} strong />
          </Table.Tfoot>
        </Table>
      </div>
    </section>
  )
}

function Sum(props: { readonly label: string; readonly amount: number; readonly strong?: boolean }) {
  return (
    <Table.Tr fw={props.strong ? 600 : 400}>
      <Table.Td colSpan={4}>{props.label}</Table.Td>
      <Table.Td ta="right">{formatMoney(props.amount)}</Table.Td>
    </Table.Tr>
  )
}
