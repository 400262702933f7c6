/** Words of the accountant's books that lists and filters ask for. */

export const depositKinds = ['renovation', 'keys', 'pass', 'held-for-others', 'other'] as const

export const invoiceStates = ['valid', 'reversed', 'red'] as const

export const statementChannels = ['bank', 'wechat', 'alipay'] as const
export type StatementChannel = (typeof statementChannels)[number]
export const statementStates = ['open', 'matched', 'explained'] as const

export const serviceEntryCategories = [
  'housekeeping',
  'plumbing-electric',
  'agency-and-drains',
  'other',
  'advertising',
  'other-income',
] as const
