import { Alert, Button, Group, Stack, Text } from '@mantine/core'
import { RichTextEditor } from '@mantine/tiptap'
import { IconDeviceFloppy, IconNumber, IconX } from '@tabler/icons-react'
import { Document } from '@tiptap/extension-document'
import { History } from '@tiptap/extension-history'
import { Paragraph } from '@tiptap/extension-paragraph'
import { Text as Words } from '@tiptap/extension-text'
import type { EditorState } from '@tiptap/pm/state'
import { useEditor, useEditorState } from '@tiptap/react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { DraftReference, EditedChapter, NumberOffer } from '../../../electron/contract/drafts.ts'
import { tidyText, withReferences } from '../../../electron/contract/draftText.ts'
import { client } from '../../api/client.ts'
import { errorText, problemsOf } from '../../api/errors.ts'
import { Keys, useCommands } from '../../app/commands.tsx'
import { leave, useUnsaved } from '../../ui/unsaved.ts'
import { afterWrite, sayDone } from '../../ui/write.ts'
import classes from './draft.module.css'
import { docOf, textOf } from './draftDoc.ts'
import type { DraftInput } from './draftInput.ts'
import { FigurePicker } from './FigurePicker.tsx'
import { figureNode } from './figureNode.ts'
import { NumberOffers } from './NumberOffers.tsx'
import { ReferenceLink } from './ReferenceLink.tsx'
import '@mantine/tiptap/styles.css'

interface ChapterEditorProps {
  readonly chapter: EditedChapter
  readonly input: DraftInput
  readonly references: readonly DraftReference[]
  readonly onClose: () => void
  readonly onVersions: () => void
}

/** Why a save was refused; with the number of the version that came between, where one did. */
interface Trouble {
  readonly text: string
  readonly between?: number | undefined
}

/** One chapter being written: words as in any editor, numbers as chips that stay right. */
export function ChapterEditor({ chapter, input, references, onClose, onVersions }: ChapterEditorProps) {
  const { t } = useTranslation()
  const [known] = useState(() => new Map(references.map((one) => [one.ref, one])))
  // What the writer began with: the page may learn meanwhile that somebody else has saved.
  const [began] = useState(() => tidyText(chapter.text))
  const [seen, setSeen] = useState(chapter.number)
  const [picking, setPicking] = useState<'key' | 'button'>()
  const [offers, setOffers] = useState<readonly NumberOffer[]>([])
  const [busy, setBusy] = useState(false)
  const [isSaved, setSaved] = useState(false)
  const [trouble, setTrouble] = useState<Trouble>()
  const close = () => void leave(onClose)
  const editor = useEditor({
    extensions: [Document, Paragraph, Words, History, figureNode(known, classes.chip ?? '')],
    content: docOf(chapter.text),
    autofocus: 'end',
    editorProps: {
      attributes: { 'aria-label': chapter.title, role: 'textbox', 'aria-multiline': 'true' },
      handleKeyDown: (view, event) => {
        if (event.isComposing) return false
        if (event.key === '/' && !isFraction(textBefore(view.state))) setPicking('key')
        // The editor keeps this key from the page's own commands.
        else if (event.key === 'Escape') close()
        else return false
        return true
      },
    },
  })
  const chosen = useEditorState({
    editor,
    selector: ({ editor: on }) => (on?.isActive('figure') ? String(on.getAttributes('figure').ref) : null),
  })
  const text = () => tidyText(textOf(editor.getJSON()))
  const isDirty = () => !isSaved && text() !== began
  useUnsaved(isDirty)

  async function save(over = seen): Promise<void> {
    if (busy || text() === '') return
    setBusy(true)
    try {
      const found = await client.drafts.numbers({ ...input, chapter: chapter.chapter, text: text() })
      if (found.length > 0) setOffers(found)
      else await keep(text(), over)
    } catch (error) {
      setTrouble({ text: errorText(error) })
    } finally {
      setBusy(false)
    }
  }

  async function keep(kept: string, over: number): Promise<void> {
    setOffers([])
    setBusy(true)
    try {
      const { number } = await client.drafts.save({
        ...input,
        chapter: chapter.chapter,
        text: kept,
        seen: over,
      })
      setSaved(true)
      sayDone(t('drafts:saved', { title: chapter.title, number }))
      await afterWrite()
      onClose()
    } catch (error) {
      setTrouble({ text: errorText(error), between: numberBetween(error) })
    } finally {
      setBusy(false)
    }
  }

  useCommands([
    { key: 'mod+s', label: t('drafts:save'), run: () => void save() },
    { key: 'Escape', label: t('drafts:leave'), run: close },
  ])
  const insert = (ref: string) => {
    setPicking(undefined)
    editor.chain().focus().insertContent({ type: 'figure', attrs: { ref } }).run()
  }
  // Whoever pressed the key and wanted no figure meant the sign.
  const pickNothing = () => {
    setPicking(undefined)
    if (picking === 'key') editor.chain().focus().insertContent('/').run()
  }
  const between = trouble?.between
  return (
    <Stack gap={8} className="no-print" data-testid="chapter-editor">
      {trouble && (
        <Alert color="red" role="alert">
          {trouble.text}
          {between !== undefined && (
            <Group gap={8} mt={8}>
              <Button variant="default" size="xs" onClick={onVersions} data-testid="see-version">
                {t('drafts:seeVersion', { number: between })}
              </Button>
              <Button
                variant="default"
                size="xs"
                loading={busy}
                onClick={() => {
                  setSeen(between)
                  void save(between)
                }}
                data-testid="save-after"
              >
                {t('drafts:saveAfter', { number: between + 1 })}
              </Button>
            </Group>
          )}
        </Alert>
      )}
      <RichTextEditor editor={editor} className={classes.editor ?? ''}>
        <RichTextEditor.Content />
      </RichTextEditor>
      <Group justify="space-between" gap={8}>
        <Group gap={8}>
          <Button
            variant="default"
            size="xs"
            leftSection={<IconNumber size={14} />}
            rightSection={<Keys of="/" />}
            onClick={() => setPicking('button')}
            data-testid="insert-figure"
          >
            {t('drafts:insert')}
          </Button>
          {chosen !== null && (
            <Text size="xs" c="dimmed" component="div">
              {known.get(chosen)?.label ?? t('drafts:unknown', { ref: chosen })}{' '}
              <ReferenceLink reference={chosen} input={input} inNewTab>
                {t('drafts:openRecords')}
              </ReferenceLink>
            </Text>
          )}
        </Group>
        <Group gap={8}>
          <Button variant="default" size="xs" leftSection={<IconX size={14} />} onClick={close}>
            {t('drafts:leave')}
          </Button>
          <Button
            size="xs"
            leftSection={<IconDeviceFloppy size={14} />}
            loading={busy}
            onClick={() => void save()}
            data-testid="save-chapter"
          >
            {t('drafts:save')}
          </Button>
        </Group>
      </Group>
      <FigurePicker opened={picking !== undefined} references={references} onChoose={insert} onClose={pickNothing} />
      <NumberOffers
        offers={offers}
        onClose={() => setOffers([])}
        onDecide={(refs) => void keep(withReferences(text(), refs), seen)}
      />
    </Stack>
  )
}

/** What stands before the cursor in its line, a figure as one sign. */
function textBefore({ selection }: EditorState): string {
  const { $from } = selection
  return $from.parent.textBetween(0, $from.parentOffset, '\n', '0')
}

/** After a digit or a letter a slash is a slash: 24/7, 673/724, km/h. */
function isFraction(before: string): boolean {
  return /[0-9A-Za-z%]$/.test(before)
}

function numberBetween(error: unknown): number | undefined {
  const found = problemsOf(error).find(({ code }) => code === 'draft-saved-meanwhile')
  return found && Number(found.params?.number)
}
