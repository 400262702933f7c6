import { procedures } from '../procedure.ts'
import { readSettings, writeSettings } from '../settings/index.ts'
import { chargeDetail } from './charge.ts'
import { askGifts, askRelief, askReversal, askRunReversal, askVacancy, giftRows, grantGifts } from './requests.ts'
import { addSingleCharge } from './single.ts'
import {
  assignTariff,
  countAssignment,
  endAssignment,
  listFeeItems,
  saveFeeItem,
  saveTariff,
  tariffDetail,
} from './tariffs.ts'
import { endVacancy } from './vacancy.ts'

const { billing } = procedures

export const billingRouter = billing.router({
  items: billing.items.handler(({ context }) => listFeeItems(context.desk().db)),
  saveItem: billing.saveItem.handler(async ({ context, input }) => ({ id: await saveFeeItem(context.desk(), input) })),
  tariff: billing.tariff.handler(({ context, input }) => tariffDetail(context.desk(), input.id)),
  saveTariff: billing.saveTariff.handler(async ({ context, input }) => ({
    id: await saveTariff(context.desk(), input),
  })),
  countAssignment: billing.countAssignment.handler(({ context, input }) => countAssignment(context.desk().db, input)),
  assign: billing.assign.handler(({ context, input }) => assignTariff(context.desk(), input)),
  endAssignment: billing.endAssignment.handler(async ({ context, input }) => ({
    id: await endAssignment(context.desk(), input.id, input.version, input.toOn),
  })),
  charge: billing.charge.handler(({ context, input }) => chargeDetail(context.desk(), input.id)),
  addCharge: billing.addCharge.handler(async ({ context, input }) => ({
    id: await addSingleCharge(context.desk(), input),
  })),
  askReversal: billing.askReversal.handler(async ({ context, input }) => ({
    id: await askReversal(context.desk(), input),
  })),
  askRunReversal: billing.askRunReversal.handler(async ({ context, input }) => ({
    id: await askRunReversal(context.desk(), input),
  })),
  askRelief: billing.askRelief.handler(async ({ context, input }) => ({ id: await askRelief(context.desk(), input) })),
  askVacancy: billing.askVacancy.handler(async ({ context, input }) => ({
    id: await askVacancy(context.desk(), input),
  })),
  endVacancy: billing.endVacancy.handler(({ context, input }) =>
    endVacancy(context.desk(), input.id, input.version, input.toOn),
  ),
  gifts: billing.gifts.handler(({ context, input }) => giftRows(context.desk(), input)),
  askGifts: billing.askGifts.handler(async ({ context, input }) => ({ asked: await askGifts(context.desk(), input) })),
  grantGifts: billing.grantGifts.handler(async ({ context, input }) => ({
    granted: await grantGifts(context.desk(), input),
  })),
  rules: billing.rules.handler(async ({ context }) => {
    const { billing: rules, receiptBook } = await readSettings(context.desk().db)
    return { ...rules, receiptBook }
  }),
  saveRules: billing.saveRules.handler(async ({ context, input: { receiptBook, ...rules } }) => {
    await writeSettings(context.desk(), { billing: rules, receiptBook })
    return {}
  }),
})
