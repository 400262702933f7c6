import { procedures } from '../procedure.ts'
import { residentCard } from './repository.ts'
import {
  addResidency,
  createPerson,
  revealIdNumber,
  transferOwnership,
  updatePerson,
  updateResidency,
} from './service.ts'

const { residents } = procedures

export const residentsRouter = residents.router({
  card: residents.card.handler(({ context, input }) => residentCard(context.desk(), input.id)),
  revealIdNumber: residents.revealIdNumber.handler(async ({ context, input }) => ({
    idNumber: await revealIdNumber(context.desk(), input.id),
  })),
  create: residents.create.handler(async ({ context, input }) => ({
    id: await createPerson(context.desk(), input.fields, input.unitId, input.residency),
  })),
  update: residents.update.handler(async ({ context, input }) => ({
    id: await updatePerson(context.desk(), input.id, input.version, input.fields),
  })),
  addResidency: residents.addResidency.handler(async ({ context, input }) => ({
    id: await addResidency(context.desk(), input.personId, input.unitId, input.residency),
  })),
  updateResidency: residents.updateResidency.handler(async ({ context, input }) => ({
    id: await updateResidency(context.desk(), input.id, input.version, input.residency),
  })),
  transfer: residents.transfer.handler(async ({ context, input }) => ({
    id: await transferOwnership(context.desk(), input),
  })),
})
