import { Paper, Text, Tooltip } from '@mantine/core'
import type { ReactNode } from 'react'
import { type Goal, LinkArea } from './links.tsx'
import classes from './Stat.module.css'

/** One figure with its name; where it has a link, it opens the records behind it. */
export function Stat(props: {
  readonly label: string
  readonly value: string
  readonly unit?: string
  /** Below the value: numerator / denominator, last year, a hint. */
  readonly note?: ReactNode
  /** What the figure counts. */
  readonly explained?: string
  readonly tone?: 'calm' | 'warning' | 'danger'
  readonly link?: Goal
  readonly testId?: string
}) {
  const content = (
    <>
      <Text size="sm" c="dimmed">
        {props.label}
      </Text>
      <Text
        component="div"
        className={`${classes.value} figure`}
        data-tone={props.tone ?? 'calm'}
        data-testid={props.testId}
      >
        {props.value}
        {props.unit && <span className={classes.unit}>{props.unit}</span>}
      </Text>
      {props.note && (
        <Text component="div" size="xs" c="dimmed" className="figure">
          {props.note}
        </Text>
      )}
    </>
  )
  const box = props.link ? (
    <LinkArea {...props.link} className={`${classes.stat} ${classes.link}`}>
      {content}
    </LinkArea>
  ) : (
    <Paper className={classes.stat}>{content}</Paper>
  )
  return props.explained ? (
    <Tooltip label={props.explained} multiline maw={320}>
      {box}
    </Tooltip>
  ) : (
    box
  )
}
