import { Badge, Button, Group, Paper, Progress, Stack, Table, Text, Title } from '@mantine/core'
import { IconPencil, IconStar } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useParams } from '@tanstack/react-router'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { yearOf } from '../../../electron/contract/dates.ts'
import type { PersonCard } from '../../../electron/contract/people.ts'
import { orpc } from '../../api/client.ts'
import { useActor, useMay, useOffice } from '../../api/session.ts'
import { Keys, useCommands } from '../../app/commands.tsx'
import { Loaded, NotFoundFace } from '../../ui/Faces.tsx'
import { FactTable } from '../../ui/FactTable.tsx'
import { formatArea, formatCount, formatMoney } from '../../ui/format.ts'
import { Page } from '../../ui/Page.tsx'
import { useWrite } from '../../ui/write.ts'
import { AbsenceDialog } from '../jobs/AbsenceDialog.tsx'
import { CaseLink } from './CaseLink.tsx'
import { PersonDialog } from './PersonDialog.tsx'
import { shareText } from './share.ts'
import { TermsDialog } from './TermsDialog.tsx'

export function PersonPage() {
  const { id } = useParams({ from: '/people/$id' })
  return /^[1-9]\d{0,14}$/.test(id) ? <Person key={id} id={Number(id)} /> : <NotFoundFace />
}

function Person({ id }: { readonly id: number }) {
  const { t } = useTranslation()
  const { today } = useOffice()
  const query = useQuery(orpc.people.card.queryOptions({ input: { id, year: yearOf(today) } }))
  const mayEdit = useMay('people.update')
  const isOwn = useActor()?.id === id
  const [doing, setDoing] = useState<'edit' | 'terms' | 'absence' | null>(null)
  const close = () => setDoing(null)
  useCommands(
    mayEdit
      ? [
          { key: 'e', label: t('common:edit'), run: () => setDoing('edit') },
          { key: 'l', label: t('people:absence.add'), run: () => setDoing('absence') },
          ...(isOwn ? [] : [{ key: 'g', label: t('people:newTerms'), run: () => setDoing('terms') }]),
        ]
      : [],
  )
  const person = query.data
  return (
    <Page
      title={person?.name ?? ''}
      subtitle={person?.terms[0]?.post}
      crumbs={[{ label: t('common:nav.people'), link: { to: '/people' } }]}
      actions={
        mayEdit &&
        person && (
          <>
            <Button
              variant="default"
              rightSection={<Keys of="l" />}
              onClick={() => setDoing('absence')}
              data-testid="add-absence"
            >
              {t('people:absence.add')}
            </Button>
            {!isOwn && (
              <Button
                variant="default"
                rightSection={<Keys of="g" />}
                onClick={() => setDoing('terms')}
                data-testid="new-terms"
              >
                {t('people:newTerms')}
              </Button>
            )}
            <Button
              leftSection={<IconPencil size={16} />}
              rightSection={<Keys of="e" />}
              onClick={() => setDoing('edit')}
              data-testid="edit-person"
            >
              {t('common:edit')}
            </Button>
          </>
        )
      }
    >
      <Loaded query={query}>{(card) => <Card of={card} />}</Loaded>
      {doing === 'edit' && person && <PersonDialog of={person} onClose={close} />}
      {doing === 'absence' && person && <AbsenceDialog staffId={person.id} name={person.name} onClose={close} />}
      {doing === 'terms' && person && <TermsDialog of={person} onClose={close} />}
    </Page>
  )
}

function Card({ of }: { readonly of: PersonCard }) {
  const { t } = useTranslation()
  const roles = of.roles.map((role) => t(`vocabulary:role.${role}`)).join(t('common:listSeparator'))
  return (
    <Stack gap="sm" maw={1100} data-testid="person-card">
      <Paper p="md">
        <FactTable
          columns={3}
          facts={[
            { label: t('lists:people.columns.phone'), value: of.phone, figure: true },
            { label: t('lists:people.columns.joinedOn'), value: of.joinedOn, figure: true },
            { label: t('lists:people.columns.leftOn'), value: of.leftOn, figure: true },
            { label: t('people:account'), value: of.signsIn ? roles : t('people:noAccount') },
            {
              label: t('lists:people.columns.zones'),
              value: of.zones
                .map((zone) => (zone.areas ? `${zone.name} (${zone.areas})` : zone.name))
                .join(t('common:listSeparator')),
            },
            {
              label: t('people:stars'),
              value:
                of.stars.length === 0 ? null : (
                  <Group gap={6}>
                    {of.stars.map((star) => (
                      <Badge key={star.month} leftSection={<IconStar size={11} />} color="yellow.9" title={star.reason}>
                        {star.month}
                      </Badge>
                    ))}
                  </Group>
                ),
            },
          ]}
        />
      </Paper>
      <Terms of={of} />
      <Absences of={of} />
      <Training of={of} />
      {of.rewards && <Rewards rows={of.rewards} />}
    </Stack>
  )
}

function Part(props: { readonly title: string; readonly empty: boolean; readonly children: React.ReactNode }) {
  const { t } = useTranslation()
  return (
    <Paper p="md" component="section" aria-label={props.title}>
      <Title order={2} mb="xs">
        {props.title}
      </Title>
      {props.empty ? (
        <Text size="sm" c="dimmed">
          {t('common:none')}
        </Text>
      ) : (
        props.children
      )}
    </Paper>
  )
}

function Terms({ of: { terms } }: { readonly of: PersonCard }) {
  const { t } = useTranslation()
  const showsPay = useMay('people.addTerms')
  return (
    <Part title={t(showsPay ? 'people:terms' : 'people:post.title')} empty={terms.length === 0}>
      <Table>
        <Table.Thead>
          <Table.Tr>
            <Table.Th>{t('people:fromOn')}</Table.Th>
            <Table.Th>{t('lists:people.columns.department')}</Table.Th>
            <Table.Th>{t('lists:people.columns.post')}</Table.Th>
            {showsPay && <Table.Th ta="right">{`${t('lists:people.columns.salary')} (${t('common:yuan')})`}</Table.Th>}
            {showsPay && <Table.Th ta="right">{t('people:share')}</Table.Th>}
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {terms.map((one) => (
            <Table.Tr key={one.id}>
              <Table.Td className="figure">{one.fromOn}</Table.Td>
              <Table.Td>{one.department}</Table.Td>
              <Table.Td>{one.post}</Table.Td>
              {showsPay && <Table.Td ta="right">{one.salary === null ? '—' : formatMoney(one.salary)}</Table.Td>}
              {showsPay && (
                <Table.Td ta="right">{one.share === null ? t('people:bySchemeShare') : shareText(one.share)}</Table.Td>
              )}
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Part>
  )
}

function Absences({ of: { absences } }: { readonly of: PersonCard }) {
  const { t } = useTranslation()
  const { today } = useOffice()
  const mayEnd = useMay('jobs.removeAbsence')
  const end = useWrite(orpc.jobs.removeAbsence, { done: t('common:saved') })
  return (
    <Part title={t('people:absence.title')} empty={absences.length === 0}>
      <Stack gap={4}>
        {absences.map(({ id, version, fromOn, toOn, reason }) => (
          <Group key={id} gap="sm">
            <Text size="sm" className="figure">{`${fromOn} – ${toOn}`}</Text>
            <Text size="sm">{reason}</Text>
            {mayEnd && toOn >= today && (
              <Button size="compact-xs" variant="subtle" color="red" onClick={() => end.mutate({ id, version })}>
                {t('people:absence.end')}
              </Button>
            )}
          </Group>
        ))}
      </Stack>
    </Part>
  )
}

function Training({ of }: { readonly of: PersonCard }) {
  const { t } = useTranslation()
  const done = of.targetHours === 0 ? 100 : Math.min(100, of.trainedCenti / of.targetHours)
  const title = t('people:training.ofYear', { year: of.year })
  return (
    <Part title={title} empty={false}>
      <Group gap="md" mb="xs" data-testid="trained">
        <Text size="sm" className="figure">
          {t('people:training.sum', { hours: formatArea(of.trainedCenti), target: formatCount(of.targetHours) })}
        </Text>
        <Progress w={240} value={done} aria-label={title} color={done >= 100 ? 'teal' : 'blue'} />
      </Group>
      <Table>
        <Table.Tbody>
          {of.trainings.map((one) => (
            <Table.Tr key={one.id} td={one.cancelledOn ? 'line-through' : undefined}>
              <Table.Td className="figure">{one.onDate}</Table.Td>
              <Table.Td>{one.topic}</Table.Td>
              <Table.Td>{one.trainer}</Table.Td>
              <Table.Td ta="right">{t('people:training.hours', { hours: formatArea(one.hoursCenti) })}</Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Part>
  )
}

function Rewards({ rows }: { readonly rows: NonNullable<PersonCard['rewards']> }) {
  const { t } = useTranslation()
  return (
    <Part title={t('people:tabs.rewards')} empty={rows.length === 0}>
      <Table>
        <Table.Tbody>
          {rows.map((one) => (
            <Table.Tr key={one.id} td={one.cancelledOn ? 'line-through' : undefined}>
              <Table.Td className="figure">{one.onDate}</Table.Td>
              <Table.Td>{t(`vocabulary:rewardKind.${one.kind}`)}</Table.Td>
              <Table.Td>{one.reason}</Table.Td>
              <Table.Td>
                <CaseLink kind={one.caseKind} id={one.caseId} number={one.caseNumber} />
              </Table.Td>
              <Table.Td ta="right">{formatMoney(one.amount)}</Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Part>
  )
}
