import { Button, Group, Paper, SegmentedControl, Stack, Text, Title, useMantineColorScheme } from '@mantine/core'
import { IconSwitchHorizontal } from '@tabler/icons-react'
import { useMutation } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { client } from '../../api/client.ts'
import { forgetEverything } from '../../api/query.ts'
import { useMay, useOffice, useOfficeState } from '../../api/session.ts'
import { LanguageSwitch } from '../../app/personal.tsx'
import { askConfirm } from '../../ui/ConfirmReason.tsx'
import { FactTable } from '../../ui/FactTable.tsx'
import { sayError } from '../../ui/write.ts'
import { UpdatesPanel } from './UpdatesPanel.tsx'

/** The program, the office file, and how this machine shows them. */
export function AboutTab() {
  const { t } = useTranslation()
  const office = useOffice()
  const version = useOfficeState().data?.version ?? ''
  return (
    <Stack gap="md" maw={640}>
      <Paper component="section" aria-label={t('settings:about.program')}>
        <Title order={2} mb={4}>
          {t('settings:about.program')}
        </Title>
        <FactTable
          columns={1}
          facts={[
            { label: t('settings:about.version'), value: <span data-testid="version">{version}</span> },
            { label: t('settings:about.file'), value: <span data-testid="office-file">{office.fileName}</span> },
            { label: t('settings:about.today'), value: office.today, figure: true },
            { label: t('settings:about.zone'), value: office.zone },
          ]}
        />
        <SwitchOffice />
      </Paper>
      {window.desk && <UpdatesPanel updates={window.desk.updates} />}
      <Paper component="section" aria-label={t('settings:about.display')}>
        <Title order={2} mb="sm">
          {t('settings:about.display')}
        </Title>
        <Stack gap="sm">
          <Choice label={t('common:language')}>
            <LanguageSwitch />
          </Choice>
          <Choice label={t('settings:about.look')}>
            <Look />
          </Choice>
        </Stack>
      </Paper>
    </Stack>
  )
}

function Choice({ label, children }: { readonly label: string; readonly children: ReactNode }) {
  return (
    <Group gap="md">
      <Text size="sm" c="dimmed" w={110}>
        {label}
      </Text>
      {children}
    </Group>
  )
}

function Look() {
  const { t } = useTranslation()
  const { colorScheme, setColorScheme } = useMantineColorScheme({ keepTransitions: true })
  return (
    <SegmentedControl
      size="xs"
      aria-label={t('settings:about.look')}
      value={colorScheme}
      onChange={(look) => setColorScheme(look as typeof colorScheme)}
      data={(['light', 'dark', 'auto'] as const).map((look) => ({
        value: look,
        label: t(`settings:about.looks.${look}`),
      }))}
      data-testid="look"
    />
  )
}

/** Closing the file goes back to the first page, where another can be opened. Everybody is signed out by it. */
function SwitchOffice() {
  const { t } = useTranslation()
  const may = useMay('office.close')
  const close = useMutation({
    mutationFn: () => client.office.close(),
    onSuccess: () => forgetEverything(),
    onError: sayError,
  })
  if (!may) {
    return (
      <Text size="sm" c="dimmed" mt="sm">
        {t('settings:about.switchNotAllowed')}
      </Text>
    )
  }
  const ask = async () => {
    const sure = await askConfirm({
      title: t('settings:about.switchTitle'),
      message: t('settings:about.switchText'),
      action: t('settings:about.switch'),
    })
    if (sure) close.mutate()
  }
  return (
    <Button
      mt="sm"
      variant="default"
      leftSection={<IconSwitchHorizontal size={16} />}
      loading={close.isPending}
      onClick={() => void ask()}
      data-testid="switch-office"
    >
      {t('settings:about.switch')}
    </Button>
  )
}
