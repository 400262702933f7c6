import { Button, Group, Paper, SegmentedControl, Stack, Text, Title, useMantineColorScheme } from '@mantine/core'
import { IconStethoscope, IconSwitchHorizontal } from '@tabler/icons-react'
import { useMutation, useQuery } from '@tanstack/react-query'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { type ReactNode, useEffect } from 'react'
import { useTranslation } from 'react-i18next'
import { client, orpc } from '../../api/client.ts'
import { forgetEverything } from '../../api/query.ts'
import { useMay, useOffice, useOfficeState } from '../../api/session.ts'
import { LanguageSwitch } from '../../app/personal.tsx'
import { askConfirm } from '../../ui/ConfirmReason.tsx'
import { useExport } from '../../ui/exporting.tsx'
import { FactTable } from '../../ui/FactTable.tsx'
import { sayError } from '../../ui/write.ts'
import { NoticesButton } from './Notices.tsx'
import classes from './settings.module.css'
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
      <Paper component="section" aria-label={t('settings:about.support')}>
        <Title order={2} mb={4}>
          {t('settings:about.support')}
        </Title>
        <Support />
      </Paper>
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

/** What whoever helps asks for: versions, where things lie, and a report to send along. */
function Support() {
  const { t } = useTranslation()
  const about = useQuery(orpc.support.about.queryOptions()).data
  const path = (text: string | null | undefined) => <span className={classes.path}>{text}</span>
  return (
    <Stack gap="sm">
      <FactTable
        columns={1}
        facts={[
          { label: t('settings:about.schema'), value: about?.schema, figure: true },
          { label: 'SQLite', value: about?.sqlite, figure: true },
          { label: 'Electron', value: about?.electron, figure: true },
          { label: 'Node.js', value: about?.node, figure: true },
          { label: t('settings:about.system'), value: about?.system },
          { label: t('settings:about.licence'), value: 'MIT' },
          { label: t('settings:about.data'), value: path(about?.file) },
          { label: t('settings:about.logs'), value: path(about?.logs) },
        ]}
      />
      <Text size="sm" c="dimmed">
        {t('settings:about.reportText')}
      </Text>
      <Group gap={8}>
        <ReportButton />
        <NoticesButton />
      </Group>
    </Stack>
  )
}

/** The menu of the window asks for a report by the page's address. */
function ReportButton() {
  const { t, i18n } = useTranslation()
  const exporting = useExport()
  const { report } = useSearch({ from: '/settings' })
  const navigate = useNavigate({ from: '/settings' })
  const { run } = exporting
  const language = i18n.language === 'en' ? 'en' : 'zh'
  useEffect(() => {
    if (!report) return
    void navigate({ search: { tab: 'about' }, replace: true })
    run(() => client.support.report({ language }))
  }, [report, navigate, run, language])
  return (
    <>
      <Button
        leftSection={<IconStethoscope size={16} />}
        loading={exporting.busy}
        onClick={() => run(() => client.support.report({ language }))}
        data-testid="health-report"
      >
        {t('settings:about.report')}
      </Button>
      {exporting.dialog}
    </>
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
