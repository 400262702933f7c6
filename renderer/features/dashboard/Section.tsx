import { Paper, Title } from '@mantine/core'
import type { ReactNode } from 'react'
import classes from './Dashboard.module.css'

/** One part of the dashboard under its name, with the way to all of it at the right. */
export function Section(props: { readonly title: string; readonly all?: ReactNode; readonly children: ReactNode }) {
  return (
    <Paper component="section" aria-label={props.title} px="md" py="sm" className="keep-together">
      <div className={classes.head}>
        <Title order={2}>{props.title}</Title>
        {props.all}
      </div>
      {props.children}
    </Paper>
  )
}
