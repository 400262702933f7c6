import { Anchor, Highlight, Stack, Text } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { passagesWith, wordsOf } from './passages.ts'
import { useWholeManual } from './topics.ts'

/** The passages of the manual that hold what was typed; each opens its topic. */
export function FoundInManual(props: { readonly wanted: string; readonly onTopic: (topic: string) => void }) {
  const { t } = useTranslation()
  const manual = useWholeManual()
  if (!manual) return null
  const found = passagesWith(props.wanted, manual)
  if (found.length === 0) {
    return (
      <Text size="sm" c="dimmed" role="status">
        {t('manual:nothing', { text: props.wanted })}
      </Text>
    )
  }
  return (
    <Stack gap="sm" role="status">
      {found.map((passage) => (
        <div key={`${passage.topic}-${passage.heading}-${passage.line}`} data-testid="manual-found">
          <Anchor component="button" type="button" size="sm" fw={600} onClick={() => props.onTopic(passage.topic)}>
            {t(`manual:topics.${passage.topic}`)}
            {passage.heading && ` › ${passage.heading}`}
          </Anchor>
          <Highlight highlight={wordsOf(props.wanted)} size="sm">
            {passage.line}
          </Highlight>
        </div>
      ))}
    </Stack>
  )
}
