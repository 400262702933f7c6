import { Box, Group, Paper, Stack, Text, Title } from '@mantine/core'
import { type ReactNode, useEffect } from 'react'
import { useTranslation } from 'react-i18next'
import { useOfficeState } from '../../api/session.ts'
import { LanguageSwitch, LookSwitch } from '../../app/personal.tsx'
import classes from './Frame.module.css'

/** What the pages before the shell share: the application's name, language and look, and one card in the middle. */
export function Frame(props: {
  readonly title: string
  readonly subtitle?: ReactNode
  readonly wide?: boolean
  readonly children: ReactNode
}): ReactNode {
  const { t } = useTranslation()
  const version = useOfficeState().data?.version
  useEffect(() => {
    const before = document.title
    document.title = `${props.title} · ${t('common:appName')}`
    return () => {
      document.title = before
    }
  }, [props.title, t])
  return (
    <div className={classes.page}>
      <Group justify="space-between" component="header" className={classes.top}>
        <Text fw={700} size="md" className={classes.mark}>
          {t('common:appName')}
        </Text>
        <Group gap={6}>
          <LanguageSwitch />
          <LookSwitch />
        </Group>
      </Group>
      <Box component="main" className={classes.middle}>
        <Paper className={classes.card} data-wide={props.wide} p="xl">
          <Stack gap="md">
            <div>
              <Title order={1}>{props.title}</Title>
              {props.subtitle && (
                <Text component="div" size="sm" c="dimmed" mt={4}>
                  {props.subtitle}
                </Text>
              )}
            </div>
            {props.children}
          </Stack>
        </Paper>
      </Box>
      <Text component="footer" size="xs" c="dimmed" ta="center" pb="sm">
        {version && t('common:version', { version })}
      </Text>
    </div>
  )
}
