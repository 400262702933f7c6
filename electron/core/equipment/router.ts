import { procedures } from '../procedure.ts'
import { reportFault } from './faults.ts'
import { labelsOf, maintenanceRecord, yearPlan } from './papers.ts'
import { reminders } from './reminders.ts'
import { changeState, equipmentDetail, saveEquipment } from './service.ts'

const { equipment } = procedures

export const equipmentRouter = equipment.router({
  save: equipment.save.handler(async ({ context, input }) => ({ id: await saveEquipment(context.desk(), input) })),
  detail: equipment.detail.handler(({ context, input }) => equipmentDetail(context.desk(), input.id)),
  changeState: equipment.changeState.handler(async ({ context, input }) => ({
    id: await changeState(context.desk(), input),
  })),
  reportFault: equipment.reportFault.handler(({ context, input }) => reportFault(context.desk(), input)),
  reminders: equipment.reminders.handler(({ context }) => reminders(context.desk())),
  labels: equipment.labels.handler(({ context, input }) => labelsOf(context.desk(), input)),
  yearPlan: equipment.yearPlan.handler(({ context, input }) => yearPlan(context.desk(), input)),
  record: equipment.record.handler(({ context, input }) => maintenanceRecord(context.desk(), input)),
})
