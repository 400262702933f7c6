import { Badge, Button, Group, Paper, Stack, Text, Title } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { openJobStates } from '../../../electron/contract/caseStates.ts'
import type { CaseAround, JobAround } from '../../../electron/contract/intake.ts'
import { orpc } from '../../api/client.ts'
import { Keys, useCommands } from '../../app/commands.tsx'
import { LinkAnchor } from '../../ui/links.tsx'
import { requestKey } from '../../ui/requestKey.ts'
import { useWrite } from '../../ui/write.ts'
import { ComplaintStateBadge } from '../complaints/ComplaintStateBadge.tsx'
import type { Call, SavedCall, Told } from './call.ts'
import { JobStateBadge } from './JobStateBadge.tsx'

const colours = { duplicate: 'red', open: 'orange', repeat: 'grape' } as const

/**
 * What is going on already, while the call is taken: so that one leak does not become three jobs. The caller can be
 * added to a job that is open, and work that was done can be ordered again as rework.
 */
export function CasesAround(props: {
  readonly call: Call
  readonly told: Told
  /** The call becomes a job. */
  readonly isJob: boolean
  readonly onLeave: () => void
  readonly onSaved: (saved: SavedCall) => void
  readonly onRework: (one: JobAround) => void
}) {
  const { t } = useTranslation()
  const { call, told } = props
  const [input] = useDebouncedValue(
    {
      unitId: call.unitId,
      personId: call.personId,
      phone: call.phone,
      place: told.place,
      trade: told.trade,
      content: told.content.slice(0, 500),
    },
    150,
  )
  const anything = input.unitId !== null || input.personId !== null || input.content.trim().length > 1
  const { data = [] } = useQuery({
    ...orpc.intake.around.queryOptions({ input, placeholderData: keepPreviousData }),
    enabled: anything,
  })
  const [key] = useState(requestKey)
  const add = useWrite(orpc.jobs.addReporter, {
    done: ({ number }) => t('jobs:intake.added', { number }),
  })
  const isOpen = (one: JobAround) => (openJobStates as readonly string[]).includes(one.state)
  const join = (one: JobAround) => {
    const { unitId, personId, caller, phone } = call
    const note = told.content
    add.mutate(
      { jobId: one.id, unitId, personId, caller, phone, note, requestKey: `${key}-${one.id}` },
      { onSuccess: ({ number }) => props.onSaved({ number, jobId: one.id }) },
    )
  }
  const shown = anything ? data : []
  const jobs = props.isJob ? shown.filter((one) => one.subject === 'job') : []
  const joinable = jobs.find(isOpen)
  const again = jobs.find((one) => !isOpen(one))
  useCommands([
    ...(joinable ? [{ key: 'alt+j', label: t('jobs:intake.join'), run: () => join(joinable), inDialog: true }] : []),
    ...(again
      ? [{ key: 'alt+r', label: t('jobs:intake.rework'), run: () => props.onRework(again), inDialog: true }]
      : []),
  ])
  return (
    <Paper withBorder p="sm" component="section" aria-label={t('jobs:intake.around')} data-testid="around">
      <Title order={3} size="sm" mb={4}>
        {t('jobs:intake.around')}
      </Title>
      {shown.length === 0 ? (
        <Text size="sm" c="dimmed">
          {t(anything ? 'jobs:intake.nothingAround' : 'jobs:intake.aroundHint')}
        </Text>
      ) : (
        <Stack gap={10}>
          {shown.map((one) => (
            <div key={`${one.subject} ${one.id}`} data-testid="case-around">
              <Group gap={6}>
                <Badge color={colours[one.why]}>{t(`jobs:intake.why.${one.why}`)}</Badge>
                <LinkAnchor
                  to={one.subject === 'job' ? '/jobs/$id' : '/complaints/$id'}
                  params={{ id: String(one.id) }}
                  onClick={props.onLeave}
                  className="figure"
                  size="sm"
                >
                  {one.number}
                </LinkAnchor>
                {one.subject === 'job' ? (
                  <JobStateBadge state={one.state} />
                ) : (
                  <ComplaintStateBadge state={one.state} />
                )}
                {one.isLate && <Badge color="red">{t('jobs:lateMark')}</Badge>}
              </Group>
              <Text size="xs" lineClamp={2} style={{ overflowWrap: 'anywhere' }}>
                {[one.unit, one.place, one.content].filter(Boolean).join(' · ')}
              </Text>
              <Group gap={8} justify="space-between">
                <Text size="xs" c="dimmed" className="figure">
                  {[one.registeredAt, whoseOf(one)].filter(Boolean).join(' · ')}
                </Text>
                {props.isJob && one.subject === 'job' && isOpen(one) && (
                  <Button
                    size="compact-xs"
                    variant="default"
                    loading={add.isPending}
                    rightSection={one === joinable ? <Keys of="alt+j" /> : undefined}
                    onClick={() => join(one)}
                    data-testid="join"
                  >
                    {t('jobs:intake.join')}
                  </Button>
                )}
                {props.isJob && one.subject === 'job' && !isOpen(one) && (
                  <Button
                    size="compact-xs"
                    variant="default"
                    rightSection={one === again ? <Keys of="alt+r" /> : undefined}
                    onClick={() => props.onRework(one)}
                    data-testid="rework"
                  >
                    {t('jobs:intake.rework')}
                  </Button>
                )}
              </Group>
            </div>
          ))}
        </Stack>
      )}
    </Paper>
  )
}

function whoseOf(one: CaseAround): string {
  return one.subject === 'job' ? one.worker : one.owner
}
