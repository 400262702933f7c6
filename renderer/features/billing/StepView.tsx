import { Alert, Group, Stack, Text } from '@mantine/core'
import { IconCircleCheck } from '@tabler/icons-react'
import { useEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { formatCount, formatMoney } from '../../ui/format.ts'
import { LinkButton } from '../../ui/links.tsx'
import { TaskProgress } from '../../ui/TaskProgress.tsx'
import type { Published, useChecking } from './checking.ts'
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
      return <Done published={step.published} />
  }
}

/** What was published, and the two ways on; the first of them has the focus. */
function Done({ published }: { readonly published: Published }) {
  const { t } = useTranslation()
  const next = useRef<HTMLAnchorElement>(null)
  useEffect(() => next.current?.focus(), [])
  return (
    <Stack maw={560} pt="xl" mx="auto" w="100%">
      <Alert color="teal" icon={<IconCircleCheck size={18} />} role="status" data-testid="published">
        {t('billing:run.done', { charges: formatCount(published.charges), amount: formatMoney(published.amount) })}
      </Alert>
      <Group gap={8}>
        <LinkButton ref={next} to="/billing/charges" search={{ run: published.id, sort: 'room' }}>
          {t('billing:run.seeCharges')}
        </LinkButton>
        <LinkButton to="/billing" variant="default">
          {t('billing:run.back')}
        </LinkButton>
      </Group>
    </Stack>
  )
}
