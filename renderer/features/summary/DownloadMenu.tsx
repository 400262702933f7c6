import { Button, Kbd, Menu } from '@mantine/core'
import { IconChevronDown, IconDownload, IconFileSpreadsheet, IconFileText, IconFileTypeHtml } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import type { ReadFormat, SummaryFormat } from '../../../electron/contract/exports.ts'
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
  const offers = formats.map((one) => ({
    ...one,
    start: () => client.exports.summary({ ...period, format: one.format, language: currentLanguage() }),
  }))
  return <Downloads offers={offers} disabled={disabled} />
}

/** A report as it was signed, to be read; `w` takes a signature back, so Word has another key there. */
export function SignedDownloadMenu({ signoff }: { readonly signoff: number }) {
  const start = (format: ReadFormat) => () => client.exports.signed({ signoff, format, language: currentLanguage() })
  const offers = [
    { format: 'docx', key: 'o', Icon: IconFileText, start: start('docx') },
    { format: 'html', key: 'h', Icon: IconFileTypeHtml, start: start('html') },
  ] as const
  return <Downloads offers={offers} disabled={false} />
}

interface Offer {
  readonly format: SummaryFormat
  readonly key: string
  readonly Icon: typeof IconFileText
  readonly start: () => Promise<{ taskId: string }>
}

function Downloads({ offers, disabled }: { readonly offers: readonly Offer[]; readonly disabled: boolean }) {
  const { t } = useTranslation()
  const exporting = useExport()
  const start = (offer: Offer) => {
    if (!disabled) exporting.run(offer.start)
  }
  useCommands(
    offers.map((offer) => ({
      key: offer.key,
      label: t(`downloads:as.${offer.format}`),
      run: () => start(offer),
    })),
  )
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
          {offers.map((offer) => (
            <Menu.Item
              key={offer.format}
              leftSection={<offer.Icon size={16} />}
              rightSection={<Kbd size="xs">{offer.key.toUpperCase()}</Kbd>}
              onClick={() => start(offer)}
              data-testid={`download-${offer.format}`}
            >
              {t(`downloads:as.${offer.format}`)}
            </Menu.Item>
          ))}
        </Menu.Dropdown>
      </Menu>
      {exporting.dialog}
    </>
  )
}
