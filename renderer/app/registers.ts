import {
  IconBuildingEstate,
  IconChartBar,
  IconFileImport,
  IconKey,
  IconLayoutDashboard,
  IconSettings,
  IconUsers,
} from '@tabler/icons-react'
import type { ProcedureName } from '../../electron/contract/contract.ts'

/** The registers as the navigation shows them, in this order. A register is listed once it exists. */
export const registers = [
  { to: '/', name: 'dashboard', icon: IconLayoutDashboard, needs: 'desk.dashboard' },
  { to: '/estate', name: 'estate', icon: IconBuildingEstate, needs: 'lists.units' },
  { to: '/residents', name: 'residents', icon: IconUsers, needs: 'lists.residents' },
  { to: '/handover', name: 'handover', icon: IconKey, needs: 'lists.handoverDue' },
  { to: '/summary', name: 'summary', icon: IconChartBar, needs: 'summary.year' },
  { to: '/imports', name: 'imports', icon: IconFileImport, needs: 'lists.imports' },
  { to: '/settings', name: 'settings', icon: IconSettings, needs: 'settings.get' },
] as const satisfies readonly { to: string; name: string; icon: unknown; needs: ProcedureName }[]
