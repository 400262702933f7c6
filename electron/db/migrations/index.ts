import type { Migration } from '../migrate.ts'
import { staffAuditSettings } from './0010-staff-audit-settings.ts'
import { estate } from './0020-estate.ts'
import { residents } from './0030-residents.ts'
import { handover } from './0040-handover.ts'
import { imports } from './0050-imports.ts'
import { search } from './0060-search.ts'
import { fees } from './0070-fees.ts'
import { collectionAndBooks } from './0080-collection-and-books.ts'
import { openingsAndStrikes } from './0100-openings-and-strikes.ts'
import { jobs } from './0110-jobs.ts'
import { complaints } from './0120-complaints.ts'
import { visits } from './0130-visits.ts'
import { surveys } from './0140-surveys.ts'
import { jobDesk } from './0150-job-desk.ts'
import { returnVisits } from './0160-return-visits.ts'
import { campaigns } from './0170-campaigns.ts'
import { promiseDays } from './0180-promise-days.ts'
import { oneReturnVisit } from './0190-one-return-visit.ts'
import { ruleCases } from './0200-rule-cases.ts'
import { caseSpells } from './0205-case-spells.ts'
import { plans } from './0210-plans.ts'
import { equipment } from './0212-equipment.ts'
import { stores } from './0220-stores.ts'
import { tallies } from './0230-tallies.ts'
import { grounds } from './0235-grounds.ts'
import { people } from './0240-people.ts'
import { registers } from './0250-registers.ts'
import { upkeep } from './0260-upkeep.ts'
import { recordCodes } from './0262-record-codes.ts'
import { targets } from './0270-targets.ts'
import { summaryDraft } from './0272-summary-draft.ts'
import { signoff } from './0274-signoff.ts'
import { upkeepDays } from './0282-upkeep-days.ts'
import { recordTimes } from './0285-record-times.ts'
import { statementMatches } from './0288-statement-matches.ts'

/** All migrations in the order they run. A released one is never edited; the schema snapshot test guards that. */
export const migrations: readonly Migration[] = [
  staffAuditSettings,
  estate,
  residents,
  handover,
  imports,
  search,
  fees,
  collectionAndBooks,
  openingsAndStrikes,
  jobs,
  complaints,
  visits,
  surveys,
  jobDesk,
  returnVisits,
  campaigns,
  promiseDays,
  oneReturnVisit,
  ruleCases,
  caseSpells,
  plans,
  equipment,
  stores,
  tallies,
  grounds,
  people,
  registers,
  upkeep,
  recordCodes,
  targets,
  summaryDraft,
  signoff,
  upkeepDays,
  recordTimes,
  statementMatches,
]
