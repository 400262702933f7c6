import { procedures } from '../procedure.ts'
import { askCount, cancelCount, countDetail, keyCount, startCount } from './counts.ts'
import {
  documentDetail,
  itemDetail,
  labelsOf,
  ledgerOf,
  pickItems,
  pickJobs,
  stockOfJob,
  totalsOn,
  usedWords,
} from './detail.ts'
import { issue, receive, reverse, scrap, takeBack } from './documents.ts'
import { archiveItem, createItem, updateItem } from './items.ts'

const { stores } = procedures

export const storesRouter = stores.router({
  createItem: stores.createItem.handler(async ({ context, input }) => ({
    id: await createItem(context.desk(), input),
  })),
  updateItem: stores.updateItem.handler(async ({ context, input }) => ({
    id: await updateItem(context.desk(), input.id, input.version, input.fields),
  })),
  archiveItem: stores.archiveItem.handler(async ({ context, input }) => ({
    id: await archiveItem(context.desk(), input.id, input.version, input.archived),
  })),
  item: stores.item.handler(({ context, input }) => itemDetail(context.desk(), input.id)),
  pickItems: stores.pickItems.handler(({ context, input }) => pickItems(context.desk(), input.text, input.onDate)),
  pickJobs: stores.pickJobs.handler(({ context, input }) => pickJobs(context.desk(), input.text)),
  words: stores.words.handler(({ context }) => usedWords(context.desk())),
  receive: stores.receive.handler(({ context, input }) => receive(context.desk(), input)),
  issue: stores.issue.handler(({ context, input }) => issue(context.desk(), input)),
  takeBack: stores.takeBack.handler(({ context, input }) => takeBack(context.desk(), input)),
  scrap: stores.scrap.handler(({ context, input }) => scrap(context.desk(), input)),
  reverse: stores.reverse.handler(({ context, input }) => reverse(context.desk(), input.id, input.reason)),
  document: stores.document.handler(({ context, input }) => documentDetail(context.desk(), input.id)),
  ledger: stores.ledger.handler(({ context, input }) => ledgerOf(context.desk(), input.itemId, input.from, input.to)),
  totals: stores.totals.handler(({ context, input }) => {
    const desk = context.desk()
    return totalsOn(desk, input.asOf ?? desk.clock.today())
  }),
  labels: stores.labels.handler(({ context, input }) => labelsOf(context.desk(), input)),
  ofJob: stores.ofJob.handler(({ context, input }) => stockOfJob(context.desk(), input.jobId)),
  startCount: stores.startCount.handler(({ context, input }) => startCount(context.desk(), input)),
  count: stores.count.handler(({ context, input }) => countDetail(context.desk(), input.id)),
  keyCount: stores.keyCount.handler(async ({ context, input }) => ({
    id: await keyCount(context.desk(), input.id, input.version, input.lines),
  })),
  askCount: stores.askCount.handler(async ({ context, input }) => ({
    id: await askCount(context.desk(), input.id, input.version, input.reason),
  })),
  cancelCount: stores.cancelCount.handler(async ({ context, input }) => ({
    id: await cancelCount(context.desk(), input.id, input.version, input.reason),
  })),
})
