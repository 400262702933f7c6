import { Alert, Button, Group, Stack, Text } from '@mantine/core'
import { RichTextEditor } from '@mantine/tiptap'
import { IconDeviceFloppy, IconNumber, IconX } from '@tabler/icons-react'
import { Document } from '@tiptap/extension-document'
import { History } from '@tiptap/extension-history'
import { Paragraph } from '@tiptap/extension-paragraph'
import { Text as Words } from '@tiptap/extension-text'
import { useEditor, useEditorState } from '@tiptap/react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { DraftReference, EditedChapter, NumberOffer } from '../../../electron/contract/drafts.ts'
import { tidyText, withReferences } from '../../../electron/contract/draftText.ts'
import { client } from '../../api/client.ts'
import { errorText } from '../../api/errors.ts'
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
}

/** One chapter being written: words as in any editor, numbers as chips that stay right. */
export function ChapterEditor({ chapter, input, references, onClose }: ChapterEditorProps) {
  const { t } = useTranslation()
  const [known] = useState(() => new Map(references.map((one) => [one.ref, one])))
  const [picking, setPicking] = useState(false)
  const [offers, setOffers] = useState<readonly NumberOffer[]>([])
  const [busy, setBusy] = useState(false)
  const [isSaved, setSaved] = useState(false)
  const [problem, setProblem] = useState<string>()
  const close = () => void leave(onClose)
  const editor = useEditor({
    extensions: [Document, Paragraph, Words, History, figureNode(known, classes.chip ?? '')],
    content: docOf(chapter.text),
    autofocus: 'end',
    editorProps: {
      attributes: { 'aria-label': chapter.title, role: 'textbox', 'aria-multiline': 'true' },
      handleKeyDown: (_, event) => {
        if (event.isComposing) return false
        if (event.key === '/') setPicking(true)
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
  const isDirty = () => !isSaved && text() !== tidyText(chapter.text)
  useUnsaved(isDirty)

  async function save(): Promise<void> {
    if (busy || text() === '') return
    setBusy(true)
    try {
      const found = await client.drafts.numbers({ ...input, chapter: chapter.chapter, text: text() })
      if (found.length > 0) setOffers(found)
      else await keep(text())
    } catch (error) {
      setProblem(errorText(error))
    } finally {
      setBusy(false)
    }
  }

  async function keep(kept: string): Promise<void> {
    setOffers([])
    setBusy(true)
    try {
      const { number } = await client.drafts.save({
        ...input,
        chapter: chapter.chapter,
        text: kept,
        seen: chapter.number,
      })
      setSaved(true)
      sayDone(t('drafts:saved', { title: chapter.title, number }))
      await afterWrite()
      onClose()
    } catch (error) {
      setProblem(errorText(error))
    } finally {
      setBusy(false)
    }
  }

  useCommands([
    { key: 'mod+s', label: t('drafts:save'), run: () => void save() },
    { key: 'Escape', label: t('drafts:leave'), run: close },
  ])
  const insert = (ref: string) => {
    setPicking(false)
    editor.chain().focus().insertContent({ type: 'figure', attrs: { ref } }).run()
  }
  return (
    <Stack gap={8} className="no-print" data-testid="chapter-editor">
      {problem && (
        <Alert color="red" role="alert">
          {problem}
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
            onClick={() => setPicking(true)}
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
      <FigurePicker opened={picking} references={references} onChoose={insert} onClose={() => setPicking(false)} />
      <NumberOffers
        offers={offers}
        onClose={() => setOffers([])}
        onDecide={(refs) => void keep(withReferences(text(), refs))}
      />
    </Stack>
  )
}
