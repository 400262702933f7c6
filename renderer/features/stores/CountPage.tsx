import { Alert, Badge, Button, Checkbox, Group, Table, Text, TextInput } from '@mantine/core'
import { IconDeviceFloppy, IconPrinter, IconSend } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useNavigate, useParams } from '@tanstack/react-router'
import { type KeyboardEvent, useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { mostStockCounted, type StockCountDetail } from '../../../electron/contract/stores.ts'
import { orpc } from '../../api/client.ts'
import { useMay } from '../../api/session.ts'
import { Keys, useCommands } from '../../app/commands.tsx'
import { askReason } from '../../ui/ConfirmReason.tsx'
import { Loaded, NotFoundFace } from '../../ui/Faces.tsx'
import { formatArea, formatMoney } from '../../ui/format.ts'
import { HundredthsField } from '../../ui/HundredthsField.tsx'
import { LinkAnchor, LinkButton } from '../../ui/links.tsx'
import { Page } from '../../ui/Page.tsx'
import { useUnsaved } from '../../ui/unsaved.ts'
import { useWrite } from '../../ui/write.ts'
import { countColours } from './CountsPage.tsx'
import classes from './stores.module.css'

/** A stock-take: what was counted is keyed line by line, Enter to the next, and shown against the books. */
export function CountPage() {
  const { id } = useParams({ from: '/stores/count/$id' })
  return /^[1-9]\d{0,14}$/.test(id) ? <Count key={id} id={Number(id)} /> : <NotFoundFace />
}

function Count({ id }: { readonly id: number }) {
  const { t } = useTranslation()
  const query = useQuery(orpc.stores.count.queryOptions({ input: { id } }))
  return (
    <Loaded query={query}>
      {(count) => <Sheet key={count.version} count={count} title={t('stores:tabs.counts')} />}
    </Loaded>
  )
}

interface Typed {
  readonly counted: number | string | null
  readonly note: string
}

/** No number, or less than nothing. */
const isWrong = (counted: Typed['counted']): boolean =>
  typeof counted === 'string' || (counted !== null && (counted < 0 || counted > mostStockCounted))

function Sheet({ count, title }: { readonly count: StockCountDetail; readonly title: string }) {
  const { t } = useTranslation()
  const navigate = useNavigate()
  const { id, version, lines, state } = count
  const mayDecide = useMay('lists.approvals')
  const mayKey = useMay('stores.keyCount') && state === 'open'
  const [typed, setTyped] = useState<Readonly<Record<number, Typed>>>({})
  const [onlyDifferent, setOnlyDifferent] = useState(false)
  const body = useRef<HTMLTableSectionElement>(null)
  const askButton = useRef<HTMLButtonElement>(null)
  const save = useWrite(orpc.stores.keyCount, { done: t('stores:count.saved') })
  const ask = useWrite(orpc.stores.askCount, { done: t('counter:asked') })
  const cancel = useWrite(orpc.stores.cancelCount, { done: t('stores:count.cancelled') })
  const of = (line: StockCountDetail['lines'][number]): Typed => typed[line.id] ?? line
  const changed = lines.filter((line) => {
    const now = of(line)
    return now.counted !== line.counted || now.note !== line.note
  })
  useUnsaved(() => changed.length > 0 && !save.isPending)
  const isSound = changed.every((line) => !isWrong(of(line).counted))
  // As it is typed; what a difference comes to is known of what is saved.
  const differenceOf = (line: StockCountDetail['lines'][number]): number | null => {
    const { counted } = of(line)
    return typeof counted === 'number' && !isWrong(counted) ? counted - line.book : null
  }
  const left = lines.filter((line) => differenceOf(line) === null).length
  const different = lines.filter((line) => (differenceOf(line) ?? 0) !== 0).length
  const net = lines.reduce((sum, line) => sum + (changed.includes(line) ? 0 : (line.differenceValue ?? 0)), 0)
  useEffect(() => {
    if (!mayKey) return
    const rows = body.current?.querySelectorAll<HTMLInputElement>('[data-counted]') ?? []
    const next = [...rows].find((input) => input.value === '')
    if (next) next.focus()
    else askButton.current?.focus()
  }, [mayKey])
  const keep = () => {
    if (changed.length === 0 || !isSound) return
    save.mutate({
      id,
      version,
      lines: changed.map((line) => ({ id: line.id, counted: of(line).counted as number | null, note: of(line).note })),
    })
  }
  const paper = { to: '/stores/count/$id/paper', params: { id: String(id) } } as const
  const mayAsk = mayKey && left === 0 && changed.length === 0
  async function askApproval(): Promise<void> {
    const reason = await askReason({
      title: t('stores:count.ask'),
      message: t('stores:count.askHint', { count: different, value: formatMoney(net) }),
      action: t('stores:count.ask'),
    })
    if (reason !== null) ask.mutate({ id, version, reason })
  }
  async function drop(): Promise<void> {
    const reason = await askReason({ title: t('stores:count.cancel'), action: t('stores:count.cancel'), danger: true })
    if (reason !== null) cancel.mutate({ id, version, reason })
  }
  useCommands([
    { key: 'p', label: t('stores:count.print'), run: () => void navigate(paper) },
    ...(mayKey ? [{ key: 'mod+s', label: t('common:save'), run: keep }] : []),
  ])
  const shown = onlyDifferent ? lines.filter((line) => line.difference !== 0) : lines
  const next = (event: KeyboardEvent<HTMLElement>, index: number) => {
    if (event.key !== 'Enter') return
    event.preventDefault()
    body.current?.querySelector<HTMLInputElement>(`[data-row="${index + 1}"] input`)?.focus()
  }
  const column = (name: string) => t(`lists:stockItems.columns.${name}`)
  return (
    <Page
      title={`${title} ${count.number}`}
      subtitle={
        <Group gap={8} wrap="nowrap">
          <Badge color={countColours[state]}>{t(`vocabulary:stockCountState.${state}`)}</Badge>
          <span>
            {[
              count.onDate,
              count.category || t('stores:count.all'),
              count.counter && t('stores:count.by', { name: count.counter }),
            ]
              .filter(Boolean)
              .join(' · ')}
          </span>
        </Group>
      }
      crumbs={[
        { label: t('common:nav.stores'), link: { to: '/stores' } },
        { label: t('stores:tabs.counts'), link: { to: '/stores/counts' } },
      ]}
      actions={
        <>
          {mayKey && (
            <Button variant="light" color="red" onClick={() => void drop()} data-testid="cancel-count">
              {t('stores:count.cancel')}
            </Button>
          )}
          <LinkButton
            variant="default"
            leftSection={<IconPrinter size={16} />}
            rightSection={<Keys of="p" />}
            data-testid="print-count"
            {...paper}
          >
            {t('stores:count.print')}
          </LinkButton>
          {mayKey && (
            <Button
              variant={mayAsk ? 'default' : 'filled'}
              leftSection={<IconDeviceFloppy size={16} />}
              rightSection={<Keys of="mod+s" />}
              disabled={changed.length === 0 || !isSound}
              loading={save.isPending}
              onClick={keep}
              data-testid="save-count"
            >
              {t('common:save')}
            </Button>
          )}
          {mayKey && (
            <Button
              ref={askButton}
              variant={mayAsk ? 'filled' : 'default'}
              leftSection={<IconSend size={16} />}
              disabled={!mayAsk}
              loading={ask.isPending}
              onClick={() => void askApproval()}
              data-testid="ask-count"
            >
              {t('stores:count.ask')}
            </Button>
          )}
        </>
      }
    >
      {count.rejected && (
        <Alert color="red" mb="sm">
          {t('stores:count.rejected', { name: count.rejected.by, decision: count.rejected.decision })}
        </Alert>
      )}
      {count.cancelReason && (
        <Alert color="gray" mb="sm">
          {t('stores:count.cancelledFor', { reason: count.cancelReason })}
        </Alert>
      )}
      {state === 'waiting' && (
        <Alert color="orange" mb="sm" data-testid="count-waiting">
          {t('stores:count.waiting')}{' '}
          {mayDecide && <LinkAnchor to="/approvals">{t('common:nav.approvals')}</LinkAnchor>}
        </Alert>
      )}
      {state === 'booked' && (
        <Alert color="teal" mb="sm" data-testid="count-booked">
          {t('stores:count.booked', { name: count.approver ?? '' })}{' '}
          {count.documentId !== null && (
            <LinkAnchor to="/stores/document/$id" params={{ id: String(count.documentId) }}>
              {t('stores:count.document')}
            </LinkAnchor>
          )}
        </Alert>
      )}
      <Group justify="space-between" mb="xs">
        <Text size="sm" data-testid="count-state">
          {t('stores:count.progress', { counted: lines.length - left, all: lines.length, different })}{' '}
          <Text span fw={600} className="figure">
            {formatMoney(net)}
          </Text>{' '}
          {t('common:yuan')}
          {changed.length > 0 && (
            <Text span c="orange.9" data-testid="count-unsaved">
              {' '}
              {t('stores:count.unsaved', { count: changed.length })}
            </Text>
          )}
        </Text>
        <Checkbox
          label={t('stores:count.onlyDifferent')}
          checked={onlyDifferent}
          onChange={(event) => setOnlyDifferent(event.currentTarget.checked)}
          className="no-print"
        />
      </Group>
      <Table className={classes.ledger} verticalSpacing={3} stickyHeader>
        <Table.Thead>
          <Table.Tr>
            <Table.Th>{column('bin')}</Table.Th>
            <Table.Th>{column('code')}</Table.Th>
            <Table.Th>{column('name')}</Table.Th>
            <Table.Th>{column('unitName')}</Table.Th>
            <Table.Th ta="right">{t('stores:count.book')}</Table.Th>
            <Table.Th ta="right" w={130}>
              {t('stores:count.counted')}
            </Table.Th>
            <Table.Th ta="right">{t('stores:count.difference')}</Table.Th>
            <Table.Th ta="right">{t('stores:count.differenceValue')}</Table.Th>
            <Table.Th w={200}>{t('stores:note')}</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody ref={body}>
          {shown.map((line, index) => {
            const now = of(line)
            const set = (patch: Partial<Typed>) =>
              setTyped({ ...typed, [line.id]: { counted: now.counted, note: now.note, ...patch } })
            const difference = differenceOf(line)
            return (
              <Table.Tr key={line.id} data-row={index} data-testid="count-line">
                <Table.Td>{line.bin}</Table.Td>
                <Table.Td className="figure">{line.code}</Table.Td>
                <Table.Td>{[line.name, line.specification].filter(Boolean).join(' ')}</Table.Td>
                <Table.Td>{line.unitName}</Table.Td>
                <Table.Td ta="right">{formatArea(line.book)}</Table.Td>
                <Table.Td ta="right">
                  {mayKey ? (
                    <HundredthsField
                      size="xs"
                      aria-label={`${t('stores:count.counted')} ${line.name} ${line.code}`}
                      value={now.counted}
                      error={isWrong(now.counted) && t('stores:count.wrong')}
                      onChange={(counted) => set({ counted })}
                      data-counted
                      onKeyDown={(event) => next(event, index)}
                      data-testid="counted"
                    />
                  ) : (
                    line.counted !== null && formatArea(line.counted)
                  )}
                </Table.Td>
                <Table.Td
                  ta="right"
                  c={difference ? (difference < 0 ? 'red.9' : 'teal.9') : 'dimmed'}
                  fw={difference ? 600 : 400}
                >
                  {difference !== null && formatArea(difference)}
                </Table.Td>
                <Table.Td ta="right">
                  {!changed.includes(line) &&
                    line.differenceValue !== null &&
                    line.difference !== 0 &&
                    formatMoney(line.differenceValue)}
                </Table.Td>
                <Table.Td>
                  {mayKey ? (
                    <TextInput
                      size="xs"
                      aria-label={`${t('stores:note')} ${line.name} ${line.code}`}
                      maxLength={100}
                      value={now.note}
                      onChange={(event) => set({ note: event.currentTarget.value })}
                    />
                  ) : (
                    line.note
                  )}
                </Table.Td>
              </Table.Tr>
            )
          })}
        </Table.Tbody>
      </Table>
    </Page>
  )
}
