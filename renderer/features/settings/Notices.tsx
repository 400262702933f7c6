import { Accordion, Button, Modal, Text } from '@mantine/core'
import { IconLicense } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Loaded } from '../../ui/Faces.tsx'
import classes from './settings.module.css'

interface Notice {
  readonly name: string
  readonly version: string
  readonly licence: string
  readonly text: string
}

/** Whose work is packed into the application; the file is made by the build. */
export function NoticesButton() {
  const { t } = useTranslation()
  const [isOpen, setOpen] = useState(false)
  return (
    <>
      <Button
        variant="default"
        leftSection={<IconLicense size={16} />}
        onClick={() => setOpen(true)}
        data-testid="notices"
      >
        {t('settings:about.notices')}
      </Button>
      <Modal opened={isOpen} onClose={() => setOpen(false)} title={t('settings:about.notices')} size="lg">
        <Notices />
      </Modal>
    </>
  )
}

function Notices() {
  const { t } = useTranslation()
  const query = useQuery({
    queryKey: ['notices'],
    queryFn: async () => (await (await fetch('/notices.json')).json()) as readonly Notice[],
    staleTime: Number.POSITIVE_INFINITY,
  })
  return (
    <Loaded query={query}>
      {(notices) => (
        <>
          <Text size="sm" c="dimmed" mb="sm">
            {t('settings:about.noticesText', { count: notices.length })}
          </Text>
          <Accordion variant="contained" chevronPosition="left" keepMounted={false}>
            {notices.map(({ name, version, licence, text }) => (
              <Accordion.Item key={`${name} ${version}`} value={`${name} ${version}`}>
                <Accordion.Control>
                  {name} {version}
                  <Text span c="dimmed" size="sm" ml="sm">
                    {licence}
                  </Text>
                </Accordion.Control>
                <Accordion.Panel>
                  <pre className={classes.notice}>{text || licence}</pre>
                </Accordion.Panel>
              </Accordion.Item>
            ))}
          </Accordion>
        </>
      )}
    </Loaded>
  )
}
