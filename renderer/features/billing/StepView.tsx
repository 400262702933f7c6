import { Alert, Group, Stack, Text } from '@mantine/core'
import { IconCircleCheck } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { formatCount, formatMoney } from '../../ui/format.ts'
import { LinkButton } from '../../ui/links.tsx'
import { TaskProgress } from '../../ui/TaskProgress.tsx'
import type { useChecking } from './checking.ts'
import { Preview } from './Preview.tsx'

/** Everything of a run after its form: working it out, the preview, publishing, what came of it. */
export function StepView({ checking }: { readonly checking: ReturnType<typeof useChecking> }) {
  const { t } = useTranslation()
  const { step } = checking
  switch (step.at) {
    case 'form':
      return null
    case 'checking':
    case 'publishing':
      return (
        <Stack gap="sm" maw={560} pt="xl" mx="auto" w="100%">
          <TaskProgress key={step.taskId} taskId={step.taskId} onEnd={checking.ended} />
          {step.at === 'publishing' && (
            <Text size="sm" c="dimmed">
              {t('billing:run.publishingHint')}
            </Text>
          )}
        </Stack>
      )
    case 'preview':
      return (
        <Preview taskId={step.taskId} problem={step.problem} onPublish={checking.publish} onBack={checking.restart} />
      )
    case 'done':
      return (
        <Stack maw={560} pt="xl" mx="auto" w="100%">
          <Alert color="teal" icon={<IconCircleCheck size={18} />} role="status" data-testid="published">
            {t('billing:run.done', {
              charges: formatCount(step.published.charges),
              amount: formatMoney(step.published.amount),
            })}
          </Alert>
          <Group gap={8}>
            <LinkButton to="/billing/charges" search={{ run: step.published.id, sort: 'room' }} data-autofocus>
              {t('billing:run.seeCharges')}
            </LinkButton>
            <LinkButton to="/billing" variant="default">
              {t('billing:run.back')}
            </LinkButton>
          </Group>
        </Stack>
      )
  }
}
