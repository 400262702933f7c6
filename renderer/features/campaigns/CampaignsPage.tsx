import { Button } from '@mantine/core'
import { IconPlus } from '@tabler/icons-react'
import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useMay } from '../../api/session.ts'
import { Keys, useCommands } from '../../app/commands.tsx'
import { DataList } from '../../ui/DataList.tsx'
import { EmptyFace } from '../../ui/Faces.tsx'
import { ChoiceFilter, TextFilter } from '../../ui/ListFilters.tsx'
import { Page } from '../../ui/Page.tsx'
import { ReportButton } from '../../ui/ReportButton.tsx'
import { DraftDialog } from './DraftDialog.tsx'

/** Every call-out: what for, how far it is. */
export function CampaignsPage() {
  const { t } = useTranslation()
  const navigate = useNavigate()
  const mayDraft = useMay('campaigns.draft')
  const [drafting, setDrafting] = useState(false)
  useCommands(mayDraft ? [{ key: 'a', label: t('campaigns:new'), run: () => setDrafting(true) }] : [])
  return (
    <Page
      title={t('common:nav.campaigns')}
      actions={
        <>
          <ReportButton report="campaign-results" />
          {mayDraft && (
            <Button
              leftSection={<IconPlus size={16} />}
              rightSection={<Keys of="a" />}
              onClick={() => setDrafting(true)}
              data-testid="new-campaign"
            >
              {t('campaigns:new')}
            </Button>
          )}
        </>
      }
      fill
    >
      <DataList
        list="campaigns"
        filters={
          <>
            <TextFilter placeholder={t('campaigns:find')} />
            <ChoiceFilter field="state" w={120} />
          </>
        }
        onOpen={(row) => void navigate({ to: '/campaigns/$id', params: { id: String(row.id) } })}
        empty={<EmptyFace title={t('campaigns:none')} />}
      />
      {drafting && (
        <DraftDialog
          onClose={() => setDrafting(false)}
          onSaved={(id) => void navigate({ to: '/campaigns/$id', params: { id: String(id) } })}
        />
      )}
    </Page>
  )
}
