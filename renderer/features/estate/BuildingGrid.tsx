import {
  type CSSProperties,
  type KeyboardEvent,
  memo,
  type RefObject,
  useEffect,
  useMemo,
  useRef,
  useState,
} from 'react'
import { useTranslation } from 'react-i18next'
import type { BuildingMap } from '../../../electron/contract/estate.ts'
import type { OccupancyCategory } from '../../../electron/contract/vocabulary.ts'
import { useCommands } from '../../app/commands.tsx'
import { type DebtSize, debtFill, debtLooks, debtSizeOf } from '../../ui/debtSize.ts'
import { formatArea, formatMoney } from '../../ui/format.ts'
import { occupancyFill, occupancyLooks } from '../../ui/occupancy.tsx'
import classes from './BuildingPage.module.css'
import { buildingLayout, type MapUnit, neighbour } from './buildingLayout.ts'
import { type JobsOnMap, jobFill, jobLoadOf } from './jobsOnMap.ts'

interface BuildingGridProps {
  readonly map: BuildingMap
  /** The category that stands out. */
  readonly show: OccupancyCategory | undefined
  /** Coloured by what is owed instead; `size` stands out. */
  readonly arrears: { readonly size: DebtSize | undefined } | null
  /** Coloured by open jobs instead. */
  readonly jobs?: JobsOnMap | null
  /** The unit that is marked and takes the focus at first. */
  readonly at: number | undefined
  readonly onOpen: (unitId: number) => void
}

/** One cell a unit. The arrows go from cell to cell, Enter or a click opens. */
export function BuildingGrid({ map, show, arrears, jobs = null, at, onOpen }: BuildingGridProps) {
  const { t } = useTranslation()
  const layout = useMemo(() => buildingLayout(map.floors), [map.floors])
  const scroller = useRef<HTMLDivElement>(null)
  const [stop, setStop] = useState(at)
  const units = useMemo(() => new Map(map.floors.flatMap((one) => one.units).map((unit) => [unit.id, unit])), [map])
  const first = layout.rows[0]?.cells[0]?.unit.id
  const tabStop = stop !== undefined && units.has(stop) ? stop : first

  const cellOf = (id: number | undefined) => scroller.current?.querySelector<HTMLElement>(`[data-unit="${id}"]`)
  const focus = (id: number | undefined) => {
    setStop(id)
    const cell = cellOf(id)
    cell?.focus({ preventScroll: true })
    cell?.scrollIntoView({ block: 'nearest', inline: 'nearest' })
  }
  useEffect(() => {
    if (at === undefined) return
    const cell = scroller.current?.querySelector<HTMLElement>(`[data-unit="${at}"]`)
    cell?.focus({ preventScroll: true })
    cell?.scrollIntoView({ block: 'center' })
  }, [at])
  useCommands([{ key: 'arrowdown', label: t('estate:map.enter'), run: () => focus(tabStop) }])

  const press = (event: KeyboardEvent) => {
    const id = unitOf(event.target)
    if (id === undefined || event.altKey || event.metaKey) return
    if (event.key === 'Enter' || event.key === ' ') {
      event.preventDefault()
      onOpen(id)
      return
    }
    const to = neighbour(layout, id, event.ctrlKey ? `Ctrl+${event.key}` : event.key)
    if (to === undefined && !event.key.startsWith('Arrow')) return
    event.preventDefault()
    if (to !== undefined) focus(to)
  }
  const floorName = (floor: number | null) => (floor === null ? '' : t('estate:map.floor', { floor }))
  return (
    <div className={classes.scroller} ref={scroller}>
      {/* biome-ignore lint/a11y/useSemanticElements: a grid of cells to walk through, no table to read */}
      <div
        role="grid"
        aria-label={t('estate:map.grid', { building: map.building.name })}
        className={classes.grid}
        data-flat={layout.byFloor ? undefined : true}
        style={{ '--columns': layout.columns, '--rows': layout.rows.length } as CSSProperties}
        onKeyDown={press}
        onClick={(event) => {
          const id = unitOf(event.target)
          if (id !== undefined) onOpen(id)
        }}
        data-testid="building-grid"
      >
        {layout.rows.map((row) => (
          // biome-ignore lint/a11y/useSemanticElements lint/a11y/useFocusableInteractive: its cells take the focus
          <div role="row" key={row.key} className={classes.row}>
            {layout.byFloor && (
              // biome-ignore lint/a11y/useSemanticElements lint/a11y/useFocusableInteractive: read with its cells
              <div role="rowheader" className={classes.floor}>
                {floorName(row.floor)}
              </div>
            )}
            {row.cells.map(({ column, unit }) => (
              <Cell
                key={unit.id}
                unit={unit}
                column={column + (layout.byFloor ? 2 : 1)}
                tabStop={unit.id === tabStop}
                from={unit.id === at}
                arrears={arrears !== null}
                jobs={jobs === null ? null : (jobs.get(unit.id) ?? noJobs)}
                faint={
                  arrears === null
                    ? show !== undefined && unit.occupancy !== show
                    : arrears.size !== undefined && debtSizeOf(unit.owed ?? 0) !== arrears.size
                }
              />
            ))}
          </div>
        ))}
      </div>
      <Tip scroller={scroller} units={units} />
    </div>
  )
}

const noJobs = { open: 0, late: 0 }

/** Kept as it is while the focus walks past: a garage has hundreds. */
const Cell = memo(function Cell(props: {
  readonly unit: MapUnit
  readonly column: number
  readonly tabStop: boolean
  readonly from: boolean
  readonly arrears: boolean
  readonly jobs: { readonly open: number; readonly late: number } | null
  readonly faint: boolean
}) {
  const { t } = useTranslation()
  const { unit } = props
  const size = debtSizeOf(unit.owed ?? 0)
  const fill = props.jobs ? jobFill(jobLoadOf(props.jobs)) : props.arrears ? debtFill(size) : fillOf(unit.occupancy)
  return (
    // biome-ignore lint/a11y/useSemanticElements: one cell of the grid above
    <div
      role="gridcell"
      tabIndex={props.tabStop ? 0 : -1}
      className={classes.cell}
      style={{ ...(!props.faint && fill), gridColumn: props.column }}
      data-unit={unit.id}
      data-occupancy={unit.occupancy}
      data-debt={props.arrears ? size : undefined}
      data-jobs={props.jobs?.open || undefined}
      data-from={props.from || undefined}
      data-faint={props.faint || undefined}
    >
      <div className={classes.inside}>
        <span className={classes.room}>{unit.room}</span>
        <span className={classes.said}>
          {' '}
          {props.jobs
            ? t('jobs:map.has', { count: props.jobs.open })
            : props.arrears
              ? t('arrears:map.owes', { amount: formatMoney(unit.owed ?? 0) })
              : t(`vocabulary:occupancy.${unit.occupancy}`)}{' '}
          {unit.owner}
        </span>
        <span className={classes.owner} aria-hidden>
          {unit.owner}
        </span>
        <span className={classes.mark} aria-hidden>
          {props.jobs
            ? props.jobs.open || ''
            : props.arrears
              ? debtLooks[size].mark
              : t(`vocabulary:occupancyMark.${unit.occupancy}`)}
        </span>
      </div>
    </div>
  )
})

function fillOf(category: OccupancyCategory): CSSProperties {
  return { ...occupancyFill(category), '--fill': occupancyLooks[category].color } as CSSProperties
}

/** What a cell has no room for, beside the cell under the pointer or the focus. One for all cells. */
function Tip(props: {
  readonly scroller: RefObject<HTMLDivElement | null>
  readonly units: ReadonlyMap<number, MapUnit>
}) {
  const { t } = useTranslation()
  const [cell, setCell] = useState<{ readonly unit: number; readonly box: DOMRect }>()
  useEffect(() => {
    const area = props.scroller.current
    if (!area) return
    const show = (event: Event) => {
      const element = (event.target as HTMLElement).closest<HTMLElement>('[data-unit]')
      const unit = unitOf(event.target)
      setCell(element && unit !== undefined ? { unit, box: element.getBoundingClientRect() } : undefined)
    }
    const hide = () => setCell(undefined)
    const hideAtEscape = (event: globalThis.KeyboardEvent) => event.key === 'Escape' && hide()
    area.addEventListener('mouseover', show)
    area.addEventListener('focusin', show)
    area.addEventListener('mouseleave', hide)
    area.addEventListener('focusout', hide)
    area.addEventListener('scroll', hide)
    window.addEventListener('keydown', hideAtEscape)
    return () => {
      area.removeEventListener('mouseover', show)
      area.removeEventListener('focusin', show)
      area.removeEventListener('mouseleave', hide)
      area.removeEventListener('focusout', hide)
      area.removeEventListener('scroll', hide)
      window.removeEventListener('keydown', hideAtEscape)
    }
  }, [props.scroller])
  const unit = cell && props.units.get(cell.unit)
  if (!cell || !unit) return null
  const below = cell.box.bottom + 96 < window.innerHeight
  return (
    <div
      className={`${classes.tip} no-print`}
      aria-hidden
      data-testid="map-tip"
      style={{
        left: Math.min(cell.box.left, window.innerWidth - 260),
        ...(below ? { top: cell.box.bottom + 5 } : { bottom: window.innerHeight - cell.box.top + 5 }),
      }}
    >
      <b>{unit.room}</b> · {t(`vocabulary:unitKind.${unit.kind}`)} · {formatArea(unit.areaCenti)} m²
      <br />
      {t(`vocabulary:occupancy.${unit.occupancy}`)}
      <br />
      {unit.owed !== undefined && (
        <>
          {unit.owed > 0 ? t('arrears:map.owes', { amount: formatMoney(unit.owed) }) : t('arrears:map.none')}
          <br />
        </>
      )}
      {unit.owner ? t('estate:map.owner', { owner: unit.owner }) : t('estate:map.noOwner')}
    </div>
  )
}

function unitOf(target: EventTarget | null): number | undefined {
  const id = target instanceof HTMLElement ? target.closest<HTMLElement>('[data-unit]')?.dataset.unit : undefined
  return id === undefined ? undefined : Number(id)
}
