import { useTranslation } from 'react-i18next'
import { type DeskReport, reportNeeds } from '../../electron/contract/exports.ts'
import { client } from '../api/client.ts'
import { useMay, useOffice } from '../api/session.ts'
import { currentLanguage } from '../app/i18n.ts'
import { ExportButton } from './exporting.tsx'

/** Makes one of the desk's workbooks, of a year; of this one to date without. */
export function ReportButton({ report, year }: { readonly report: DeskReport; readonly year?: number }) {
  const { t } = useTranslation()
  const { today } = useOffice()
  if (!useMay(reportNeeds[report])) return null
  return (
    <ExportButton
      label={t(`exports:reports.${report}`)}
      start={() =>
        client.exports.report({ report, year: year ?? Number(today.slice(0, 4)), language: currentLanguage() })
      }
      testId={`export-${report}`}
    />
  )
}
