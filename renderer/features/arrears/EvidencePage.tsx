import { Button } from '@mantine/core'
import { IconFileWord, IconPrinter } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useParams, useSearch } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { client, orpc } from '../../api/client.ts'
import { Keys, useCommands } from '../../app/commands.tsx'
import { currentLanguage } from '../../app/i18n.ts'
import { useExport } from '../../ui/exporting.tsx'
import { Loaded, NotFoundFace } from '../../ui/Faces.tsx'
import { Page } from '../../ui/Page.tsx'
import { printPage } from '../../ui/print.ts'
import { EvidencePaper } from './EvidencePaper.tsx'

export function EvidencePage() {
  const { id } = useParams({ from: '/arrears/unit/$id/evidence' })
  return /^[1-9]\d{0,14}$/.test(id) ? <Evidence unitId={Number(id)} /> : <NotFoundFace />
}

/** Everything about a unit's arrears on paper: charges, notices, contacts, payments, the case. */
function Evidence({ unitId }: { readonly unitId: number }) {
  const { t } = useTranslation()
  const { asOf } = useSearch({ from: '/arrears/unit/$id/evidence' })
  const query = useQuery(orpc.dunning.unit.queryOptions({ input: { unitId, ...(asOf && { asOf }) } }))
  const exporting = useExport()
  const startWord = () =>
    exporting.run(() => client.exports.evidence({ unitId, ...(asOf && { asOf }), language: currentLanguage() }))
  useCommands([
    { key: 'p', label: t('common:print'), run: printPage },
    { key: 'w', label: t('arrears:evidence.word'), run: startWord },
  ])
  return (
    <Page
      ownPaper
      title={t('arrears:evidence.title')}
      subtitle={query.data?.unit}
      crumbs={[
        { label: t('common:nav.arrears'), link: { to: '/arrears' } },
        {
          label: query.data?.unit ?? '…',
          link: { to: '/arrears/unit/$id', params: { id: String(unitId) }, search: asOf ? { asOf } : {} },
        },
      ]}
      actions={
        <>
          <Button
            variant="default"
            leftSection={<IconFileWord size={16} />}
            rightSection={<Keys of="w" />}
            loading={exporting.busy}
            disabled={!query.data}
            onClick={startWord}
            data-testid="export-word"
          >
            {t('arrears:evidence.word')}
          </Button>
          <Button leftSection={<IconPrinter size={16} />} rightSection={<Keys of="p" />} onClick={printPage}>
            {t('common:print')}
          </Button>
          {exporting.dialog}
        </>
      }
    >
      <Loaded query={query}>{(unit) => <EvidencePaper of={unit} />}</Loaded>
    </Page>
  )
}
