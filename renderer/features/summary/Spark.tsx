import type { FigureValue } from '../../../electron/contract/summary.ts'
import classes from './years.module.css'

const [height, bar, gap] = [18, 6, 2]

/** A row's values as bars from zero, the running one paler; all it shows stands beside it in numbers. */
export function Spark(props: {
  readonly values: readonly (FigureValue | null)[]
  readonly running: readonly boolean[]
}) {
  const sizes = props.values.map(sizeOf)
  const most = Math.max(...sizes)
  if (most <= 0) return null
  return (
    <svg className={classes.spark} width={sizes.length * (bar + gap)} height={height} aria-hidden>
      {sizes.map((size, index) => {
        const tall = Math.max(size > 0 ? 1 : 0, (Math.max(size, 0) / most) * height)
        return (
          <rect
            // biome-ignore lint/suspicious/noArrayIndexKey: a bar is its place
            key={index}
            x={index * (bar + gap)}
            y={height - tall}
            width={bar}
            height={tall}
            opacity={props.running[index] ? 0.45 : 1}
          />
        )
      })}
    </svg>
  )
}

function sizeOf(amount: FigureValue | null): number {
  if (!amount) return 0
  if (amount.denominator === undefined) return amount.value
  return amount.denominator === 0 ? 0 : amount.value / amount.denominator
}
