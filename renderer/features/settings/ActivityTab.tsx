import { Modal, Table, Text } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { momentInZone } from '../../../electron/contract/dates.ts'
import type { ListRow } from '../../../electron/contract/lists.ts'
import { useMay, useOffice } from '../../api/session.ts'
import { DataList } from '../../ui/DataList.tsx'
import { EmptyFace, NoPermissionFace } from '../../ui/Faces.tsx'
import { fieldLabel, fieldValue } from '../../ui/fields.ts'
import { TextFilter } from '../../ui/ListFilters.tsx'
import classes from './settings.module.css'

type Line = ListRow<'audit'>

/** Who did what when. A line opens with everything before and after. */
export function ActivityTab() {
  const { t } = useTranslation()
  const may = useMay('lists.audit')
  const [open, setOpen] = useState<Line | null>(null)
  if (!may) return <NoPermissionFace />
  return (
    <>
      <DataList
        list="audit"
        filters={<TextFilter placeholder={t('settings:activity.find')} w={260} />}
        onOpen={setOpen}
        cells={{
          before: (line) => <Facts json={line.before} entity={line.entity} />,
          after: (line) => <Facts json={line.after} entity={line.entity} />,
        }}
        empty={<EmptyFace title={t('common:history.empty')} />}
      />
      {open && <LineDialog line={open} onClose={() => setOpen(null)} />}
    </>
  )
}

/** A record's fields in one line. */
function Facts({ json, entity }: { readonly json: string | null; readonly entity: string }) {
  const { zone } = useOffice()
  // A number that only names another record, and what has no word for people, say nothing in one line.
  const text = factsOf(json, entity, zone)
    .filter(([field]) => !field.endsWith('_id') && fieldLabel(field, entity) !== field)
    .map(([field, value]) => `${fieldLabel(field, entity)} ${value}`)
    .join(' · ')
  return (
    <span className={classes.facts} title={text}>
      {text}
    </span>
  )
}

function LineDialog({ line, onClose }: { readonly line: Line; readonly onClose: () => void }) {
  const { t } = useTranslation()
  const { zone } = useOffice()
  const [before, after] = [line.before, line.after].map((json) => new Map(factsOf(json, line.entity, zone)))
  const fields = [...new Set([...(before?.keys() ?? []), ...(after?.keys() ?? [])])]
  return (
    <Modal
      opened
      onClose={onClose}
      size="lg"
      title={`${t(`vocabulary:auditAction.${line.action}`)} · ${t(`vocabulary:entity.${line.entity}`)} ${line.entityId || ''}`}
    >
      <Text size="sm" c="dimmed" mb="sm">
        {line.at} · {line.actor}
        {line.unit && ` · ${line.unit}`}
        {line.reason && t('common:history.reason', { reason: line.reason })}
      </Text>
      {fields.length === 0 ? (
        <Text size="sm">{t('settings:activity.noFields')}</Text>
      ) : (
        <Table data-testid="activity-line">
          <Table.Thead>
            <Table.Tr>
              <Table.Th>{t('settings:activity.field')}</Table.Th>
              <Table.Th>{t('lists:audit.columns.before')}</Table.Th>
              <Table.Th>{t('lists:audit.columns.after')}</Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {fields.map((field) => (
              <Table.Tr key={field}>
                <Table.Td>{fieldLabel(field, line.entity)}</Table.Td>
                <Table.Td className={classes.wraps}>{before?.get(field) ?? '—'}</Table.Td>
                <Table.Td className={classes.wraps}>{after?.get(field) ?? '—'}</Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      )}
    </Modal>
  )
}

/** What only the program needs to know of a record. */
const inner = new Set(['id', 'version', 'request_key', 'sort_key', 'secret', 'pinyin', 'initials', 'search'])

/** Whoever needs an ID number asks for it on the resident's card, where asking is recorded. */
const masked = new Set(['id_number'])

/** An audit line's record as field and value in words, without what is empty. */
function factsOf(json: string | null, entity: string, zone: string): [field: string, value: string][] {
  if (json === null) return []
  const record = JSON.parse(json) as Record<string, string | number | null>
  return Object.entries(record)
    .filter(([field, value]) => !inner.has(field) && value !== null && value !== '')
    .map(([field, value]) => [field, masked.has(field) ? '••••' : valueText(field, value, entity, zone)])
}

/** A moment as the office's clock shows it, anything else as on the record's own page. */
function valueText(field: string, value: string | number | null, entity: string, zone: string): string {
  const isMoment = field.endsWith('_at') && typeof value === 'string' && value.endsWith('Z')
  return isMoment ? momentInZone(new Date(value), zone) : fieldValue(field, value, entity)
}
