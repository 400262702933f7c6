import { Text } from '@mantine/core'
import { formatMoney } from '../../ui/format.ts'

/** Short in red, over in orange. */
export function Difference({ fen }: { readonly fen: number }) {
  if (fen === 0) return formatMoney(0)
  return (
    <Text span inherit fw={600} c={fen < 0 ? 'var(--mantine-color-error)' : 'var(--mantine-color-orange-light-color)'}>
      {fen > 0 ? '+' : ''}
      {formatMoney(fen)}
    </Text>
  )
}
