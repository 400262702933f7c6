import { Alert, Badge, Button, Group, Paper, Stack, Text } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useParams } from '@tanstack/react-router'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { type ComplaintEvent, complaintMoves, movesFrom } from '../../../electron/contract/caseStates.ts'
import type { ComplaintDetail } from '../../../electron/contract/complaints.ts'
import { orpc } from '../../api/client.ts'
import { useMay } from '../../api/session.ts'
import { askReason } from '../../ui/ConfirmReason.tsx'
import { Loaded, NotFoundFace } from '../../ui/Faces.tsx'
import { FactTable } from '../../ui/FactTable.tsx'
import { LinkAnchor } from '../../ui/links.tsx'
import { nextStepFirst, useNextButton } from '../../ui/nextStep.ts'
import { Page } from '../../ui/Page.tsx'
import { useReturnVisit } from '../../ui/returnVisit.ts'
import { StepList } from '../../ui/StepList.tsx'
import { useWrite } from '../../ui/write.ts'
import { ComplaintStateBadge } from './ComplaintStateBadge.tsx'
import { ComplaintStepForm } from './ComplaintStepForm.tsx'

export function ComplaintPage() {
  const { id } = useParams({ from: '/complaints/$id' })
  return /^[1-9]\d{0,14}$/.test(id) ? <Complaint key={id} id={Number(id)} /> : <NotFoundFace />
}

function Complaint({ id }: { readonly id: number }) {
  const { t } = useTranslation()
  const query = useQuery(orpc.complaints.detail.queryOptions({ input: { id } }))
  return (
    <Page
      title={query.data?.number ?? ''}
      subtitle={
        query.data && (
          <Group gap={6} component="span">
            <ComplaintStateBadge state={query.data.state} />
            <Badge color={query.data.level > 1 ? 'red' : 'gray'} variant="outline">
              {t(`complaints:level.${query.data.level}`)}
            </Badge>
            {!query.data.isValid && <Badge color="gray">{t('complaints:invalid')}</Badge>}
          </Group>
        )
      }
      crumbs={[{ label: t('common:nav.complaints'), link: { to: '/complaints' } }]}
    >
      <Loaded query={query}>{(complaint) => <Card complaint={complaint} />}</Loaded>
    </Page>
  )
}

/** What is complained of and by whom, who answers for it, what can be done next, and every step so far. */
function Card({ complaint }: { readonly complaint: ComplaintDetail }) {
  const { t } = useTranslation()
  const mayStep = useMay('complaints.step')
  const [event, setEvent] = useState<ComplaintEvent | null>(null)
  const possible = movesFrom(complaintMoves, complaint.state).filter(
    (one) => (one !== 'escalate' || complaint.level < 3) && (one !== 'handle' || complaint.respondedAt === null),
  )
  const { next, steps } = nextStepFirst(complaintMoves, possible)
  const beginVisit = useReturnVisit('complaint', complaint.id)
  const { button, setOut } = useNextButton(next, event !== null)
  const begin = async (one: ComplaintEvent) => {
    setOut()
    if (one !== 'visit' || !(await beginVisit())) setEvent(one)
  }
  const column = (name: string) => t(`lists:complaints.columns.${name}`)
  return (
    <Stack gap="sm" maw={980} data-testid="complaint">
      {complaint.isLate && (
        <Alert color="red" role="status">
          {t('complaints:late', { due: complaint.respondDueAt })}
        </Alert>
      )}
      {complaint.escalateAt && complaint.level < 3 && (
        <Alert color="orange" p={8}>
          {t('complaints:escalates', {
            at: complaint.escalateAt,
            level: t(`complaints:level.${complaint.level + 1}`),
          })}
        </Alert>
      )}
      <Paper p="md">
        <Text size="md" style={{ whiteSpace: 'pre-wrap', overflowWrap: 'anywhere' }} mb="sm">
          {complaint.content}
        </Text>
        <FactTable
          columns={3}
          facts={[
            {
              label: column('unit'),
              value:
                complaint.unitId === null ? null : (
                  <LinkAnchor to="/estate/unit/$id" params={{ id: String(complaint.unitId) }}>
                    {complaint.unit}
                  </LinkAnchor>
                ),
            },
            { label: column('caller'), value: [complaint.caller, complaint.phone].filter(Boolean).join(' ') },
            { label: column('kind'), value: t(`vocabulary:complaintKind.${complaint.kind}`) },
            { label: t('lists:jobs.columns.place'), value: complaint.place },
            { label: column('against'), value: complaint.against },
            { label: column('owner'), value: complaint.owner },
            { label: column('receivedAt'), value: complaint.receivedAt, figure: true },
            {
              label: t('complaints:respondDueAt'),
              value: complaint.respondedAt ?? complaint.respondDueAt,
              figure: true,
            },
            { label: t('complaints:promise'), value: complaint.promise },
            { label: t('complaints:reply'), value: complaint.reply },
            { label: t('complaints:outcome'), value: complaint.outcome },
            { label: t('complaints:closedAt'), value: complaint.closedAt, figure: true },
            { label: column('cause'), value: complaint.cause && t(`vocabulary:complaintCause.${complaint.cause}`) },
            { label: t('complaints:prevention'), value: complaint.prevention },
            { label: t('complaints:invalid'), value: complaint.invalidReason },
          ]}
        />
        {mayStep && event === null && (
          <Group gap={8} mt="md" className="no-print">
            {steps.map((one) => (
              <Button
                key={one}
                variant={one === next ? 'filled' : 'default'}
                {...(one === next && { ref: button })}
                onClick={() => void begin(one)}
                data-testid={`step-${one}`}
              >
                {t(`vocabulary:complaintEvent.${one}`)}
              </Button>
            ))}
            <Judge complaint={complaint} />
          </Group>
        )}
        {event !== null && (
          <ComplaintStepForm key={event} complaint={complaint} event={event} onClose={() => setEvent(null)} />
        )}
      </Paper>
      <StepList
        title={t('complaints:steps')}
        none={t('complaints:noSteps')}
        steps={complaint.events.map(({ event, note, reason, ...one }) => ({
          ...one,
          what: [
            t(`vocabulary:complaintEvent.${event}`),
            event === 'escalate' ? t(`complaints:level.${one.level}`) : '',
          ]
            .filter(Boolean)
            .join(' '),
          words: [note, reason].filter(Boolean).join(' · '),
        }))}
      />
    </Stack>
  )
}

/** Whether it has ground: what has none does not count. */
function Judge({ complaint }: { readonly complaint: ComplaintDetail }) {
  const { t } = useTranslation()
  const judge = useWrite(orpc.complaints.judge, { done: t('common:saved') })
  const { id, version, isValid } = complaint
  return (
    <Button
      variant="subtle"
      ml="auto"
      loading={judge.isPending}
      data-testid="judge"
      onClick={async () => {
        const words = t('complaints:judgeInvalid')
        const reason = isValid ? await askReason({ title: t('complaints:judgeWhy'), action: words }) : ''
        if (reason !== null) judge.mutate({ id, version, isValid: !isValid, reason })
      }}
    >
      {t(isValid ? 'complaints:judgeInvalid' : 'complaints:judgeValid')}
    </Button>
  )
}
