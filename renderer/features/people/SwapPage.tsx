import { Alert, Button, Paper, Stack, Table, Text } from '@mantine/core'
import { IconAlertTriangle } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useParams } from '@tanstack/react-router'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { swapsAMonth } from '../../../electron/contract/rota.ts'
import type { SwapState } from '../../../electron/contract/staffWords.ts'
import { client, orpc } from '../../api/client.ts'
import { useActor, useMay } from '../../api/session.ts'
import { useCommands } from '../../app/commands.tsx'
import { askReason } from '../../ui/ConfirmReason.tsx'
import { Loaded, NotFoundFace } from '../../ui/Faces.tsx'
import { Page } from '../../ui/Page.tsx'
import { StepList } from '../../ui/StepList.tsx'
import { useWrite } from '../../ui/write.ts'
import { conflictText } from './ConflictList.tsx'
import { SwapBadge } from './SwapsPage.tsx'
import { WordDialog, type WordQuestion } from './WordDialog.tsx'

type Swap = Awaited<ReturnType<typeof client.rota.swap>>

export function SwapPage() {
  const { id } = useParams({ from: '/people/swaps/$id' })
  return /^[1-9]\d{0,14}$/.test(id) ? <One key={id} id={Number(id)} /> : <NotFoundFace />
}

function One({ id }: { readonly id: number }) {
  const { t } = useTranslation()
  const query = useQuery(orpc.rota.swap.queryOptions({ input: { id } }))
  const swap = query.data
  return (
    <Page
      title={swap ? t('people:swap.title', { asker: swap.asker, other: swap.other }) : ''}
      subtitle={swap && <SwapBadge state={swap.state} />}
      crumbs={[
        { label: t('common:nav.people'), link: { to: '/people' } },
        { label: t('people:tabs.swaps'), link: { to: '/people/swaps' } },
      ]}
      actions={swap && <Actions of={swap} />}
    >
      <Loaded query={query}>{(loaded) => <Card of={loaded} />}</Loaded>
    </Page>
  )
}

/** What whoever looks may do next; a refusal of any kind asks for its words. */
function Actions({ of }: { readonly of: Swap }) {
  const { t } = useTranslation()
  const actor = useActor()
  const [asking, setAsking] = useState<WordQuestion | null>(null)
  const isSupervisor = useMay('rota.decideSwap')
  const answer = useWrite(orpc.rota.answerSwap, { done: t('common:saved') })
  const decide = useWrite(orpc.rota.decideSwap, { done: t('common:saved') })
  const { id, version } = of
  const asker = { id: of.askerId, name: of.asker }
  const other = { id: of.otherId, name: of.other }
  const withWords = async (title: string, run: (words: string) => void) => {
    const words = await askReason({ title, action: title, danger: true })
    if (words) run(words)
  }
  const mayDecide = of.mayDecide && isSupervisor
  // Whoever is signed in agrees with one press; the other side at somebody else's desk gives their PIN.
  const agree = () =>
    actor?.id === of.otherId
      ? answer.mutate({ id, version, agreed: true, words: '', secret: null })
      : setAsking({
          title: t('people:swap.agree'),
          person: other,
          asksWhy: false,
          give: (said) => client.rota.answerSwap({ id, version, agreed: true, ...said }),
        })
  const decline = () =>
    setAsking({
      title: t('people:swap.decline'),
      person: other,
      asksWhy: true,
      give: (said) => client.rota.answerSwap({ id, version, agreed: false, ...said }),
    })
  const withdraw = () =>
    setAsking({
      title: t('people:swap.withdraw'),
      person: asker,
      asksWhy: true,
      give: (said) => client.rota.withdrawSwap({ id, version, ...said }),
    })
  const approve = () => decide.mutate({ id, version, approved: true, words: '' })
  useCommands([
    ...(of.mayAnswer ? [{ key: 'y', label: t('people:swap.agree'), run: agree }] : []),
    ...(mayDecide ? [{ key: 'y', label: t('people:swap.approve'), run: approve }] : []),
  ])
  return (
    <>
      {of.mayWithdraw && (
        <Button variant="default" onClick={withdraw} data-testid="withdraw">
          {t('people:swap.withdraw')}
        </Button>
      )}
      {of.mayAnswer && (
        <>
          <Button variant="default" onClick={decline} data-testid="decline">
            {t('people:swap.decline')}
          </Button>
          <Button loading={answer.isPending} onClick={agree} data-testid="agree">
            {t('people:swap.agree')}
          </Button>
        </>
      )}
      {mayDecide && (
        <>
          <Button
            variant="default"
            onClick={() =>
              void withWords(t('people:swap.refuse'), (words) => decide.mutate({ id, version, approved: false, words }))
            }
            data-testid="refuse"
          >
            {t('people:swap.refuse')}
          </Button>
          <Button loading={decide.isPending} onClick={approve} data-testid="approve">
            {t('people:swap.approve')}
          </Button>
        </>
      )}
      {asking && <WordDialog of={asking} onClose={() => setAsking(null)} />}
    </>
  )
}

function Card({ of }: { readonly of: Swap }) {
  const { t } = useTranslation()
  const said: Readonly<Record<SwapState, string>> = {
    asked: t('people:swap.step.asked'),
    confirmed: t('people:swap.step.confirmed'),
    approved: t('vocabulary:swapState.approved'),
    declined: t('vocabulary:swapState.declined'),
    refused: t('vocabulary:swapState.refused'),
    withdrawn: t('vocabulary:swapState.withdrawn'),
  }
  return (
    <Stack gap="sm" maw={900} data-testid="swap">
      {of.changed && (
        <Alert color="orange" icon={<IconAlertTriangle size={18} />}>
          {t('people:swap.changed')}
        </Alert>
      )}
      <Paper p="md">
        <Table>
          <Table.Thead>
            <Table.Tr>
              <Table.Th>{t('lists:shiftSwaps.columns.onDate')}</Table.Th>
              <Table.Th>{t('people:swap.before', { name: of.asker })}</Table.Th>
              <Table.Th>{t('people:swap.before', { name: of.other })}</Table.Th>
              <Table.Th>{t('people:swap.after', { name: of.asker })}</Table.Th>
              <Table.Th>{t('people:swap.after', { name: of.other })}</Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {of.days.map((day) => (
              <Table.Tr key={day.onDate}>
                <Table.Td className="figure">{day.onDate}</Table.Td>
                <Table.Td>{day.asker || '—'}</Table.Td>
                <Table.Td>{day.other || '—'}</Table.Td>
                <Table.Td fw={600}>{day.other || '—'}</Table.Td>
                <Table.Td fw={600}>{day.asker || '—'}</Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
        <Text size="sm" mt="sm">
          {of.counts
            .map((one) => t('people:swap.count', { ...one, limit: swapsAMonth }))
            .join(t('common:listSeparator'))}
        </Text>
        {of.conflicts.length > 0 && (
          <Alert color="orange" mt="sm" title={t('people:swap.brings')}>
            {of.conflicts.map((one) => (
              <div key={`${one.kind} ${one.onDate} ${one.staffId}`}>
                {one.onDate} {one.name}: {conflictText(t, one)}
              </div>
            ))}
          </Alert>
        )}
      </Paper>
      <StepList
        title={t('people:swap.steps')}
        none={t('common:none')}
        steps={of.steps.map((step, index) => ({
          id: index,
          at: step.onDate,
          what: said[step.state],
          words: step.words,
          actor: step.actor,
        }))}
      />
    </Stack>
  )
}
