import { Button, Group, Stack, Text } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { orpc } from '../../api/client.ts'
import { useMay } from '../../api/session.ts'
import { LinkAnchor } from '../../ui/links.tsx'
import { Section } from '../residents/Section.tsx'
import { VisitDialog } from './VisitDialog.tsx'
import { VisitResultBadge } from './VisitResultBadge.tsx'

/** The last visits to a household, and a way to record one. */
export function LastVisits({ units }: { readonly units: readonly { readonly id: number; readonly name: string }[] }) {
  const { t } = useTranslation()
  const mayRecord = useMay('visits.record')
  const [recording, setRecording] = useState(false)
  const query = useQuery(orpc.visits.last.queryOptions({ input: { unitIds: units.map((unit) => unit.id) } }))
  const [only] = units
  return (
    <Section
      title={t('visits:lastTitle')}
      aside={
        mayRecord &&
        only && (
          <Button size="compact-xs" variant="subtle" onClick={() => setRecording(true)} data-testid="record-here">
            {t('visits:record')}
          </Button>
        )
      }
    >
      {query.data?.length === 0 && (
        <Text size="sm" c="dimmed">
          {t('visits:none')}
        </Text>
      )}
      <Stack gap={4} data-testid="last-visits">
        {(query.data ?? []).map((visit) => (
          <Group key={visit.id} gap={8} wrap="nowrap">
            <LinkAnchor to="/visits/$id" params={{ id: String(visit.id) }} className="figure">
              {visit.onDate}
            </LinkAnchor>
            <VisitResultBadge result={visit.result} />
            {units.length > 1 && <Text size="sm">{visit.unit}</Text>}
            <Text size="sm">{visit.visitor}</Text>
            {visit.findings > 0 && (
              <Text size="sm" c="dimmed">
                {t('visits:findings', { count: visit.findings })}
              </Text>
            )}
          </Group>
        ))}
      </Stack>
      {recording && only && <VisitDialog unit={only} onClose={() => setRecording(false)} />}
    </Section>
  )
}
