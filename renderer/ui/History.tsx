import { Badge, Text } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { HistoryLine } from '../../electron/contract/estate.ts'
import { EmptyFace } from './Faces.tsx'
import { fieldLabel, fieldValue } from './fields.ts'
import classes from './History.module.css'

const tones: Readonly<Record<string, string>> = { insert: 'green', update: 'blue', remove: 'red' }

/** Who did what when, before and after; the newest as given. */
export function History({ lines }: { readonly lines: readonly HistoryLine[] }) {
  const { t, i18n } = useTranslation()
  if (lines.length === 0) return <EmptyFace title={t('common:history.empty')} />
  const word = (group: string, code: string) =>
    i18n.exists(`vocabulary:${group}.${code}`) ? t(`vocabulary:${group}.${code}`) : code
  return (
    <ol className={classes.lines}>
      {lines.map((line) => (
        <li key={line.id} className={classes.line}>
          <div className={classes.when}>
            <time className="figure">{line.at}</time>
            <Text span size="xs" c="dimmed">
              {line.actor}
            </Text>
          </div>
          <div className={classes.what}>
            <Badge size="sm" color={tones[line.action] ?? 'gray'}>
              {word('auditAction', line.action)}
            </Badge>{' '}
            {word('entity', line.entity)}
            {line.reason && (
              <Text span size="sm" c="dimmed">
                {' '}
                {t('common:history.reason', { reason: line.reason })}
              </Text>
            )}
            {line.changes.length > 0 && <Changes changes={line.changes} entity={line.entity} />}
          </div>
        </li>
      ))}
    </ol>
  )
}

/** Field by field, before → after. */
export function Changes({ changes, entity }: { readonly changes: HistoryLine['changes']; readonly entity?: string }) {
  return (
    <ul className={classes.changes}>
      {changes
        .filter((change) => change.field !== 'version' && change.field !== 'id')
        .map((change) => (
          <li key={change.field}>
            <span className={classes.field}>{fieldLabel(change.field, entity)}</span>{' '}
            {change.from !== null && change.from !== '' && (
              <>
                <del>{fieldValue(change.field, change.from, entity)}</del> →{' '}
              </>
            )}
            <ins>{fieldValue(change.field, change.to, entity)}</ins>
          </li>
        ))}
    </ul>
  )
}
