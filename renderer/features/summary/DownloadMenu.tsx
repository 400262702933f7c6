import { Button, Kbd, Menu } from '@mantine/core'
import { IconChevronDown, IconDownload, IconFileSpreadsheet, IconFileText, IconFileTypeHtml } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import type { SummaryFormat } from '../../../electron/contract/exports.ts'
import type { ReportPeriod } from '../../../electron/contract/summary.ts'
import { client } from '../../api/client.ts'
import { useCommands } from '../../app/commands.tsx'
import { currentLanguage } from '../../app/i18n.ts'
import { useExport } from '../../ui/exporting.tsx'

const formats = [
  { format: 'xlsx', key: 'e', Icon: IconFileSpreadsheet },
  { format: 'docx', key: 'w', Icon: IconFileText },
  { format: 'html', key: 'h', Icon: IconFileTypeHtml },
] as const satisfies readonly { format: SummaryFormat; key: string; Icon: unknown }[]

/** The work report as a file: a workbook, a Word document or a page of HTML; each has its key. */
export function DownloadMenu({ period, disabled }: { readonly period: ReportPeriod; readonly disabled: boolean }) {
  const { t } = useTranslation()
  const exporting = useExport()
  const start = (format: SummaryFormat) => {
    if (disabled) return
    exporting.run(() => client.exports.summary({ ...period, format, language: currentLanguage() }))
  }
  useCommands(formats.map(({ format, key }) => ({ key, label: t(`downloads:as.${format}`), run: () => start(format) })))
  return (
    <>
      <Menu position="bottom-end">
        <Menu.Target>
          <Button
            variant="default"
            leftSection={<IconDownload size={16} />}
            rightSection={<IconChevronDown size={14} />}
            disabled={disabled}
            loading={exporting.busy}
            data-testid="download"
          >
            {t('downloads:button')}
          </Button>
        </Menu.Target>
        <Menu.Dropdown>
          {formats.map(({ format, key, Icon }) => (
            <Menu.Item
              key={format}
              leftSection={<Icon size={16} />}
              rightSection={<Kbd size="xs">{key.toUpperCase()}</Kbd>}
              onClick={() => start(format)}
              data-testid={`download-${format}`}
            >
              {t(`downloads:as.${format}`)}
            </Menu.Item>
          ))}
        </Menu.Dropdown>
      </Menu>
      {exporting.dialog}
    </>
  )
}
