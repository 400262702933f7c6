import type { SampleStaff } from './rows.ts'

/** One person per role, and more of the workers who are sent to jobs; the PINs are shown on the sample's sign-in page. */
export const sampleStaff: readonly SampleStaff[] = [
  { name: '林晓婷', role: 'front-desk', pin: '1101' },
  { name: '陈美玲', role: 'cashier', pin: '2202' },
  { name: '郑雅萍', role: 'accountant', pin: '3303' },
  { name: '吴志强', role: 'engineering', pin: '4404' },
  { name: '黄国辉', role: 'manager', pin: '5505' },
  { name: '苏文彬', role: 'administrator', pin: '660606' },
  { name: '郑师傅', role: 'engineering', pin: '4405' },
  { name: '李师傅', role: 'engineering', pin: '4406' },
  { name: '许师傅', role: 'engineering', pin: '4407' },
]
