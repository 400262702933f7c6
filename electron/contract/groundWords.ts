/** Levels of the three-level check 三级检查, the nearest to the work first. */
export const inspectionLevels = { leader: '领班', supervisor: '主管', steward: '管家' } as const
export type InspectionLevel = keyof typeof inspectionLevels

/** Where a patrol round stands; derived from its window and its record, never entered. */
export const roundStates = {
  upcoming: '未到',
  due: '进行中',
  'on-time': '按时',
  late: '迟到',
  incomplete: '漏点',
  missed: '漏巡',
} as const
export type RoundState = keyof typeof roundStates

/** What a finding was made at. */
export const findingOrigins = { inspection: '三级检查', patrol: '巡查' } as const
export type FindingOrigin = keyof typeof findingOrigins
