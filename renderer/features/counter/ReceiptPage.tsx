import { Alert, Badge, Button, Group, NumberInput, Popover, SegmentedControl, Stack, Table, Text } from '@mantine/core'
import { useLocalStorage } from '@mantine/hooks'
import { IconAdjustments, IconArrowBackUp, IconPrinter } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useNavigate, useParams } from '@tanstack/react-router'
import { useEffect, useRef, useState } from 'react'
import { flushSync } from 'react-dom'
import { useTranslation } from 'react-i18next'
import type { ReceiptView } from '../../../electron/contract/counter.ts'
import { client, orpc } from '../../api/client.ts'
import { useMay } from '../../api/session.ts'
import { Keys, useCommands } from '../../app/commands.tsx'
import { askReason } from '../../ui/ConfirmReason.tsx'
import { Loaded } from '../../ui/Faces.tsx'
import { formatMoney } from '../../ui/format.ts'
import { LinkAnchor } from '../../ui/links.tsx'
import { Page } from '../../ui/Page.tsx'
import { printPage } from '../../ui/print.ts'
import { afterWrite, sayError, useWrite } from '../../ui/write.ts'
import classes from './counter.module.css'
import { periodText, spansOf } from './periods.ts'
import { type ReceiptForm, ReceiptPaper } from './ReceiptPaper.tsx'
import { RefundDialog } from './RefundDialog.tsx'

/** One receipt: print it, take the next payer, or ask for it to be taken back. */
export function ReceiptPage() {
  const { t } = useTranslation()
  const { id } = useParams({ from: '/counter/receipt/$id' })
  const query = useQuery(orpc.counter.receipt.queryOptions({ input: { id: Number(id) } }))
  if (query.data) return <Receipt key={query.data.id} of={query.data} />
  return (
    <Page title={t('counter:receipt')}>
      <Loaded query={query}>{() => null}</Loaded>
    </Page>
  )
}

/** Where this PC's printer puts the paper, in tenths of a millimetre. */
const usualPlace = { form: 'a5' as ReceiptForm, x: 0, y: 0 }

function Receipt({ of }: { readonly of: ReceiptView }) {
  const { t } = useTranslation()
  const navigate = useNavigate()
  const mayPrint = useMay('counter.printed')
  const mayAsk = useMay('counter.askReversal')
  const [place, setPlace] = useLocalStorage({ key: 'receipt-paper', defaultValue: usualPlace })
  const [prints, setPrints] = useState(of.prints)
  const [refunding, setRefunding] = useState<ReceiptView['lines'][number] | null>(null)
  const printButton = useRef<HTMLButtonElement>(null)
  useEffect(() => printButton.current?.focus(), [])
  const askReversal = useWrite(orpc.counter.askReversal, { done: t('counter:asked') })

  async function print(): Promise<void> {
    try {
      // The number of this print stands on the paper, so it is counted first.
      const counted = await client.counter.printed({ id: of.id })
      flushSync(() => setPrints(counted.prints))
      printPage()
      void afterWrite()
    } catch (error) {
      sayError(error)
    }
  }
  async function reverse(): Promise<void> {
    const reason = await askReason({
      title: t('counter:reverseTitle', { receiptNo: of.receiptNo }),
      message: t('counter:reverseMessage'),
      action: t('counter:askReversal'),
      danger: true,
    })
    if (reason !== null) askReversal.mutate({ receiptId: of.id, reason })
  }
  const next = () => void navigate({ to: '/counter', search: {} })
  const mayReverse = mayAsk && of.reversedOn === null && !of.asked
  useCommands([
    { key: 'n', label: t('counter:next'), run: next },
    ...(mayPrint ? [{ key: 'p', label: t('common:print'), run: () => void print() }] : []),
  ])
  return (
    <Page
      ownPaper
      title={t('counter:receiptNo', { receiptNo: of.receiptNo })}
      subtitle={
        <Group gap={6}>
          {of.reversedOn !== null && <Badge color="red">{t('counter:reversed', { date: of.reversedOn })}</Badge>}
          {of.asked && <Badge color="orange">{t('counter:reversalAsked')}</Badge>}
          {of.prints > 0 && <Badge color="gray">{t('counter:prints', { count: of.prints })}</Badge>}
        </Group>
      }
      crumbs={[
        { label: t('common:nav.counter'), link: { to: '/counter' } },
        { label: t('counter:receipts'), link: { to: '/counter/receipts' } },
      ]}
      actions={
        <>
          {mayReverse && (
            <Button
              variant="default"
              color="red"
              leftSection={<IconArrowBackUp size={16} />}
              disabled={of.invoices.length > 0}
              onClick={() => void reverse()}
              data-testid="reverse"
            >
              {t('counter:askReversal')}
            </Button>
          )}
          <PaperSettings place={place} onChange={setPlace} />
          {mayPrint && (
            <Button
              ref={printButton}
              variant="default"
              leftSection={<IconPrinter size={16} />}
              rightSection={<Keys of="p" />}
              onClick={() => void print()}
              data-testid="print"
            >
              {of.prints > 0 ? t('counter:printAgain') : t('common:print')}
            </Button>
          )}
          <Button onClick={next} rightSection={<Keys of="n" />} data-testid="next">
            {t('counter:next')}
          </Button>
        </>
      }
    >
      {of.reversed !== null && (
        <Alert color="red" mb="sm" className="no-print" title={t('counter:reversedBecause', { reason: of.reversed })} />
      )}
      {of.invoices.length > 0 && <Invoiced by={of.invoices} />}
      {of.change > 0 && of.prints === 0 && (
        <Text size="lg" fw={600} mb="sm" className="no-print" data-testid="give-change">
          {t('counter:giveChange', { amount: formatMoney(of.change) })}
        </Text>
      )}
      <div style={{ '--print-x': `${place.x / 10}mm`, '--print-y': `${place.y / 10}mm` } as React.CSSProperties}>
        <ReceiptPaper of={{ ...of, prints }} form={place.form} />
      </div>
      <Lines of={of} onRefund={setRefunding} />
      <RefundDialog line={refunding} payee={of.payer} onClose={() => setRefunding(null)} />
    </Page>
  )
}

/** Invoices stand in the way of giving the money back; each leads to where a red-letter one is registered. */
function Invoiced({ by }: { readonly by: ReceiptView['invoices'] }) {
  const { t } = useTranslation()
  const mayRed = useMay('books.redInvoice')
  return (
    <Alert color="blue" mb="sm" className="no-print" data-testid="invoiced">
      <Group gap="md">
        {by.map(({ number, onDate, amount }) => {
          const words = t('counter:invoiced', { number, date: onDate, amount: formatMoney(amount) })
          return mayRed ? (
            <LinkAnchor key={number} to="/books" search={{ tab: 'invoices', text: number }}>
              {words}
            </LinkAnchor>
          ) : (
            <span key={number}>{words}</span>
          )
        })}
        <span>{t('counter:redFirst')}</span>
      </Group>
    </Alert>
  )
}

function Lines(props: { readonly of: ReceiptView; readonly onRefund: (line: ReceiptView['lines'][number]) => void }) {
  const { t } = useTranslation()
  const mayRefund = useMay('counter.askRefund')
  return (
    <Table mt="md" className={`no-print ${classes.lines}`} maw={900}>
      <Table.Thead>
        <Table.Tr>
          <Table.Th>{t('counter:unit')}</Table.Th>
          <Table.Th>{t('counter:item')}</Table.Th>
          <Table.Th>{t('counter:source')}</Table.Th>
          <Table.Th>{t('counter:method')}</Table.Th>
          <Table.Th ta="right">{t('counter:paper.amount')}</Table.Th>
          <Table.Th>{t('counter:settledOnDay')}</Table.Th>
          <Table.Th ta="right">{t('counter:stillHeld')}</Table.Th>
          <Table.Th aria-label={t('common:more')} />
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {props.of.lines.map((line) => (
          <Table.Tr key={line.paymentId}>
            <Table.Td>
              <LinkAnchor to="/counter" search={{ unit: line.unitId }}>
                {line.unit}
              </LinkAnchor>
            </Table.Td>
            <Table.Td>{line.item}</Table.Td>
            <Table.Td>{t(`vocabulary:paymentSource.${line.source}`)}</Table.Td>
            <Table.Td>{t(`vocabulary:paymentMethod.${line.method}`)}</Table.Td>
            <Table.Td ta="right">{formatMoney(line.amount)}</Table.Td>
            <Table.Td>
              {line.settled.length === 0
                ? t('counter:advance')
                : spansOf(line.settled)
                    .map((one) => periodText(one))
                    .join(t('common:listSeparator'))}
            </Table.Td>
            <Table.Td ta="right">{line.refundable > 0 ? formatMoney(line.refundable) : ''}</Table.Td>
            <Table.Td ta="right">
              {mayRefund && line.refundable > 0 && (
                <Button size="compact-xs" variant="default" onClick={() => props.onRefund(line)} data-testid="refund">
                  {t('counter:refund')}
                </Button>
              )}
            </Table.Td>
          </Table.Tr>
        ))}
      </Table.Tbody>
    </Table>
  )
}

function PaperSettings(props: {
  readonly place: typeof usualPlace
  readonly onChange: (place: typeof usualPlace) => void
}) {
  const { t } = useTranslation()
  const { place, onChange } = props
  return (
    <Popover position="bottom-end" shadow="md" withinPortal>
      <Popover.Target>
        <Button variant="default" leftSection={<IconAdjustments size={16} />} data-testid="paper">
          {t(`counter:form.${place.form}`)}
        </Button>
      </Popover.Target>
      <Popover.Dropdown>
        <Stack gap="sm">
          <SegmentedControl
            value={place.form}
            onChange={(form) => onChange({ ...place, form: form as ReceiptForm })}
            data={(['a5', 'slip'] as const).map((form) => ({ value: form, label: t(`counter:form.${form}`) }))}
          />
          <Group grow>
            <NumberInput
              label={t('counter:moveRight')}
              suffix=" mm"
              decimalScale={1}
              step={0.5}
              min={-30}
              max={30}
              value={place.x / 10}
              onChange={(value) => onChange({ ...place, x: Math.round(Number(value) * 10) })}
            />
            <NumberInput
              label={t('counter:moveDown')}
              suffix=" mm"
              decimalScale={1}
              step={0.5}
              min={-30}
              max={30}
              value={place.y / 10}
              onChange={(value) => onChange({ ...place, y: Math.round(Number(value) * 10) })}
            />
          </Group>
        </Stack>
      </Popover.Dropdown>
    </Popover>
  )
}
