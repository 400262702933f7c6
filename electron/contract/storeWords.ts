/** Movements of stores: 期初 入库 出库 退库 盘点 报废. */
export const stockKinds = ['opening', 'receipt', 'issue', 'return', 'count', 'scrap'] as const
export type StockKind = (typeof stockKinds)[number]

export const stockCountStates = ['open', 'waiting', 'booked', 'cancelled'] as const
export type StockCountState = (typeof stockCountStates)[number]
