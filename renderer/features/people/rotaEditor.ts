import { useQuery } from '@tanstack/react-query'
import { useEffect, useRef } from 'react'
import type { RotaCell, RotaMonth } from '../../../electron/contract/rota.ts'
import { client, orpc } from '../../api/client.ts'
import { queryClient } from '../../api/query.ts'
import { afterWrite, sayError } from '../../ui/write.ts'

const keyOf = ({ staffId, onDate }: Pick<RotaCell, 'staffId' | 'onDate'>) => `${staffId} ${onDate}`

/**
 * A month of the rota that is filled in cell by cell: what is typed stands at once and is saved in order behind it, each
 * cell with what was seen there. Where a save is refused the month is asked for again.
 */
export function useRotaEditor(month: string) {
  const options = orpc.rota.month.queryOptions({ input: { month } })
  const query = useQuery(options)
  const queue = useRef(Promise.resolve())
  const waiting = useRef(0)
  const undone = useRef<RotaCell[][]>([])
  // biome-ignore lint/correctness/useExhaustiveDependencies: another month has changes of its own
  useEffect(() => {
    undone.current = []
  }, [month])

  /** @returns false where nothing would be other than it is */
  function fill(cells: readonly RotaCell[], isUndo = false): boolean {
    const data = queryClient.getQueryData<RotaMonth>(options.queryKey)
    if (!data) return false
    const now = new Map(data.cells.map((cell) => [keyOf(cell), cell.shiftId]))
    const changes = cells
      .map((cell) => ({ ...cell, seen: now.get(keyOf(cell)) ?? null }))
      .filter((cell) => cell.seen !== cell.shiftId)
    if (changes.length === 0) return false
    if (!isUndo) undone.current.push(changes.map(({ seen, ...cell }) => ({ ...cell, shiftId: seen })))
    const changed = new Map(changes.map((cell) => [keyOf(cell), cell]))
    void queryClient.cancelQueries({ queryKey: options.queryKey })
    queryClient.setQueryData<RotaMonth>(options.queryKey, {
      ...data,
      cells: [
        ...data.cells.filter((cell) => !changed.has(keyOf(cell))),
        ...changes.filter((cell) => cell.shiftId !== null).map(({ seen: _, ...cell }) => cell),
      ],
    })
    waiting.current++
    queue.current = queue.current.then(async () => {
      try {
        await client.rota.save({ cells: changes })
      } catch (error) {
        undone.current = []
        sayError(error)
      } finally {
        // What is still to be saved would vanish from the screen if the month were asked for before.
        waiting.current--
        if (waiting.current === 0) await afterWrite()
      }
    })
    return true
  }

  function undo(): void {
    const last = undone.current.pop()
    if (last) fill(last, true)
  }
  return { query, fill, undo }
}
