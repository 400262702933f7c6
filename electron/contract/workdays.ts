/** Days that are otherwise than the week says: a public holiday, a weekend day worked in exchange. */
export const dayKinds = ['holiday', 'workday'] as const
export type DayKind = (typeof dayKinds)[number]
