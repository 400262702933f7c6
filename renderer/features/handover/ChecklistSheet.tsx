import { useTranslation } from 'react-i18next'
import type { HandoverDetail } from '../../../electron/contract/handover.ts'
import { fieldLabel } from '../../ui/fields.ts'
import classes from './handover.module.css'

const [ticked, empty] = ['☑', '☐']
const inspectionResults = ['ok', 'defect', 'none'] as const

/** The checklist on A4: boxes to tick by hand where nothing is recorded yet, and lines to sign on. */
export function ChecklistSheet({ of }: { readonly of: HandoverDetail }) {
  const { t } = useTranslation()
  const own = (kind: string) => of.items.filter((item) => item.kind === kind)
  const [inspections, meters, documents] = [own('inspection'), own('meter'), own('document')]
  const box = (on: boolean) => (on ? ticked : empty)
  return (
    <div className={`only-print ${classes.sheet}`} data-testid="sheet">
      <table>
        <tbody>
          <tr>
            <th>{fieldLabel('unit')}</th>
            <td>
              {of.area} {of.unit}
            </td>
            <th>{fieldLabel('owner')}</th>
            <td>{of.owner}</td>
          </tr>
          <tr>
            <th>{fieldLabel('appointedOn')}</th>
            <td>
              {of.appointedOn} {of.appointedTime}
            </td>
            <th>{fieldLabel('receiver')}</th>
            <td>{of.receiver}</td>
          </tr>
          <tr>
            <th>{fieldLabel('doneOn')}</th>
            <td>{of.doneOn}</td>
            <th>{fieldLabel('keys')}</th>
            <td>{of.keys === 0 ? '' : of.keys}</td>
          </tr>
        </tbody>
      </table>
      {inspections.length > 0 && (
        <table>
          <thead>
            <tr>
              <th>{t('vocabulary:handoverItemKind.inspection')}</th>
              {inspectionResults.map((result) => (
                <th key={result} className={classes.box}>
                  {t(`vocabulary:itemResult.${result}`)}
                </th>
              ))}
              <th style={{ width: '40%' }}>{t('handover:remark')}</th>
            </tr>
          </thead>
          <tbody>
            {inspections.map((item) => (
              <tr key={item.id}>
                <td>{item.name}</td>
                {inspectionResults.map((result) => (
                  <td key={result} className={classes.box}>
                    {box(item.result === result)}
                  </td>
                ))}
                <td>{item.note}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      {meters.length > 0 && (
        <table>
          <tbody>
            <tr>
              {meters.map((item) => (
                <th key={item.id}>{t('handover:readingOf', { meter: item.name })}</th>
              ))}
            </tr>
            <tr>
              {meters.map((item) => (
                <td key={item.id} style={{ height: '9mm' }}>
                  {item.result}
                </td>
              ))}
            </tr>
          </tbody>
        </table>
      )}
      {documents.length > 0 && (
        <table>
          <thead>
            <tr>
              <th>{t('vocabulary:handoverItemKind.document')}</th>
              <th className={classes.box}>{t('vocabulary:itemResult.signed')}</th>
            </tr>
          </thead>
          <tbody>
            {documents.map((item) => (
              <tr key={item.id}>
                <td>{item.name}</td>
                <td className={classes.box}>{box(item.result === 'signed')}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      {of.note !== '' && (
        <p>
          {fieldLabel('note')} {of.note}
        </p>
      )}
      <div className={classes.signatures}>
        <Signature of={t('handover:signedByOwner')} />
        <Signature of={t('handover:signedByOffice')} />
        <Signature of={t('handover:signedOn')} />
        <Signature of={t('handover:signedOn')} />
      </div>
    </div>
  )
}

function Signature({ of }: { readonly of: string }) {
  return (
    <div className={classes.signature}>
      {of}
      <span className={classes.line} />
    </div>
  )
}
