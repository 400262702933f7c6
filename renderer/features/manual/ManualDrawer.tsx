import { Button, Drawer, Select, Text, TextInput } from '@mantine/core'
import { IconMap2, IconSearch } from '@tabler/icons-react'
import { useLocation } from '@tanstack/react-router'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useOffice } from '../../api/session.ts'
import { startTour } from '../tour/tourDoor.ts'
import { FoundInManual } from './FoundInManual.tsx'
import { Markdown } from './Markdown.tsx'
import { isTopic, pictureIn, type Topic, topicOf, topics, useTopicText } from './topics.ts'

/** The manual beside the work, open at the page one is on. */
export function ManualDrawer({ onClose }: { readonly onClose: () => void }) {
  const { t, i18n } = useTranslation()
  const { pathname, search } = useLocation()
  const [topic, setTopic] = useState<Topic>(topicOf(pathname, search.tab))
  const [wanted, setWanted] = useState('')
  const [isLarge, setLarge] = useState(false)
  const text = useTopicText(topic)
  const { sample } = useOffice()

  function turnTo(next: string): void {
    if (!isTopic(next)) return
    setTopic(next)
    setWanted('')
  }

  return (
    <Drawer
      opened
      onClose={onClose}
      position="right"
      size={isLarge ? 1100 : 480}
      title={t('manual:title')}
      overlayProps={{ backgroundOpacity: 0.15 }}
      closeButtonProps={{ 'aria-label': t('common:close') }}
    >
      <TextInput
        type="search"
        aria-label={t('manual:find')}
        placeholder={t('manual:find')}
        leftSection={<IconSearch size={15} />}
        value={wanted}
        onChange={(event) => setWanted(event.currentTarget.value)}
        mb={8}
        data-testid="manual-find"
      />
      <Select
        aria-label={t('manual:topic')}
        allowDeselect={false}
        data={topics.map((one) => ({ value: one, label: t(`manual:topics.${one}`) }))}
        value={topic}
        onChange={(value) => value && turnTo(value)}
        mb="md"
        data-testid="manual-topic"
      />
      {sample && (
        <Button
          fullWidth
          variant="light"
          mb="md"
          leftSection={<IconMap2 size={16} />}
          onClick={() => {
            onClose()
            startTour()
          }}
          data-testid="manual-tour"
        >
          {t('manual:tour')}
        </Button>
      )}
      {wanted.trim() !== '' ? (
        <FoundInManual wanted={wanted.trim()} onTopic={turnTo} />
      ) : text === undefined ? (
        <Text size="sm" c="dimmed" className="late">
          {t('common:faces.loading')}
        </Text>
      ) : (
        <Markdown
          text={text}
          onTopic={turnTo}
          pictureOf={(name) => pictureIn(i18n.language, name)}
          isLarge={isLarge}
          onEnlarge={() => setLarge(!isLarge)}
        />
      )}
    </Drawer>
  )
}
