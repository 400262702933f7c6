import { ComplaintForm } from '../complaints/ComplaintForm.tsx'
import type { CallForm } from './call.ts'
import { EnquiryForm, SuggestionForm } from './EnquiryForm.tsx'
import { RepairForm, ServiceForm } from './JobForm.tsx'

/**
 * The kinds of call, in the order of the drawer, each with its form; words under `jobs:intake.kinds`. A register that
 * takes calls of its own adds a line.
 */
export const callKinds: readonly { readonly kind: string; readonly Form: CallForm }[] = [
  { kind: 'repair', Form: RepairForm },
  { kind: 'service', Form: ServiceForm },
  { kind: 'complaint', Form: ComplaintForm },
  { kind: 'enquiry', Form: EnquiryForm },
  { kind: 'suggestion', Form: SuggestionForm },
]
