import { Badge, Button, Group, Text } from '@mantine/core'
import { IconHistory, IconPencil, IconRefresh, IconTemplate } from '@tabler/icons-react'
import { lazy, Suspense } from 'react'
import { useTranslation } from 'react-i18next'
import type { DraftReference, DraftRun, EditedChapter } from '../../../electron/contract/drafts.ts'
import { orpc } from '../../api/client.ts'
import { Keys } from '../../app/commands.tsx'
import { askConfirm } from '../../ui/ConfirmReason.tsx'
import { LoadingRows } from '../../ui/Faces.tsx'
import { useWrite } from '../../ui/write.ts'
import classes from './draft.module.css'
import type { DraftInput } from './draftInput.ts'
import { ReferenceLink } from './ReferenceLink.tsx'

/** The editor is heavy: it comes when somebody writes. */
const ChapterEditor = lazy(async () => ({ default: (await import('./ChapterEditor.tsx')).ChapterEditor }))

interface ChapterViewProps {
  readonly chapter: EditedChapter
  readonly number: number
  readonly input: DraftInput
  readonly references: readonly DraftReference[]
  readonly isCurrent: boolean
  readonly isEditing: boolean
  readonly mayEdit: boolean
  readonly onChoose: () => void
  readonly onEdit: () => void
  readonly onClose: () => void
  readonly onVersions: () => void
}

/** One chapter of the document, to read or being written. */
export function ChapterView(props: ChapterViewProps) {
  const { t } = useTranslation()
  const { chapter, input, references, isCurrent, isEditing } = props
  return (
    <section
      id={`chapter-${chapter.chapter}`}
      tabIndex={-1}
      className={classes.chapter}
      data-current={isCurrent || undefined}
      aria-label={chapter.title}
      data-testid={`chapter-${chapter.chapter}`}
      onFocus={props.onChoose}
    >
      <Group justify="space-between" align="baseline" wrap="nowrap" gap="sm">
        <h3 className={classes.chapterTitle}>
          {t(`drafts:numbers.${props.number}`)}
          {chapter.title}
        </h3>
        {!isEditing && <ChapterActions {...props} />}
      </Group>
      {isEditing ? (
        <Suspense fallback={<LoadingRows rows={3} />}>
          <ChapterEditor
            chapter={chapter}
            input={input}
            references={references}
            onClose={props.onClose}
            onVersions={props.onVersions}
          />
        </Suspense>
      ) : (
        <ChapterLines lines={chapter.lines} input={input} references={references} />
      )}
    </section>
  )
}

function ChapterActions({ chapter, input, mayEdit, isCurrent, onEdit, onVersions }: ChapterViewProps) {
  const { t } = useTranslation()
  const template = useWrite(orpc.drafts.useTemplate, { done: t('drafts:backToTemplate') })
  const takeOver = useWrite(orpc.drafts.takeOver, { done: t('drafts:takenOver') })
  const of = { ...input, chapter: chapter.chapter, seen: chapter.number }
  const isStale = chapter.lines.flat().some(({ was, now }) => was !== undefined || now !== undefined)
  async function goBack(): Promise<void> {
    const isSure = await askConfirm({
      title: t('drafts:toTemplate'),
      message: t('drafts:toTemplateHint', { title: chapter.title }),
      action: t('drafts:toTemplate'),
    })
    if (isSure) template.mutate(of)
  }
  return (
    <Group gap={4} wrap="nowrap" className="no-print">
      <Badge variant="light" color={chapter.isEdited ? 'teal' : 'gray'} tt="none">
        {chapter.isEdited
          ? t('drafts:edited', { by: chapter.by, at: chapter.at?.slice(0, 10) })
          : t('drafts:fromTemplate')}
      </Badge>
      {mayEdit && isStale && (
        <Button
          size="compact-xs"
          color="orange"
          variant="light"
          leftSection={<IconRefresh size={13} />}
          loading={takeOver.isPending}
          onClick={() => takeOver.mutate(of)}
          data-testid="take-over"
        >
          {t('drafts:takeOver')}
        </Button>
      )}
      {mayEdit && chapter.isEdited && (
        <Button
          size="compact-xs"
          variant="subtle"
          leftSection={<IconTemplate size={13} />}
          onClick={() => void goBack()}
          data-testid="to-template"
        >
          {t('drafts:toTemplate')}
        </Button>
      )}
      {chapter.number > 0 && (
        <Button
          size="compact-xs"
          variant="subtle"
          leftSection={<IconHistory size={13} />}
          onClick={onVersions}
          data-testid="versions"
        >
          {t('drafts:versions')}
        </Button>
      )}
      {mayEdit && (
        <Button
          size="compact-xs"
          variant="subtle"
          leftSection={<IconPencil size={13} />}
          rightSection={isCurrent ? <Keys of="e" /> : undefined}
          onClick={onEdit}
          data-testid="edit"
        >
          {t('drafts:edit')}
        </Button>
      )}
    </Group>
  )
}

/** Lines as they are read; each number opens its records, one that has changed says so. */
export function ChapterLines(props: {
  readonly lines: EditedChapter['lines']
  readonly input: DraftInput
  readonly references: readonly DraftReference[]
}) {
  const { t } = useTranslation()
  const labels = new Map(props.references.map(({ ref, label }) => [ref, label]))
  if (props.lines.length === 0)
    return (
      <Text size="sm" c="dimmed">
        {t('drafts:nothing')}
      </Text>
    )
  return keyed(props.lines).map(([key, line]) => (
    <p key={key} className={classes.line}>
      {keyed(line).map(([at, run]) => (
        <Run key={at} run={run} input={props.input} label={labels.get(run.ref ?? '')} />
      ))}
    </p>
  ))
}

/** The same words may come twice: places tell them apart. */
function keyed<T>(all: readonly T[]): (readonly [number, T])[] {
  return all.map((one, index) => [index, one] as const)
}

function Run({
  run,
  input,
  label,
}: {
  readonly run: DraftRun
  readonly input: DraftInput
  readonly label?: string | undefined
}) {
  const { t } = useTranslation()
  const { text, ref, was, now } = run
  if (ref === undefined) return text
  if (run.isUnknown)
    return (
      <mark className={classes.unknown} title={t('drafts:unknown', { ref })} data-testid="unknown">
        {text}
      </mark>
    )
  const number = (
    <ReferenceLink reference={ref} input={input} title={label} className={classes.number}>
      {text}
    </ReferenceLink>
  )
  if (was === undefined && now === undefined) return number
  return (
    <mark className={classes.stale} data-testid="stale-number">
      {number}
      <span className={`no-print ${classes.other}`}>
        {was === undefined ? t('drafts:isNow', { now }) : t('drafts:wasThen', { was })}
      </span>
    </mark>
  )
}
