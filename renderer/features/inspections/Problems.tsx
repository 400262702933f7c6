import {
  ActionIcon,
  Button,
  Checkbox,
  Group,
  Paper,
  Select,
  Stack,
  Text,
  Textarea,
  TextInput,
  Title,
} from '@mantine/core'
import type { UseFormReturnType } from '@mantine/form'
import { IconPlus, IconTool, IconTrash } from '@tabler/icons-react'
import { useEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import type { ProblemDetail, ProblemFields } from '../../../electron/contract/inspections.ts'
import { codesOf, trades } from '../../../electron/contract/vocabulary.ts'
import { orpc } from '../../api/client.ts'
import { useMay } from '../../api/session.ts'
import { LinkAnchor } from '../../ui/links.tsx'
import { useWrite } from '../../ui/write.ts'

/** Points of a round that a problem may be found at. */
type Points = readonly { readonly id: number; readonly name: string }[]

/** Problems found on the way, a line each; a job comes of a line that is ticked. */
export function ProblemLines<Values extends { problems: ProblemFields[] } & Record<string, unknown>>(props: {
  readonly form: UseFormReturnType<Values>
  readonly points?: Points
}) {
  const { t } = useTranslation()
  const { points } = props
  const form = props.form as unknown as UseFormReturnType<{ problems: ProblemFields[] }>
  const lines = useRef<HTMLDivElement>(null)
  const added = useRef(false)
  // A line that was asked for is typed into next.
  useEffect(() => {
    if (!added.current) return
    added.current = false
    lines.current?.querySelector<HTMLElement>('[data-last] textarea')?.focus()
  })
  return (
    <Stack gap="xs" ref={lines}>
      {form.values.problems.map((problem, index) => (
        <Group
          // biome-ignore lint/suspicious/noArrayIndexKey: problems have no name of their own before they are saved
          key={index}
          align="flex-start"
          gap={8}
          wrap="nowrap"
          data-last={index === form.values.problems.length - 1 || undefined}
        >
          {points ? (
            <Select
              w={150}
              aria-label={t('inspections:at')}
              placeholder={t('inspections:at')}
              clearable
              data={points.map(({ id, name }) => ({ value: String(id), label: name }))}
              value={problem.pointId === null ? null : String(problem.pointId)}
              onChange={(value) =>
                form.setFieldValue(`problems.${index}.pointId`, value === null ? null : Number(value))
              }
            />
          ) : (
            <TextInput
              w={150}
              aria-label={t('inspections:at')}
              placeholder={t('inspections:at')}
              maxLength={120}
              {...form.getInputProps(`problems.${index}.place`)}
            />
          )}
          <Textarea
            flex={1}
            aria-label={t('inspections:content')}
            placeholder={t('inspections:content')}
            autosize
            minRows={1}
            maxRows={5}
            {...form.getInputProps(`problems.${index}.content`)}
            data-testid="problem-content"
          />
          <Select
            w={104}
            aria-label={t('lists:jobs.columns.trade')}
            allowDeselect={false}
            data={codesOf(trades).map((value) => ({ value, label: t(`vocabulary:trade.${value}`) }))}
            {...form.getInputProps(`problems.${index}.trade`)}
          />
          <Checkbox
            mt={8}
            label={t('inspections:toJob')}
            {...form.getInputProps(`problems.${index}.toJob`, { type: 'checkbox' })}
          />
          <ActionIcon
            size="lg"
            variant="default"
            aria-label={t('inspections:removeProblem')}
            onClick={() => form.removeListItem('problems', index)}
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
          onClick={() => {
            added.current = true
            form.insertListItem('problems', { pointId: null, place: '', content: '', trade: 'other', toJob: true })
          }}
          data-testid="add-problem"
        >
          {t('inspections:addProblem')}
        </Button>
      </div>
    </Stack>
  )
}

/** Problems that were found, each with its job or the way to one. */
export function ProblemList({ problems }: { readonly problems: readonly ProblemDetail[] }) {
  const { t } = useTranslation()
  const mayMake = useMay('inspections.problemToJob')
  const make = useWrite(orpc.inspections.problemToJob, {
    done: (job) => t('inspections:madeJob', { number: job.number }),
  })
  return (
    <Paper p="md" component="section" aria-label={t('inspections:problems')}>
      <Title order={2} mb="xs">
        {t('inspections:problems')}
      </Title>
      {problems.length === 0 && (
        <Text size="sm" c="dimmed">
          {t('inspections:noProblems')}
        </Text>
      )}
      <Stack gap={6}>
        {problems.map((problem) => (
          <Group key={problem.id} justify="space-between" wrap="nowrap" data-testid="problem">
            <Text size="sm">
              {problem.place}
              {problem.place && ' · '}
              {problem.content}
            </Text>
            {problem.jobId !== null ? (
              <LinkAnchor to="/jobs/$id" params={{ id: String(problem.jobId) }} className="figure">
                {problem.jobNumber}
              </LinkAnchor>
            ) : (
              mayMake && (
                <Button
                  size="xs"
                  variant="default"
                  className="no-print"
                  leftSection={<IconTool size={14} />}
                  loading={make.isPending}
                  onClick={() => make.mutate({ id: problem.id, version: problem.version })}
                  data-testid="to-job"
                >
                  {t('inspections:toJob')}
                </Button>
              )
            )}
          </Group>
        ))}
      </Stack>
    </Paper>
  )
}
