import { Badge, Button, Group, Menu, Paper, Stack, Text, Title } from '@mantine/core'
import { IconPencil, IconTool } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useParams } from '@tanstack/react-router'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { VisitDetail } from '../../../electron/contract/visits.ts'
import { codesOf, trades } from '../../../electron/contract/vocabulary.ts'
import { orpc } from '../../api/client.ts'
import { useMay } from '../../api/session.ts'
import { Keys, useCommands } from '../../app/commands.tsx'
import { Loaded, NotFoundFace } from '../../ui/Faces.tsx'
import { FactTable } from '../../ui/FactTable.tsx'
import { LinkAnchor } from '../../ui/links.tsx'
import { Page } from '../../ui/Page.tsx'
import { useWrite } from '../../ui/write.ts'
import { VisitDialog } from './VisitDialog.tsx'
import { VisitResultBadge } from './VisitResultBadge.tsx'

export function VisitPage() {
  const { id } = useParams({ from: '/visits/$id' })
  return /^[1-9]\d{0,14}$/.test(id) ? <Visit key={id} id={Number(id)} /> : <NotFoundFace />
}

function Visit({ id }: { readonly id: number }) {
  const { t } = useTranslation()
  const query = useQuery(orpc.visits.detail.queryOptions({ input: { id } }))
  const mayUpdate = useMay('visits.update')
  const [correcting, setCorrecting] = useState(false)
  useCommands(mayUpdate ? [{ key: 'e', label: t('visits:correct'), run: () => setCorrecting(true) }] : [])
  return (
    <Page
      title={query.data ? `${query.data.unit} ${query.data.onDate}` : ''}
      subtitle={query.data && <VisitResultBadge result={query.data.result} />}
      crumbs={[{ label: t('common:nav.visits'), link: { to: '/visits' } }]}
      actions={
        mayUpdate &&
        query.data && (
          <Button
            leftSection={<IconPencil size={16} />}
            rightSection={<Keys of="e" />}
            onClick={() => setCorrecting(true)}
            data-testid="correct-visit"
          >
            {t('visits:correct')}
          </Button>
        )
      }
    >
      <Loaded query={query}>{(visit) => <Card visit={visit} />}</Loaded>
      {correcting && query.data && <VisitDialog of={query.data} onClose={() => setCorrecting(false)} />}
    </Page>
  )
}

function Card({ visit }: { readonly visit: VisitDetail }) {
  const { t } = useTranslation()
  return (
    <Stack gap="sm" maw={980} data-testid="visit">
      <Paper p="md">
        <FactTable
          columns={2}
          facts={[
            {
              label: t('visits:unit'),
              value: (
                <LinkAnchor to="/estate/unit/$id" params={{ id: String(visit.unitId) }}>
                  {visit.area} {visit.unit}
                </LinkAnchor>
              ),
            },
            { label: t('lists:visits.columns.person'), value: visit.person },
            { label: t('lists:visits.columns.visitor'), value: visit.visitor },
            { label: t('visits:note'), value: visit.note },
          ]}
        />
      </Paper>
      <Paper p="md" component="section" aria-label={t('lists:visits.columns.content')}>
        <Title order={2} mb="xs">
          {t('lists:visits.columns.content')}
        </Title>
        {visit.findings.length === 0 && (
          <Text size="sm" c="dimmed">
            {t('visits:noFindings')}
          </Text>
        )}
        <Stack gap="sm">
          {visit.findings.map((finding) => (
            <Finding key={finding.id} of={finding} />
          ))}
        </Stack>
      </Paper>
    </Stack>
  )
}

/** What was said, and the job that came of it: made in one step by choosing its trade. */
function Finding({ of }: { readonly of: VisitDetail['findings'][number] }) {
  const { t } = useTranslation()
  const mayMake = useMay('visits.findingToJob')
  const make = useWrite(orpc.visits.findingToJob, { done: ({ number }) => t('visits:madeJob', { number }) })
  const complain = useWrite(orpc.visits.findingToComplaint, {
    done: ({ number }) => t('visits:madeComplaint', { number }),
  })
  return (
    <Group gap="sm" wrap="nowrap" align="flex-start" data-testid="finding">
      <Badge color="gray" variant="outline" miw={110}>
        {t(`vocabulary:findingKind.${of.kind}`)}
      </Badge>
      <Text size="sm" flex={1} style={{ whiteSpace: 'pre-wrap', overflowWrap: 'anywhere' }}>
        {of.content}
      </Text>
      {of.caseKind === 'job' && (
        <LinkAnchor to="/jobs/$id" params={{ id: String(of.caseId) }} style={{ whiteSpace: 'nowrap' }}>
          {t('visits:openJob', { number: of.caseNumber })}
        </LinkAnchor>
      )}
      {of.caseKind === 'complaint' && (
        <LinkAnchor to="/complaints/$id" params={{ id: String(of.caseId) }} style={{ whiteSpace: 'nowrap' }}>
          {t('visits:openComplaint', { number: of.caseNumber })}
        </LinkAnchor>
      )}
      {of.caseKind === null && mayMake && (
        <Button
          size="xs"
          variant="default"
          loading={complain.isPending}
          onClick={() => complain.mutate({ id: of.id, version: of.version })}
          data-testid="to-complaint"
        >
          {t('visits:toComplaint')}
        </Button>
      )}
      {of.caseKind === null && mayMake && (
        <Menu position="bottom-end">
          <Menu.Target>
            <Button
              size="xs"
              variant="default"
              leftSection={<IconTool size={14} />}
              loading={make.isPending}
              data-testid="to-job"
            >
              {t('visits:toJob')}
            </Button>
          </Menu.Target>
          <Menu.Dropdown>
            {codesOf(trades).map((trade) => (
              <Menu.Item
                key={trade}
                onClick={() => make.mutate({ id: of.id, version: of.version, trade })}
                data-testid={`trade-${trade}`}
              >
                {t(`vocabulary:trade.${trade}`)}
              </Menu.Item>
            ))}
          </Menu.Dropdown>
        </Menu>
      )}
    </Group>
  )
}
