import { Alert, List, Paper, Stack, Switch, Table, Text, Title } from '@mantine/core'
import { IconAlertTriangle, IconCircleCheck } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { DraftChapter } from '../../../electron/contract/drafts.ts'
import type { FigureChange, SignedReport as Report, SignoffHead } from '../../../electron/contract/signoffs.ts'
import type { FigureResult, FigureValue } from '../../../electron/contract/summary.ts'
import { orpc } from '../../api/client.ts'
import { useCommands } from '../../app/commands.tsx'
import { currentLanguage } from '../../app/i18n.ts'
import { Loaded } from '../../ui/Faces.tsx'
import { formatCount } from '../../ui/format.ts'
import { LinkAnchor } from '../../ui/links.tsx'
import { Definition, Definitions } from '../summary/Definition.tsx'
import { difference, figureName, pairedParts, valueText } from '../summary/figureText.ts'
import classes from './signoff.module.css'
import { causeTexts, periodName } from './signoffText.ts'

/** A report as it was signed, each figure beside what it is now. */
export function SignedReport({ head }: { readonly head: SignoffHead }) {
  const { t } = useTranslation()
  const input = { id: head.id }
  const report = useQuery(orpc.signoffs.report.queryOptions({ input, staleTime: Number.POSITIVE_INFINITY }))
  const changes = useQuery(orpc.signoffs.changes.queryOptions({ input }))
  const [onlyChanged, setOnlyChanged] = useState(false)
  useCommands([{ key: 'v', label: t('signoff:onlyChanged'), run: () => setOnlyChanged((only) => !only) }])
  return (
    <>
      <ReportHead head={head} />
      <Loaded query={changes}>
        {(found) => <Changes head={head} changes={found} figures={report.data?.summary.figures ?? []} />}
      </Loaded>
      <Loaded query={report}>
        {(data) => (
          <Stack gap="md">
            {(changes.data?.length ?? 0) > 0 && (
              <Switch
                className="no-print"
                label={t('signoff:onlyChanged')}
                checked={onlyChanged}
                onChange={(event) => setOnlyChanged(event.currentTarget.checked)}
                data-testid="only-changed"
              />
            )}
            <Sections report={data} changes={changes.data} onlyChanged={onlyChanged} />
            {!onlyChanged && head.span === 'year' && <Targets report={data} />}
            {!onlyChanged && data.draft && <Draft chapters={data.draft} />}
            <Definitions figures={data.summary.figures} />
          </Stack>
        )}
      </Loaded>
    </>
  )
}

function ReportHead({ head }: { readonly head: SignoffHead }) {
  const { t } = useTranslation()
  return (
    <Paper className={classes.head} data-testid="signed-head">
      <Title order={2}>{t('signoff:reportTitle', { name: periodName(head), edition: head.edition })}</Title>
      <Text size="sm">
        {t('signoff:signedBy', { by: head.signedBy, at: head.signedAt, asOf: head.asOf })}
        {head.note && ` ${t('signoff:noteIs', { note: head.note })}`}
      </Text>
      {head.withdrawn && (
        <Text size="sm" c="red.8" fw={600}>
          {t('signoff:withdrawnBy', { ...head.withdrawn })}
        </Text>
      )}
      <Text size="xs" c="dimmed" className={classes.digest}>
        {t('signoff:digest', { digest: head.digest })}
      </Text>
    </Paper>
  )
}

/** What is different now and why, figure by figure; or that nothing is. */
function Changes(props: {
  readonly head: SignoffHead
  readonly changes: readonly FigureChange[]
  readonly figures: readonly FigureResult[]
}) {
  const { head, changes, figures } = props
  const { t } = useTranslation()
  const language = currentLanguage()
  if (changes.length === 0) {
    return (
      <Alert color="teal" p={8} icon={<IconCircleCheck size={18} />} data-testid="no-changes">
        {t('signoff:nothingChanged')}
      </Alert>
    )
  }
  const differing = changes.filter((one) => one.differs).length
  const title = [
    ...(differing > 0 ? [t('signoff:changedSince', { count: differing })] : []),
    ...(differing < changes.length ? [t('signoff:onlyRecords', { count: changes.length - differing })] : []),
  ].join(t('signoff:and'))
  return (
    <Alert color="orange" icon={<IconAlertTriangle size={18} />} title={title} data-testid="changes">
      <List size="sm" spacing={6}>
        {changes.map((change) => {
          const kept = figures.find(({ id }) => id === change.figure)
          return (
            <List.Item key={change.figure} data-testid={`change-${figureName(change.figure)}`}>
              <LinkAnchor
                to="/summary/signed/figure/$"
                params={{ _splat: change.figure }}
                search={{ signoff: head.id }}
              >
                {kept?.label[language] ?? change.figure}
              </LinkAnchor>{' '}
              <Text span size="sm" className="figure">
                {kept && change.now && change.differs
                  ? t('signoff:fromTo', { from: valueText(kept.unit, kept), to: valueText(kept.unit, change.now) })
                  : t('signoff:sameTotal')}
              </Text>{' '}
              <Text span size="sm" c="dimmed">
                {countsText(change, t)}
              </Text>
              {causeTexts(change).map((text) => (
                <Text key={text} size="sm">
                  {text}
                </Text>
              ))}
            </List.Item>
          )
        })}
      </List>
    </Alert>
  )
}

/** Records that came, count otherwise, went. */
function countsText(change: FigureChange, t: ReturnType<typeof useTranslation>['t']): string {
  const parts = [
    ...(change.added > 0 ? [t('signoff:rows.added', { count: change.added })] : []),
    ...(change.changed > 0 ? [t('signoff:rows.changed', { count: change.changed })] : []),
    ...(change.gone > 0 ? [t('signoff:rows.gone', { count: change.gone })] : []),
  ]
  return parts.length > 0 ? t('signoff:rows.all', { parts: parts.join(t('signoff:and')) }) : ''
}

function Sections(props: {
  readonly report: Report
  readonly changes: readonly FigureChange[] | undefined
  readonly onlyChanged: boolean
}) {
  const { t, i18n } = useTranslation()
  const changeOf = new Map(props.changes?.map((change) => [change.figure, change]))
  const shown = props.report.summary.figures.filter(({ id }) => !props.onlyChanged || changeOf.has(id))
  return [...Map.groupBy(shown, (figure) => figure.section)].map(([section, figures]) => {
    const key = `summary:sections.${section}`
    const title = i18n.exists(key) ? t(key) : section
    return (
      <Paper key={section} component="section" aria-label={title} className={classes.section}>
        <Title order={2} mb={4}>
          {title}
        </Title>
        <Table className={classes.table} layout="fixed" verticalSpacing={3} horizontalSpacing="xs">
          <Table.Thead>
            <Table.Tr>
              <Table.Th>{t('summary:figure')}</Table.Th>
              <Table.Th ta="right" w="24%">
                {t('signoff:whenSigned')}
              </Table.Th>
              <Table.Th ta="right" w="24%">
                {t('signoff:now')}
              </Table.Th>
              <Table.Th ta="right" w="18%">
                {t('summary:difference')}
              </Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {figures.map((figure) => (
              <FigureRows
                key={figure.id}
                figure={figure}
                head={props.report.head}
                change={changeOf.get(figure.id)}
                isCompared={props.changes !== undefined}
              />
            ))}
          </Table.Tbody>
        </Table>
      </Paper>
    )
  })
}

/** A figure and its parts; while the comparison is not there yet, without what they are now. */
function FigureRows(props: {
  readonly figure: FigureResult
  readonly head: SignoffHead
  readonly change: FigureChange | undefined
  readonly isCompared: boolean
}) {
  const { figure, head, change, isCompared } = props
  const { t } = useTranslation()
  const language = currentLanguage()
  const current = !isCompared ? undefined : change ? (change.now ?? undefined) : figure
  const parts = pairedParts(current ? { ...figure, parts: current.parts } : figure, figure)
  const unit = figure.unit === 'm2' ? 'm²' : figure.unit === 'yuan' ? t('common:yuan') : ''
  const name = figureName(figure.id)
  return (
    <>
      <Table.Tr {...(change && { className: classes.changed })} data-testid={`row-${name}`}>
        <Table.Th scope="row" className={classes.label}>
          {figure.label[language]} <span className={classes.unit}>{unit}</span> <Definition figure={figure} />
          {change && (
            <span className={classes.mark}>{t(change.differs ? 'signoff:isChanged' : 'signoff:recordsChanged')}</span>
          )}
        </Table.Th>
        <Table.Td className={classes.amount}>
          <LinkAnchor
            to="/summary/signed/figure/$"
            params={{ _splat: figure.id }}
            search={{ signoff: head.id, ...(!change && { show: 'kept' as const }) }}
            className={`figure ${classes.strong}`}
            aria-label={`${figure.label[language]} ${valueText(figure.unit, figure)}`}
            data-testid={`kept-${name}`}
          >
            <Value unit={figure.unit} amount={figure} />
          </LinkAnchor>
        </Table.Td>
        <Table.Td className={`figure ${classes.amount}`} data-testid={`now-${name}`}>
          {current ? <Value unit={figure.unit} amount={current} /> : '—'}
        </Table.Td>
        <Table.Td className={`figure ${classes.amount}`}>
          {current && change?.differs ? difference(figure.unit, current, figure).amount : ''}
        </Table.Td>
      </Table.Tr>
      {parts.map((part) => (
        <Table.Tr key={part.key} className={classes.part}>
          <Table.Th scope="row" className={classes.partLabel}>
            {part.label[language]}
          </Table.Th>
          <Table.Td className={`figure ${classes.amount}`}>{valueText(figure.unit, part.previous)}</Table.Td>
          <Table.Td className={`figure ${classes.amount}`}>{current ? valueText(figure.unit, part) : '—'}</Table.Td>
          <Table.Td className={`figure ${classes.amount}`}>
            {current && part.value !== part.previous.value ? difference(figure.unit, part, part.previous).amount : ''}
          </Table.Td>
        </Table.Tr>
      ))}
    </>
  )
}

/** A rate with its two sides before it. */
function Value({ unit, amount }: { readonly unit: FigureResult['unit']; readonly amount: FigureValue }) {
  return (
    <>
      {unit === 'ratio' && (
        <span className={classes.sides}>
          {formatCount(amount.value)} / {formatCount(amount.denominator ?? 0)}
        </span>
      )}
      {valueText(unit, amount)}
    </>
  )
}

function Targets({ report: { targets, summary } }: { readonly report: Report }) {
  const { t } = useTranslation()
  const language = currentLanguage()
  if (targets.length === 0) return null
  return (
    <Paper component="section" aria-label={t('signoff:targets')} className={classes.section}>
      <Title order={2} mb={4}>
        {t('signoff:targets')}
      </Title>
      <Table className={classes.table} verticalSpacing={3} data-testid="kept-targets">
        <Table.Thead>
          <Table.Tr>
            <Table.Th>{t('summary:figure')}</Table.Th>
            <Table.Th ta="right">{t('signoff:target')}</Table.Th>
            <Table.Th ta="right">{t('signoff:reached')}</Table.Th>
            <Table.Th>{t('signoff:outcome')}</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {targets.map((target) => {
            const figure = summary.figures.find(({ id }) => id === target.figure)
            if (!figure) return null
            const asked =
              figure.unit === 'ratio' ? { value: target.value, denominator: 10_000 } : { value: target.value }
            return (
              <Table.Tr key={target.figure}>
                <Table.Td>{figure.label[language]}</Table.Td>
                <Table.Td ta="right" className="figure">
                  {target.direction === 'at-least' ? '≥' : '≤'} {valueText(figure.unit, asked)}
                </Table.Td>
                <Table.Td ta="right" className="figure">
                  {valueText(figure.unit, figure)}
                </Table.Td>
                <Table.Td>
                  {t(target.met === null ? 'signoff:notMeasured' : target.met ? 'signoff:met' : 'signoff:missed')}
                </Table.Td>
              </Table.Tr>
            )
          })}
        </Table.Tbody>
      </Table>
    </Paper>
  )
}

/** The report's text as it stood when it was signed. */
function Draft({ chapters }: { readonly chapters: readonly DraftChapter[] }) {
  const { t } = useTranslation()
  return (
    <Paper component="section" aria-label={t('signoff:text')} className={classes.section} data-testid="kept-text">
      <Title order={2} mb={4}>
        {t('signoff:text')}
      </Title>
      {chapters.map(({ chapter, title, lines }) => (
        <section key={chapter}>
          <Title order={3}>{title}</Title>
          {lines.map((line, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: a kept text never changes its lines
            <Text key={index} size="sm" my={4}>
              {line.map((run) => run.text).join('')}
            </Text>
          ))}
        </section>
      ))}
    </Paper>
  )
}
