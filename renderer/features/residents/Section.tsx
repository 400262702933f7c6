import { Group, Paper, Title } from '@mantine/core'
import type { ReactNode } from 'react'
import classes from './resident.module.css'

/** A named part of the card. */
export function Section(props: {
  readonly title: string
  readonly aside?: ReactNode
  readonly className?: string
  readonly children: ReactNode
}) {
  return (
    <Paper
      component="section"
      aria-label={props.title}
      p="sm"
      className={`${classes.section} ${props.className ?? ''}`}
    >
      <Group justify="space-between" wrap="nowrap" mb={4} mih={28}>
        <Title order={2}>{props.title}</Title>
        {props.aside && <div className="no-print">{props.aside}</div>}
      </Group>
      {props.children}
    </Paper>
  )
}
