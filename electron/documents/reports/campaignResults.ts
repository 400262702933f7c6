import { campaignResults } from '../../core/campaigns/results.ts'
import type { Report } from './report.ts'

/** 外呼结果: the call-outs of a year with their counts, and every answer of everybody who was reached. */
export const campaignResultsReport: Report = async ({ desk, year, asOf, words }) => {
  const { campaigns, people } = await campaignResults(desk, year, asOf)
  const title = words('exports:reports.campaign-results')
  const heading = words('campaigns:report.heading', { title, year, asOf })
  const count = (name: string) => ({ header: words(`campaigns:report.${name}`), kind: 'count' as const })
  const text = (header: string) => ({ header, kind: 'text' as const })
  return {
    title,
    heading,
    about: words('campaigns:report.about'),
    sheets: [
      {
        name: words('campaigns:report.campaigns'),
        title: heading,
        columns: [
          text(words('lists:campaigns.columns.name')),
          { header: words('lists:campaigns.columns.startedOn'), kind: 'date' },
          { header: words('lists:campaigns.columns.people'), kind: 'count' },
          ...['reached', 'unreachable', 'refused', 'open', 'calls'].map(count),
        ],
        rows: campaigns.map((one) => [
          one.name,
          one.startedOn,
          one.people,
          one.reached,
          one.unreachable,
          one.refused,
          one.open,
          one.calls,
        ]),
        totals: { label: words('campaigns:report.total'), columns: [2, 3, 4, 5, 6, 7] },
      },
      {
        name: words('campaigns:report.answers'),
        title: heading,
        columns: [
          text(words('lists:campaigns.columns.name')),
          text(words('campaigns:unit')),
          text(words('campaigns:report.person')),
          text(words('campaigns:phone')),
          text(words('campaigns:report.outcome')),
          text(words('campaigns:report.question')),
          text(words('campaigns:report.answer')),
        ],
        rows: people.flatMap((person) =>
          person.answers.map(({ question, answer }) => [
            person.campaign,
            person.unit,
            person.name,
            person.phone,
            words(`campaigns:personState.${person.state}`),
            question,
            answer === null ? null : String(answer),
          ]),
        ),
      },
    ],
  }
}
