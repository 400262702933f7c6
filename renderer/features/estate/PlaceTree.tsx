import { ActionIcon, getTreeExpandedState, Tooltip, Tree, type TreeNodeData, useTree } from '@mantine/core'
import { IconBuilding, IconChevronRight, IconLayoutSidebarLeftCollapse } from '@tabler/icons-react'
import { useNavigate } from '@tanstack/react-router'
import { type KeyboardEvent, type ReactNode, useEffect, useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import type { EstateTree } from '../../../electron/contract/estate.ts'
import { formatCount } from '../../ui/format.ts'
import classes from './PlaceTree.module.css'
import { type Place, placesOf } from './places.ts'

interface PlaceTreeProps {
  readonly tree: EstateTree
  readonly selected: Place | undefined
  readonly onSelect: (place: Place) => void
  readonly onCollapse: () => void
  /** What can be done with the chosen place. */
  readonly actions: ReactNode
}

/** Estate → area → building with the number of units; what is chosen filters the list beside it. */
export function PlaceTree({ tree, selected, onSelect, onCollapse, actions }: PlaceTreeProps) {
  const { t } = useTranslation()
  const navigate = useNavigate()
  const places = useMemo(() => new Map(placesOf(tree).map((place) => [nodeOf(place), place])), [tree])
  const data = useMemo(() => nodesOf(tree), [tree])
  const chosen = selected && nodeOf(selected)
  const control = useTree({
    initialExpandedState: getTreeExpandedState(
      data,
      // One estate of a few areas is seen whole; a large one opens where the list stands.
      places.size <= 16 ? '*' : [...data.map((node) => node.value), ...areaOf(selected)],
    ),
    selectedState: chosen ? [chosen] : [],
  })
  const { expand } = control
  const area = areaOf(selected)[0]
  // biome-ignore lint/correctness/useExhaustiveDependencies: only where another area is chosen, else it could not be folded
  useEffect(() => {
    if (area !== undefined && selected?.level === 'building') expand(area)
  }, [area])

  const choose = (value: string | undefined) => {
    const place = value === undefined ? undefined : places.get(value)
    if (!place || value === undefined) return
    onSelect(place)
    control.expand(value)
  }
  const press = (event: KeyboardEvent<HTMLElement>) => {
    const value = (event.target as HTMLElement).closest<HTMLElement>('[role="treeitem"]')?.dataset.value
    if (event.key !== 'Enter') return
    event.preventDefault()
    choose(value)
  }
  return (
    <section className={classes.panel} aria-label={t('estate:tree.title')}>
      <div className={classes.head}>
        <h2>{t('estate:tree.title')}</h2>
        {actions}
        <Tooltip label={t('estate:tree.hide')}>
          <ActionIcon aria-label={t('estate:tree.hide')} onClick={onCollapse} data-testid="hide-tree">
            <IconLayoutSidebarLeftCollapse size={17} />
          </ActionIcon>
        </Tooltip>
      </div>
      <div className={classes.scroll}>
        <Tree
          className={classes.tree}
          data={data}
          tree={control}
          levelOffset="0.875rem"
          expandOnClick={false}
          aria-label={t('estate:tree.title')}
          onKeyDown={press}
          data-testid="place-tree"
          renderNode={({ node, expanded, hasChildren, elementProps }) => {
            const place = places.get(node.value)
            return (
              // biome-ignore lint/a11y/useKeyWithClickEvents: Enter on the tree item does the same
              // biome-ignore lint/a11y/noStaticElementInteractions: the tree item around it has the role
              <div
                {...elementProps}
                className={`${elementProps.className} ${classes.node}`}
                onClick={(event) => {
                  elementProps.onClick(event)
                  choose(node.value)
                }}
                data-testid={`place-${node.value}`}
              >
                <span
                  className={classes.fold}
                  aria-hidden
                  data-open={expanded || undefined}
                  onClick={(event) => {
                    if (!hasChildren) return
                    event.stopPropagation()
                    control.toggleExpanded(node.value)
                  }}
                >
                  {hasChildren && <IconChevronRight size={14} />}
                </span>
                <span className={classes.name} title={place?.name}>
                  {place?.name}
                </span>
                {place?.level === 'building' && (
                  <Tooltip label={t('estate:unit.map')}>
                    <ActionIcon
                      size="sm"
                      tabIndex={-1}
                      className={classes.map}
                      aria-label={t('estate:tree.mapOf', { building: place.name })}
                      onClick={(event) => {
                        event.stopPropagation()
                        void navigate({ to: '/estate/building/$id', params: { id: String(place.id) } })
                      }}
                    >
                      <IconBuilding size={15} />
                    </ActionIcon>
                  </Tooltip>
                )}
                <span className={classes.count}>{formatCount(place?.units ?? 0)}</span>
              </div>
            )
          }}
        />
      </div>
    </section>
  )
}

function nodeOf(place: Pick<Place, 'level' | 'id'>): string {
  return `${place.level}-${place.id}`
}

function areaOf(place: Place | undefined): string[] {
  return place?.area ? [`area-${place.area.id}`] : []
}

function nodesOf(tree: EstateTree): TreeNodeData[] {
  return tree.map((estate) => ({
    value: `estate-${estate.id}`,
    label: estate.name,
    children: estate.areas.map((area) => ({
      value: `area-${area.id}`,
      label: area.name,
      children: area.buildings.map((building) => ({ value: `building-${building.id}`, label: building.name })),
    })),
  }))
}
