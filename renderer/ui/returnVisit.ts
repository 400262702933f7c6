import { useNavigate } from '@tanstack/react-router'
import type { ReturnSubject } from '../../electron/contract/returnWords.ts'
import { client } from '../api/client.ts'

/** A return visit that is due is made on its own card: goes there and answers true, or false where none is due. */
export function useReturnVisit(subject: ReturnSubject, subjectId: number): () => Promise<boolean> {
  const navigate = useNavigate()
  return async () => {
    const { id } = await client.returns.ofCase({ subject, subjectId })
    if (id === null) return false
    await navigate({ to: '/returns/$id', params: { id: String(id) } })
    return true
  }
}
