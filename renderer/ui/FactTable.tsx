import type { ReactNode } from 'react'
import classes from './FactTable.module.css'

/** One line of a card. `null`, `undefined` and '' show as a dash, so that what is unknown is seen to be. */
export interface Fact {
  readonly label: string
  readonly value: ReactNode
  readonly figure?: boolean
}

/** Facts of a record: name and value, in as many columns as fit. */
export function FactTable({ facts, columns = 2 }: { readonly facts: readonly Fact[]; readonly columns?: 1 | 2 | 3 }) {
  return (
    <dl className={classes.facts} data-columns={columns}>
      {facts.map((fact) => (
        <div key={fact.label} className={classes.fact}>
          <dt>{fact.label}</dt>
          <dd className={fact.figure ? 'figure' : undefined}>
            {fact.value === null || fact.value === undefined || fact.value === '' ? '—' : fact.value}
          </dd>
        </div>
      ))}
    </dl>
  )
}
