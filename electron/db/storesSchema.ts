import type { Generated } from 'kysely'
import type { StockKind } from '../contract/storeWords.ts'

/** Row types of the stores. Quantities are integer hundredths, prices 0.0001 yuan, amounts and values fen. */
export interface StoresSchema {
  stock_item: {
    id: number
    code: string
    name: string
    /** Pinyin and initials of the name, to find and to order it by. */
    spelling: Generated<string>
    specification: Generated<string>
    unit_name: Generated<string>
    bin: Generated<string>
    category: Generated<string>
    /** Less than this is too little; null where nobody watches it. */
    minimum: number | null
    archived_on: string | null
    version: Generated<number>
  }
  stock_count: {
    id: number
    number: string
    on_date: string
    /** Only items of it; all where empty. */
    category: Generated<string>
    state: Generated<'open' | 'booked' | 'cancelled'>
    counted_by: number | null
    counter: Generated<string>
    cancel_reason: string | null
    request_key: string | null
    version: Generated<number>
  }
  stock_count_line: {
    id: number
    count_id: number
    item_id: number
    counted: number | null
    /** What the books said on the day of the count, as it was when somebody asked to have the differences booked. */
    book: number | null
    note: Generated<string>
    version: Generated<number>
  }
  stock_document: {
    id: number
    number: string
    kind: StockKind
    on_date: string
    supplier: Generated<string>
    job_id: number | null
    recipient: Generated<string>
    purpose: Generated<string>
    note: Generated<string>
    return_of_id: number | null
    reverses_id: number | null
    count_id: number | null
    approval_id: number | null
    at: string
    actor_id: number | null
    actor_name: string
    request_key: string | null
  }
  stock_line: {
    id: number
    document_id: number
    item_id: number
    on_date: string
    /** Which side of the ledger it counts on: what is returned or reversed lessens its own side. */
    side: 'in' | 'out'
    quantity: number
    price: number | null
    amount: number | null
    of_line_id: number | null
    version: Generated<number>
  }
  /** Derived from the lines by `core/stores/replay.ts`. */
  stock_balance: {
    line_id: number
    item_id: number
    on_date: string
    kind: StockKind
    side: 'in' | 'out'
    quantity: number
    value: number
    balance_quantity: number
    balance_value: number
  }
}
