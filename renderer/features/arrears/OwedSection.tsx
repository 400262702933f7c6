import { ActionIcon, Badge, Button, Checkbox, Group, Switch, Table } from '@mantine/core'
import { IconChevronDown, IconChevronRight } from '@tabler/icons-react'
import { Fragment, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { UnitArrears } from '../../../electron/contract/dunning.ts'
import { useMay } from '../../api/session.ts'
import { formatCount, formatMoney } from '../../ui/format.ts'
import { Reasoning } from '../billing/Reasoning.tsx'
import { periodText } from '../counter/periods.ts'
import classes from './arrears.module.css'
import { Section } from './Section.tsx'
import { WriteOffDialog } from './WriteOffDialog.tsx'

type Charge = UnitArrears['account']['charges'][number]

/** Charge by charge: what it was, what lowered it, what was paid, what is left, and why it is what it is. */
export function OwedSection({ of }: { readonly of: UnitArrears }) {
  const { t } = useTranslation()
  const mayWriteOff = useMay('dunning.askWriteOff')
  const [all, setAll] = useState(false)
  const [open, setOpen] = useState<number | null>(null)
  const [writingOff, setWritingOff] = useState<readonly Charge[]>([])
  const [ticked, setTicked] = useState<ReadonlySet<number>>(new Set())
  const charges = of.account.charges.filter((charge) => all || charge.owed > 0)
  const isAsked = (charge: Charge) => of.writeOffsAsked.includes(charge.id)
  const owing = charges.filter((charge) => charge.owed > 0 && !isAsked(charge))
  const chosen = owing.filter((charge) => ticked.has(charge.id))
  const tick = (id: number) => {
    const next = new Set(ticked)
    if (!next.delete(id)) next.add(id)
    setTicked(next)
  }
  return (
    <Section
      title={t('arrears:owedTitle')}
      none={of.account.charges.length === 0 && t('arrears:empty.charges')}
      aside={
        <Group gap="sm" wrap="nowrap" className="no-print">
          {chosen.length > 0 && (
            <Button
              size="compact-xs"
              variant="light"
              onClick={() => setWritingOff(chosen)}
              data-testid="write-off-ticked"
            >
              {t('arrears:writeOff.ticked', {
                charges: formatCount(chosen.length),
                amount: formatMoney(chosen.reduce((sum, charge) => sum + charge.owed, 0)),
              })}
            </Button>
          )}
          <Switch
            size="xs"
            label={t('arrears:allCharges')}
            checked={all}
            onChange={(event) => setAll(event.currentTarget.checked)}
          />
        </Group>
      }
    >
      <div className={classes.scroll}>
        <Table verticalSpacing={3} horizontalSpacing={8} className={classes.figures} stickyHeader data-testid="charges">
          <Table.Thead>
            <Table.Tr>
              <Table.Th w={30} aria-label={t('arrears:why')} />
              <Table.Th>{t('arrears:item')}</Table.Th>
              <Table.Th>{t('arrears:period')}</Table.Th>
              <Table.Th>{t('arrears:dueOn')}</Table.Th>
              <Table.Th ta="right">{t('arrears:charged')}</Table.Th>
              <Table.Th ta="right">{t('arrears:discounted')}</Table.Th>
              <Table.Th ta="right">{t('arrears:paid')}</Table.Th>
              <Table.Th ta="right">{t('arrears:owed')}</Table.Th>
              <Table.Th>{t('arrears:debtor')}</Table.Th>
              {mayWriteOff && (
                <Table.Th className="no-print">
                  <Checkbox
                    size="xs"
                    className={classes.tick ?? ''}
                    aria-label={t('arrears:writeOff.tickAll')}
                    disabled={owing.length === 0}
                    checked={chosen.length > 0 && chosen.length === owing.length}
                    indeterminate={chosen.length > 0 && chosen.length < owing.length}
                    onChange={() =>
                      setTicked(new Set(chosen.length === owing.length ? [] : owing.map((charge) => charge.id)))
                    }
                    data-testid="tick-all"
                  />
                </Table.Th>
              )}
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {charges.map((charge) => (
              <Fragment key={charge.id}>
                <Table.Tr data-gone={charge.reversedOn !== null || undefined}>
                  <Table.Td>
                    <ActionIcon
                      size="xs"
                      variant="subtle"
                      aria-label={t('arrears:why')}
                      aria-expanded={open === charge.id}
                      onClick={() => setOpen(open === charge.id ? null : charge.id)}
                    >
                      {open === charge.id ? <IconChevronDown size={14} /> : <IconChevronRight size={14} />}
                    </ActionIcon>
                  </Table.Td>
                  <Table.Td>{charge.item}</Table.Td>
                  <Table.Td>{periodText(charge)}</Table.Td>
                  <Table.Td>{charge.dueOn}</Table.Td>
                  <Table.Td ta="right">{formatMoney(charge.amount)}</Table.Td>
                  <Table.Td ta="right">{charge.discounted > 0 && formatMoney(charge.discounted)}</Table.Td>
                  <Table.Td ta="right">{charge.paid > 0 && formatMoney(charge.paid)}</Table.Td>
                  <Table.Td ta="right" fw={600}>
                    {charge.reversedOn !== null ? t('arrears:reversed') : formatMoney(charge.owed)}
                  </Table.Td>
                  <Table.Td>{charge.debtor ?? t(`vocabulary:debtorKind.${charge.debtorKind}`)}</Table.Td>
                  {mayWriteOff && (
                    <Table.Td className="no-print" ta="right">
                      {isAsked(charge) && (
                        <Badge color="orange" data-testid="write-off-asked">
                          {t('arrears:writeOff.waiting')}
                        </Badge>
                      )}
                      {charge.owed > 0 && !isAsked(charge) && (
                        <Group gap={6} justify="flex-end" wrap="nowrap">
                          <Button size="compact-xs" variant="subtle" onClick={() => setWritingOff([charge])}>
                            {t('arrears:writeOff.short')}
                          </Button>
                          <Checkbox
                            size="xs"
                            aria-label={t('arrears:writeOff.tick', { item: charge.item, period: periodText(charge) })}
                            checked={ticked.has(charge.id)}
                            onChange={() => tick(charge.id)}
                          />
                        </Group>
                      )}
                    </Table.Td>
                  )}
                </Table.Tr>
                {open === charge.id && (
                  <Table.Tr>
                    <Table.Td />
                    <Table.Td colSpan={mayWriteOff ? 9 : 8}>
                      <Reasoning of={charge.reasoning} amount={charge.amount} />
                    </Table.Td>
                  </Table.Tr>
                )}
              </Fragment>
            ))}
          </Table.Tbody>
          <Table.Tfoot>
            <Table.Tr>
              <Table.Td />
              <Table.Td colSpan={3} fw={600}>
                {t('arrears:total')}
              </Table.Td>
              <Table.Td colSpan={4} ta="right" fw={600}>
                {formatMoney(of.account.owed)}
              </Table.Td>
              <Table.Td colSpan={mayWriteOff ? 2 : 1} />
            </Table.Tr>
          </Table.Tfoot>
        </Table>
      </div>
      <WriteOffDialog charges={writingOff} onClose={() => setWritingOff([])} onAsked={() => setTicked(new Set())} />
    </Section>
  )
}
