import { Paper, Stack, Text, Title } from '@mantine/core'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { ProcedureName } from '../../../electron/contract/contract.ts'
import { useMay } from '../../api/session.ts'
import { LinkButton } from '../../ui/links.tsx'
import classes from './Dashboard.module.css'

/** An office without a single unit: what to do first, in which order. */
export function FirstSteps(): ReactNode {
  const { t } = useTranslation()
  return (
    <Paper component="section" aria-label={t('dashboard:first.title')} className={classes.steps} p="xl">
      <Title order={2} mb={4}>
        {t('dashboard:first.title')}
      </Title>
      <Text size="sm" c="dimmed" mb="md">
        {t('dashboard:first.text')}
      </Text>
      <Stack gap="md">
        <Step number={1} what="units" needs="imports.check">
          <LinkButton to="/imports" search={{ kind: 'units' }} variant="filled">
            {t('dashboard:first.units.action')}
          </LinkButton>
        </Step>
        <Step number={2} what="residents" needs="imports.check">
          <LinkButton to="/imports" search={{ kind: 'residents' }} variant="default">
            {t('dashboard:first.residents.action')}
          </LinkButton>
        </Step>
        <Step number={3} what="staff" needs="staff.create">
          <LinkButton to="/settings" variant="default">
            {t('dashboard:first.staff.action')}
          </LinkButton>
        </Step>
      </Stack>
    </Paper>
  )
}

function Step(props: {
  readonly number: number
  readonly what: 'units' | 'residents' | 'staff'
  readonly needs: ProcedureName
  readonly children: ReactNode
}) {
  const { t } = useTranslation()
  const may = useMay(props.needs)
  return (
    <div className={classes.step}>
      <span className={classes.number} aria-hidden>
        {props.number}
      </span>
      <div className={classes.words}>
        <Text fw={600}>{t(`dashboard:first.${props.what}.title`)}</Text>
        <Text size="sm" c="dimmed">
          {t(`dashboard:first.${props.what}.text`)}
        </Text>
      </div>
      {may && props.children}
    </div>
  )
}
