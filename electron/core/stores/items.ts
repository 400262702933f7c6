import { writtenCode } from '../../contract/codes.ts'
import { DeskError, refusal } from '../../contract/errors.ts'
import { hundredthsText } from '../../contract/money.ts'
import type { StockItemFields } from '../../contract/stores.ts'
import { write } from '../audit/writer.ts'
import type { Desk, Tx } from '../context.ts'
import { spell } from '../search/terms.ts'
import { standsOn } from './stands.ts'

/** @throws DeskError `stock-code-taken` */
export function createItem(desk: Desk, fields: StockItemFields): Promise<number> {
  return write(desk, async (writer) => {
    await refuseTaken(writer.tx, writtenCode(fields.code), null)
    return writer.insert('stock_item', { ...rowOf(fields), archived_on: null })
  })
}

/** @throws StaleError; DeskError `not-found`, `stock-code-taken` */
export function updateItem(desk: Desk, id: number, version: number, fields: StockItemFields): Promise<number> {
  return write(desk, async (writer) => {
    await refuseTaken(writer.tx, writtenCode(fields.code), id)
    await writer.update('stock_item', id, version, rowOf(fields))
    return id
  })
}

/**
 * Takes an item out of use from today on, or back into it.
 * @throws StaleError; DeskError `not-found`, `stock-not-empty` where something of it is there
 */
export function archiveItem(desk: Desk, id: number, version: number, archived: boolean): Promise<number> {
  return write(desk, async (writer) => {
    const today = desk.clock.today()
    const { quantity } = await standsOn(writer.tx, id, '9999-12-31')
    if (archived && quantity !== 0) throw new DeskError('stock-not-empty', { quantity: hundredthsText(quantity) })
    await writer.update('stock_item', id, version, { archived_on: archived ? today : null })
    return id
  })
}

/** How an item's name is found and ordered: pinyin, then initials. */
export function spellingOf(name: string): string {
  const { pinyin, initials } = spell(name)
  return `${pinyin} ${initials}`
}

function rowOf(fields: StockItemFields) {
  return {
    code: writtenCode(fields.code),
    name: fields.name,
    spelling: spellingOf(fields.name),
    specification: fields.specification,
    unit_name: fields.unitName,
    bin: fields.bin,
    category: fields.category,
    minimum: fields.minimum,
  }
}

async function refuseTaken(tx: Tx, code: string, except: number | null): Promise<void> {
  const other = await tx.selectFrom('stock_item').select(['id', 'name']).where('code', '=', code).executeTakeFirst()
  if (other && other.id !== except) {
    throw refusal({ code: 'stock-code-taken', field: 'code', params: { code, name: other.name } })
  }
}
