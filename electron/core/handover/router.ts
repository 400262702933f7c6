import { procedures } from '../procedure.ts'
import {
  appointHandover,
  cancelHandover,
  completeHandover,
  handoverDetail,
  moveIn,
  moveOut,
  recordHandover,
} from './service.ts'

const { handover } = procedures

export const handoverRouter = handover.router({
  detail: handover.detail.handler(({ context, input }) => handoverDetail(context.desk(), input.id)),
  appoint: handover.appoint.handler(async ({ context, input }) => ({
    id: await appointHandover(context.desk(), input),
  })),
  record: handover.record.handler(async ({ context, input: { id, version, ...record } }) => ({
    id: await recordHandover(context.desk(), id, version, record),
  })),
  complete: handover.complete.handler(({ context, input }) =>
    completeHandover(context.desk(), input.id, input.version, input.doneOn),
  ),
  cancel: handover.cancel.handler(async ({ context, input }) => ({
    id: await cancelHandover(context.desk(), input.id, input.version, input.reason),
  })),
  moveIn: handover.moveIn.handler(async ({ context, input }) => ({
    id: await moveIn(context.desk(), input.unitId, input.movedInOn, input.decorationFinishedOn),
  })),
  moveOut: handover.moveOut.handler(async ({ context, input }) => ({
    id: await moveOut(context.desk(), input.unitId, input.movedOutOn),
  })),
})
