import { Alert, Button, Group, Text } from '@mantine/core'
import { IconAlertTriangle, IconCheck, IconFileUpload, IconInfoCircle, IconX } from '@tabler/icons-react'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { ImportReport } from '../../../electron/contract/imports.ts'
import { problemText } from '../../api/errors.ts'
import { useMay } from '../../api/session.ts'
import { useCommands } from '../../app/commands.tsx'
import { askConfirm } from '../../ui/ConfirmReason.tsx'
import { formatCount } from '../../ui/format.ts'
import { LinkButton } from '../../ui/links.tsx'
import classes from './imports.module.css'
import { ReportRows } from './ReportRows.tsx'
import { seenAt } from './seen.ts'
import { UndoButton } from './UndoButton.tsx'

/** What the checked workbook would do, and the way on. Nothing has been changed yet. */
export function Report(props: {
  readonly report: ImportReport
  readonly problem?: string | undefined
  readonly onApply: () => void
  readonly onChoose: () => void
  readonly onClose: () => void
}) {
  const { t } = useTranslation()
  const { report } = props
  const mayApply = useMay('imports.apply')
  const verdict = verdictOf(report, mayApply)
  const word = t(`vocabulary:importKind.${report.kind}`)
  const apply = async () => {
    const { added, updated } = report.counts
    const sure = await askConfirm({
      title: t('imports:confirmTitle', { kind: word }),
      message: t('imports:confirmText', { added: formatCount(added), updated: formatCount(updated) }),
      action: t('imports:apply'),
    })
    if (sure) props.onApply()
  }
  useCommands([
    { key: 'escape', label: t('imports:close'), run: props.onClose },
    ...(verdict === 'ready' ? [{ key: 'mod+enter', label: t('imports:apply'), run: () => void apply() }] : []),
  ])
  return (
    <section className={classes.report} aria-label={t('imports:report')} data-testid="report">
      <Group justify="space-between" align="flex-start" wrap="nowrap" gap="md" mb="sm">
        <div className={classes.fileName}>
          <Text fw={600} truncate title={report.fileName}>
            {report.fileName}
          </Text>
          <Text size="sm" c="dimmed" truncate>
            {report.sheet === '' ? word : t('imports:kindAndSheet', { kind: word, sheet: report.sheet })}
          </Text>
        </div>
        <Counts report={report} />
        <Group gap={8} wrap="nowrap">
          <Button variant="subtle" color="gray" leftSection={<IconX size={16} />} onClick={props.onClose}>
            {t('imports:close')}
          </Button>
          <Button
            variant={verdict === 'rejected' ? 'filled' : 'default'}
            leftSection={<IconFileUpload size={16} />}
            onClick={props.onChoose}
            data-testid="choose-again"
          >
            {t(verdict === 'rejected' ? 'imports:chooseCorrected' : 'imports:chooseOther')}
          </Button>
          {verdict === 'ready' && (
            <Button leftSection={<IconCheck size={16} />} onClick={() => void apply()} data-testid="apply">
              {t('imports:apply')}
            </Button>
          )}
        </Group>
      </Group>
      {props.problem && (
        <Alert color="red" mb="sm" role="alert" icon={<IconAlertTriangle size={18} />} data-testid="apply-problem">
          {props.problem}
        </Alert>
      )}
      <Verdict verdict={verdict} report={report} />
      <FileProblems report={report} />
      <ReportRows report={report} />
    </section>
  )
}

type Verdict = 'rejected' | 'nothing' | 'notAllowed' | 'ready'

function verdictOf({ counts, fileErrors }: ImportReport, mayApply: boolean): Verdict {
  if (counts.rejected > 0 || fileErrors.length > 0) return 'rejected'
  if (counts.added + counts.updated === 0) return 'nothing'
  return mayApply ? 'ready' : 'notAllowed'
}

const looks = {
  rejected: { color: 'red', icon: <IconAlertTriangle size={18} /> },
  nothing: { color: 'gray', icon: <IconInfoCircle size={18} /> },
  notAllowed: { color: 'orange', icon: <IconInfoCircle size={18} /> },
  ready: { color: 'teal', icon: <IconCheck size={18} /> },
} as const satisfies Record<Verdict, { color: string; icon: ReactNode }>

function Verdict({ verdict, report }: { readonly verdict: Verdict; readonly report: ImportReport }) {
  const { t } = useTranslation()
  const { counts, fileErrors } = report
  const rows = formatCount(counts.rejected)
  const text = {
    rejected: fileErrors.length > 0 ? t('imports:verdict.fileRejected') : t('imports:verdict.rowsRejected', { rows }),
    nothing: t('imports:verdict.nothing', { rows: formatCount(counts.unchanged) }),
    notAllowed: t('imports:verdict.notAllowed'),
    ready: t('imports:verdict.ready', { added: formatCount(counts.added), updated: formatCount(counts.updated) }),
  }[verdict]
  return (
    <Alert
      {...looks[verdict]}
      p={8}
      mb="sm"
      role={verdict === 'rejected' ? 'alert' : 'status'}
      data-testid="verdict"
      data-verdict={verdict}
    >
      {text}
    </Alert>
  )
}

/** So many of each; the words stand with the numbers, colour is never alone. */
function Counts({ report: { counts } }: { readonly report: ImportReport }) {
  const { t } = useTranslation()
  return (
    <dl className={classes.counts}>
      {(['added', 'updated', 'unchanged', 'rejected', 'warnings'] as const).map((name) => (
        <div key={name} data-tone={counts[name] > 0 ? name : undefined}>
          <dt>{t(`imports:counts.${name}`)}</dt>
          <dd className="figure" data-testid={`count-${name}`}>
            {formatCount(counts[name])}
          </dd>
        </div>
      ))}
    </dl>
  )
}

/** What concerns the file as a whole: columns missing, unknown, merged. */
function FileProblems({ report }: { readonly report: ImportReport }) {
  const { t } = useTranslation()
  const groups = [
    { title: t('imports:fileErrors'), color: 'red', problems: report.fileErrors },
    { title: t('imports:fileWarnings'), color: 'orange', problems: report.fileWarnings },
  ].filter((group) => group.problems.length > 0)
  return groups.map((group) => (
    <Alert key={group.color} color={group.color} p={8} mb="sm" data-testid="file-problems">
      {group.problems.map((problem) => (
        <div key={JSON.stringify(problem)}>
          <strong>{group.title}</strong> {problemText(problem)}
        </div>
      ))}
    </Alert>
  ))
}

/** The finished batch: its number, what it did, and where to look. */
export function Done({ report, onRestart }: { readonly report: ImportReport; readonly onRestart: () => void }) {
  const { t } = useTranslation()
  const { counts, batchId } = report
  useCommands([{ key: 'escape', label: t('imports:another'), run: onRestart }])
  return (
    <Alert
      color="teal"
      mb="sm"
      role="status"
      icon={<IconCheck size={18} />}
      title={t('imports:done', { file: report.fileName, id: batchId ?? '' })}
      data-testid="done"
      data-batch={batchId ?? ''}
    >
      <Text size="sm" mb={8}>
        {t('imports:doneCounts', {
          added: formatCount(counts.added),
          updated: formatCount(counts.updated),
          unchanged: formatCount(counts.unchanged),
        })}
      </Text>
      <Group gap={8}>
        <Button onClick={onRestart} data-testid="another">
          {t('imports:another')}
        </Button>
        <LinkButton {...seenAt[report.kind]} variant="default" data-testid="see">
          {t('imports:see', { kind: t(`vocabulary:importKind.${report.kind}`) })}
        </LinkButton>
        {batchId !== null && (
          <UndoButton batch={{ id: batchId, fileName: report.fileName }} onUndone={onRestart} size="sm" />
        )}
      </Group>
    </Alert>
  )
}
