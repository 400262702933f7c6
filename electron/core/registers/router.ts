import { procedures } from '../procedure.ts'
import { residentTags } from '../residents/tags.ts'
import { attend, householdsReached, inviteesOf, inviteResidents, participantsOf, uninvite } from './audience.ts'
import { recordDetail, recordsOfUnits } from './detail.ts'
import { recordsDue } from './list.ts'
import { createRecord, linkDeposit, stepRecord, updateRecord } from './service.ts'
import { addSpaces, carParks } from './spaces.ts'

const { registers } = procedures

export const registersRouter = registers.router({
  create: registers.create.handler(({ context, input }) => createRecord(context.desk(), input)),
  update: registers.update.handler(async ({ context, input }) => ({
    id: await updateRecord(context.desk(), input.id, input.version, input.fields),
  })),
  step: registers.step.handler(async ({ context, input }) => ({ id: await stepRecord(context.desk(), input) })),
  linkDeposit: registers.linkDeposit.handler(async ({ context, input }) => ({
    id: await linkDeposit(context.desk(), input.id, input.version, input.depositId),
  })),
  detail: registers.detail.handler(({ context, input }) => recordDetail(context.desk(), input.id)),
  due: registers.due.handler(({ context }) => recordsDue(context.desk())),
  ofUnit: registers.ofUnit.handler(({ context, input }) => recordsOfUnits(context.desk(), input.unitIds)),
  carParks: registers.carParks.handler(({ context }) => carParks(context.desk())),
  addSpaces: registers.addSpaces.handler(({ context, input }) => addSpaces(context.desk(), input)),
  reach: registers.reach.handler(({ context, input }) => householdsReached(context.desk(), input)),
  tags: registers.tags.handler(({ context }) => residentTags(context.desk().db)),
  participants: registers.participants.handler(({ context, input }) => participantsOf(context.desk(), input.id)),
  invitees: registers.invitees.handler(({ context, input }) => inviteesOf(context.desk(), input.id, input.filter)),
  invite: registers.invite.handler(({ context, input }) => inviteResidents(context.desk(), input.id, input.filter)),
  uninvite: registers.uninvite.handler(async ({ context, input }) => ({
    id: await uninvite(context.desk(), input.id, input.version),
  })),
  attend: registers.attend.handler(async ({ context, input }) => ({
    id: await attend(context.desk(), input.id, input.version, input.came),
  })),
})
