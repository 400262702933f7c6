import type { ReactNode } from 'react'
import { formatMoney } from '../../ui/format.ts'
import classes from './books.module.css'

/** One amount of a strip, in fen. */
export interface StripItem {
  readonly label: string
  readonly fen: number | undefined
  readonly strong?: boolean
  readonly testId?: string
}

/** Amounts side by side over a list: what it comes to. Their places are kept while they are asked for. */
export function Strip({ items, children }: { readonly items: readonly StripItem[]; readonly children?: ReactNode }) {
  return (
    <div className={classes.strip}>
      {items.map((item) => (
        <div key={item.label} className={classes.sum}>
          <span className={classes.sumLabel}>{item.label}</span>
          <span className={`figure ${classes.sumValue}`} data-strong={item.strong ?? false} data-testid={item.testId}>
            {item.fen === undefined ? '…' : formatMoney(item.fen)}
          </span>
        </div>
      ))}
      {children && <div className={`no-print ${classes.stripActions}`}>{children}</div>}
    </div>
  )
}
