import { Drawer, Select, Text } from '@mantine/core'
import { useLocation } from '@tanstack/react-router'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Markdown } from './Markdown.tsx'
import { isTopic, type Topic, topicOf, topics, useTopicText } from './topics.ts'

/** The manual beside the work, open at the page one is on. */
export function ManualDrawer({ onClose }: { readonly onClose: () => void }) {
  const { t } = useTranslation()
  const path = useLocation({ select: (location) => location.pathname })
  const [topic, setTopic] = useState<Topic>(topicOf(path))
  const text = useTopicText(topic)
  return (
    <Drawer
      opened
      onClose={onClose}
      position="right"
      size={480}
      title={t('manual:title')}
      overlayProps={{ backgroundOpacity: 0.15 }}
      closeButtonProps={{ 'aria-label': t('common:close') }}
    >
      <Select
        aria-label={t('manual:topic')}
        allowDeselect={false}
        data={topics.map((one) => ({ value: one, label: t(`manual:topics.${one}`) }))}
        value={topic}
        onChange={(value) => value && isTopic(value) && setTopic(value)}
        mb="md"
        data-testid="manual-topic"
      />
      {text === undefined ? (
        <Text size="sm" c="dimmed" className="late">
          {t('common:faces.loading')}
        </Text>
      ) : (
        <Markdown text={text} onTopic={(wanted) => isTopic(wanted) && setTopic(wanted)} />
      )}
    </Drawer>
  )
}
