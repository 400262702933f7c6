/**
 * The fixed lists of the product: code name → the word of the import workbooks.
 * Words on screen come from the locale catalogues under the same code names.
 */
export const unitKinds = { residence: '住宅', villa: '别墅', shop: '店面', parking: '车位', storage: '储藏间' } as const
export type UnitKind = keyof typeof unitKinds

export const residentRoles = { owner: '业主', tenant: '租户', family: '家属', contact: '联系人' } as const
export type ResidentRole = keyof typeof residentRoles

export const clientClasses = { A: 'A', B: 'B', C: 'C', D: 'D' } as const
export type ClientClass = keyof typeof clientClasses

export type PersonKind = 'person' | 'company'
export type LeaseKind = 'unsold-let' | 'leaseback'
export type HandoverState = 'appointed' | 'inspecting' | 'done' | 'cancelled'
export type HandoverItemKind = 'inspection' | 'meter' | 'document'

/** Occupancy category of a unit on a date: derived from its dated facts, never typed in. */
export const occupancyCategories = [
  'decorated-resident',
  'undecorated-resident',
  'decorating',
  'decorated-vacant',
  'vacant',
  'unsold-let',
  'undelivered-leaseback',
  'undelivered',
] as const
export type OccupancyCategory = (typeof occupancyCategories)[number]

/** The code names of one fixed list, typed for `z.enum`. */
export function codesOf<T extends Record<string, string>>(list: T): [keyof T & string, ...(keyof T & string)[]] {
  return Object.keys(list) as [keyof T & string, ...(keyof T & string)[]]
}
