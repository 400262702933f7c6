import { Paper, Table, Text, Title } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { orpc } from '../../api/client.ts'
import { Loaded } from '../../ui/Faces.tsx'
import { scaledText } from '../billing/ScaledField.tsx'
import { spellText } from './promiseText.ts'
import classes from './settings.module.css'

/** Who set what when, and what it was before. */
export function SettingsHistory() {
  const { t, i18n } = useTranslation()
  const query = useQuery(orpc.settings.history.queryOptions())
  const name = (key: string) => (i18n.exists(`settings:keys.${key}`) ? t(`settings:keys.${key}`) : key)
  return (
    <Paper component="section" aria-label={t('settings:office.history')}>
      <Title order={2} mb={4}>
        {t('settings:office.history')}
      </Title>
      <Loaded query={query}>
        {(lines) =>
          lines.length === 0 ? (
            <Text size="sm" c="dimmed">
              {t('common:history.empty')}
            </Text>
          ) : (
            <Table data-testid="settings-history">
              <Table.Thead>
                <Table.Tr>
                  <Table.Th w={140}>{t('lists:audit.columns.at')}</Table.Th>
                  <Table.Th w={120}>{t('lists:audit.columns.actor')}</Table.Th>
                  <Table.Th w={140}>{t('settings:office.setting')}</Table.Th>
                  <Table.Th>{t('settings:office.change')}</Table.Th>
                </Table.Tr>
              </Table.Thead>
              <Table.Tbody>
                {lines.map((line, index) => (
                  // biome-ignore lint/suspicious/noArrayIndexKey: lines are only ever added in front as a whole
                  <Table.Tr key={index}>
                    <Table.Td>
                      <time>{line.at}</time>
                    </Table.Td>
                    <Table.Td>{line.actor}</Table.Td>
                    <Table.Td>{name(line.key)}</Table.Td>
                    <Table.Td>
                      <Change from={parsed(line.from)} to={parsed(line.to)} />
                    </Table.Td>
                  </Table.Tr>
                ))}
              </Table.Tbody>
            </Table>
          )
        }
      </Loaded>
    </Paper>
  )
}

/** Settings are kept as JSON. */
function parsed(json: string | null): unknown {
  if (json === null) return null
  try {
    return JSON.parse(json) as unknown
  } catch {
    return json
  }
}

function Change({ from, to }: { readonly from: unknown; readonly to: unknown }) {
  const { t } = useTranslation()
  if (Array.isArray(from) && Array.isArray(to)) return <ListChange from={from} to={to} />
  if (isRecord(from) && isRecord(to)) return <RecordChange from={from} to={to} />
  const word = (value: unknown) =>
    value === null || value === undefined || value === ''
      ? '—'
      : typeof value === 'boolean'
        ? t(value ? 'common:yes' : 'common:no')
        : String(value)
  return (
    <>
      <del className={classes.was}>{word(from)}</del> → {word(to)}
    </>
  )
}

/** Of a list: what came, what went, or that only the order is another. */
function ListChange({ from, to }: { readonly from: readonly unknown[]; readonly to: readonly unknown[] }) {
  const { t } = useTranslation()
  const added = to.filter((one) => !from.includes(one))
  const removed = from.filter((one) => !to.includes(one))
  const words = (items: readonly unknown[]) => items.map(String).join(t('common:listSeparator'))
  if (added.length + removed.length === 0) return t('settings:office.reordered', { items: words(to) })
  return (
    <>
      {removed.length > 0 && <div>{t('settings:office.itemsRemoved', { items: words(removed) })}</div>}
      {added.length > 0 && <div>{t('settings:office.itemsAdded', { items: words(added) })}</div>}
    </>
  )
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** Of a group of settings: each that differs, by its name. */
function RecordChange(props: {
  readonly from: Readonly<Record<string, unknown>>
  readonly to: Readonly<Record<string, unknown>>
}) {
  const { t, i18n } = useTranslation()
  const changed = Object.keys(props.to).filter(
    (name) => JSON.stringify(props.from[name]) !== JSON.stringify(props.to[name]),
  )
  const word = (name: string, value: unknown) => {
    const choice = `settings:rules.${name}s.${String(value)}`
    if (i18n.exists(choice)) return t(choice)
    if (name === 'hours') return (value as [number, number][]).map(spellText).join(t('common:listSeparator'))
    if (name === 'weekdays')
      return (value as number[]).map((day) => t(`promises:weekday.${day}`)).join(t('common:listSeparator'))
    if (typeof value === 'number') return scaledText(value, decimals[name] ?? 0)
    return value === '' || value === undefined || value === null ? '—' : String(value)
  }
  const wordOf = (name: string) => {
    const keys = [`settings:rules.${name}`, `settings:officeHours.${name}`, `years:chapters.${name}`]
    const key = keys.find((one) => i18n.exists(one))
    return key ? t(key) : name
  }
  return changed.map((name) => (
    <div key={name}>
      {wordOf(name)}: <del className={classes.was}>{word(name, props.from[name])}</del> → {word(name, props.to[name])}
    </div>
  ))
}

/** Rules kept as integers of a smaller unit, as in their form. */
const decimals: Readonly<Record<string, number>> = { vacancyBp: 2, penaltyPerDayE6: 3, penaltyCapBp: 2 }
