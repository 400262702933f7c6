import { Group, Paper, Stack, Text, Title } from '@mantine/core'
import type { ReactNode } from 'react'

export interface Step {
  readonly id: number | string
  readonly at: string
  readonly what: string
  readonly words: ReactNode
  readonly actor: string
}

/** Every step of a case so far: when, what, the words that go with it, and who. */
export function StepList(props: {
  readonly title: string
  /** Where there are none. */
  readonly none: string
  readonly steps: readonly Step[]
}) {
  return (
    <Paper p="md" component="section" aria-label={props.title}>
      <Title order={2} mb="xs">
        {props.title}
      </Title>
      <Stack gap={6}>
        {props.steps.length === 0 && (
          <Text size="sm" c="dimmed">
            {props.none}
          </Text>
        )}
        {props.steps.map((step) => (
          <Group key={step.id} gap="sm" wrap="nowrap" align="baseline" data-testid="step">
            <Text size="sm" className="figure" c="dimmed" style={{ whiteSpace: 'nowrap' }}>
              {step.at}
            </Text>
            <Text size="sm" fw={600} style={{ whiteSpace: 'nowrap' }}>
              {step.what}
            </Text>
            <Text size="sm" style={{ overflowWrap: 'anywhere' }}>
              {step.words}
            </Text>
            <Text size="xs" c="dimmed" ml="auto" style={{ whiteSpace: 'nowrap' }}>
              {step.actor}
            </Text>
          </Group>
        ))}
      </Stack>
    </Paper>
  )
}
