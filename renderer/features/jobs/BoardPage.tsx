import { ActionIcon, Badge, Group, Menu, Text, Tooltip } from '@mantine/core'
import { IconDots, IconPrinter, IconUserCheck, IconUserOff } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { type DragEvent, type KeyboardEvent, useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { type JobEvent, jobMoves } from '../../../electron/contract/caseStates.ts'
import type { Board, BoardCard } from '../../../electron/contract/jobs.ts'
import { orpc } from '../../api/client.ts'
import { useMay } from '../../api/session.ts'
import { useCommands } from '../../app/commands.tsx'
import { askReason } from '../../ui/ConfirmReason.tsx'
import { Loaded } from '../../ui/Faces.tsx'
import { isFocusFree } from '../../ui/keepFocus.ts'
import { LinkButton } from '../../ui/links.tsx'
import { Page } from '../../ui/Page.tsx'
import { useWrite } from '../../ui/write.ts'
import { AbsenceDialog } from './AbsenceDialog.tsx'
import { JobStateBadge } from './JobStateBadge.tsx'
import { JobsNavigation } from './JobsNavigation.tsx'
import classes from './jobs.module.css'

type Worker = Board['workers'][number]

/** Workers that have a key. */
const keyed = 9

/** Who is sent where: what waits at the left, what each worker has in hand beside it. */
export function BoardPage() {
  const { t } = useTranslation()
  const query = useQuery({ ...orpc.jobs.board.queryOptions(), refetchInterval: 60_000 })
  const mayPrint = useMay('jobs.vouchers')
  return (
    <Page
      fill
      title={t('jobs:board.title')}
      subtitle={query.data && t('jobs:board.subtitle', { count: query.data.waitingTotal })}
      crumbs={[{ label: t('common:nav.jobs'), link: { to: '/jobs' } }]}
      actions={
        <>
          <JobsNavigation at="board" />
          {mayPrint && (
            <LinkButton
              variant="default"
              leftSection={<IconPrinter size={16} />}
              to="/jobs/vouchers"
              data-testid="print-vouchers"
            >
              {t('jobs:voucher.batch')}
            </LinkButton>
          )}
        </>
      }
    >
      <Loaded query={query}>{(board) => <Columns board={board} />}</Loaded>
    </Page>
  )
}

function Columns({ board }: { readonly board: Board }) {
  const { t } = useTranslation()
  const navigate = useNavigate()
  const mayStep = useMay('jobs.step')
  const frame = useRef<HTMLDivElement>(null)
  const dragged = useRef<BoardCard | null>(null)
  const [over, setOver] = useState<string | null>(null)
  const [away, setAway] = useState<Worker | null>(null)
  const step = useWrite(orpc.jobs.step, { done: t('jobs:board.done') })
  const here = useWrite(orpc.jobs.removeAbsence, { done: t('jobs:absence.back') })
  const staff = board.workers.filter((worker) => worker.id !== null)

  /** Where the card stood that a key has sent away: its place is gone on from. */
  const left = useRef<{ readonly column: string; readonly row: number } | null>(null)
  // biome-ignore lint/correctness/useExhaustiveDependencies: looks at what a new board has put on screen
  useEffect(() => {
    if (left.current === null || !isFocusFree()) return
    const { column, row } = left.current
    left.current = null
    const there = frame.current?.querySelectorAll<HTMLElement>(`[data-column="${CSS.escape(column)}"] [data-card]`)
    there?.item(Math.min(row, there.length - 1))?.focus()
  }, [board])

  /** Sends, transfers or takes back a job: one write. */
  async function move(card: BoardCard, to: Worker | null): Promise<void> {
    const event: JobEvent = to === null ? 'return' : card.state === 'waiting' ? 'dispatch' : 'transfer'
    if (!(jobMoves[event].from as readonly string[]).includes(card.state)) return
    const reason = jobMoves[event].needsReason
      ? await askReason({
          title: t(`vocabulary:jobEvent.${event}`),
          message: [card.number, to?.name].filter(Boolean).join(' → '),
          action: t(`vocabulary:jobEvent.${event}`),
        })
      : ''
    if (reason === null) return
    const place = placeOf(card)
    step.mutate(
      { id: card.id, version: card.version, event, reason, workerId: to?.id ?? null, result: '' },
      { onSuccess: () => (left.current = place) },
    )
  }
  function placeOf({ id }: BoardCard) {
    const column = frame.current?.querySelector(`[data-card="${id}"]`)?.closest<HTMLElement>('[data-column]')
    const ids = [...(column?.querySelectorAll<HTMLElement>('[data-card]') ?? [])].map((one) => one.dataset.card)
    return { column: column?.dataset.column ?? '', row: ids.indexOf(String(id)) }
  }
  const cards = [...board.waiting, ...board.workers.flatMap((worker) => worker.jobs)]
  const cardOf = (target: EventTarget | null) => {
    const id = target instanceof Element ? target.closest<HTMLElement>('[data-card]')?.dataset.card : undefined
    return cards.find((card) => String(card.id) === id)
  }
  const press = (event: KeyboardEvent) => {
    const card = cardOf(event.target)
    if (!card || event.altKey || event.ctrlKey || event.metaKey) return
    const index = Number(event.key) - 1
    if (mayStep && /^[1-9]$/.test(event.key) && staff[index]) void move(card, staff[index])
    else if (mayStep && event.key === '0' && card.state !== 'waiting') void move(card, null)
    else if (event.key === 'Enter') void navigate({ to: '/jobs/$id', params: { id: String(card.id) } })
    else if (event.key.startsWith('Arrow')) walk(event)
    else return
    event.preventDefault()
  }
  /** The arrows go from card to card and from column to column. */
  function walk(event: KeyboardEvent): void {
    const columns = [...(frame.current?.querySelectorAll('[data-column]') ?? [])]
      .map((column) => [...column.querySelectorAll<HTMLElement>('[data-card]')])
      .filter((column) => column.length > 0)
    const at = columns.findIndex((column) => column.includes(event.target as HTMLElement))
    const row = columns[at]?.indexOf(event.target as HTMLElement) ?? 0
    const across = event.key === 'ArrowLeft' ? -1 : event.key === 'ArrowRight' ? 1 : 0
    const down = event.key === 'ArrowUp' ? -1 : event.key === 'ArrowDown' ? 1 : 0
    const column = columns[at + across]
    const next = column?.[across === 0 ? row + down : Math.min(row, column.length - 1)]
    next?.focus()
    next?.scrollIntoView({ block: 'nearest', inline: 'nearest' })
  }
  useCommands([
    {
      key: 'arrowdown',
      label: t('jobs:board.enter'),
      run: () => frame.current?.querySelector<HTMLElement>('[data-card]')?.focus(),
    },
    ...(mayStep
      ? [
          { key: '1', label: t('jobs:board.keySend'), run: () => {} },
          { key: '0', label: t('jobs:board.keyReturn'), run: () => {} },
        ]
      : []),
  ])
  const drop = (name: string, to: Worker | null) => ({
    onDragOver: (event: DragEvent) => {
      if (dragged.current === null) return
      event.preventDefault()
      setOver(name)
    },
    onDragLeave: () => setOver(null),
    onDrop: (event: DragEvent) => {
      event.preventDefault()
      setOver(null)
      if (dragged.current) void move(dragged.current, to)
      dragged.current = null
    },
    'data-over': over === name || undefined,
  })
  const list = (some: readonly BoardCard[]) =>
    some.map((card) => (
      <Card key={card.id} card={card} mayDrag={mayStep} onDrag={(taken) => (dragged.current = taken ? card : null)} />
    ))
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: keys of the cards inside are heard here
    <div
      ref={frame}
      className={classes.board}
      onKeyDown={press}
      onClick={(event) => {
        const card = cardOf(event.target)
        if (card) void navigate({ to: '/jobs/$id', params: { id: String(card.id) } })
      }}
      data-testid="board"
    >
      <section
        className={classes.column}
        aria-label={t('vocabulary:jobState.waiting')}
        data-column="waiting"
        data-testid="column-waiting"
        {...drop('waiting', null)}
      >
        <header>
          <Text fw={600} size="sm">
            {t('vocabulary:jobState.waiting')}
          </Text>
          <Badge color={board.waitingTotal > 0 ? 'orange' : 'gray'}>{board.waitingTotal}</Badge>
        </header>
        <div className={classes.cards}>
          {board.waiting.length === 0 && <Empty text={t('jobs:board.noneWaiting')} />}
          {list(board.waiting)}
          {board.waitingTotal > board.waiting.length && (
            <Empty text={t('jobs:board.more', { count: board.waitingTotal - board.waiting.length })} />
          )}
        </div>
      </section>
      {board.workers.map((worker) => {
        const index = staff.indexOf(worker)
        const canTake = worker.id !== null && worker.absence === null
        return (
          <section
            key={worker.id ?? worker.name}
            className={classes.column}
            aria-label={worker.name}
            data-column={worker.id ?? worker.name}
            data-away={worker.absence !== null || undefined}
            data-testid="column"
            {...(canTake && mayStep ? drop(String(worker.id), worker) : {})}
          >
            <header>
              <Group gap={6} wrap="nowrap" miw={0}>
                {index >= 0 && index < keyed && (
                  <Text span size="xs" c="dimmed" className="figure">
                    {index + 1}
                  </Text>
                )}
                <Text fw={600} size="sm" truncate>
                  {worker.name}
                </Text>
                {worker.absence && (
                  <Tooltip
                    label={[worker.absence.reason, `${worker.absence.fromOn} – ${worker.absence.toOn}`]
                      .filter(Boolean)
                      .join(' · ')}
                  >
                    <Badge color="gray">{t('jobs:absence.away')}</Badge>
                  </Tooltip>
                )}
                {worker.id === null && <Badge color="gray">{t('jobs:board.notStaff')}</Badge>}
              </Group>
              <Group gap={4} wrap="nowrap" ml="auto">
                {worker.late > 0 && <Badge color="red">{t('jobs:board.late', { count: worker.late })}</Badge>}
                <Badge color="blue">{worker.open}</Badge>
                {worker.id !== null && mayStep && (
                  <Menu position="bottom-end">
                    <Menu.Target>
                      <ActionIcon aria-label={t('jobs:board.actions', { name: worker.name })} data-testid="column-menu">
                        <IconDots size={15} />
                      </ActionIcon>
                    </Menu.Target>
                    <Menu.Dropdown>
                      <Menu.Item
                        leftSection={<IconPrinter size={15} />}
                        onClick={() => void navigate({ to: '/jobs/vouchers', search: { worker: worker.id ?? 0 } })}
                      >
                        {t('jobs:voucher.batch')}
                      </Menu.Item>
                      {worker.absence ? (
                        <Menu.Item
                          leftSection={<IconUserCheck size={15} />}
                          onClick={() => worker.absence && here.mutate(worker.absence)}
                        >
                          {t('jobs:absence.end')}
                        </Menu.Item>
                      ) : (
                        <Menu.Item
                          leftSection={<IconUserOff size={15} />}
                          onClick={() => setAway(worker)}
                          data-testid="set-away"
                        >
                          {t('jobs:absence.add')}
                        </Menu.Item>
                      )}
                    </Menu.Dropdown>
                  </Menu>
                )}
              </Group>
            </header>
            <div className={classes.cards}>
              {worker.jobs.length === 0 && <Empty text={t('jobs:board.free')} />}
              {list(worker.jobs)}
              {worker.open > worker.jobs.length && (
                <Empty text={t('jobs:board.more', { count: worker.open - worker.jobs.length })} />
              )}
            </div>
          </section>
        )
      })}
      {away?.id != null && <AbsenceDialog staffId={away.id} name={away.name} onClose={() => setAway(null)} />}
    </div>
  )
}

function Empty({ text }: { readonly text: string }) {
  return (
    <Text size="xs" c="dimmed" ta="center" py="sm">
      {text}
    </Text>
  )
}

function Card(props: {
  readonly card: BoardCard
  readonly mayDrag: boolean
  readonly onDrag: (taken: boolean) => void
}) {
  const { t } = useTranslation()
  const { card } = props
  return (
    <article
      className={classes.card}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: the arrows walk from card to card, keys act on the one in focus
      tabIndex={0}
      draggable={props.mayDrag}
      onDragStart={() => props.onDrag(true)}
      onDragEnd={() => props.onDrag(false)}
      aria-label={[card.number, card.unit, card.place, card.content].filter(Boolean).join(' ')}
      data-card={card.id}
      data-late={card.late || undefined}
      data-testid="card"
    >
      <Group gap={6} wrap="nowrap" justify="space-between">
        <Text span size="xs" c="dimmed" className={`figure ${classes.whole}`}>
          {card.number.slice(2)}
        </Text>
        <Group gap={4} wrap="nowrap">
          {card.priority === 'urgent' && <Badge color="red">{t('vocabulary:jobPriority.urgent')}</Badge>}
          {card.state === 'waiting' && card.old && <Badge color="orange">{t('jobs:board.old')}</Badge>}
          {card.state === 'suspended' ? (
            <Badge color="yellow" px={6}>
              {t(card.waitFor ? `vocabulary:jobWait.${card.waitFor}` : 'vocabulary:jobState.suspended')}
            </Badge>
          ) : (
            card.state === 'working' && <JobStateBadge state={card.state} />
          )}
        </Group>
      </Group>
      <Text size="sm" fw={600} truncate>
        {[card.unit, card.place].filter(Boolean).join(' · ')}
      </Text>
      <Text size="xs" lineClamp={2} className={classes.said}>
        {card.content}
      </Text>
      <Group gap={6} justify="space-between" wrap="nowrap">
        <Text size="xs" c="dimmed" truncate>
          {t(`vocabulary:trade.${card.trade}`)}
          {card.appointment && ` · ${t('jobs:board.appointed', { at: card.appointment.slice(5) })}`}
        </Text>
        <Text
          size="xs"
          className={`figure ${classes.whole}`}
          c={card.late ? 'red.8' : 'dimmed'}
          fw={card.late ? 600 : 400}
        >
          {card.unanswered ? t('jobs:unanswered') : (card.finishDueAt?.slice(5) ?? '')}
        </Text>
      </Group>
    </article>
  )
}
