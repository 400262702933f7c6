import { procedures } from '../procedure.ts'
import { cashBook, payIn } from './cashBook.ts'
import { booksState, closeMonth, closingProblems, monthStates } from './closing.ts'
import { askDepositBack } from './depositRequest.ts'
import { depositsHeld, depositView, takeDeposit } from './deposits.ts'
import { addInvoice, invoiceableReceipt, redInvoice } from './invoices.ts'
import { askReopening } from './reopening.ts'
import { addService, reverseService, totalServices } from './services.ts'
import { closeShift, countOpening, countShift, leftCash, myShift, openShift, shiftView } from './shifts.ts'
import { explainLine, matchLine, matchProposed, statementView, unmatchLine } from './statements.ts'

const { books } = procedures

export const booksRouter = books.router({
  state: books.state.handler(({ context }) => booksState(context.desk())),
  months: books.months.handler(({ context }) => monthStates(context.desk())),
  problems: books.problems.handler(({ context, input }) => {
    const { db, clock } = context.desk()
    return closingProblems(db, clock.zone, input.month)
  }),
  close: books.close.handler(async ({ context, input }) => {
    await context.backUp('month-close')
    return { id: await closeMonth(context.desk(), input.month) }
  }),
  askReopen: books.askReopen.handler(async ({ context, input }) => ({
    id: await askReopening(context.desk(), input.month, input.reason),
  })),

  myShift: books.myShift.handler(({ context }) => myShift(context.desk())),
  shift: books.shift.handler(({ context, input }) => shiftView(context.desk().db, input.id)),
  leftCash: books.leftCash.handler(({ context }) => leftCash(context.desk())),
  openShift: books.openShift.handler(async ({ context, input }) => ({ id: await openShift(context.desk(), input) })),
  countOpening: books.countOpening.handler(async ({ context, input }) => ({
    id: await countOpening(context.desk(), input),
  })),
  closeShift: books.closeShift.handler(async ({ context, input }) => ({ id: await closeShift(context.desk(), input) })),
  countShift: books.countShift.handler(async ({ context, input }) => ({ id: await countShift(context.desk(), input) })),

  cashBook: books.cashBook.handler(({ context, input }) => cashBook(context.desk().db, input)),
  payIn: books.payIn.handler(async ({ context, input }) => ({ id: await payIn(context.desk(), input) })),

  takeDeposit: books.takeDeposit.handler(async ({ context, input }) => ({
    id: await takeDeposit(context.desk(), input),
  })),
  deposit: books.deposit.handler(({ context, input }) => {
    const { db, clock } = context.desk()
    return depositView(db, input.id, clock.zone)
  }),
  askDepositBack: books.askDepositBack.handler(async ({ context, input: { id, ...back } }) => ({
    id: await askDepositBack(context.desk(), id, back),
  })),
  depositsHeld: books.depositsHeld.handler(({ context, input }) => depositsHeld(context.desk().db, input.asOf)),

  receiptToInvoice: books.receiptToInvoice.handler(({ context, input }) =>
    invoiceableReceipt(context.desk().db, input.receiptNo),
  ),
  addInvoice: books.addInvoice.handler(async ({ context, input }) => ({ id: await addInvoice(context.desk(), input) })),
  redInvoice: books.redInvoice.handler(async ({ context, input: { id, ...fields } }) => ({
    id: await redInvoice(context.desk(), id, fields),
  })),

  statement: books.statement.handler(({ context, input }) => statementView(context.desk().db, input)),
  match: books.match.handler(async ({ context, input }) => ({
    id: await matchLine(context.desk(), input.id, input.version, input.targets),
  })),
  matchProposed: books.matchProposed.handler(async ({ context, input }) => ({
    matched: await matchProposed(context.desk(), input),
  })),
  explain: books.explain.handler(async ({ context, input }) => ({
    id: await explainLine(context.desk(), input.id, input.version, input.explanation),
  })),
  unmatch: books.unmatch.handler(async ({ context, input }) => ({
    id: await unmatchLine(context.desk(), input.id, input.version),
  })),

  addService: books.addService.handler(async ({ context, input }) => ({ id: await addService(context.desk(), input) })),
  reverseService: books.reverseService.handler(async ({ context, input }) => ({
    id: await reverseService(context.desk(), input.id, input.reason),
  })),
  serviceTotals: books.serviceTotals.handler(({ context, input }) => totalServices(context.desk().db, input)),
})
