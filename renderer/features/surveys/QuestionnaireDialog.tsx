import { ActionIcon, Button, Group, Select, Stack, Text, Textarea, TextInput } from '@mantine/core'
import { IconPlus, IconTrash } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { z } from 'zod'
import { type Edition, type QuestionFields, questionFields, questionKinds } from '../../../electron/contract/surveys.ts'
import { client, orpc } from '../../api/client.ts'
import { Loaded } from '../../ui/Faces.tsx'
import { DialogForm, FormDialog } from '../../ui/FormDialog.tsx'
import { useRecordForm } from '../../ui/recordForm.tsx'
import { sayDone } from '../../ui/write.ts'

/** The office's questionnaire; saving makes its next version. */
export function QuestionnaireDialog({ onClose }: { readonly onClose: () => void }) {
  const { t } = useTranslation()
  const query = useQuery(orpc.surveys.questionnaires.queryOptions())
  return (
    <FormDialog opened onClose={onClose} title={t('surveys:editQuestionnaire')} size="lg">
      <Loaded query={query}>{(editions) => <Form of={editions[0]} onClose={onClose} />}</Loaded>
    </FormDialog>
  )
}

interface Values extends Record<string, unknown> {
  name: string
  questions: { kind: QuestionFields['kind']; words: string; choices: string }[]
}

const asFields = (values: Values) => ({
  name: values.name,
  questions: values.questions.map(({ kind, words, choices }) => ({
    kind,
    words,
    choices:
      kind === 'choice'
        ? choices
            .split('\n')
            .map((one) => one.trim())
            .filter(Boolean)
        : [],
  })),
})

function Form({ of, onClose }: { readonly of: Edition | undefined; readonly onClose: () => void }) {
  const { t } = useTranslation()
  const record = useRecordForm<Values>({
    schema: z.object({
      name: z.string().trim().min(1).max(60),
      questions: z
        .array(questionFields.extend({ choices: z.string().max(600) }))
        .min(1)
        .max(30),
    }),
    record: {
      version: 0,
      values: {
        name: of?.name ?? '',
        questions: (of?.questions ?? [{ kind: 'grade', words: '', choices: [] }]).map(({ kind, words, choices }) => ({
          kind,
          words,
          choices: choices.join('\n'),
        })),
      },
    },
    save: ({ values }) => client.surveys.saveQuestionnaire(asFields(values)),
    onSaved: () => {
      sayDone(t('surveys:questionnaireSaved'))
      onClose()
    },
  })
  const { form } = record
  return (
    <DialogForm record={record} action={t('common:save')} onCancel={onClose}>
      <Text size="sm" c="dimmed">
        {t('surveys:versionHint')}
      </Text>
      <TextInput label={t('surveys:name')} withAsterisk maxLength={60} {...form.getInputProps('name')} />
      <Stack gap="xs">
        {form.values.questions.map((question, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: questions are known by their place until they are saved
          <Group key={index} align="flex-start" gap={8} wrap="nowrap">
            <Select
              w={130}
              aria-label={t('surveys:question', { number: index + 1 })}
              allowDeselect={false}
              data={questionKinds.map((value) => ({ value, label: t(`vocabulary:questionKind.${value}`) }))}
              {...form.getInputProps(`questions.${index}.kind`)}
            />
            <TextInput
              flex={1}
              maxLength={200}
              aria-label={t('surveys:question', { number: index + 1 })}
              placeholder={t('surveys:question', { number: index + 1 })}
              {...form.getInputProps(`questions.${index}.words`)}
              data-testid="question"
            />
            {question.kind === 'choice' && (
              <Textarea
                w={160}
                autosize
                minRows={2}
                aria-label={t('surveys:choices')}
                placeholder={t('surveys:choices')}
                {...form.getInputProps(`questions.${index}.choices`)}
              />
            )}
            <ActionIcon
              size="lg"
              variant="default"
              aria-label={t('surveys:removeQuestion', { number: index + 1 })}
              onClick={() => form.removeListItem('questions', index)}
            >
              <IconTrash size={16} />
            </ActionIcon>
          </Group>
        ))}
        <div>
          <Button
            size="xs"
            variant="default"
            leftSection={<IconPlus size={14} />}
            onClick={() => form.insertListItem('questions', { kind: 'grade', words: '', choices: '' })}
          >
            {t('surveys:addQuestion')}
          </Button>
        </div>
      </Stack>
    </DialogForm>
  )
}
