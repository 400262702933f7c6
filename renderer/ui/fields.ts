import i18next from 'i18next'
import { formatArea, formatMoney } from './format.ts'

/**
 * Name of a field as the contract, the database or a workbook's column calls it. One of several alike carries its own
 * name: `result:水表` is called 水表.
 * @param entity the record it stands on, where it has a name of its own there
 */
export function fieldLabel(field: string, entity?: string): string {
  const own = field.split(':')[1]
  if (own !== undefined) return own
  const there = `fields:of.${entity}.${camel(field)}`
  if (i18next.exists(there)) return i18next.t(there)
  const key = `fields:${camel(field)}`
  return i18next.exists(key) ? i18next.t(key) : field
}

/** Choice fields and the vocabulary of their values. */
const choices: Readonly<Record<string, readonly string[]>> = {
  kind: [
    'unitKind',
    'personKind',
    'leaseKind',
    'handoverItemKind',
    'importKind',
    'meterKind',
    'readingKind',
    'discountKind',
  ],
  role: ['residentRole', 'role'],
  debtorKind: ['debtorKind'],
  state: ['handoverState'],
  clientClass: ['clientClass'],
  result: ['itemResult'],
}

/** Of records whose choices share a field's name with others. */
const choicesOf: Readonly<Record<string, Readonly<Record<string, readonly string[]>>>> = {
  job: {
    kind: ['jobKind'],
    state: ['jobState'],
    source: ['jobSource'],
    trade: ['trade'],
    priority: ['jobPriority'],
    chargeClass: ['chargeClass'],
    waitFor: ['jobWait'],
  },
  complaint: { kind: ['complaintKind'], state: ['complaintState'], cause: ['complaintCause'] },
  enquiry: { kind: ['enquiryKind'] },
  record: { state: ['recordState'], category: ['recordCategory'] },
  visit: { result: ['visitResult'] },
  visit_finding: { kind: ['findingKind'], caseKind: ['returnSubject'] },
  service_entry: { category: ['serviceCategory'], method: ['paymentMethod'] },
  payment: { source: ['paymentSource'], method: ['paymentMethod'] },
  deposit: { kind: ['depositKind'], method: ['paymentMethod'] },
  deposit_move: { kind: ['depositMove'], method: ['paymentMethod'] },
  refund: { method: ['paymentMethod'] },
  contact: { promiseState: ['promiseState'], way: ['contactWay'], outcome: ['contactOutcome'] },
  approval: { kind: ['approvalKind'], state: ['approvalState'] },
  promise_rule: { priority: ['jobPriority'] },
  reward: { kind: ['rewardKind'], caseKind: ['returnSubject'] },
  equipment_state: { state: ['equipmentState'] },
  stock_document: { kind: ['stockKind'] },
  stock_count: { state: ['stockCountState'] },
  job_event: { fromState: ['jobState'], toState: ['jobState'] },
  complaint_event: { fromState: ['complaintState'], toState: ['complaintState'] },
  record_step: { fromState: ['recordState'], toState: ['recordState'] },
  survey_form: { grade: ['grade'] },
  return_due: { subjectKind: ['returnSubject'], state: ['returnState'] },
  return_visit: { subjectKind: ['returnSubject'], outcome: ['returnOutcome'], attitude: ['returnAttitude'] },
}

/**
 * A stored value in words: areas in m², choices translated, nothing as a dash.
 * @param entity the record it stands on, where its choices are its own
 */
export function fieldValue(field: string, value: string | number | null, entity?: string): string {
  if (value === null || value === '') return '—'
  const name = camel(field.split(':')[0] ?? field)
  if (name === 'areaCenti' && typeof value === 'number') return `${formatArea(value)} m²`
  if (['amount', 'income', 'expense', 'cost', 'salary', 'pay', 'unitPrice'].includes(name) && typeof value === 'number')
    return formatMoney(value)
  if ((name.endsWith('Centi') || name === 'labourDays') && typeof value === 'number') return formatArea(value)
  if (name === 'ratioBp' && typeof value === 'number') return `${value / 100}%`
  if (name === 'priceE4' && typeof value === 'number') return (value / 10_000).toFixed(4)
  if (['active', 'solved', 'tookMoney', 'came', 'interrupts'].includes(name))
    return i18next.t(value ? 'common:yes' : 'common:no')
  for (const vocabulary of choicesOf[entity ?? '']?.[name] ?? choices[name] ?? []) {
    const key = `vocabulary:${vocabulary}.${value}`
    if (i18next.exists(key)) return i18next.t(key)
  }
  return String(value)
}

function camel(field: string): string {
  return field.replace(/_([a-z])/g, (_, letter: string) => letter.toUpperCase())
}
