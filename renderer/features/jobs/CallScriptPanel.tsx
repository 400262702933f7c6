import { Paper, Text, Title } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { filledIn } from '../../../electron/contract/intake.ts'
import { orpc } from '../../api/client.ts'
import type { Call, Told } from './call.ts'
import classes from './jobs.module.css'

/** What to say: the greeting of the day, the read-back with what is known by now, the closing words. */
export function CallScriptPanel({ call, told }: { readonly call: Call; readonly told: Told }) {
  const { t } = useTranslation()
  const { data } = useQuery(orpc.intake.words.queryOptions())
  if (!data) return null
  const known = {
    // 1栋102 and 7栋大堂 are no 1栋1027栋大堂.
    address: [
      call.area,
      call.unit,
      /^\d/.test(told.place) && call.unit ? t('common:listSeparator') : '',
      told.place,
    ].join(''),
    name: call.caller,
    phone: call.phone || call.maskedPhone,
    content: told.content.slice(0, 60),
  }
  return (
    <Paper withBorder p="sm" component="section" aria-label={t('jobs:script.title')} data-testid="script">
      <Title order={3} size="sm" mb={4}>
        {t('jobs:script.title')}
      </Title>
      <Text size="sm" className={classes.said}>
        {data.greeting}
      </Text>
      <Text size="sm" mt={6} className={classes.said} data-testid="read-back">
        {filledIn(data.script.readBack, known)}
      </Text>
      <Text size="sm" mt={6} c="dimmed" className={classes.said}>
        {data.script.closing}
      </Text>
    </Paper>
  )
}
