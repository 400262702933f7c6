import { Box, Breadcrumbs, Group, Text, Title } from '@mantine/core'
import { useLocation } from '@tanstack/react-router'
import { type ReactNode, useEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { useActor, useOffice } from '../api/session.ts'
import { type Goal, LinkAnchor } from './links.tsx'
import classes from './Page.module.css'

/** A step back up: `{ label: '房屋档案', link: { to: '/estate' } }`. */
export interface Crumb {
  readonly label: string
  readonly link: Goal
}

interface PageProps {
  readonly title: string
  /** Beside the title, quiet: a place, a count, a date. */
  readonly subtitle?: ReactNode
  readonly crumbs?: readonly Crumb[]
  /** Buttons at the right of the title. */
  readonly actions?: ReactNode
  /** The content fills the window and scrolls inside itself: lists. */
  readonly fill?: boolean
  /** The content is a form with paper of its own: head and title are not printed. */
  readonly ownPaper?: boolean
  readonly children: ReactNode
}

/** Title, actions and content of a page. The title takes the focus when one arrives, so that it is read out. */
export function Page({ title, subtitle, crumbs = [], actions, fill, ownPaper, children }: PageProps): ReactNode {
  const { t } = useTranslation()
  const heading = useRef<HTMLHeadingElement>(null)
  const path = useLocation({ select: (location) => location.pathname })
  useEffect(() => {
    document.title = `${title} · ${t('common:appName')}`
  }, [title, t])
  const arrived = useRef<string>(null)
  useEffect(() => {
    // Another unit in the same page is an arrival too.
    if (arrived.current === path) return
    arrived.current = path
    const active = document.activeElement
    const inPage = heading.current?.closest('main')?.contains(active) && active?.tagName !== 'MAIN'
    // A search that is being typed keeps the focus, and so does a field of the page that asked for it.
    if (!inPage && !(active instanceof HTMLInputElement)) heading.current?.focus({ preventScroll: true })
  }, [path])
  return (
    <Box className={fill ? classes.fill : classes.page}>
      {!ownPaper && <PrintHead />}
      <Group
        justify="space-between"
        align="flex-end"
        wrap="nowrap"
        gap="md"
        className={`${classes.head} ${ownPaper ? 'no-print' : ''}`}
      >
        <Box miw={0}>
          {crumbs.length > 0 && (
            <Breadcrumbs separator="›" separatorMargin={6} fz="xs" className="no-print">
              {crumbs.map((crumb) => (
                <LinkAnchor key={crumb.label} {...crumb.link} size="xs" c="dimmed">
                  {crumb.label}
                </LinkAnchor>
              ))}
            </Breadcrumbs>
          )}
          <Group gap="sm" align="baseline" wrap="nowrap" miw={0}>
            <Title order={1} ref={heading} tabIndex={-1} className={classes.title}>
              {title}
            </Title>
            {subtitle && (
              <Text component="div" size="sm" c="dimmed" truncate>
                {subtitle}
              </Text>
            )}
          </Group>
        </Box>
        {actions && (
          <Group gap={8} wrap="nowrap" className="no-print">
            {actions}
          </Group>
        )}
      </Group>
      <Box className={fill ? classes.fillBody : classes.body}>{children}</Box>
    </Box>
  )
}

/** On paper: whose paper it is, of which day, and who printed it. */
function PrintHead() {
  const { t } = useTranslation()
  const office = useOffice()
  const actor = useActor()
  return (
    <div className={`only-print ${classes.printHead}`}>
      {office.name} · {t('common:printedOn', { date: office.today, name: actor?.name ?? '' })}
    </div>
  )
}
