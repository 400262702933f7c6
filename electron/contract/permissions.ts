import type { ProcedureName } from './contract.ts'
import { type Role, roles } from './roles.ts'

/** `open`: also without signing in. `signed-in`: every role. Otherwise the roles that may. */
export type Permission = 'open' | 'signed-in' | readonly Role[]

const desk: readonly Role[] = ['front-desk', 'manager', 'administrator']
const archive: readonly Role[] = ['front-desk', 'manager', 'administrator']
const books: readonly Role[] = ['accountant', 'manager', 'administrator']
const office: readonly Role[] = ['manager', 'administrator']
const administrator: readonly Role[] = ['administrator']

/** Who may call what. The router asks it for every call, the pages for what they show. */
export const permissions: Record<ProcedureName, Permission> = {
  'office.state': 'open',
  'office.create': 'open',
  'office.open': 'open',
  'office.close': administrator,
  'office.createAdministrator': 'open',
  'office.signIn': 'open',
  'office.signOut': 'open',
  'office.changeSecret': 'signed-in',
  'staff.list': 'signed-in',
  'staff.create': administrator,
  'staff.update': administrator,
  'staff.resetSecret': administrator,
  'settings.get': 'signed-in',
  'settings.update': office,
  'settings.history': office,
  'desk.search': 'signed-in',
  'desk.dashboard': 'signed-in',
  'estate.tree': 'signed-in',
  'estate.unit': 'signed-in',
  'estate.map': 'signed-in',
  'estate.createUnit': office,
  'estate.updateUnit': archive,
  'estate.addSpell': archive,
  'estate.updateSpell': archive,
  'estate.removeSpell': office,
  'estate.createPlace': office,
  'estate.renamePlace': office,
  'estate.zones': 'signed-in',
  'estate.saveZone': office,
  'residents.card': 'signed-in',
  'residents.revealIdNumber': ['manager', 'administrator', 'accountant'],
  'residents.create': archive,
  'residents.update': archive,
  'residents.addResidency': archive,
  'residents.updateResidency': archive,
  'residents.transfer': archive,
  'handover.detail': 'signed-in',
  'handover.appoint': desk,
  'handover.record': [...desk, 'engineering'],
  'handover.complete': desk,
  'handover.cancel': desk,
  'handover.moveIn': desk,
  'handover.moveOut': desk,
  'summary.year': 'signed-in',
  'summary.rows': 'signed-in',
  'imports.check': [...books, 'front-desk'],
  'imports.report': [...books, 'front-desk'],
  'imports.apply': books,
  'imports.undo': office,
  'imports.template': 'signed-in',
  'exports.list': 'signed-in',
  'exports.summary': 'signed-in',
  'exports.figure': 'signed-in',
  'exports.download': 'signed-in',
  'tasks.get': 'open',
  'tasks.cancel': 'open',
  'lists.units': 'signed-in',
  'lists.residents': 'signed-in',
  'lists.handoverDue': 'signed-in',
  'lists.handovers': 'signed-in',
  'lists.imports': [...books, 'front-desk'],
  'lists.audit': office,
}

/** True where somebody holding these roles may call the procedure; `held` is null while nobody is signed in. */
export function mayCall(procedure: ProcedureName, held: readonly Role[] | null): boolean {
  const permission = permissions[procedure]
  if (permission === 'open') return true
  if (held === null) return false
  if (permission === 'signed-in') return held.some((role) => roles.includes(role))
  return held.some((role) => permission.includes(role))
}
