import { Select, Text } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { ResidentCard, TimelineEntry } from '../../../electron/contract/residents.ts'
import { LinkAnchor } from '../../ui/links.tsx'
import classes from './resident.module.css'
import { Section } from './Section.tsx'

/** What happened to somebody and to their units, the newest first. */
export function Timeline({ card, className }: { readonly card: ResidentCard; readonly className?: string }) {
  const { t } = useTranslation()
  const [unitId, setUnitId] = useState<string | null>(null)
  const units = new Map(card.timeline.map((entry) => [String(entry.unitId), entry.unit]))
  const entries = card.timeline.filter((entry) => unitId === null || String(entry.unitId) === unitId)
  return (
    <Section
      title={t('residents:timeline')}
      {...(className && { className })}
      aside={
        units.size > 1 && (
          <Select
            size="xs"
            w={140}
            aria-label={t('residents:timelineUnit')}
            placeholder={t('residents:allUnits')}
            clearable
            data={[...units].map(([value, label]) => ({ value, label }))}
            value={unitId}
            onChange={setUnitId}
            data-testid="timeline-unit"
          />
        )
      }
    >
      {entries.length === 0 ? (
        <Text size="sm" c="dimmed">
          {t('residents:noTimeline')}
        </Text>
      ) : (
        <ol className={classes.timeline} data-testid="timeline">
          {entries.map((entry) => (
            <li key={`${entry.date} ${entry.what} ${entry.unitId} ${JSON.stringify(entry.params)}`}>
              <time className={classes.date}>{entry.date}</time>
              <span className={classes.what}>
                <Words of={entry} />
              </span>
              {units.size > 1 && (
                <LinkAnchor to="/estate/unit/$id" params={{ id: String(entry.unitId) }}>
                  {entry.unit}
                </LinkAnchor>
              )}
            </li>
          ))}
        </ol>
      )}
    </Section>
  )
}

function Words({ of }: { readonly of: TimelineEntry }) {
  const { t, i18n } = useTranslation()
  const word = (group: string, code: string | undefined) =>
    i18n.exists(`vocabulary:${group}.${code}`) ? t(`vocabulary:${group}.${code}`) : (code ?? '')
  const key = `timeline:${of.what}`
  if (!i18n.exists(key)) return of.what
  return t(key, { role: word('residentRole', of.params.role), state: word('handoverState', of.params.state) })
}
