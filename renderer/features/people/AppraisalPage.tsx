import { Alert, Badge, Button, Group, Paper, Stack, Table, Text, Title } from '@mantine/core'
import { IconLock, IconLockOpen, IconPrinter, IconStar } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { AppraisalMonth, AppraisalRow } from '../../../electron/contract/appraisal.ts'
import { addMonths } from '../../../electron/contract/dates.ts'
import { orpc } from '../../api/client.ts'
import { useActor, useMay, useOffice } from '../../api/session.ts'
import { useCommands } from '../../app/commands.tsx'
import { askConfirm, askReason } from '../../ui/ConfirmReason.tsx'
import { EmptyFace, Loaded } from '../../ui/Faces.tsx'
import { formatArea, formatMoney, formatRatio } from '../../ui/format.ts'
import { LinkAnchor, LinkButton } from '../../ui/links.tsx'
import { printPage } from '../../ui/print.ts'
import { StepList } from '../../ui/StepList.tsx'
import { useWrite } from '../../ui/write.ts'
import classes from './appraisal.module.css'
import { MonthBar } from './MonthBar.tsx'
import { PeopleFrame } from './PeopleFrame.tsx'
import { ScoreDialog } from './ScoreDialog.tsx'
import { StarDialog } from './StarDialog.tsx'
import { shareText } from './share.ts'

/** A month of appraisal: scores by source, what they come to, and the desk's own figures beside them. */
export function AppraisalPage() {
  const { t } = useTranslation()
  const navigate = useNavigate()
  const { today } = useOffice()
  const { month = addMonths(`${today.slice(0, 7)}-01`, -1).slice(0, 7) } = useSearch({ from: '/people/appraisal' })
  const query = useQuery(orpc.appraisal.month.queryOptions({ input: { month } }))
  const mayResults = useMay('lists.appraisals')
  useCommands([{ key: 'p', label: t('common:print'), run: printPage }])
  return (
    <PeopleFrame
      tab="appraisal"
      actions={
        <>
          <MonthBar
            month={month}
            onChange={(next) => void navigate({ to: '/people/appraisal', search: { month: next } })}
          />
          {mayResults && (
            <LinkButton to="/people/results" variant="default" data-testid="to-results">
              {t('people:appraisal.results')}
            </LinkButton>
          )}
          <Button variant="default" leftSection={<IconPrinter size={16} />} onClick={printPage}>
            {t('common:print')}
          </Button>
          {query.data && <MonthActions of={query.data} />}
        </>
      }
    >
      <Loaded query={query}>
        {(loaded) =>
          loaded.rows.length === 0 ? <EmptyFace title={t('people:appraisal.nobody')} /> : <Month of={loaded} />
        }
      </Loaded>
    </PeopleFrame>
  )
}

function MonthActions({ of }: { readonly of: AppraisalMonth }) {
  const { t } = useTranslation()
  const mayClose = useMay('appraisal.close')
  const { today } = useOffice()
  const [choosing, setChoosing] = useState(false)
  const close = useWrite(orpc.appraisal.close, { done: t('people:appraisal.closed') })
  const reopen = useWrite(orpc.appraisal.reopen, { done: t('people:appraisal.reopened') })
  if (!mayClose) return null
  const { month } = of
  const isRunning = month >= today.slice(0, 7)
  const short = of.rows.filter((row) => row.missing.length > 0)
  const ask = async () => {
    const message =
      short.length === 0
        ? t('people:appraisal.closeAbout')
        : t('people:appraisal.leaveOut', {
            count: short.length,
            names: short.map((row) => row.name).join(t('common:listSeparator')),
          })
    const title = t('people:appraisal.closeOf', { month })
    const sure = await askConfirm({ title, message, action: t('people:appraisal.close'), danger: short.length > 0 })
    if (sure) close.mutate({ month, leaveOut: short.map((row) => row.staffId) })
  }
  const askReopen = async () => {
    const reason = await askReason({
      title: t('people:appraisal.reopenOf', { month }),
      action: t('people:appraisal.reopen'),
    })
    if (reason) reopen.mutate({ month, reason })
  }
  if (of.state === 'closed') {
    return (
      <Button
        variant="default"
        leftSection={<IconLockOpen size={16} />}
        onClick={() => void askReopen()}
        data-testid="reopen-month"
      >
        {t('people:appraisal.reopen')}
      </Button>
    )
  }
  return (
    <>
      <Button
        variant="default"
        leftSection={<IconStar size={16} />}
        onClick={() => setChoosing(true)}
        data-testid="choose-star"
      >
        {t('people:appraisal.chooseStar')}
      </Button>
      <Button
        leftSection={<IconLock size={16} />}
        disabled={isRunning}
        title={isRunning ? t('people:appraisal.closeAfter', { month }) : undefined}
        onClick={() => void ask()}
        data-testid="close-month"
      >
        {t('people:appraisal.close')}
      </Button>
      {choosing && <StarDialog of={of} onClose={() => setChoosing(false)} />}
    </>
  )
}

function Month({ of }: { readonly of: AppraisalMonth }) {
  const { t } = useTranslation()
  const [scoring, setScoring] = useState<AppraisalRow | null>(null)
  const { scheme, rows, star } = of
  const sum = rows.reduce((total, row) => total + (row.pay?.amount ?? 0), 0)
  return (
    <Stack gap="sm" data-testid="appraisal">
      <style>{'@page { size: A4 landscape }'}</style>
      <Title order={2} className="only-print">
        {t('people:appraisal.sheet', { month: of.month })}
      </Title>
      <Group gap="sm">
        <Badge color={of.state === 'closed' ? 'teal' : 'blue'}>{t(`people:appraisal.state.${of.state}`)}</Badge>
        <Text size="sm">
          {t('people:appraisal.scheme', {
            name: scheme.name,
            sources: scheme.sources.map((one) => `${one.name} ${one.weight}%`).join(' + '),
          })}
        </Text>
        {star && (
          <Badge color="yellow.9" leftSection={<IconStar size={12} />} title={star.reason} data-testid="star">
            {t('people:appraisal.star', { name: star.name })}
          </Badge>
        )}
        {!star && of.proposed.length > 0 && (
          <Text size="sm" c="dimmed" data-testid="proposed">
            {t('people:appraisal.proposed', {
              names: of.proposed.map((one) => one.name).join(t('common:listSeparator')),
            })}
          </Text>
        )}
      </Group>
      {!of.seesAll && <Alert color="blue">{t('people:appraisal.ownOnly')}</Alert>}
      <div className="rolls">
        <Table className={classes.table} verticalSpacing={4} highlightOnHover={of.state === 'open'}>
          <Table.Thead>
            <Table.Tr>
              <Table.Th>{t('lists:people.columns.name')}</Table.Th>
              <Table.Th>{t('lists:people.columns.post')}</Table.Th>
              {scheme.sources.map((source) => (
                <Table.Th key={source.id} ta="right">
                  {source.name}
                  <br />
                  {source.weight}%
                </Table.Th>
              ))}
              <Table.Th ta="right">{t('lists:appraisals.columns.score')}</Table.Th>
              {of.seesAll && (
                <Table.Th ta="right">{`${t('lists:appraisals.columns.pay')} (${t('common:yuan')})`}</Table.Th>
              )}
              <Table.Th ta="right">{t('lists:appraisals.columns.rewards')}</Table.Th>
              <Table.Th ta="right">{t('lists:appraisals.columns.penalties')}</Table.Th>
              <Table.Th ta="right">{t('people:appraisal.inTime')}</Table.Th>
              <Table.Th ta="right">{t('people:appraisal.returns')}</Table.Th>
              <Table.Th ta="right">{t('people:appraisal.satisfied')}</Table.Th>
              {of.state === 'open' && <Table.Th className="no-print" w={70} />}
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {rows.map((row) => (
              <Row key={row.staffId} of={row} month={of} onScore={() => setScoring(row)} />
            ))}
          </Table.Tbody>
          {of.seesAll && (
            <Table.Tfoot>
              <Table.Tr fw={600}>
                <Table.Td colSpan={scheme.sources.length + 3}>{t('people:appraisal.sum')}</Table.Td>
                <Table.Td ta="right" data-testid="pay-sum">
                  {formatMoney(sum)}
                </Table.Td>
                <Table.Td ta="right">{formatMoney(total(rows, 'rewards'))}</Table.Td>
                <Table.Td ta="right">{formatMoney(total(rows, 'penalties'))}</Table.Td>
                <Table.Td colSpan={of.state === 'open' ? 4 : 3} />
              </Table.Tr>
            </Table.Tfoot>
          )}
        </Table>
      </div>
      {of.seesAll && <Working of={of} />}
      {of.seesAll && (
        <StepList
          title={t('people:appraisal.steps')}
          none={t('common:none')}
          steps={of.steps.map((step) => ({
            id: step.id,
            at: step.at,
            what: t(`people:appraisal.step.${step.kind}`),
            words:
              step.kind === 'closed' && step.reason
                ? t('people:appraisal.leftOut', { names: step.reason })
                : [step.name, step.reason].filter(Boolean).join(': '),
            actor: step.actor,
          }))}
        />
      )}
      {scoring && <ScoreDialog of={of} row={scoring} onClose={() => setScoring(null)} />}
    </Stack>
  )
}

const total = (rows: readonly AppraisalRow[], of: 'rewards' | 'penalties') =>
  rows.reduce((sum, row) => sum + (row[of] ?? 0), 0)

function Row(props: { readonly of: AppraisalRow; readonly month: AppraisalMonth; readonly onScore: () => void }) {
  const { t } = useTranslation()
  const { of, month, onScore } = props
  const actor = useActor()
  const rate = (one: { met: number; due: number } | undefined) =>
    one && one.due > 0 ? (
      <span title={`${one.met} / ${one.due}`}>{formatRatio(one.met, one.due)}</span>
    ) : (
      <Text span inherit c="dimmed">
        —
      </Text>
    )
  return (
    <Table.Tr data-testid={`row-${of.name}`}>
      <Table.Td style={{ whiteSpace: 'nowrap' }}>
        <LinkAnchor to="/people/$id" params={{ id: String(of.staffId) }}>
          {of.name}
        </LinkAnchor>
      </Table.Td>
      <Table.Td>{of.post}</Table.Td>
      {of.sources.map((source) => (
        <Table.Td
          key={source.sourceId}
          ta="right"
          title={source.scores.map((one) => `${one.scorer} ${formatArea(one.scoreCenti)}`).join('\n')}
        >
          {source.scores.length === 0 ? (
            <Text span inherit c="dimmed">
              {month.seesAll ? t('people:appraisal.missing') : '—'}
            </Text>
          ) : (
            meanText(source.scores.map((one) => one.scoreCenti))
          )}
        </Table.Td>
      ))}
      <Table.Td ta="right" fw={600}>
        {of.scoreCenti === null ? '—' : formatArea(of.scoreCenti)}
      </Table.Td>
      {month.seesAll && <Table.Td ta="right">{of.pay?.amount == null ? '—' : formatMoney(of.pay.amount)}</Table.Td>}
      <Table.Td ta="right">{of.rewards ? formatMoney(of.rewards) : ''}</Table.Td>
      <Table.Td ta="right">{of.penalties ? formatMoney(of.penalties) : ''}</Table.Td>
      <Table.Td ta="right">{rate(of.desk?.inTime)}</Table.Td>
      <Table.Td ta="right">{rate(of.desk?.returns)}</Table.Td>
      <Table.Td ta="right">{rate(of.desk?.satisfied)}</Table.Td>
      {month.state === 'open' && (
        <Table.Td className="no-print">
          {of.staffId !== actor?.id && (
            <Button
              size="compact-xs"
              variant="default"
              onClick={onScore}
              aria-label={t('people:appraisal.scoreOf', { name: of.name })}
              data-testid={`score-${of.name}`}
            >
              {t('people:appraisal.score')}
            </Button>
          )}
        </Table.Td>
      )}
    </Table.Tr>
  )
}

/** The mean of some scores, to the hundredth. */
function meanText(scores: readonly number[]): string {
  return formatArea(Math.floor((scores.reduce((sum, one) => sum + one, 0) * 2 + scores.length) / (scores.length * 2)))
}

/** How each pay comes about, so that it can be worked out again. */
function Working({ of }: { readonly of: AppraisalMonth }) {
  const { t } = useTranslation()
  const names = new Map(of.scheme.sources.map((source) => [source.id, source]))
  return (
    <Paper p="md" component="section" aria-label={t('people:appraisal.working')}>
      <Title order={2} mb={4}>
        {t('people:appraisal.working')}
      </Title>
      <Text size="sm" c="dimmed" mb="xs">
        {t('people:appraisal.rule')}
      </Text>
      <Stack gap={2}>
        {of.rows.map((row) => (
          <Text key={row.staffId} size="sm" className="figure" data-testid={`working-${row.name}`}>
            <b>{row.name}</b>{' '}
            {row.scoreCenti === null || row.pay?.amount == null
              ? t('people:appraisal.lacks', { names: row.missing.join(t('common:listSeparator')) })
              : `${row.sources
                  .filter((source) => source.scores.length > 0)
                  .map((source) => `${names.get(source.sourceId)?.weight}% × ${termText(source.scores)}`)
                  .join(
                    ' + ',
                  )} ${isWhole(row, names) ? '=' : '≈'} ${formatArea(row.scoreCenti)}; ${formatMoney(row.pay.salary)} × ${shareText(
                  row.pay.share,
                )} × ${formatArea(row.scoreCenti)} ÷ 100 = ${formatMoney(row.pay.amount)}`}
          </Text>
        ))}
      </Stack>
    </Paper>
  )
}

/** Whether a score as it is shown is the exact one that the pay goes by. */
function isWhole(row: AppraisalRow, weights: ReadonlyMap<number, { readonly weight: number }>): boolean {
  const parts = row.sources.filter((source) => source.scores.length > 0)
  const all = parts.reduce((product, { scores }) => product * scores.length, 1)
  const sum = parts.reduce((total, { sourceId, scores }) => {
    const given = scores.reduce((points, one) => points + one.scoreCenti, 0)
    return total + (weights.get(sourceId)?.weight ?? 0) * given * (all / scores.length)
  }, 0)
  return sum % (100 * all) === 0
}

function termText(scores: AppraisalRow['sources'][number]['scores']): string {
  const given = scores.map((one) => formatArea(one.scoreCenti))
  return given.length === 1 ? (given[0] ?? '') : `(${given.join(' + ')}) ÷ ${given.length}`
}
