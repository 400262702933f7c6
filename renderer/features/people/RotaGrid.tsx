import { UnstyledButton } from '@mantine/core'
import { type KeyboardEvent, type PointerEvent, useEffect, useMemo, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Conflict, RotaCell, RotaMonth, Shift } from '../../../electron/contract/rota.ts'
import { formatCount } from '../../ui/format.ts'
import { conflictText } from './ConflictList.tsx'
import classes from './rota.module.css'

interface Spot {
  readonly row: number
  readonly column: number
}

interface RotaGridProps {
  readonly rota: RotaMonth
  readonly shifts: readonly Shift[]
  readonly mayEdit: boolean
  /** The cell that something outside points at. */
  readonly at: { readonly staffId: number | null; readonly onDate: string } | null
  readonly onFill: (cells: readonly RotaCell[]) => void
  readonly onMove: (at: { staffId: number; onDate: string } | null) => void
}

/**
 * People × days. Arrows move, with Shift they mark a range, and so does the mouse; a shift's letter fills what is marked,
 * Delete empties it. A shift picked from the legend is a brush: what is dragged over is filled with it.
 */
export function RotaGrid({ rota, shifts, mayEdit, at, onFill, onMove }: RotaGridProps) {
  const { t } = useTranslation()
  const [anchor, setAnchor] = useState<Spot>({ row: 0, column: 0 })
  const [spot, setSpot] = useState<Spot>({ row: 0, column: 0 })
  const [brush, setBrush] = useState<number | null | undefined>(undefined)
  const dragging = useRef(false)
  const moving = useRef(false)
  const box = useRef<HTMLTableElement>(null)
  const kinds = useMemo(() => new Map(shifts.map((shift) => [shift.id, shift])), [shifts])
  const filled = useMemo(
    () => new Map(rota.cells.map((cell) => [`${cell.staffId} ${cell.onDate}`, cell.shiftId])),
    [rota.cells],
  )
  const told = useMemo(
    () => Map.groupBy(rota.conflicts, (one) => `${one.staffId ?? ''} ${one.onDate}`),
    [rota.conflicts],
  )
  const { people, days } = rota

  useEffect(() => {
    if (!at) return
    const row = at.staffId === null ? 0 : people.findIndex((one) => one.staffId === at.staffId)
    const column = days.findIndex((one) => one.onDate === at.onDate)
    if (row < 0 || column < 0) return
    setAnchor({ row, column })
    setSpot({ row, column })
    cellAt(box.current, { row, column })?.focus()
  }, [at, people, days])

  function move(next: Spot, extend: boolean): void {
    const inside = {
      row: Math.max(0, Math.min(people.length - 1, next.row)),
      column: Math.max(0, Math.min(days.length - 1, next.column)),
    }
    setSpot(inside)
    if (!extend) setAnchor(inside)
    moving.current = true
    cellAt(box.current, inside)?.focus()
    moving.current = false
  }

  /** A cell that takes the focus by another way than the keys of the grid is where they go on from. */
  function arrive(here: Spot): void {
    if (!moving.current) {
      setAnchor(here)
      setSpot(here)
    }
    onMove(null)
  }

  function marked(to: Spot = spot): Pick<RotaCell, 'staffId' | 'onDate'>[] {
    const rows = people.slice(Math.min(anchor.row, to.row), Math.max(anchor.row, to.row) + 1)
    const columns = days.slice(Math.min(anchor.column, to.column), Math.max(anchor.column, to.column) + 1)
    return rows.flatMap(({ staffId }) => columns.map(({ onDate }) => ({ staffId, onDate })))
  }

  function fill(shiftId: number | null, to?: Spot): void {
    onFill(marked(to).map((cell) => ({ ...cell, shiftId })))
  }

  function press(event: KeyboardEvent): void {
    const step = steps[event.key]
    if (step) {
      event.preventDefault()
      move({ row: spot.row + step[0], column: spot.column + step[1] }, event.shiftKey)
      return
    }
    if (event.key === 'Escape') {
      setBrush(undefined)
      setAnchor(spot)
      return
    }
    if (!mayEdit || event.ctrlKey || event.metaKey || event.altKey) return
    const shift = shifts.find((one) => one.active && one.letter === event.key.toUpperCase())
    const empties = event.key === 'Delete' || event.key === 'Backspace'
    if (!shift && !empties) return
    event.preventDefault()
    fill(shift?.id ?? null)
    // One cell after the other, as one reads a line out.
    if (anchor.row === spot.row && anchor.column === spot.column) {
      move({ row: spot.row, column: spot.column + 1 }, false)
    }
  }

  function down(event: PointerEvent, here: Spot): void {
    if (event.button !== 0) return
    dragging.current = true
    move(here, event.shiftKey)
  }

  function over(here: Spot): void {
    if (dragging.current) setSpot(here)
  }

  function up(here: Spot): void {
    if (!dragging.current) return
    dragging.current = false
    if (brush !== undefined && mayEdit) fill(brush, here)
  }

  const isMarked = (row: number, column: number) =>
    row >= Math.min(anchor.row, spot.row) &&
    row <= Math.max(anchor.row, spot.row) &&
    column >= Math.min(anchor.column, spot.column) &&
    column <= Math.max(anchor.column, spot.column)

  return (
    <div>
      <Legend
        shifts={shifts.filter((shift) => shift.active)}
        brush={brush}
        {...(mayEdit && { onPick: (id) => setBrush(brush === id ? undefined : id) })}
      />
      <div className={classes.frame}>
        <table
          ref={box}
          className={classes.grid}
          // biome-ignore lint/a11y/noNoninteractiveElementToInteractiveRole: cells are gone through with the arrows, as a grid's are
          role="grid"
          aria-label={t('people:rota.of', { month: rota.month })}
          onKeyDown={press}
          data-testid="rota"
        >
          <thead>
            <tr>
              <th scope="col" className={classes.who}>
                {t('lists:people.columns.name')}
              </th>
              {days.map((day) => (
                <DayHead key={day.onDate} day={day} conflicts={told.get(` ${day.onDate}`)} />
              ))}
              <th scope="col">{t('people:rota.shifts')}</th>
              <th scope="col">{t('people:rota.hours')}</th>
              <th scope="col">{t('people:rota.nights')}</th>
            </tr>
          </thead>
          <tbody>
            {people.map((person, row) => (
              <tr key={person.staffId}>
                <th scope="row" className={classes.who} title={person.post}>
                  {person.name}
                  <span className={classes.post}>{person.post}</span>
                </th>
                {days.map((day, column) => {
                  const shift = kinds.get(filled.get(`${person.staffId} ${day.onDate}`) ?? 0)
                  const conflicts = told.get(`${person.staffId} ${day.onDate}`)
                  const words = conflicts?.map((one) => conflictText(t, one)).join('\n')
                  const isHere = spot.row === row && spot.column === column
                  return (
                    <td
                      key={day.onDate}
                      // biome-ignore lint/a11y/noNoninteractiveElementToInteractiveRole: as the grid it stands in
                      role="gridcell"
                      tabIndex={isHere ? 0 : -1}
                      aria-label={`${person.name} ${day.onDate} ${shift?.name ?? ''} ${words ?? ''}`.trim()}
                      aria-selected={isMarked(row, column)}
                      title={words ?? shift?.name}
                      className={classes.cell}
                      data-colour={shift?.colour}
                      data-rest={day.rest || undefined}
                      data-marked={isMarked(row, column) || undefined}
                      data-conflict={conflicts ? true : undefined}
                      data-spot={`${row} ${column}`}
                      data-testid={`cell-${person.name}-${day.onDate}`}
                      onPointerDown={(event) => down(event, { row, column })}
                      onPointerEnter={() => over({ row, column })}
                      onPointerUp={() => up({ row, column })}
                      onFocus={() => arrive({ row, column })}
                    >
                      {shift?.letter}
                    </td>
                  )
                })}
                <td className={classes.total}>{formatCount(person.shifts)}</td>
                <td className={classes.total}>{hours(person.minutes)}</td>
                <td className={classes.total}>{formatCount(person.nights)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </div>
  )
}

const steps: Readonly<Record<string, readonly [number, number]>> = {
  ArrowLeft: [0, -1],
  ArrowRight: [0, 1],
  ArrowUp: [-1, 0],
  ArrowDown: [1, 0],
}

function cellAt(table: HTMLTableElement | null, { row, column }: Spot): HTMLElement | null {
  return table?.querySelector<HTMLElement>(`td[data-spot="${row} ${column}"]`) ?? null
}

/** Minutes as hours, with a decimal only where one is needed. */
export function hours(minutes: number): string {
  return String(Math.round(minutes / 6) / 10)
}

function DayHead(props: {
  readonly day: RotaMonth['days'][number]
  readonly conflicts: readonly Conflict[] | undefined
}) {
  const { t } = useTranslation()
  const { day, conflicts } = props
  const weekday = new Date(`${day.onDate}T00:00:00Z`).getUTCDay()
  const words = conflicts?.map((one) => conflictText(t, one)).join('\n')
  return (
    <th
      scope="col"
      className={classes.day}
      data-rest={day.rest || undefined}
      data-moved={day.kind === 'workday' || undefined}
      data-conflict={words ? true : undefined}
      title={[day.name, words].filter(Boolean).join('\n') || undefined}
    >
      {Number(day.onDate.slice(8))}
      <span className={classes.weekday}>{t(`people:weekday.${weekday}`)}</span>
    </th>
  )
}

function Legend(props: {
  readonly shifts: readonly Shift[]
  readonly brush: number | null | undefined
  readonly onPick?: (id: number | null) => void
}) {
  const { t } = useTranslation()
  return (
    <div className={`${classes.legend} no-print`} role="toolbar" aria-label={t('people:rota.legend')}>
      {props.shifts.map((shift) => (
        <UnstyledButton
          key={shift.id}
          className={classes.chip}
          data-colour={shift.colour}
          aria-pressed={props.brush === shift.id}
          disabled={!props.onPick}
          onClick={() => props.onPick?.(shift.id)}
          data-testid={`brush-${shift.letter}`}
        >
          <b>{shift.letter}</b> {shift.name}
          {shift.fromMinute !== null && shift.toMinute !== null && (
            <span className="figure"> {`${clock(shift.fromMinute)}–${clock(shift.toMinute)}`}</span>
          )}
        </UnstyledButton>
      ))}
      {props.onPick && (
        <UnstyledButton
          className={classes.chip}
          aria-pressed={props.brush === null}
          onClick={() => props.onPick?.(null)}
          data-testid="brush-none"
        >
          {t('people:rota.empty')}
        </UnstyledButton>
      )}
      {props.onPick && <span className={classes.hint}>{t('people:rota.hint')}</span>}
    </div>
  )
}

/** Minutes after midnight on a clock. */
export function clock(minutes: number): string {
  return `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`
}
