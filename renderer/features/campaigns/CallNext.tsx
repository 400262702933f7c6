import { Button, Group, Kbd, Paper, SegmentedControl, Stack, Text, Textarea, TextInput, Title } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { CampaignDetail, CampaignNext, CampaignQuestion } from '../../../electron/contract/campaigns.ts'
import { isTime, timeTyped } from '../../../electron/contract/dates.ts'
import { type ReturnOutcome, returnOutcomes } from '../../../electron/contract/returnWords.ts'
import { orpc } from '../../api/client.ts'
import { useOffice } from '../../api/session.ts'
import { Keys, useCommands } from '../../app/commands.tsx'
import { DateField } from '../../ui/DateField.tsx'
import { requestKey } from '../../ui/requestKey.ts'
import { useWrite } from '../../ui/write.ts'

/** Calls one person after another by keyboard alone. */
export function CallNext({ campaign }: { readonly campaign: CampaignDetail }) {
  const { t } = useTranslation()
  const query = useQuery(orpc.campaigns.next.queryOptions({ input: { id: campaign.id } }))
  const person = query.data?.person
  const waiting = campaign.people.some((one) => one.state === 'open')
  if (!query.data) return null
  return (
    <Paper p="md" component="section" aria-label={t('campaigns:call')} data-testid="call-next">
      {person ? (
        <Call
          key={`${person.id} ${person.version}`}
          person={person}
          questions={campaign.results.map((one) => one.question)}
        />
      ) : (
        <Text size="sm" c="dimmed">
          {t(waiting ? 'campaigns:allWait' : 'campaigns:allDone')}
        </Text>
      )}
    </Paper>
  )
}

const outcomeKeys: Readonly<Record<ReturnOutcome, string>> = {
  reached: 'r',
  unreachable: 'u',
  refused: 'x',
  callback: 'b',
}

type Answer = string | number | null

/** What a question can be answered with at one click; nothing where it is answered in words. */
function choicesOf(question: CampaignQuestion | undefined): readonly string[] {
  if (question?.kind === 'grade') return ['1', '2', '3', '4', '5']
  return question?.kind === 'choice' ? question.choices : []
}

function Call(props: { readonly person: CampaignNext; readonly questions: readonly CampaignQuestion[] }) {
  const { t } = useTranslation()
  const { today } = useOffice()
  const { person, questions } = props
  const [key] = useState(requestKey)
  const timeField = useRef<HTMLInputElement>(null)
  const [outcome, setOutcome] = useState<ReturnOutcome | null>(null)
  const [answers, setAnswers] = useState<readonly Answer[]>(questions.map(() => null))
  const [note, setNote] = useState('')
  const [callback, setCallback] = useState<{ readonly on: string | null; readonly time: string }>({
    on: today,
    time: '',
  })
  const [isAsked, setAsked] = useState(false)
  const record = useWrite(orpc.campaigns.record, { done: t('campaigns:recorded', { name: person.name }) })
  const typedTime = timeTyped(callback.time)
  const time = isTime(typedTime) ? typedTime : undefined
  const save = () => {
    if (outcome === null || record.isPending) return
    const lacksTime = outcome === 'callback' && time === undefined
    setAsked(lacksTime)
    if (lacksTime) {
      timeField.current?.focus()
      return
    }
    const at = outcome === 'callback' ? `${callback.on ?? ''} ${time}` : null
    record.mutate({
      id: person.id,
      version: person.version,
      outcome,
      callbackAt: at,
      answers: outcome === 'reached' ? [...answers] : questions.map(() => null),
      note,
      requestKey: key,
    })
  }
  const answer = (index: number, value: Answer) =>
    setAnswers(answers.map((known, place) => (place === index ? value : known)))
  // A digit answers the first question with choices that has no answer yet.
  const next =
    outcome === 'reached'
      ? questions.findIndex((question, index) => question.kind !== 'text' && answers[index] === null)
      : -1
  useCommands([
    ...choicesOf(questions[next])
      .slice(0, 9)
      .map((choice, index) => ({
        key: String(index + 1),
        label: `${questions[next]?.text} ${choice}`,
        run: () => answer(next, questions[next]?.kind === 'grade' ? Number(choice) : choice),
      })),
    ...returnOutcomes.map((one) => ({
      key: outcomeKeys[one],
      label: t(`vocabulary:returnOutcome.${one}`),
      run: () => setOutcome(one),
    })),
    { key: 'mod+enter', label: t('campaigns:saveNext'), run: save },
  ])
  return (
    <Stack gap="sm">
      <Group gap="md" align="baseline">
        <Title order={2}>{person.name}</Title>
        <Text className="figure" size="lg" fw={600} data-testid="phone">
          {person.phone}
        </Text>
        <Text c="dimmed">{person.unit}</Text>
        <Text c="dimmed" size="sm" ml="auto">
          {t('campaigns:attempt', { number: person.attempts + 1 })}
        </Text>
      </Group>
      {person.calls.map((call) => (
        <Text key={call.attempt} size="sm" c="dimmed" className="figure">
          {[call.at, call.actor, t(`vocabulary:returnOutcome.${call.outcome}`), call.note].filter(Boolean).join(' · ')}
        </Text>
      ))}
      <Group gap={8}>
        {returnOutcomes.map((one) => (
          <Button
            key={one}
            variant={outcome === one ? 'filled' : 'default'}
            rightSection={<Kbd size="xs">{outcomeKeys[one].toUpperCase()}</Kbd>}
            onClick={() => setOutcome(one)}
            aria-pressed={outcome === one}
            {...(one === 'reached' && { 'data-focus-next': true })}
            data-testid={`outcome-${one}`}
          >
            {t(`vocabulary:returnOutcome.${one}`)}
          </Button>
        ))}
      </Group>
      {outcome === 'callback' && (
        <Group gap="sm" align="flex-end">
          <DateField
            w={150}
            label={t('campaigns:callback')}
            minDate={today}
            clearable={false}
            value={callback.on}
            onlyValid
            onChange={(on) => setCallback({ ...callback, on })}
          />
          <TextInput
            w={100}
            label={t('campaigns:time')}
            placeholder="16:30"
            ref={timeField}
            error={isAsked && time === undefined && t('errors:not-a-time-typed')}
            value={callback.time}
            onChange={(event) => setCallback({ ...callback, time: event.currentTarget.value })}
            data-testid="callback-time"
          />
        </Group>
      )}
      {outcome === 'reached' &&
        questions.map((question, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a question is known by its place alone
          <div key={index}>
            <Text size="sm" fw={500} mb={4}>
              {question.text}
            </Text>
            {question.kind === 'text' ? (
              <Textarea
                aria-label={question.text}
                autosize
                minRows={1}
                maxLength={2000}
                value={String(answers[index] ?? '')}
                onChange={(event) => answer(index, event.currentTarget.value || null)}
                data-testid={`answer-${index}`}
              />
            ) : (
              <SegmentedControl
                aria-label={question.text}
                value={String(answers[index] ?? '')}
                onChange={(value) => answer(index, question.kind === 'grade' ? Number(value) : value)}
                data={choicesOf(question).map((value, place) => ({
                  value,
                  label:
                    index !== next || question.kind === 'grade' ? (
                      value
                    ) : (
                      <Group gap={6} wrap="nowrap">
                        {value} {place < 9 && <Kbd size="xs">{place + 1}</Kbd>}
                      </Group>
                    ),
                }))}
                data-testid={`answer-${index}`}
              />
            )}
          </div>
        ))}
      <Group gap="sm" align="flex-end">
        <TextInput
          flex={1}
          label={t('campaigns:note')}
          maxLength={2000}
          value={note}
          onChange={(event) => setNote(event.currentTarget.value)}
          data-testid="note"
        />
        <Button
          onClick={save}
          disabled={outcome === null}
          loading={record.isPending}
          rightSection={<Keys of="mod+enter" />}
          data-testid="save-next"
        >
          {t('campaigns:saveNext')}
        </Button>
      </Group>
    </Stack>
  )
}
