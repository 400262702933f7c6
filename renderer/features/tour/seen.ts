import { useLocalStorage } from '@mantine/hooks'
import { useActor } from '../../api/session.ts'

/** Whether the person signed in has said at this machine that they need no tour. */
export function useTourSeen(): readonly [boolean, () => void] {
  const id = useActor()?.id ?? 0
  const [seen, setSeen] = useLocalStorage<readonly number[]>({
    key: 'desk.tourSeen',
    defaultValue: [],
    getInitialValueInEffect: false,
  })
  return [seen.includes(id), () => setSeen([...seen.filter((one) => one !== id), id])]
}
