import { type UseQueryResult, useQuery } from '@tanstack/react-query'
import type { EstateTree } from '../../../electron/contract/estate.ts'
import { orpc } from '../../api/client.ts'

type Estate = EstateTree[number]
type Area = Estate['areas'][number]

export type Level = 'estate' | 'area' | 'building'

/** A place of the tree with what stands above it. */
export interface Place {
  readonly level: Level
  readonly id: number
  readonly version: number
  readonly name: string
  readonly units: number
  readonly estate: Estate
  readonly area?: Area
}

/** A building as a choice: `B区 14栋`. */
export interface BuildingChoice {
  readonly id: number
  readonly name: string
  readonly area: string
  readonly areaId: number
}

export function usePlaces(): UseQueryResult<EstateTree> {
  return useQuery(orpc.estate.tree.queryOptions({ staleTime: 60_000 }))
}

export function placesOf(tree: EstateTree): Place[] {
  return tree.flatMap((estate) => [
    { level: 'estate' as const, ...only(estate), estate },
    ...estate.areas.flatMap((area) => [
      { level: 'area' as const, ...only(area), estate, area },
      ...area.buildings.map((building) => ({ level: 'building' as const, ...only(building), estate, area })),
    ]),
  ])
}

function only({ id, version, name, units }: { id: number; version: number; name: string; units: number }) {
  return { id, version, name, units }
}

/** Buildings in the order of the tree, which is also the order of "next building". */
export function buildingsOf(tree: EstateTree): BuildingChoice[] {
  return placesOf(tree)
    .filter((place) => place.level === 'building')
    .map(({ id, name, area }) => ({ id, name, area: area?.name ?? '', areaId: area?.id ?? 0 }))
}
