/** Kinds of equipment: code name → the word of the import workbooks. */
export const equipmentCategories = {
  lift: '电梯',
  'water-supply': '二次供水',
  'power-room': '配电房',
  'fire-protection': '消防',
  lighting: '路灯草坪灯',
  cctv: '监控',
  'access-control': '门禁',
  pump: '水泵',
  other: '其他',
} as const
export type EquipmentCategory = keyof typeof equipmentCategories

export const equipmentGrades = { A: 'A', B: 'B', C: 'C' } as const
export type EquipmentGrade = keyof typeof equipmentGrades

export const equipmentStates = { 'in-use': '在用', stopped: '停用', 'in-repair': '维修', scrapped: '报废' } as const
export type EquipmentState = keyof typeof equipmentStates

/** What may follow a state. Scrapped equipment comes back only where it was a mistake. */
export const equipmentMoves: Readonly<Record<EquipmentState, readonly EquipmentState[]>> = {
  'in-use': ['stopped', 'in-repair', 'scrapped'],
  stopped: ['in-use', 'in-repair', 'scrapped'],
  'in-repair': ['in-use', 'stopped', 'scrapped'],
  scrapped: ['in-use'],
}

/** What files may belong to. */
export const attachmentOwners = ['job', 'equipment', 'inspection'] as const
export type AttachmentOwner = (typeof attachmentOwners)[number]
