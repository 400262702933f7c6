import { Alert, Button, Group, Paper, Radio, Stack, Text, Textarea, TextInput } from '@mantine/core'
import { useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { longestComment } from '../../../electron/contract/surveys.ts'
import { codesOf, type GradeName, grades } from '../../../electron/contract/vocabulary.ts'
import { client } from '../../api/client.ts'
import { errorText } from '../../api/errors.ts'
import { useOffice } from '../../api/session.ts'
import { DateField } from '../../ui/DateField.tsx'
import { Page } from '../../ui/Page.tsx'
import { afterWrite, sayDone, sayError } from '../../ui/write.ts'

type Form = Awaited<ReturnType<typeof client.surveys.form>>

/** Keys replies one after the other: code, Enter, grades by digits, Ctrl+Enter, and on to the next form. */
export function KeyPage() {
  const { t } = useTranslation()
  const [form, setForm] = useState<Form | null>(null)
  const [code, setCode] = useState('')
  const [problem, setProblem] = useState('')
  const [count, setCount] = useState(0)
  const input = useRef<HTMLInputElement>(null)
  async function find(): Promise<void> {
    if (code.trim() === '') return
    try {
      setProblem('')
      setForm(await client.surveys.form({ code: code.trim() }))
    } catch (error) {
      setForm(null)
      setProblem(errorText(error))
      input.current?.select()
    }
  }
  return (
    <Page title={t('surveys:keyTitle')} crumbs={[{ label: t('common:nav.surveys'), link: { to: '/surveys' } }]}>
      <Stack gap="sm" maw={760}>
        <Paper p="md">
          <form
            onSubmit={(event) => {
              event.preventDefault()
              void find()
            }}
          >
            <TextInput
              ref={input}
              label={t('surveys:code')}
              description={t('surveys:keysHint')}
              inputMode="numeric"
              autoComplete="off"
              autoFocus
              maw={260}
              maxLength={20}
              value={code}
              error={problem}
              onChange={(event) => {
                setCode(event.currentTarget.value)
                setForm(null)
                setProblem('')
              }}
              data-testid="form-code"
            />
          </form>
        </Paper>
        {form && (
          <Reply
            key={`${form.id} ${form.version}`}
            of={form}
            onSaved={() => {
              sayDone(t('surveys:keyed', { unit: form.unit, count: count + 1 }))
              setCount(count + 1)
              setForm(null)
              setCode('')
              input.current?.focus()
            }}
          />
        )}
      </Stack>
    </Page>
  )
}

const digits = codesOf(grades)

function Reply({ of, onSaved }: { readonly of: Form; readonly onSaved: () => void }) {
  const { t } = useTranslation()
  const { today } = useOffice()
  const [returnedOn, setReturnedOn] = useState<string | null>(of.returnedOn ?? today)
  const [grade, setGrade] = useState<GradeName | null>(of.grade)
  const [comment, setComment] = useState(of.comment)
  const [answers, setAnswers] = useState<Readonly<Record<number, string>>>(
    Object.fromEntries(of.answers.map((one) => [one.questionId, one.value])),
  )
  const [busy, setBusy] = useState(false)
  const box = useRef<HTMLDivElement>(null)
  const questions = of.edition?.questions ?? []
  const answer = (id: number, value: string) => setAnswers((before) => ({ ...before, [id]: value }))
  async function save(): Promise<void> {
    setBusy(true)
    try {
      await client.surveys.reply({
        id: of.id,
        version: of.version,
        fields: {
          returnedOn: returnedOn ?? '',
          grade,
          comment,
          answers: Object.entries(answers).map(([questionId, value]) => ({ questionId: Number(questionId), value })),
        },
      })
      await afterWrite()
      onSaved()
    } catch (error) {
      sayError(error)
    } finally {
      setBusy(false)
    }
  }
  /** The field after the one that has just been answered. */
  function next(from: HTMLElement): void {
    const stops = [...(box.current?.querySelectorAll<HTMLElement>('[data-stop]') ?? [])]
    const at = stops.findIndex((stop) => stop === from || stop.contains(from))
    const goal = stops[at + 1]
    ;(goal?.querySelector<HTMLElement>('input, textarea') ?? goal)?.focus()
  }
  return (
    <Paper
      p="md"
      ref={box}
      data-testid="reply"
      onKeyDown={(event) => {
        if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) {
          event.preventDefault()
          void save()
        }
      }}
    >
      <Text fw={600} mb="xs">
        {of.survey} · {of.area} {of.unit}
      </Text>
      {of.returnedOn !== null && (
        <Alert color="orange" mb="sm" data-testid="keyed-already">
          {t('surveys:already', { date: of.returnedOn })}
        </Alert>
      )}
      <Stack gap="xs">
        <Digits
          label={t('surveys:overall')}
          values={digits.map((value) => ({ value, label: t(`vocabulary:grade.${value}`) }))}
          value={grade}
          autoFocus
          onChange={(value) => setGrade(value as GradeName | null)}
          onNext={next}
        />
        {questions.map((question) =>
          question.kind === 'text' ? (
            <Textarea
              key={question.id}
              data-stop
              label={question.words}
              autosize
              maxLength={2000}
              value={answers[question.id] ?? ''}
              onChange={(event) => answer(question.id, event.currentTarget.value)}
            />
          ) : (
            <Digits
              key={question.id}
              label={question.words}
              values={
                question.kind === 'grade'
                  ? digits.map((value) => ({ value, label: t(`vocabulary:grade.${value}`) }))
                  : question.choices.map((value) => ({ value, label: value }))
              }
              value={answers[question.id] ?? null}
              onChange={(value) => answer(question.id, value ?? '')}
              onNext={next}
            />
          ),
        )}
        <Textarea
          data-stop
          label={t('surveys:comment')}
          autosize
          minRows={2}
          maxRows={10}
          maxLength={longestComment}
          value={comment}
          onChange={(event) => setComment(event.currentTarget.value)}
          data-testid="comment-field"
        />
        <DateField
          label={t('surveys:returnedOn')}
          w={160}
          maxDate={today}
          value={returnedOn}
          onChange={setReturnedOn}
        />
        <Group justify="flex-end">
          <Button loading={busy} onClick={() => void save()} data-testid="save-reply">
            {t('surveys:save')}
          </Button>
        </Group>
      </Stack>
    </Paper>
  )
}

/** One of several, chosen by its digit; 0 takes the choice back. */
function Digits(props: {
  readonly label: string
  readonly values: readonly { readonly value: string; readonly label: string }[]
  readonly value: string | null
  readonly autoFocus?: boolean
  readonly onChange: (value: string | null) => void
  readonly onNext: (from: HTMLElement) => void
}) {
  return (
    <Radio.Group
      label={props.label}
      value={props.value ?? ''}
      onChange={props.onChange}
      data-stop
      onKeyDown={(event) => {
        const chosen = props.values[Number(event.key) - 1]
        if (event.key === '0') props.onChange(null)
        else if (/^[1-9]$/.test(event.key) && chosen) {
          event.preventDefault()
          props.onChange(chosen.value)
          props.onNext(event.currentTarget)
        }
      }}
    >
      <Group gap="md" mt={4}>
        {props.values.map(({ value, label }, index) => (
          <Radio
            key={value}
            value={value}
            label={`${index + 1} ${label}`}
            autoFocus={props.autoFocus === true && index === 0}
          />
        ))}
      </Group>
    </Radio.Group>
  )
}
