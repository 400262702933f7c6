import { Alert, Badge, Group, Paper, Stack, Text, Title } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useNavigate, useParams, useSearch } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { pageLimit } from '../../../electron/contract/lists.ts'
import type { ReturnCard } from '../../../electron/contract/returns.ts'
import { mostAttempts } from '../../../electron/contract/returnWords.ts'
import { orpc } from '../../api/client.ts'
import { useMay } from '../../api/session.ts'
import { useCommands } from '../../app/commands.tsx'
import { Loaded, NotFoundFace } from '../../ui/Faces.tsx'
import { FactTable } from '../../ui/FactTable.tsx'
import { formatMoney } from '../../ui/format.ts'
import { LinkAnchor } from '../../ui/links.tsx'
import { Page } from '../../ui/Page.tsx'
import { CallForm } from './CallForm.tsx'

export function ReturnCardPage() {
  const { id } = useParams({ from: '/returns/$id' })
  return /^[1-9]\d{0,14}$/.test(id) ? <Case key={id} id={Number(id)} /> : <NotFoundFace />
}

/** One case of the list it was opened from: its call, and the way to the next of that list. */
function Case({ id }: { readonly id: number }) {
  const { t } = useTranslation()
  const navigate = useNavigate()
  const { sort: _, page: __, size: ___, ...filter } = useSearch({ from: '/returns/$id' })
  const search = useSearch({ from: '/returns/$id' })
  const query = useQuery(orpc.returns.card.queryOptions({ input: { id } }))
  const list = useQuery({
    ...orpc.lists.returnVisits.queryOptions({ input: { filter, offset: 0, limit: pageLimit } }),
    // The order in which the cases were found stays while one of them is at hand.
    staleTime: Number.POSITIVE_INFINITY,
  })
  const ids = list.data?.rows.map((row) => row.id) ?? []
  const at = ids.indexOf(id)
  const go = (to: number | undefined) =>
    void (to === undefined
      ? navigate({ to: '/returns', search })
      : navigate({ to: '/returns/$id', params: { id: String(to) }, search }))
  const next = at < 0 ? ids.find((one) => one !== id) : ids[at + 1]
  useCommands([
    ...(at > 0 ? [{ key: 'pageup', label: t('returns:previous'), run: () => go(ids[at - 1]) }] : []),
    ...(next !== undefined ? [{ key: 'pagedown', label: t('returns:next'), run: () => go(next) }] : []),
  ])
  return (
    <Page
      title={query.data?.number ?? ''}
      subtitle={query.data && <Standing card={query.data} />}
      crumbs={[{ label: t('common:nav.returns'), link: { to: '/returns', search } }]}
      actions={
        at >= 0 && (
          <Text size="sm" c="dimmed" className="figure" data-testid="place-in-list">
            {t('returns:placeInList', { at: at + 1, of: ids.length })}
          </Text>
        )
      }
    >
      <Loaded query={query}>{(card) => <Card card={card} onDone={() => go(next)} />}</Loaded>
    </Page>
  )
}

function Standing({ card }: { readonly card: ReturnCard }) {
  const { t } = useTranslation()
  if (card.isDropped) return <Badge color="gray">{t('returns:dropped')}</Badge>
  if (card.state !== 'open')
    return <Badge color={card.state === 'reached' ? 'teal' : 'gray'}>{t(`vocabulary:returnState.${card.state}`)}</Badge>
  return (
    <Badge color={card.isOverdue ? 'red' : 'blue'}>
      {t(card.isOverdue ? 'returns:overdueSince' : 'returns:dueBy', { day: card.dueOn })}
    </Badge>
  )
}

function Card({ card, onDone }: { readonly card: ReturnCard; readonly onDone: () => void }) {
  const { t } = useTranslation()
  const mayCall = useMay('returns.record')
  return (
    <Stack gap="sm" maw={980} data-testid="return-card">
      <Paper p="md">
        <Group gap="xl" mb="sm" align="baseline">
          <Text size="lg" fw={600}>
            {card.person || t('returns:someone')}
          </Text>
          {card.phones.map((phone) => (
            <Text key={phone} size="lg" className="figure">
              {phone}
            </Text>
          ))}
          {card.phones.length === 0 && <Text c="dimmed">{t('returns:noPhone')}</Text>}
        </Group>
        <Text style={{ whiteSpace: 'pre-wrap', overflowWrap: 'anywhere' }} mb="sm">
          {card.content}
        </Text>
        <FactTable
          columns={3}
          facts={[
            {
              label: t(`vocabulary:returnSubject.${card.subject}`),
              value: (
                <LinkAnchor
                  to={card.subject === 'job' ? '/jobs/$id' : '/complaints/$id'}
                  params={{ id: String(card.subjectId) }}
                  className="figure"
                >
                  {card.number}
                </LinkAnchor>
              ),
            },
            {
              label: t('lists:jobs.columns.unit'),
              value:
                card.unitId === null ? (
                  card.place
                ) : (
                  <LinkAnchor to="/estate/unit/$id" params={{ id: String(card.unitId) }}>
                    {card.unit}
                  </LinkAnchor>
                ),
            },
            card.trade === null
              ? {
                  label: t('lists:complaints.columns.kind'),
                  value: card.kind && t(`vocabulary:complaintKind.${card.kind}`),
                }
              : { label: t('lists:jobs.columns.trade'), value: t(`vocabulary:trade.${card.trade}`) },
            { label: t(`returns:workerOf.${card.subject}`), value: card.worker },
            { label: t(`returns:finishedOf.${card.subject}`), value: card.finishedAt, figure: true },
            { label: t(`returns:resultOf.${card.subject}`), value: card.result },
            { label: t('returns:owed'), value: card.unitId === null ? null : formatMoney(card.owed), figure: true },
            { label: t('lists:returnVisits.columns.callbackAt'), value: card.callbackAt, figure: true },
          ]}
        />
      </Paper>
      {card.attempts.length > 0 && <Attempts card={card} />}
      {card.isDropped && <Alert color="gray">{t('errors:return-dropped')}</Alert>}
      {mayCall && card.state === 'open' && !card.isDropped && <CallForm card={card} onDone={onDone} />}
    </Stack>
  )
}

/** The calls so far, each with what was answered. */
function Attempts({ card }: { readonly card: ReturnCard }) {
  const { t } = useTranslation()
  return (
    <Paper p="md" component="section" aria-label={t('returns:attempts')}>
      <Title order={2} mb="xs">
        {t('returns:attemptsOf', { count: card.attempts.length, most: mostAttempts })}
      </Title>
      <Stack gap={6}>
        {card.attempts.map((one) => (
          <Group key={one.attempt} gap="sm" wrap="nowrap" align="baseline" data-testid="attempt">
            <Text size="sm" className="figure" c="dimmed" style={{ whiteSpace: 'nowrap' }}>
              {one.at}
            </Text>
            <Text size="sm" fw={600} style={{ whiteSpace: 'nowrap' }}>
              {t(`vocabulary:returnOutcome.${one.outcome}`)}
            </Text>
            <Text size="sm" style={{ overflowWrap: 'anywhere' }}>
              {[
                one.callbackAt,
                one.solved === null ? null : t(one.solved ? 'returns:solved' : 'returns:notSolved'),
                one.attitude && t(`vocabulary:returnAttitude.${one.attitude}`),
                one.tookMoney ? t('returns:tookMoney') : null,
                one.score === null ? null : t('returns:scoreOf', { count: one.score }),
                one.suggestion,
              ]
                .filter(Boolean)
                .join(' · ')}
            </Text>
            <Text size="xs" c="dimmed" ml="auto" style={{ whiteSpace: 'nowrap' }}>
              {one.actor}
            </Text>
          </Group>
        ))}
      </Stack>
    </Paper>
  )
}
