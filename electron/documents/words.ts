import { createInstance } from 'i18next'
import enAccounts from '../../resources/locales/en/accounts.json' with { type: 'json' }
import enArrears from '../../resources/locales/en/arrears.json' with { type: 'json' }
import enCampaigns from '../../resources/locales/en/campaigns.json' with { type: 'json' }
import enCharts from '../../resources/locales/en/charts.json' with { type: 'json' }
import enComplaints from '../../resources/locales/en/complaints.json' with { type: 'json' }
import enDocuments from '../../resources/locales/en/documents.json' with { type: 'json' }
import enErrors from '../../resources/locales/en/errors.json' with { type: 'json' }
import enExports from '../../resources/locales/en/exports.json' with { type: 'json' }
import enJobs from '../../resources/locales/en/jobs.json' with { type: 'json' }
import enLists from '../../resources/locales/en/lists.json' with { type: 'json' }
import enStores from '../../resources/locales/en/stores.json' with { type: 'json' }
import enSummary from '../../resources/locales/en/summary.json' with { type: 'json' }
import enVocabulary from '../../resources/locales/en/vocabulary.json' with { type: 'json' }
import enYears from '../../resources/locales/en/years.json' with { type: 'json' }
import zhAccounts from '../../resources/locales/zh/accounts.json' with { type: 'json' }
import zhArrears from '../../resources/locales/zh/arrears.json' with { type: 'json' }
import zhCampaigns from '../../resources/locales/zh/campaigns.json' with { type: 'json' }
import zhCharts from '../../resources/locales/zh/charts.json' with { type: 'json' }
import zhComplaints from '../../resources/locales/zh/complaints.json' with { type: 'json' }
import zhDocuments from '../../resources/locales/zh/documents.json' with { type: 'json' }
import zhErrors from '../../resources/locales/zh/errors.json' with { type: 'json' }
import zhExports from '../../resources/locales/zh/exports.json' with { type: 'json' }
import zhJobs from '../../resources/locales/zh/jobs.json' with { type: 'json' }
import zhLists from '../../resources/locales/zh/lists.json' with { type: 'json' }
import zhStores from '../../resources/locales/zh/stores.json' with { type: 'json' }
import zhSummary from '../../resources/locales/zh/summary.json' with { type: 'json' }
import zhVocabulary from '../../resources/locales/zh/vocabulary.json' with { type: 'json' }
import zhYears from '../../resources/locales/zh/years.json' with { type: 'json' }
import type { Problem } from '../contract/errors.ts'

export type Language = 'zh' | 'en'

/** The one catalogue, for everything that leaves as a file or is printed by the command line. */
const catalogue = createInstance({
  lng: 'zh',
  fallbackLng: 'zh',
  defaultNS: 'documents',
  interpolation: { escapeValue: false },
  resources: {
    zh: {
      accounts: zhAccounts,
      arrears: zhArrears,
      campaigns: zhCampaigns,
      charts: zhCharts,
      complaints: zhComplaints,
      documents: zhDocuments,
      errors: zhErrors,
      exports: zhExports,
      jobs: zhJobs,
      stores: zhStores,
      lists: zhLists,
      summary: zhSummary,
      vocabulary: zhVocabulary,
      years: zhYears,
    },
    en: {
      accounts: enAccounts,
      arrears: enArrears,
      campaigns: enCampaigns,
      charts: enCharts,
      complaints: enComplaints,
      documents: enDocuments,
      errors: enErrors,
      exports: enExports,
      jobs: enJobs,
      stores: enStores,
      lists: enLists,
      summary: enSummary,
      vocabulary: enVocabulary,
      years: enYears,
    },
  },
})
void catalogue.init()

export type Words = (key: string, params?: Readonly<Record<string, string | number>>) => string

/** Looks words up as `namespace:key` in one language. */
export function wordsIn(language: Language): Words {
  return (key, params) => catalogue.t(key, { lng: language, ...params })
}

/** Parameters that are code names, and the vocabulary that has words for them. */
const worded: Readonly<Record<string, string>> = {
  entity: 'entity',
  table: 'entity',
  parent: 'entity',
  from: 'handoverState',
  to: 'handoverState',
  reason: 'fileReason',
}

/** A problem as a sentence, with its field in front where it names one. */
export function sentence(words: Words, problem: Problem): string {
  const params = Object.entries(problem.params ?? {}).map(([name, value]) => {
    const word = `vocabulary:${worded[name]}.${value}`
    return [name, worded[name] && catalogue.exists(word) ? words(word) : value]
  })
  const text = words(`errors:${problem.code}`, Object.fromEntries(params))
  return problem.field === undefined ? text : `${problem.field}: ${text}`
}
