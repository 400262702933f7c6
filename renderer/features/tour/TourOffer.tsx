import { Button, Paper, Text } from '@mantine/core'
import { IconMap2 } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { useTourSeen } from './seen.ts'
import classes from './tour.module.css'
import { startTour } from './tourDoor.ts'
import { useTourWords } from './words.ts'

/** The first card of a sample office's dashboard: offers the tour until this person has taken or dismissed it. */
export function TourOffer() {
  const { t } = useTranslation()
  const [, dismiss] = useTourSeen()
  const hasWords = useTourWords()
  return (
    <Paper component="section" px="md" py="xs" className={`${classes.offer} no-print`} data-testid="tour-offer">
      {hasWords && (
        <>
          <div>
            <Text fw={600}>{t('tour:offer.title')}</Text>
            <Text size="sm" c="dimmed">
              {t('tour:offer.text')}
            </Text>
          </div>
          <Button variant="default" onClick={dismiss} data-testid="tour-dismiss">
            {t('tour:offer.dismiss')}
          </Button>
          <Button
            leftSection={<IconMap2 size={16} />}
            onClick={() => {
              dismiss()
              startTour()
            }}
            data-testid="tour-start"
          >
            {t('tour:offer.start')}
          </Button>
        </>
      )}
    </Paper>
  )
}
