import type { Problem } from '../../contract/errors.ts'
import type { Db } from '../context.ts'

export interface FeeItem {
  readonly id: number
  readonly name: string
  readonly kind: string
}

/** The office's fee items by the name that workbooks use. */
export async function feeItems(db: Db): Promise<(name: string) => FeeItem | { readonly problem: Problem }> {
  const items = await db.selectFrom('fee_item').select(['id', 'name', 'kind']).orderBy('position').execute()
  const byName = new Map(items.map((item) => [item.name, item]))
  const names = items.map((item) => item.name).join('、')
  return (name) =>
    byName.get(name) ?? { problem: { code: 'item-unknown', field: 'item', params: { text: name, items: names } } }
}
