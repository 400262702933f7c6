import {
  Alert,
  Button,
  Checkbox,
  Group,
  Kbd,
  Paper,
  SegmentedControl,
  Stack,
  Text,
  Textarea,
  TextInput,
} from '@mantine/core'
import { type ReactNode, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { z } from 'zod'
import { optionalDate } from '../../../electron/contract/base.ts'
import { asksFollowUp, longestSuggestion, type ReturnCard, returnFields } from '../../../electron/contract/returns.ts'
import {
  type ReturnAttitude,
  type ReturnOutcome,
  returnAttitudes,
  returnOutcomes,
} from '../../../electron/contract/returnWords.ts'
import { client } from '../../api/client.ts'
import { useOffice } from '../../api/session.ts'
import { Keys, useCommands } from '../../app/commands.tsx'
import { DateField } from '../../ui/DateField.tsx'
import { formatMoney } from '../../ui/format.ts'
import { useRecordForm } from '../../ui/recordForm.tsx'
import { requestKey } from '../../ui/requestKey.ts'
import { sayDone } from '../../ui/write.ts'

/** The day and the time to call again are two fields here. */
const callForm = returnFields.extend({ callbackAt: optionalDate, callbackTime: z.string() })
type CallValues = Omit<z.infer<typeof callForm>, 'outcome'> & { outcome: ReturnOutcome | null } & Record<
    string,
    unknown
  >

const outcomeKeys: Readonly<Record<ReturnOutcome, string>> = {
  reached: 'r',
  unreachable: 'u',
  refused: 'x',
  callback: 'b',
}
const attitudeKeys: Readonly<Record<ReturnAttitude, string>> = { satisfied: 'a', 'so-so': 's', dissatisfied: 'd' }
const scores = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10] as const

const empty: CallValues = {
  outcome: null,
  callbackAt: null,
  callbackTime: '',
  solved: null,
  attitude: null,
  tookMoney: null,
  score: null,
  suggestion: '',
  followUp: false,
  remind: false,
}

/** One call by keyboard alone: what came of it, the answers, and on to the next. */
export function CallForm({ card, onDone }: { readonly card: ReturnCard; readonly onDone: () => void }) {
  const { t } = useTranslation()
  const { today } = useOffice()
  const [key] = useState(requestKey)
  const suggestion = useRef<HTMLTextAreaElement>(null)
  const record = useRecordForm<CallValues>({
    schema: callForm,
    record: { version: card.version, values: empty },
    reload: async () => ({ version: (await client.returns.card({ id: card.id })).version, values: empty }),
    save: ({ version, values }) => {
      const { callbackTime, ...fields } = callForm.parse(values)
      const reached = fields.outcome === 'reached'
      return client.returns.record({
        ...fields,
        id: card.id,
        version,
        callbackAt: fields.callbackAt && `${fields.callbackAt} ${callbackTime.padStart(5, '0')}`,
        followUp: fields.followUp && reached && asksFollowUp(fields),
        remind: fields.remind && reached && card.owed > 0,
        requestKey: key,
      })
    },
    onSaved: () => {
      sayDone(t('returns:recorded', { number: card.number }))
      onDone()
    },
  })
  const { form, submit, busy, notice } = record
  const { values } = form
  const reached = values.outcome === 'reached'
  const set = (patch: Partial<CallValues>) => form.setValues(patch)
  const choose = (outcome: ReturnOutcome) => set({ outcome, callbackAt: outcome === 'callback' ? today : null })
  // What is not solved is done again, unless the clerk says otherwise.
  const solve = (solved: boolean) => set({ solved, followUp: !solved })
  const answers = reached
    ? [
        { key: 'y', label: t('returns:solved'), run: () => solve(true) },
        { key: 'n', label: t('returns:notSolved'), run: () => solve(false) },
        ...returnAttitudes.map((attitude) => ({
          key: attitudeKeys[attitude],
          label: t(`vocabulary:returnAttitude.${attitude}`),
          run: () => set({ attitude }),
        })),
        { key: 'm', label: t('returns:tookMoney'), run: () => set({ tookMoney: values.tookMoney !== true }) },
        ...scores.map((score) => ({
          key: String(score % 10),
          label: t('returns:scoreOf', { count: score }),
          run: () => set({ score }),
        })),
        { key: 'o', label: t(`returns:followUpOf.${card.subject}`), run: () => set({ followUp: !values.followUp }) },
        { key: 'p', label: t('returns:remind'), run: () => set({ remind: !values.remind }) },
      ]
    : []
  useCommands([
    ...returnOutcomes.map((outcome) => ({
      key: outcomeKeys[outcome],
      label: t(`vocabulary:returnOutcome.${outcome}`),
      run: () => choose(outcome),
    })),
    ...answers,
    { key: 't', label: t('lists:returnVisits.columns.suggestion'), run: () => suggestion.current?.focus() },
    { key: 'mod+enter', label: t('returns:save'), run: () => submit() },
  ])
  return (
    <Paper p="md" component="section" aria-label={t('returns:call')}>
      <form onSubmit={submit} noValidate>
        <Stack gap="sm">
          {notice}
          <Answer
            label={t('returns:outcome')}
            error={form.errors.outcome}
            value={values.outcome ?? ''}
            data={returnOutcomes.map((value) => ({
              value,
              label: t(`vocabulary:returnOutcome.${value}`),
              key: outcomeKeys[value],
            }))}
            onChange={(value) => choose(value as ReturnOutcome)}
          />
          {values.outcome === 'callback' && (
            <Group align="flex-start">
              <DateField
                label={t('lists:returnVisits.columns.callbackAt')}
                minDate={today}
                w={160}
                {...form.getInputProps('callbackAt')}
                data-testid="callback-on"
              />
              <TextInput
                label={t('returns:time')}
                placeholder="16:30"
                w={100}
                {...form.getInputProps('callbackTime')}
                data-testid="callback-time"
              />
            </Group>
          )}
          {reached && (
            <>
              <Group gap="xl" align="flex-start">
                <Answer
                  label={t('lists:returnVisits.columns.solved')}
                  error={form.errors.solved}
                  value={values.solved === null ? '' : values.solved ? 'yes' : 'no'}
                  data={[
                    { value: 'yes', label: t('vocabulary:yesNo.yes'), key: 'y' },
                    { value: 'no', label: t('vocabulary:yesNo.no'), key: 'n' },
                  ]}
                  onChange={(value) => solve(value === 'yes')}
                />
                <Answer
                  label={t('lists:returnVisits.columns.attitude')}
                  error={form.errors.attitude}
                  value={values.attitude ?? ''}
                  data={returnAttitudes.map((value) => ({
                    value,
                    label: t(`vocabulary:returnAttitude.${value}`),
                    key: attitudeKeys[value],
                  }))}
                  onChange={(value) => set({ attitude: value as ReturnAttitude })}
                />
                <Answer
                  label={t('returns:tookMoney')}
                  value={values.tookMoney === null ? '' : values.tookMoney ? 'yes' : 'no'}
                  data={[
                    { value: 'yes', label: t('vocabulary:yesNo.yes'), key: 'm' },
                    { value: 'no', label: t('vocabulary:yesNo.no') },
                  ]}
                  onChange={(value) => set({ tookMoney: value === 'yes' })}
                />
              </Group>
              <Answer
                label={t('lists:returnVisits.columns.score')}
                error={form.errors.score}
                value={values.score === null ? '' : String(values.score)}
                data={scores.map((score) => ({ value: String(score), label: String(score) }))}
                hint={t('returns:scoreHint')}
                onChange={(value) => set({ score: Number(value) })}
              />
            </>
          )}
          <Textarea
            ref={suggestion}
            label={
              <Group gap={6} component="span">
                {t('lists:returnVisits.columns.suggestion')}
                <Keys of="t" />
              </Group>
            }
            maxLength={longestSuggestion}
            autosize
            minRows={2}
            maxRows={8}
            {...form.getInputProps('suggestion')}
            onKeyDown={(event) => event.key === 'Escape' && event.currentTarget.blur()}
            data-testid="suggestion"
          />
          {reached && asksFollowUp(values) && (
            <Alert color="orange" data-testid="offer-follow-up">
              <Checkbox
                label={<Labelled text={t(`returns:followUpOf.${card.subject}`)} of="o" />}
                {...form.getInputProps('followUp', { type: 'checkbox' })}
                data-testid="follow-up"
              />
            </Alert>
          )}
          {reached && values.attitude === 'satisfied' && card.owed > 0 && (
            <Alert color="blue" data-testid="offer-reminder">
              <Text size="sm" mb={6}>
                {t('returns:owes', { amount: formatMoney(card.owed) })}
              </Text>
              <Checkbox
                label={<Labelled text={t('returns:remind')} of="p" />}
                {...form.getInputProps('remind', { type: 'checkbox' })}
                data-testid="remind"
              />
            </Alert>
          )}
          <Group justify="flex-end">
            <Button type="submit" loading={busy} rightSection={<Keys of="mod+enter" />} data-testid="record">
              {t('returns:save')}
            </Button>
          </Group>
        </Stack>
      </form>
    </Paper>
  )
}

function Labelled({ text, of }: { readonly text: string; readonly of: string }) {
  return (
    <Group gap={6} component="span">
      {text}
      <Keys of={of} />
    </Group>
  )
}

/** A choice of few with the key of each beside it; nothing is chosen at first. */
function Answer(props: {
  readonly label: string
  readonly value: string
  readonly data: readonly { readonly value: string; readonly label: string; readonly key?: string }[]
  readonly hint?: string
  readonly error?: ReactNode
  readonly onChange: (value: string) => void
}) {
  return (
    <div>
      <Group gap={8} mb={4} align="baseline">
        <Text size="sm" fw={500}>
          {props.label}
        </Text>
        {props.hint && (
          <Text size="xs" c="dimmed">
            {props.hint}
          </Text>
        )}
      </Group>
      <SegmentedControl
        size="sm"
        aria-label={props.label}
        value={props.value}
        onChange={props.onChange}
        data={props.data.map(({ value, label, key }) => ({
          value,
          label: key ? (
            <Group gap={6} wrap="nowrap" justify="center">
              {label}
              <Kbd size="xs">{key.toUpperCase()}</Kbd>
            </Group>
          ) : (
            label
          ),
        }))}
      />
      {props.error && (
        <Text size="xs" c="red.8" role="alert" mt={4}>
          {props.error}
        </Text>
      )}
    </div>
  )
}
