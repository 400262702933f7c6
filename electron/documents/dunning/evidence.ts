import { momentInZone, periodText } from '../../contract/dates.ts'
import type { UnitArrears } from '../../contract/dunning.ts'
import { amountInWords, hundredthsText } from '../../contract/money.ts'
import type { Desk } from '../../core/context.ts'
import { unitArrears } from '../../core/dunning/service.ts'
import { officeName } from '../../core/settings/index.ts'
import type { OfficeFile } from '../../db/open.ts'
import { type Block, heading, paragraph, table, title, type WordRow } from '../word/blocks.ts'
import { writeWord } from '../word/write.ts'
import { type Language, type Words, wordsIn } from '../words.ts'

export interface EvidenceExport {
  readonly unitId: number
  /** Today without one. */
  readonly asOf?: string | undefined
  readonly language: Language
}

/**
 * The evidence of one household's arrears as a Word document, for a lawyer or a court: charges, payments, notices,
 * contacts and cases, as on the page. What was reversed, cancelled or struck out stays in, marked.
 * @throws DeskError `not-found`; what `writeWord` throws
 */
export async function exportEvidence(
  desk: Desk,
  office: OfficeFile,
  request: EvidenceExport,
  file: string,
  signal?: AbortSignal,
): Promise<{ bytes: number; name: string }> {
  const words = wordsIn(request.language)
  const [of, officeTitle] = await atOneMoment(
    office,
    async (): Promise<[UnitArrears, string]> => [
      await unitArrears(desk, request.unitId, request.asOf),
      await officeName(desk.db),
    ],
  )
  const name = words('arrears:evidence.heading')
  const made = momentInZone(desk.clock.now(), desk.clock.zone)
  const bytes = await writeWord(
    file,
    {
      title: `${name} ${of.unit}`,
      author: desk.actor.name,
      head: `${officeTitle}    ${name} · ${of.area} ${of.unit}`,
      foot: `${words('documents:export.at')} ${made} · ${words('documents:export.by')} ${desk.actor.name}`,
      blocks: [
        title(name),
        paragraph(officeTitle),
        facts(of, words, request.language),
        ...charges(of, words),
        ...payments(of, words),
        ...notices(of, words),
        ...contacts(of, words),
        ...cases(of, words),
      ],
    },
    signal,
  )
  return { bytes, name: `${name} ${of.unit} ${of.account.asOf}.docx` }
}

/** Nothing is written between the one question and the next. */
async function atOneMoment<T>({ sqlite }: OfficeFile, read: () => Promise<T>): Promise<T> {
  sqlite.exec('BEGIN')
  try {
    return await read()
  } finally {
    sqlite.exec('COMMIT')
  }
}

function facts({ account, ...of }: UnitArrears, words: Words, language: Language): Block {
  const debtors = new Set(account.charges.filter((one) => one.owed > 0).map((one) => one.debtor ?? ''))
  debtors.delete('')
  const owed = `${hundredthsText(account.owed)} ${words('documents:word.yuan')}`
  const rows = [
    [
      words('arrears:evidence.unit'),
      `${of.area} ${of.unit} · ${hundredthsText(of.areaCenti)} m²`,
      words('arrears:debtor'),
      [...debtors].join(words('documents:word.separator')) || (of.owners ?? ''),
    ],
    [
      words('arrears:evidence.owed', { date: account.asOf }),
      language === 'zh' ? `${owed}\n${amountInWords(account.owed)}` : owed,
      words('arrears:evidence.phone'),
      of.phone ?? '',
    ],
  ]
  const columns = [22, 40, 13, 25].map((width) => ({ header: '', width }))
  return table(
    columns,
    rows.map((cells) => ({ cells })),
  )
}

function charges({ account }: UnitArrears, words: Words): Block[] {
  const reversed = words('arrears:reversed')
  return section(
    words('arrears:evidence.charges'),
    words,
    [
      { header: words('arrears:item'), width: 14 },
      { header: words('arrears:period'), width: 20 },
      { header: words('arrears:dueOn'), width: 14 },
      ...['charged', 'discounted', 'paid', 'owed'].map((key) => ({
        header: words(`arrears:${key}`),
        width: 13,
        isNumber: true,
      })),
    ],
    account.charges.map((charge) => ({
      isStruck: charge.reversedOn !== null,
      cells: [
        charge.item,
        periodText(charge),
        charge.dueOn,
        hundredthsText(charge.amount),
        hundredthsText(charge.discounted),
        hundredthsText(charge.paid),
        charge.reversedOn === null ? hundredthsText(charge.owed) : reversed,
      ],
    })),
    [words('arrears:total'), '', '', '', '', '', hundredthsText(account.owed)],
  )
}

function payments({ payments: all }: UnitArrears, words: Words): Block[] {
  const sum = all.reduce((total, one) => total + (one.reversedOn === null ? one.amount : 0), 0)
  return section(
    words('arrears:evidence.payments'),
    words,
    [
      { header: words('arrears:date'), width: 13 },
      { header: words('arrears:evidence.receiptNo'), width: 17 },
      { header: words('arrears:item'), width: 15 },
      { header: words('arrears:evidence.payer'), width: 22 },
      { header: words('arrears:evidence.method'), width: 12 },
      { header: words('arrears:evidence.amount'), width: 21, isNumber: true },
    ],
    all.map((payment) => ({
      isStruck: payment.reversedOn !== null,
      cells: [
        payment.onDate,
        payment.receiptNo,
        payment.item,
        payment.payer,
        words(`vocabulary:paymentMethod.${payment.method}`),
        `${hundredthsText(payment.amount)}${payment.reversedOn === null ? '' : ` ${words('arrears:reversed')}`}`,
      ],
    })),
    [words('arrears:total'), '', '', '', '', hundredthsText(sum)],
  )
}

function notices({ notices: all }: UnitArrears, words: Words): Block[] {
  const column = (id: string) => words(`lists:paymentNotices.columns.${id}`)
  return section(
    words('arrears:evidence.notices'),
    words,
    [
      { header: column('noticeNo'), width: 19 },
      { header: column('issuedOn'), width: 14 },
      { header: column('addressee'), width: 25 },
      { header: words('arrears:issue.payBy'), width: 14 },
      { header: column('amount'), width: 16, isNumber: true },
      { header: column('state'), width: 12 },
    ],
    all.toReversed().map((notice) => ({
      isStruck: notice.cancelledOn !== null,
      cells: [
        notice.noticeNo,
        notice.issuedOn,
        notice.addressee || words(`vocabulary:debtorKind.${notice.debtorKind}`),
        notice.payBy,
        hundredthsText(notice.amount),
        words(`vocabulary:noticeState.${notice.cancelledOn === null ? 'valid' : 'cancelled'}`),
      ],
    })),
  )
}

function contacts({ contacts: all }: UnitArrears, words: Words): Block[] {
  const column = (id: string) => words(`lists:contacts.columns.${id}`)
  return section(
    words('arrears:evidence.contacts'),
    words,
    [
      { header: words('arrears:date'), width: 14 },
      { header: column('way'), width: 11 },
      { header: column('outcome'), width: 13 },
      { header: column('note'), width: 47 },
      { header: column('actor'), width: 15 },
    ],
    all.toReversed().map((contact) => ({
      isStruck: contact.struckOn !== null,
      cells: [
        contact.onDate,
        words(`vocabulary:contactWay.${contact.way}`),
        words(`vocabulary:contactOutcome.${contact.outcome}`),
        toldOf(contact, words),
        contact.actor,
      ],
    })),
  )
}

/** What was said and promised at a contact, and how it was struck out. */
function toldOf(contact: UnitArrears['contacts'][number], words: Words): string {
  const { promiseOn, promiseAmount, promiseState, struckOn } = contact
  const told = [
    contact.noticeNo,
    contact.note,
    promiseOn === null
      ? null
      : words('arrears:contact.promise', { date: promiseOn, amount: hundredthsText(promiseAmount ?? 0) }),
    promiseState === null ? null : words(`vocabulary:promiseState.${promiseState}`),
    contact.documented ? words('arrears:contact.documentedShort') : null,
  ].filter(Boolean)
  if (struckOn === null) return told.join(' · ')
  const struck = { date: struckOn, by: contact.struckBy ?? '', reason: contact.struckReason ?? '' }
  return `${told.join(' · ')}\n${words('arrears:contact.struck', struck)}`
}

function cases({ cases: all }: UnitArrears, words: Words): Block[] {
  return all.flatMap((one) =>
    section(
      words('arrears:evidence.case', { date: one.openedOn, amount: hundredthsText(one.amount) }),
      words,
      [14, 16, 18, 52].map((width) => ({ header: '', width })),
      one.steps.map((step) => ({
        cells: [
          step.onDate,
          words(`vocabulary:legalState.${step.state}`),
          step.interrupts ? words('arrears:case.interruptsShort') : '',
          step.note,
        ],
      })),
    ),
  )
}

function section(
  name: string,
  words: Words,
  columns: Parameters<typeof table>[0],
  rows: readonly WordRow[],
  totals?: readonly string[],
): Block[] {
  return [heading(name), rows.length === 0 ? paragraph(words('documents:word.none')) : table(columns, rows, totals)]
}
