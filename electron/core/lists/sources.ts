import type { ListId } from '../../contract/lists.ts'
import { auditSource } from '../audit/list.ts'
import { unitsSource } from '../estate/list.ts'
import { handoverDueSource, handoversSource } from '../handover/list.ts'
import { importsSource } from '../imports/list.ts'
import { residentsSource } from '../residents/list.ts'
import type { ListSource } from './source.ts'

/** The source of every declared list. */
export const listSources: { readonly [L in ListId]: ListSource<L> } = {
  units: unitsSource,
  residents: residentsSource,
  handoverDue: handoverDueSource,
  handovers: handoversSource,
  imports: importsSource,
  audit: auditSource,
}
