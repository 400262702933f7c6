import { Badge, Button, Group, List, Paper, Progress, Stack, Table, Text, Title } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useParams } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import type { CampaignDetail } from '../../../electron/contract/campaigns.ts'
import { orpc } from '../../api/client.ts'
import { useMay } from '../../api/session.ts'
import { askConfirm } from '../../ui/ConfirmReason.tsx'
import { Loaded, NotFoundFace } from '../../ui/Faces.tsx'
import { FactTable } from '../../ui/FactTable.tsx'
import { formatCount, formatRatio } from '../../ui/format.ts'
import { LinkAnchor } from '../../ui/links.tsx'
import { Page } from '../../ui/Page.tsx'
import { useWrite } from '../../ui/write.ts'
import { CallNext } from './CallNext.tsx'
import { useFilterWords } from './FilterFields.tsx'

export function CampaignPage() {
  const { id } = useParams({ from: '/campaigns/$id' })
  return /^[1-9]\d{0,14}$/.test(id) ? <Campaign key={id} id={Number(id)} /> : <NotFoundFace />
}

function Campaign({ id }: { readonly id: number }) {
  const { t } = useTranslation()
  const query = useQuery(orpc.campaigns.detail.queryOptions({ input: { id } }))
  return (
    <Page
      title={query.data?.name ?? ''}
      subtitle={query.data && <Badge>{t(`vocabulary:campaignState.${query.data.state}`)}</Badge>}
      crumbs={[{ label: t('common:nav.campaigns'), link: { to: '/campaigns' } }]}
      actions={query.data && <Steps of={query.data} />}
    >
      <Loaded query={query}>{(campaign) => <Card of={campaign} />}</Loaded>
    </Page>
  )
}

/** The one step that comes next: approved by another, started with its list frozen, finished. */
function Steps({ of: { id, version, state, people } }: { readonly of: CampaignDetail }) {
  const { t } = useTranslation()
  const mayApprove = useMay('campaigns.approve')
  const approve = useWrite(orpc.campaigns.approve, { done: t('campaigns:approved') })
  const start = useWrite(orpc.campaigns.start, {
    done: ({ people }) => t('campaigns:started', { count: formatCount(people) }),
  })
  const finish = useWrite(orpc.campaigns.finish, { done: t('campaigns:finished') })
  const step = { draft: mayApprove ? approve : null, approved: start, running: finish, finished: null }[state]
  if (!step) return state === 'draft' ? <Text c="dimmed">{t('campaigns:waits')}</Text> : null
  const open = people.filter((person) => person.state === 'open').length
  /** Whoever has not been called yet is not called any more. */
  const mayEnd = () =>
    state !== 'running' ||
    open === 0 ||
    askConfirm({
      title: t('campaigns:steps.running'),
      message: t('campaigns:endOpen', { count: open }),
      action: t('campaigns:steps.running'),
      danger: true,
    })
  return (
    <Button
      variant={state === 'running' ? 'default' : 'filled'}
      loading={step.isPending}
      onClick={async () => (await mayEnd()) && step.mutate({ id, version } as never)}
      data-testid={`step-${state}`}
    >
      {t(`campaigns:steps.${state}`)}
    </Button>
  )
}

function Card({ of }: { readonly of: CampaignDetail }) {
  const { t } = useTranslation()
  const done = of.people.filter((person) => person.state !== 'open').length
  const reached = of.people.filter((person) => person.state === 'reached').length
  const whom = useFilterWords(of.filter)
  return (
    <Stack gap="sm" maw={1100} data-testid="campaign">
      <Paper p="md">
        <Text size="md" mb="sm" style={{ whiteSpace: 'pre-wrap', overflowWrap: 'anywhere' }}>
          {of.purpose}
        </Text>
        <FactTable
          columns={3}
          facts={[
            { label: t('lists:campaigns.columns.askedBy'), value: of.askedBy },
            {
              label: t('lists:campaigns.columns.approvedBy'),
              value: [of.approvedBy, of.approvedOn].filter(Boolean).join(' '),
            },
            {
              label: t('campaigns:spell'),
              value: [of.startedOn, of.finishedOn].filter(Boolean).join(' — '),
              figure: true,
            },
            { label: t('campaigns:filter.title'), value: whom },
          ]}
        />
        {of.people.length > 0 && (
          <>
            <Group justify="space-between" mt="sm" mb={4}>
              <Text size="sm" className="figure" data-testid="progress">
                {t('campaigns:progress', {
                  done: formatCount(done),
                  people: formatCount(of.people.length),
                  reached: formatCount(reached),
                })}
              </Text>
              <Text size="sm" className="figure">
                {formatRatio(done, of.people.length)}
              </Text>
            </Group>
            <Progress
              value={(100 * done) / of.people.length}
              aria-label={t('campaigns:progressOf')}
              transitionDuration={0}
            />
          </>
        )}
      </Paper>
      {(of.state === 'draft' || of.state === 'approved') && <Questions of={of} />}
      {of.state === 'running' && <CallNext campaign={of} />}
      {of.results.some((result) => result.answered > 0) && <Results of={of} />}
      {of.people.length > 0 && <People of={of} />}
    </Stack>
  )
}

/** What will be asked: whoever approves reads it first. */
function Questions({ of }: { readonly of: CampaignDetail }) {
  const { t } = useTranslation()
  return (
    <Paper p="md" component="section" aria-label={t('campaigns:questions')} data-testid="questions">
      <Title order={2} mb="xs">
        {t('campaigns:questions')}
      </Title>
      <List type="ordered" size="sm">
        {of.results.map(({ question }) => (
          <List.Item key={question.text}>
            {question.text}{' '}
            <Text span size="sm" c="dimmed">
              {question.kind === 'choice'
                ? question.choices.join(t('common:listSeparator'))
                : t(`campaigns:kinds.${question.kind}`)}
            </Text>
          </List.Item>
        ))}
      </List>
    </Paper>
  )
}

function Results({ of }: { readonly of: CampaignDetail }) {
  const { t } = useTranslation()
  return (
    <Paper p="md" component="section" aria-label={t('campaigns:results')}>
      <Title order={2} mb="xs">
        {t('campaigns:results')}
      </Title>
      <Stack gap="sm">
        {of.results.map(({ question, answered, counts, texts }) => (
          <div key={question.text}>
            <Text size="sm" fw={600}>
              {question.text}{' '}
              <Text span size="sm" c="dimmed" className="figure">
                {t('campaigns:answered', { count: formatCount(answered) })}
              </Text>
            </Text>
            <Group gap="lg">
              {counts.map(({ key, count }) => (
                <Text key={key} size="sm" className="figure">
                  {question.kind === 'grade' ? t('campaigns:grade', { grade: key }) : key}: {formatCount(count)}
                </Text>
              ))}
            </Group>
            {texts.map((text, index) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: two people may say the same
              <Text key={index} size="sm" style={{ whiteSpace: 'pre-wrap', overflowWrap: 'anywhere' }}>
                {text}
              </Text>
            ))}
          </div>
        ))}
      </Stack>
    </Paper>
  )
}

/** So many people are on the page; the workbook has them all. */
const shown = 200

function People({ of }: { readonly of: CampaignDetail }) {
  const { t } = useTranslation()
  return (
    <Paper p="md" component="section" aria-label={t('campaigns:list')}>
      <Title order={2} mb="xs">
        {t('campaigns:list')}
      </Title>
      <Table horizontalSpacing="xs" verticalSpacing={3}>
        <Table.Thead>
          <Table.Tr>
            <Table.Th>{t('campaigns:unit')}</Table.Th>
            <Table.Th>{t('campaigns:name')}</Table.Th>
            <Table.Th>{t('campaigns:phone')}</Table.Th>
            <Table.Th ta="right">{t('campaigns:attempts')}</Table.Th>
            <Table.Th>{t('campaigns:callback')}</Table.Th>
            <Table.Th>{t('lists:campaigns.columns.state')}</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {of.people.slice(0, shown).map((person) => (
            <Table.Tr key={person.id}>
              <Table.Td>
                <LinkAnchor to="/estate/unit/$id" params={{ id: String(person.unitId) }}>
                  {person.unit}
                </LinkAnchor>
              </Table.Td>
              <Table.Td>{person.name}</Table.Td>
              <Table.Td>{person.phone}</Table.Td>
              <Table.Td ta="right">{person.attempts}</Table.Td>
              <Table.Td>{person.callbackAt ?? '—'}</Table.Td>
              <Table.Td>{t(`campaigns:personState.${person.state}`)}</Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
      {of.people.length > shown && (
        <Text size="sm" c="dimmed" mt={6}>
          {t('campaigns:more', { count: formatCount(of.people.length - shown) })}
        </Text>
      )}
    </Paper>
  )
}
