import { Button, CloseButton, Group, Kbd, Paper, Progress, Stack, Text, Title } from '@mantine/core'
import { useRouter } from '@tanstack/react-router'
import { type ReactNode, useEffect, useLayoutEffect, useMemo, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { mayCall } from '../../../electron/contract/permissions.ts'
import { client } from '../../api/client.ts'
import { useActor, useOffice } from '../../api/session.ts'
import { isBehindLock } from '../../app/lock.ts'
import { isSeen, partOf, until, usualWait } from './onPage.ts'
import { type Box, placeOf } from './placing.ts'
import { type Chapter, chapters, type Stop, type Surroundings, stops } from './stops.ts'
import classes from './tour.module.css'
import { useTourWords } from './words.ts'

/**
 * Leads a new user through the sample office over its real pages: a card says what to do and why, beside the part of
 * the page it speaks of. Nothing is covered: the user may do it, and the tour goes on; or it is done for them.
 */
export function Tour({ onEnd }: { readonly onEnd: () => void }) {
  return useTourWords() ? <Led onEnd={onEnd} /> : null
}

/** Before the first stop the tour says what it will show, and after the last one where to go on. */
function Led({ onEnd }: { readonly onEnd: () => void }) {
  const roles = useActor()?.roles ?? null
  const shown = useMemo(() => stops.filter((stop) => mayCall(stop.needs, roles)), [roles])
  const [at, setAt] = useState(-1)
  const stop = shown[at]
  if (stop)
    return (
      <AtStop
        key={at}
        stop={stop}
        number={at + 1}
        of={shown.length}
        onNext={() => setAt(at + 1)}
        onBack={() => setAt(at - 1)}
        onEnd={onEnd}
      />
    )
  const begin = (chapter: Chapter) => setAt(shown.findIndex((one) => one.chapter === chapter))
  return at < 0 ? (
    <Welcome mayShow={(chapter) => shown.some((one) => one.chapter === chapter)} onBegin={begin} onEnd={onEnd} />
  ) : (
    <Farewell onAgain={() => setAt(-1)} onEnd={onEnd} />
  )
}

function Welcome(props: {
  readonly mayShow: (chapter: Chapter) => boolean
  readonly onBegin: (chapter: Chapter) => void
  readonly onEnd: () => void
}) {
  const { t } = useTranslation()
  const [first] = chapters.filter(props.mayShow)
  const begin = () => first && props.onBegin(first)
  return (
    <Card title={t('tour:welcome.title')} box={null} onNext={begin} onEnd={props.onEnd}>
      <Text size="sm">{t('tour:welcome.text')}</Text>
      <Stack gap={6} my="sm">
        {chapters.map((chapter) => (
          <Button
            key={chapter}
            variant="default"
            justify="flex-start"
            disabled={!props.mayShow(chapter)}
            onClick={() => props.onBegin(chapter)}
            data-testid={`tour-${chapter}`}
          >
            {t(props.mayShow(chapter) ? `tour:chapters.${chapter}` : 'tour:welcome.notYours', {
              chapter: t(`tour:chapters.${chapter}`),
            })}
          </Button>
        ))}
      </Stack>
      <Group justify="space-between">
        <Keys />
        <Button onClick={begin} data-testid="tour-next" data-tour-focus>
          {t('tour:begin')}
        </Button>
      </Group>
    </Card>
  )
}

function Farewell({ onAgain, onEnd }: { readonly onAgain: () => void; readonly onEnd: () => void }) {
  const { t } = useTranslation()
  return (
    <Card title={t('tour:farewell.title')} box={null} onNext={onEnd} onBack={onAgain} onEnd={onEnd}>
      <Text size="sm" mb="sm">
        {t('tour:farewell.text')}
      </Text>
      <Group justify="flex-end" gap={8}>
        <Button variant="default" onClick={onAgain}>
          {t('tour:again')}
        </Button>
        <Button onClick={onEnd} data-testid="tour-next" data-tour-focus>
          {t('tour:finish')}
        </Button>
      </Group>
    </Card>
  )
}

/** `coming`: its page is on the way. `doing`: the tour does it for the user. `stuck`: what was to be done was not. */
type Phase = 'coming' | 'here' | 'doing' | 'stuck'

function AtStop(props: {
  readonly stop: Stop
  readonly number: number
  readonly of: number
  readonly onNext: () => void
  readonly onBack: () => void
  readonly onEnd: () => void
}) {
  const { t } = useTranslation()
  const { stop, onNext } = props
  const around = useSurroundings()
  const [phase, setPhase] = useState<Phase>('coming')
  const box = useBoxOf(phase === 'coming' ? null : stop.part)
  const [isOpen, setOpen] = useState(false)
  const next = useRef(onNext)
  next.current = onNext

  useEffect(() => {
    let isOver = false
    const watch = async () => {
      await stop.arrive?.(around)
      await until(
        () => isSeen(stop.part),
        usualWait,
        () => isOver,
      )
      if (isOver) return
      partOf(stop.part)?.scrollIntoView({ block: 'nearest' })
      setPhase('here')
      if (stop.field) partOf(stop.field)?.focus()
      const { isDone } = stop
      // What was done before the user came here is no reason to go on.
      if (!isDone || isDone(around)) return
      setOpen(true)
      if (
        await until(
          () => isDone(around),
          Number.POSITIVE_INFINITY,
          () => isOver,
        )
      )
        next.current()
    }
    void watch()
    return () => {
      isOver = true
    }
  }, [stop, around])

  const goOn = async () => {
    if (phase === 'doing') return
    if (!isOpen || !stop.act || phase === 'stuck') return onNext()
    setPhase('doing')
    await stop.act(around)
    // Where it came out, the watch has gone on already and this part is gone.
    await until(() => stop.isDone?.(around) ?? true, usualWait)
    setPhase('stuck')
  }
  const words = `tour:stops.${stop.chapter}.${stop.name}`
  return (
    <>
      {box && <div className={classes.light} style={box} aria-hidden />}
      <Card
        title={t(`${words}.title`)}
        above={t('tour:progress', { chapter: t(`tour:chapters.${stop.chapter}`), number: props.number, of: props.of })}
        box={box}
        isQuiet={stop.field !== undefined}
        onNext={() => void goOn()}
        onBack={props.onBack}
        onEnd={props.onEnd}
        key={phase === 'coming' ? 'coming' : 'here'}
      >
        <Progress value={(100 * props.number) / props.of} size={4} mb="xs" aria-label={t('tour:title')} />
        <Text size="sm">{t(`${words}.text`)}</Text>
        {isOpen && stop.isDone && (
          <Text size="xs" c="dimmed" mt={6}>
            {t('tour:orDone')}
          </Text>
        )}
        {phase === 'stuck' && (
          <Text size="sm" mt={6} role="alert">
            {t('tour:stuck')}
          </Text>
        )}
        <Group justify="space-between" mt="sm" wrap="nowrap">
          <Keys />
          <Group gap={8} wrap="nowrap">
            <Button variant="default" onClick={props.onBack} data-testid="tour-back">
              {t('tour:back')}
            </Button>
            <Button
              loading={phase === 'doing'}
              onClick={() => void goOn()}
              data-testid="tour-next"
              data-phase={phase}
              data-tour-focus
            >
              {t(isOpen && stop.act && phase !== 'stuck' ? 'tour:doIt' : 'tour:next')}
            </Button>
          </Group>
        </Group>
      </Card>
    </>
  )
}

function Keys() {
  const { t } = useTranslation()
  return (
    <Text size="xs" c="dimmed" component="div">
      <Kbd size="xs">←</Kbd> <Kbd size="xs">→</Kbd> <Kbd size="xs">Esc</Kbd> {t('tour:escape')}
    </Text>
  )
}

/** The card of the tour. Arrow keys and Enter turn it, unless somebody types; Escape ends the tour. */
function Card(props: {
  readonly title: string
  readonly above?: string
  readonly box: Box | null
  /** The focus stays in the page. */
  readonly isQuiet?: boolean
  readonly onNext: () => void
  readonly onBack?: () => void
  readonly onEnd: () => void
  readonly children: ReactNode
}) {
  const { t } = useTranslation()
  const card = useRef<HTMLDivElement>(null)
  const [size, setSize] = useState({ width: 360, height: 220 })
  useEffect(() => {
    const element = card.current
    if (!element) return
    const observer = new ResizeObserver(() => setSize({ width: element.offsetWidth, height: element.offsetHeight }))
    observer.observe(element)
    return () => observer.disconnect()
  }, [])
  useEffect(() => {
    if (!props.isQuiet) card.current?.querySelector<HTMLElement>('[data-tour-focus]')?.focus({ preventScroll: true })
  }, [props.isQuiet])
  useKeys(card, props)
  return (
    <Paper
      ref={card}
      role="dialog"
      aria-label={props.title}
      className={classes.card}
      style={placeOf(size, props.box, { width: window.innerWidth, height: window.innerHeight })}
      shadow="lg"
      p="md"
      data-testid="tour"
    >
      <Group justify="space-between" wrap="nowrap" align="flex-start" gap="sm">
        <div>
          {props.above && (
            <Text size="xs" c="dimmed" className="figure" data-testid="tour-progress">
              {props.above}
            </Text>
          )}
          <Title order={2} size="h4" mb={6}>
            {props.title}
          </Title>
        </div>
        <CloseButton aria-label={t('tour:end')} onClick={props.onEnd} data-testid="tour-end" />
      </Group>
      {/* Each stop is read out when it comes. */}
      <div aria-live="polite">{props.children}</div>
    </Paper>
  )
}

interface Turns {
  readonly onNext: () => void
  readonly onBack?: () => void
  readonly onEnd: () => void
}

/** The card on screen and what its keys do. */
let heard: { readonly card: HTMLElement | null; readonly turns: Turns } | null = null

// Registered before any dialog of a stop opens, so that it hears first: a dialog would close at the same Escape.
window.addEventListener(
  'keydown',
  (event) => {
    if (!heard || event.isComposing || isBehindLock() || event.ctrlKey || event.metaKey || event.altKey) return
    const turn = turnOf(event, heard.card, heard.turns)
    if (!turn) return
    event.preventDefault()
    event.stopImmediatePropagation()
    turn()
  },
  { capture: true },
)

function useKeys(card: { readonly current: HTMLElement | null }, turns: Turns): void {
  useLayoutEffect(() => {
    heard = { card: card.current, turns }
    return () => {
      heard = null
    }
  })
}

const takesKeys = 'input, textarea, select, button, a, [contenteditable="true"], [role="row"], [role="gridcell"]'

function turnOf(event: KeyboardEvent, card: HTMLElement | null, turns: Turns): (() => void) | undefined {
  if (event.key === 'Escape') return turns.onEnd
  const target = event.target instanceof HTMLElement ? event.target : null
  const isInCard = card?.contains(target) ?? false
  if (!isInCard && target?.closest(takesKeys)) return undefined
  if (event.key === 'ArrowRight') return turns.onNext
  if (event.key === 'ArrowLeft') return turns.onBack
  // A button of the card hears Enter itself.
  return event.key === 'Enter' && !isInCard ? turns.onNext : undefined
}

/** Where a part of the page stands, as long as it is there; follows it when it moves. */
function useBoxOf(part: string | null): Box | null {
  const [box, setBox] = useState<Box | null>(null)
  useEffect(() => {
    let frame = 0
    let before = ''
    const look = () => {
      const now = part === null ? undefined : partOf(part)?.getBoundingClientRect()
      const next = now && { left: now.left - 4, top: now.top - 4, width: now.width + 8, height: now.height + 8 }
      const text = JSON.stringify(next ?? null)
      if (text !== before) setBox(next ?? null)
      before = text
      frame = requestAnimationFrame(look)
    }
    look()
    return () => cancelAnimationFrame(frame)
  }, [part])
  return box
}

function useSurroundings(): Surroundings {
  const { t } = useTranslation()
  const router = useRouter()
  const { today } = useOffice()
  const complaint = t('tour:complaint')
  return useMemo(
    () => ({
      go: (address) => router.navigate({ href: address }),
      path: () => router.state.location.pathname,
      search: () => router.state.location.searchStr,
      debtorId: async () => {
        const { rows } = await client.lists.arrears({
          filter: { occupancy: 'decorated-resident', itemKind: 'management' },
          offset: 0,
          limit: 1,
        })
        return rows[0]?.id ?? null
      },
      receiptId: async () => (await client.lists.receipts({ filter: {}, offset: 0, limit: 1 })).rows[0]?.id ?? null,
      year: Number(today.slice(0, 4)) - 1,
      complaint,
    }),
    [router, today, complaint],
  )
}
