import { procedures } from '../procedure.ts'
import { deskOfWord } from '../staff/word.ts'
import { giveLog, logDetail, openLog, readLog, waitingLogs, writeNotes } from './service.ts'

const { handoverLog } = procedures

export const handoverLogRouter = handoverLog.router({
  open: handoverLog.open.handler(async ({ context, input }) => ({
    id: await openLog(context.desk(), input.onDate, input.shiftId),
  })),
  detail: handoverLog.detail.handler(({ context, input }) => logDetail(context.desk(), input.id)),
  write: handoverLog.write.handler(async ({ context, input }) => ({
    id: await writeNotes(context.desk(), input.id, input.version, input.notes),
  })),
  give: handoverLog.give.handler(async ({ context, input }) => ({
    id: await giveLog(context.desk(), input.id, input.version, input.notes),
  })),
  read: handoverLog.read.handler(async ({ context, input }) => {
    const desk = await deskOfWord(context, input.readerId, input.secret)
    return { id: await readLog(desk, input.id, input.version, input.remark) }
  }),
  waiting: handoverLog.waiting.handler(({ context }) => waitingLogs(context.desk())),
})
