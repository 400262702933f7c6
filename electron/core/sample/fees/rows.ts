import type { DateText } from '../../../contract/dates.ts'

/** The rows of the money workbooks. Amounts are integer fen; `from` and `to` are both inside. */
export interface SampleFeePlace {
  readonly area: string
  readonly building: string
  readonly room: string
}

export type SampleFeeItem = '物业费' | '店面物业费'

export interface SampleCharge {
  readonly place: SampleFeePlace
  readonly item: SampleFeeItem
  readonly from: DateText
  readonly to: DateText
  readonly dueOn: DateText
  readonly amount: number
}

export type SamplePaymentSource = 'renewal' | 'handover' | 'other'
export type SamplePaymentMethod = 'cash' | 'transfer' | 'wechat' | 'alipay' | 'pos'

/** One line of a receipt. Key: receiptNo, place, item. */
export interface SamplePayment {
  readonly receiptNo: string
  readonly on: DateText
  readonly place: SampleFeePlace
  readonly item: SampleFeeItem
  readonly source: SamplePaymentSource
  readonly amount: number
  readonly method: SamplePaymentMethod
  readonly payer: string
}

export interface SampleDiscount {
  readonly place: SampleFeePlace
  readonly item: SampleFeeItem
  /** The period of the charge it counts against. */
  readonly from: DateText
  readonly to: DateText
  readonly kind: 'vacancy' | 'prepay-gift' | 'relief'
  readonly on: DateText
  readonly amount: number
  readonly approver: string
  readonly reason: string
}

/** An approved ratio of 50 % for whole months; `to` is null while nobody knows when it ends. */
export interface SampleVacancy {
  readonly place: SampleFeePlace
  readonly from: DateText
  readonly to: DateText | null
  readonly appliedOn: DateText
  readonly approvedOn: DateText
  readonly reason: string
}

export interface SampleService {
  readonly on: DateText
  readonly category: 'housekeeping' | 'plumbing-electric' | 'agency-and-drains'
  readonly place: SampleFeePlace | null
  readonly income: number
  readonly expense: number
  readonly receiptNo: string | null
}

export interface SampleFees {
  readonly openingCharges: readonly SampleCharge[]
  /** Those before 2025 are what the office took over: prepayment on hand and part payments of old debts. */
  readonly payments: readonly SamplePayment[]
  readonly discounts: readonly SampleDiscount[]
  readonly vacancies: readonly SampleVacancy[]
  readonly services: readonly SampleService[]
}
