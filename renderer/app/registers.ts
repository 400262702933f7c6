import {
  IconAlarm,
  IconBook2,
  IconBuildingEstate,
  IconCashRegister,
  IconChartBar,
  IconChecklist,
  IconFileImport,
  IconGauge,
  IconKey,
  IconLayoutDashboard,
  IconPhoneCheck,
  IconReceipt2,
  IconReportMoney,
  IconSettings,
  IconTool,
  IconUsers,
} from '@tabler/icons-react'
import type { ProcedureName } from '../../electron/contract/contract.ts'

/** The registers as the navigation shows them, in this order. A register is listed once it exists. */
export const registers = [
  { to: '/', name: 'dashboard', icon: IconLayoutDashboard, needs: 'desk.dashboard' },
  { to: '/estate', name: 'estate', icon: IconBuildingEstate, needs: 'lists.units' },
  { to: '/residents', name: 'residents', icon: IconUsers, needs: 'lists.residents' },
  { to: '/handover', name: 'handover', icon: IconKey, needs: 'lists.handoverDue' },
  { to: '/jobs', name: 'jobs', icon: IconTool, needs: 'lists.jobs' },
  { to: '/returns', name: 'returns', icon: IconPhoneCheck, needs: 'lists.returnVisits' },
  { to: '/watch', name: 'watch', icon: IconGauge, needs: 'watch.glance' },
  { to: '/counter', name: 'counter', icon: IconCashRegister, needs: 'counter.due' },
  { to: '/arrears', name: 'arrears', icon: IconAlarm, needs: 'lists.arrears' },
  { to: '/billing', name: 'billing', icon: IconReceipt2, needs: 'lists.billingRuns' },
  { to: '/books', name: 'books', icon: IconBook2, needs: 'lists.cashBook' },
  { to: '/accounts', name: 'accounts', icon: IconReportMoney, needs: 'accounts.view' },
  { to: '/approvals', name: 'approvals', icon: IconChecklist, needs: 'lists.approvals' },
  { to: '/summary', name: 'summary', icon: IconChartBar, needs: 'summary.year' },
  { to: '/imports', name: 'imports', icon: IconFileImport, needs: 'lists.imports' },
  { to: '/settings', name: 'settings', icon: IconSettings, needs: 'settings.get' },
] as const satisfies readonly { to: string; name: string; icon: unknown; needs: ProcedureName }[]
