import { base } from './base.ts'
import { deskContract } from './desk.ts'
import { estateContract } from './estate.ts'
import { exportsContract, tasksContract } from './exports.ts'
import { handoverContract } from './handover.ts'
import { importsContract } from './imports.ts'
import { lists, pageInput, pageOutput } from './lists.ts'
import { officeContract, settingsContract, staffContract } from './office.ts'
import { residentsContract } from './residents.ts'
import { summaryContract } from './summary.ts'

/** A page of each declared list. */
const listsContract = {
  units: base.input(pageInput(lists.units.filter)).output(pageOutput(lists.units.row)),
  residents: base.input(pageInput(lists.residents.filter)).output(pageOutput(lists.residents.row)),
  handoverDue: base.input(pageInput(lists.handoverDue.filter)).output(pageOutput(lists.handoverDue.row)),
  handovers: base.input(pageInput(lists.handovers.filter)).output(pageOutput(lists.handovers.row)),
  imports: base.input(pageInput(lists.imports.filter)).output(pageOutput(lists.imports.row)),
  audit: base.input(pageInput(lists.audit.filter)).output(pageOutput(lists.audit.row)),
}

/** Every call a page can make. The router implements it; the permission table has a line for each. */
export const contract = {
  office: officeContract,
  staff: staffContract,
  settings: settingsContract,
  desk: deskContract,
  estate: estateContract,
  residents: residentsContract,
  handover: handoverContract,
  summary: summaryContract,
  imports: importsContract,
  exports: exportsContract,
  tasks: tasksContract,
  lists: listsContract,
}

export type Contract = typeof contract

/** `register.procedure` of every call. */
export type ProcedureName = { [R in keyof Contract]: `${R}.${keyof Contract[R] & string}` }[keyof Contract]

export const procedureNames: readonly ProcedureName[] = Object.entries(contract).flatMap(([register, procedures]) =>
  Object.keys(procedures).map((procedure) => `${register}.${procedure}` as ProcedureName),
)
