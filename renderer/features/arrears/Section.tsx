import { Group, Paper, Text, Title } from '@mantine/core'
import type { ReactNode } from 'react'

/** A named part of a unit's arrears; says so where it is empty. */
export function Section(props: {
  readonly title: string
  readonly aside?: ReactNode
  /** What stands here while there is nothing. */
  readonly none?: string | false
  readonly children?: ReactNode
}) {
  return (
    <Paper component="section" aria-label={props.title} p="sm">
      <Group justify="space-between" wrap="nowrap" mb={4} mih={28}>
        <Title order={2}>{props.title}</Title>
        {props.aside}
      </Group>
      {props.none ? (
        <Text size="sm" c="dimmed">
          {props.none}
        </Text>
      ) : (
        props.children
      )}
    </Paper>
  )
}
