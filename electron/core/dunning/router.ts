import { procedures } from '../procedure.ts'
import { addStep, openCase } from './cases.ts'
import { addContact, duePromises, strikeContact, wayResults } from './contacts.ts'
import { cancelNotice, countPrints, issueNotices, noticeBatches, noticeSheets, previewNotices } from './notices.ts'
import { arrearsTotals, askWriteOff, unitArrears } from './service.ts'

const { dunning } = procedures

export const dunningRouter = dunning.router({
  totals: dunning.totals.handler(({ context, input }) => arrearsTotals(context.desk(), input.filter)),
  items: dunning.items.handler(({ context }) =>
    context.desk().db.selectFrom('fee_item').select(['id', 'name']).orderBy('position').execute(),
  ),
  unit: dunning.unit.handler(({ context, input }) => unitArrears(context.desk(), input.unitId, input.asOf)),
  previewNotices: dunning.previewNotices.handler(({ context, input }) => previewNotices(context.desk(), input)),
  issueNotices: dunning.issueNotices.handler(({ context, input: { fields, ...chosen } }) =>
    issueNotices(context.desk(), chosen, fields),
  ),
  batches: dunning.batches.handler(({ context }) => noticeBatches(context.desk().db)),
  sheets: dunning.sheets.handler(({ context, input }) => noticeSheets(context.desk().db, input)),
  printed: dunning.printed.handler(async ({ context, input }) => ({
    printed: await countPrints(context.desk(), input.noticeIds),
  })),
  cancelNotice: dunning.cancelNotice.handler(async ({ context, input }) => ({
    id: await cancelNotice(context.desk(), input.id, input.version, input.reason),
  })),
  addContact: dunning.addContact.handler(async ({ context, input: { unitId, ...fields } }) => ({
    id: await addContact(context.desk(), unitId, fields),
  })),
  strikeContact: dunning.strikeContact.handler(async ({ context, input }) => ({
    id: await strikeContact(context.desk(), input.id, input.version, input.reason),
  })),
  duePromises: dunning.duePromises.handler(({ context }) => duePromises(context.desk())),
  results: dunning.results.handler(({ context, input }) => {
    const desk = context.desk()
    return wayResults(desk.db, input.from, input.to, desk.clock.today())
  }),
  openCase: dunning.openCase.handler(async ({ context, input }) => ({ id: await openCase(context.desk(), input) })),
  addStep: dunning.addStep.handler(async ({ context, input: { id, version, ...fields } }) => ({
    id: await addStep(context.desk(), id, version, fields),
  })),
  askWriteOff: dunning.askWriteOff.handler(async ({ context, input }) => ({
    id: await askWriteOff(context.desk(), input.charges, input.reason),
  })),
})
