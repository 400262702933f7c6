import { Alert, Button, Group, Loader, Paper, SegmentedControl, Text } from '@mantine/core'
import { IconAlertTriangle, IconDownload, IconFileUpload, IconInfoCircle } from '@tabler/icons-react'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { type ImportKind, importKinds } from '../../../electron/contract/imports.ts'
import { client } from '../../api/client.ts'
import { Keys } from '../../app/commands.tsx'
import { ExportButton } from '../../ui/exporting.tsx'
import classes from './imports.module.css'

/** Which register, the blank workbook for it, and the file. */
export function ChooseFile(props: {
  readonly onChoose: () => void
  readonly notice?: string | undefined
  readonly refusal?: { readonly fileName: string; readonly text: string } | undefined
}) {
  const { t } = useTranslation()
  const { kind = 'units' } = useSearch({ from: '/imports' })
  const navigate = useNavigate({ from: '/imports' })
  const word = t(`vocabulary:importKind.${kind}`)
  return (
    <Paper p="sm" mb="sm" component="section" aria-label={t('imports:newImport')}>
      <Group gap="sm" mb="sm">
        <SegmentedControl
          size="sm"
          aria-label={t('imports:kind')}
          value={kind}
          onChange={(value) =>
            void navigate({ search: (old) => ({ ...old, kind: value as ImportKind }), replace: true })
          }
          data={importKinds.map((one) => ({ value: one, label: t(`vocabulary:importKind.${one}`) }))}
          // More than fit into a line where their words are long.
          styles={{ root: { flexWrap: 'wrap' }, control: { flex: 'none' } }}
          data-testid="kind"
        />
        <ExportButton
          start={() => client.imports.template({ kind })}
          label={t('imports:template', { kind: word })}
          icon={<IconDownload size={16} />}
          testId="template"
        />
        <Text size="sm" c="dimmed">
          {t(`imports:about.${kind}`)}
        </Text>
      </Group>
      {props.refusal && (
        <Alert
          color="red"
          mb="sm"
          role="alert"
          icon={<IconAlertTriangle size={18} />}
          title={t('imports:notRead', { file: props.refusal.fileName })}
          data-testid="refusal"
        >
          {props.refusal.text} {t('imports:unchangedSoFar')}
        </Alert>
      )}
      {props.notice && (
        <Alert color="gray" mb="sm" role="status" icon={<IconInfoCircle size={18} />} data-testid="notice">
          {props.notice}
        </Alert>
      )}
      <div className={classes.zone}>
        <Button leftSection={<IconFileUpload size={16} />} onClick={props.onChoose} data-testid="choose-file">
          {t('imports:chooseKindFile', { kind: word })}
        </Button>
        <Text size="sm">
          {t('imports:orDrop')} <Keys of="f" />
        </Text>
        <Text size="xs" c="dimmed">
          {t(kind === 'statements' ? 'imports:limitsOfStatements' : 'imports:limits')}
        </Text>
      </div>
    </Paper>
  )
}

/** While the file is on its way to the backend. */
export function Sending({ onStop }: { readonly onStop: () => void }) {
  const { t } = useTranslation()
  return (
    <Group justify="space-between" role="status">
      <Group gap={8}>
        <Loader size="xs" />
        <Text size="sm">{t('imports:sending')}</Text>
      </Group>
      <Button variant="default" size="xs" onClick={onStop}>
        {t('common:cancel')}
      </Button>
    </Group>
  )
}
