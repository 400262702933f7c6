import { Textarea } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { z } from 'zod'
import { useActor } from '../../api/session.ts'
import { DialogForm, FormDialog } from '../../ui/FormDialog.tsx'
import { useRecordForm } from '../../ui/recordForm.tsx'
import { sayDone } from '../../ui/write.ts'
import { PinField } from './PinField.tsx'

/** What somebody says: why, and their PIN where another is signed in. */
interface Word extends Record<string, unknown> {
  words: string
  secret: string
}

export interface WordQuestion {
  readonly title: string
  /** Whose word it is. */
  readonly person: { readonly id: number; readonly name: string }
  /** A "no" says why. */
  readonly asksWhy: boolean
  readonly give: (word: { readonly words: string; readonly secret: string | null }) => Promise<unknown>
}

/** Asks for one person's word: their reason, and at another's desk their PIN. */
export function WordDialog({ of, onClose }: { readonly of: WordQuestion; readonly onClose: () => void }) {
  return (
    <FormDialog opened onClose={onClose} title={of.title}>
      <WordForm of={of} onClose={onClose} />
    </FormDialog>
  )
}

function WordForm({ of, onClose }: { readonly of: WordQuestion; readonly onClose: () => void }) {
  const { t } = useTranslation()
  const isSelf = useActor()?.id === of.person.id
  const record = useRecordForm<Word>({
    schema: z.object({
      words: z
        .string()
        .trim()
        .min(of.asksWhy ? 1 : 0)
        .max(300),
      secret: z
        .string()
        .min(isSelf ? 0 : 1)
        .max(100),
    }),
    record: { version: 0, values: { words: '', secret: '' } },
    save: ({ values }) => of.give({ words: values.words.trim(), secret: isSelf ? null : values.secret }),
    onSaved: () => {
      onClose()
      sayDone(t('common:saved'))
    },
  })
  const { form } = record
  return (
    <DialogForm record={record} action={of.title} onCancel={onClose}>
      {of.asksWhy && (
        <Textarea
          label={t('common:reason')}
          required
          autosize
          minRows={2}
          maxLength={300}
          {...form.getInputProps('words')}
          data-testid="word-reason"
        />
      )}
      {!isSelf && <PinField name={of.person.name} {...form.getInputProps('secret')} />}
    </DialogForm>
  )
}
