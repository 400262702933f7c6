import {
  IconAlarm,
  IconBook2,
  IconBuildingEstate,
  IconCalendarCheck,
  IconCashRegister,
  IconChartBar,
  IconChecklist,
  IconClipboardText,
  IconEngine,
  IconFileImport,
  IconGauge,
  IconHomeHeart,
  IconIdBadge2,
  IconKey,
  IconLayoutDashboard,
  IconMessageReport,
  IconMoodCheck,
  IconPackage,
  IconPhoneCheck,
  IconPhoneOutgoing,
  IconReceipt2,
  IconReplace,
  IconReportMoney,
  IconSettings,
  IconSpeakerphone,
  IconTool,
  IconUsers,
  IconWalk,
  IconWash,
} from '@tabler/icons-react'
import type { ProcedureName } from '../../electron/contract/contract.ts'

/** The registers as the navigation shows them, in this order, the groups parted. A register is listed once it exists. */
export const registers = [
  { to: '/', name: 'dashboard', group: 'desk', icon: IconLayoutDashboard, needs: 'desk.dashboard' },
  { to: '/estate', name: 'estate', group: 'estate', icon: IconBuildingEstate, needs: 'lists.units' },
  { to: '/residents', name: 'residents', group: 'estate', icon: IconUsers, needs: 'lists.residents' },
  { to: '/handover', name: 'handover', group: 'estate', icon: IconKey, needs: 'lists.handoverDue' },
  { to: '/jobs', name: 'jobs', group: 'service', icon: IconTool, needs: 'lists.jobs' },
  { to: '/complaints', name: 'complaints', group: 'service', icon: IconMessageReport, needs: 'lists.complaints' },
  { to: '/returns', name: 'returns', group: 'service', icon: IconPhoneCheck, needs: 'lists.returnVisits' },
  { to: '/campaigns', name: 'campaigns', group: 'service', icon: IconPhoneOutgoing, needs: 'lists.campaigns' },
  { to: '/watch', name: 'watch', group: 'service', icon: IconGauge, needs: 'watch.glance' },
  { to: '/visits', name: 'visits', group: 'service', icon: IconHomeHeart, needs: 'lists.visits' },
  { to: '/surveys', name: 'surveys', group: 'service', icon: IconMoodCheck, needs: 'lists.surveys' },
  { to: '/counter', name: 'counter', group: 'fees', icon: IconCashRegister, needs: 'counter.due' },
  { to: '/arrears', name: 'arrears', group: 'fees', icon: IconAlarm, needs: 'lists.arrears' },
  { to: '/billing', name: 'billing', group: 'fees', icon: IconReceipt2, needs: 'lists.billingRuns' },
  { to: '/books', name: 'books', group: 'fees', icon: IconBook2, needs: 'lists.cashBook' },
  { to: '/accounts', name: 'accounts', group: 'fees', icon: IconReportMoney, needs: 'accounts.view' },
  { to: '/approvals', name: 'approvals', group: 'fees', icon: IconChecklist, needs: 'lists.approvals' },
  { to: '/equipment', name: 'equipment', group: 'behind', icon: IconEngine, needs: 'lists.equipment' },
  { to: '/tasks', name: 'tasks', group: 'behind', icon: IconCalendarCheck, needs: 'lists.planTasks' },
  { to: '/patrol', name: 'patrol', group: 'behind', icon: IconWalk, needs: 'lists.patrolRounds' },
  {
    to: '/cleaning',
    name: 'cleaning',
    group: 'behind',
    icon: IconWash,
    needs: 'lists.tallies',
    also: ['/greening', '/inspections'],
  },
  { to: '/stores', name: 'stores', group: 'behind', icon: IconPackage, needs: 'lists.stockItems' },
  { to: '/replacements', name: 'replacements', group: 'behind', icon: IconReplace, needs: 'lists.tallies' },
  { to: '/registers', name: 'registers', group: 'behind', icon: IconClipboardText, needs: 'registers.due' },
  { to: '/notices', name: 'notices', group: 'behind', icon: IconSpeakerphone, needs: 'lists.notices' },
  { to: '/people', name: 'people', group: 'behind', icon: IconIdBadge2, needs: 'lists.people' },
  { to: '/summary', name: 'summary', group: 'office', icon: IconChartBar, needs: 'summary.year' },
  { to: '/imports', name: 'imports', group: 'office', icon: IconFileImport, needs: 'lists.imports' },
  { to: '/settings', name: 'settings', group: 'office', icon: IconSettings, needs: 'settings.get' },
] as const satisfies readonly {
  to: string
  name: string
  group: string
  icon: unknown
  needs: ProcedureName
  /** Pages of it that stand elsewhere. */
  also?: readonly string[]
}[]
