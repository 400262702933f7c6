import { Badge, Checkbox, Table, Text } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { EmptyFace } from '../../ui/Faces.tsx'
import { formatMoney } from '../../ui/format.ts'
import type { Payable } from './collect.ts'
import classes from './counter.module.css'
import { periodText } from './periods.ts'

/** What can be paid, charge by charge. Space ticks, arrows move. */
export function DueTable(props: {
  readonly payables: readonly Payable[]
  readonly chosen: ReadonlySet<number>
  readonly onChoose: (chosen: ReadonlySet<number>) => void
  readonly severalUnits: boolean
}) {
  const { t } = useTranslation()
  const { payables, chosen, severalUnits } = props
  if (payables.length === 0) return <EmptyFace title={t('counter:nothingOwed')} />
  const all = payables.every((one) => chosen.has(one.chargeId))
  const toggle = (id: number) => {
    const next = new Set(chosen)
    if (!next.delete(id)) next.add(id)
    props.onChoose(next)
  }
  const step = (event: React.KeyboardEvent, by: number) => {
    const boxes = [...(event.currentTarget.closest('tbody')?.querySelectorAll<HTMLInputElement>('input') ?? [])]
    const at = boxes.indexOf(event.target as HTMLInputElement)
    if (at === -1 || !boxes[at + by]) return
    event.preventDefault()
    boxes[at + by]?.focus()
  }
  return (
    <div className={classes.scroll} data-testid="due">
      <Table stickyHeader highlightOnHover className={classes.due ?? ''}>
        <Table.Thead>
          <Table.Tr>
            <Table.Th w={36}>
              <Checkbox
                size="xs"
                aria-label={t('counter:chooseAll')}
                checked={all}
                indeterminate={!all && chosen.size > 0}
                onChange={() => props.onChoose(new Set(all ? [] : payables.map((one) => one.chargeId)))}
              />
            </Table.Th>
            {severalUnits && <Table.Th>{t('counter:unit')}</Table.Th>}
            <Table.Th>{t('counter:item')}</Table.Th>
            <Table.Th>{t('counter:period')}</Table.Th>
            <Table.Th>{t('counter:dueOn')}</Table.Th>
            <Table.Th ta="right">{t('counter:amount')}</Table.Th>
            <Table.Th ta="right">{t('counter:discounted')}</Table.Th>
            <Table.Th ta="right">{t('counter:paid')}</Table.Th>
            <Table.Th ta="right">{t('counter:left')}</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {payables.map((one) => (
            <Table.Tr
              key={one.chargeId}
              onClick={() => toggle(one.chargeId)}
              className={one.isDue ? '' : (classes.later ?? '')}
              data-testid="payable"
            >
              <Table.Td onClick={(event) => event.stopPropagation()}>
                <Checkbox
                  size="xs"
                  aria-label={`${one.item} ${periodText(one)}`}
                  checked={chosen.has(one.chargeId)}
                  onChange={() => toggle(one.chargeId)}
                  onKeyDown={(event) => {
                    if (event.key === 'ArrowDown') step(event, 1)
                    if (event.key === 'ArrowUp') step(event, -1)
                  }}
                />
              </Table.Td>
              {severalUnits && <Table.Td>{one.unit}</Table.Td>}
              <Table.Td>
                {one.item}
                {!one.isPayers && (
                  <Badge ml={6} size="xs" color="orange" variant="light">
                    {one.debtor ?? t(`vocabulary:debtorKind.${one.debtorKind}`)}
                  </Badge>
                )}
              </Table.Td>
              <Table.Td className="figure">{periodText(one)}</Table.Td>
              <Table.Td className="figure">
                {one.dueOn}
                {!one.isDue && (
                  <Text span size="xs" c="dimmed" ml={6}>
                    {t('counter:notDue')}
                  </Text>
                )}
              </Table.Td>
              <Table.Td ta="right">{formatMoney(one.amount)}</Table.Td>
              <Table.Td ta="right">{one.discounted === 0 ? '' : formatMoney(one.discounted)}</Table.Td>
              <Table.Td ta="right">{one.paid === 0 ? '' : formatMoney(one.paid)}</Table.Td>
              <Table.Td ta="right" fw={600}>
                {formatMoney(one.left)}
              </Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </div>
  )
}
