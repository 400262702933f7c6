import { ActionIcon, Button, Group, Select, Stack, Text, Textarea, TextInput } from '@mantine/core'
import { IconPlus, IconTrash } from '@tabler/icons-react'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { z } from 'zod'
import { type CampaignQuestion, campaignFields } from '../../../electron/contract/campaigns.ts'
import { client, orpc } from '../../api/client.ts'
import { DialogForm, FormDialog } from '../../ui/FormDialog.tsx'
import { formatCount } from '../../ui/format.ts'
import { useRecordForm } from '../../ui/recordForm.tsx'
import { sayDone } from '../../ui/write.ts'
import { FilterFields } from './FilterFields.tsx'

const kinds = ['grade', 'choice', 'text'] as const

/** A question as it is typed: the choices stand in one line. */
const typedQuestion = z.object({
  kind: z.enum(kinds),
  text: z.string().trim().min(1).max(200),
  choices: z.string(),
})
const draft = campaignFields.omit({ questions: true }).extend({ questions: z.array(typedQuestion).min(1).max(20) })
type Draft = z.infer<typeof draft> & Record<string, unknown>

const blank: Draft = {
  name: '',
  purpose: '',
  filter: {},
  questions: [{ kind: 'grade', text: '', choices: '' }],
}

/** A call-out: what for, whom, and what is asked. Somebody else approves it. */
export function DraftDialog(props: { readonly onClose: () => void; readonly onSaved: (id: number) => void }) {
  const { t } = useTranslation()
  return (
    <FormDialog opened onClose={props.onClose} title={t('campaigns:new')} size="lg">
      <DraftForm {...props} />
    </FormDialog>
  )
}

function DraftForm(props: { readonly onClose: () => void; readonly onSaved: (id: number) => void }) {
  const { t } = useTranslation()
  const record = useRecordForm<Draft, { id: number }>({
    schema: draft,
    record: { version: 0, values: blank },
    save: ({ values }) => client.campaigns.draft(campaignFields.parse({ ...values, questions: asked(values) })),
    onSaved: ({ id }) => {
      sayDone(t('campaigns:drafted'))
      props.onSaved(id)
    },
  })
  const { form } = record
  const { filter, questions } = form.getValues()
  const found = useQuery({
    ...orpc.campaigns.count.queryOptions({ input: filter }),
    placeholderData: keepPreviousData,
  })
  const narrow = (patch: Partial<Draft['filter']>) => {
    const next = Object.fromEntries(
      Object.entries({ ...filter, ...patch }).filter(([, value]) => value !== undefined && value !== false),
    )
    form.setFieldValue('filter', next)
  }
  return (
    <DialogForm record={record} action={t('campaigns:saveDraft')} onCancel={props.onClose}>
      <TextInput
        label={t('lists:campaigns.columns.name')}
        withAsterisk
        maxLength={100}
        data-autofocus
        {...form.getInputProps('name')}
        data-testid="name"
      />
      <Textarea
        label={t('lists:campaigns.columns.purpose')}
        withAsterisk
        autosize
        minRows={2}
        maxLength={2000}
        {...form.getInputProps('purpose')}
        data-testid="purpose"
      />
      <FilterFields filter={filter} onNarrow={narrow}>
        <Text ml="auto" className="figure" fw={600} data-testid="people">
          {t('campaigns:people', { count: formatCount(found.data?.people ?? 0) })}
        </Text>
      </FilterFields>
      <Stack gap={6}>
        <Text size="sm" fw={500}>
          {t('campaigns:questions')}
        </Text>
        {questions.map((question, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a question is known by its place alone
          <Group key={index} gap={6} wrap="nowrap" align="flex-start">
            <Select
              w={104}
              aria-label={t('campaigns:kind')}
              allowDeselect={false}
              data={kinds.map((value) => ({ value, label: t(`campaigns:kinds.${value}`) }))}
              {...form.getInputProps(`questions.${index}.kind`)}
            />
            <TextInput
              flex={1}
              aria-label={t('campaigns:question', { number: index + 1 })}
              placeholder={t('campaigns:question', { number: index + 1 })}
              maxLength={200}
              autoFocus={index > 0 && question.text === ''}
              {...form.getInputProps(`questions.${index}.text`)}
              data-testid={`question-${index}`}
            />
            {question.kind === 'choice' && (
              <TextInput
                w={200}
                aria-label={t('campaigns:choices')}
                placeholder={t('campaigns:choicesHint')}
                {...form.getInputProps(`questions.${index}.choices`)}
                data-testid={`choices-${index}`}
              />
            )}
            <ActionIcon
              mt={4}
              aria-label={t('campaigns:removeQuestion', { number: index + 1 })}
              disabled={questions.length === 1}
              onClick={() => form.removeListItem('questions', index)}
            >
              <IconTrash size={16} />
            </ActionIcon>
          </Group>
        ))}
        <Button
          variant="subtle"
          size="compact-sm"
          style={{ alignSelf: 'flex-start' }}
          leftSection={<IconPlus size={14} />}
          onClick={() => form.insertListItem('questions', { kind: 'grade', text: '', choices: '' })}
          data-testid="add-question"
        >
          {t('campaigns:addQuestion')}
        </Button>
      </Stack>
    </DialogForm>
  )
}

/** The questions as the contract has them. */
function asked({ questions }: Draft): CampaignQuestion[] {
  return questions.map(({ kind, text, choices }) =>
    kind === 'choice' ? { kind, text, choices: choicesIn(choices) } : { kind, text },
  )
}

/** Choices in one line, apart by commas of either kind or by spaces. */
function choicesIn(line: string): string[] {
  return line
    .normalize('NFKC')
    .split(/[,\u3001\s]+/)
    .filter(Boolean)
}
