import { procedures } from '../procedure.ts'
import { createStaff, listStaff, resetSecret, updateStaff } from './service.ts'

const { staff } = procedures

export const staffRouter = staff.router({
  list: staff.list.handler(({ context }) => listStaff(context.desk().db)),
  create: staff.create.handler(async ({ context, input }) => ({ id: await createStaff(context.desk(), input) })),
  update: staff.update.handler(async ({ context, input }) => {
    const id = await updateStaff(context.desk(), input.id, input.version, input)
    context.staffChanged(id)
    return { id }
  }),
  resetSecret: staff.resetSecret.handler(async ({ context, input }) => {
    const id = await resetSecret(context.desk(), input.id, input.version, input.secret)
    context.staffChanged(id)
    return { id }
  }),
})
