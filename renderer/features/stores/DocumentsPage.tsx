import { Badge, Button } from '@mantine/core'
import { IconPackageExport, IconPackageImport, IconTrashX } from '@tabler/icons-react'
import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useMay } from '../../api/session.ts'
import { Keys, useCommands } from '../../app/commands.tsx'
import { DataList } from '../../ui/DataList.tsx'
import { EmptyFace } from '../../ui/Faces.tsx'
import { ChoiceFilter, DateFilter, TextFilter } from '../../ui/ListFilters.tsx'
import { KindBadge } from './KindBadge.tsx'
import { MovementDialog, type MovementKind } from './MovementDialog.tsx'
import { StoresFrame } from './StoresFrame.tsx'

const actions = [
  { kind: 'scrap', key: 'b', icon: IconTrashX },
  { kind: 'receipt', key: 'r', icon: IconPackageImport },
  { kind: 'issue', key: 'o', icon: IconPackageExport },
] as const satisfies readonly { kind: MovementKind; key: string; icon: unknown }[]

/** Every document of movement, the newest first. */
export function DocumentsPage() {
  const { t } = useTranslation()
  const navigate = useNavigate()
  const mayKeep = useMay('stores.issue')
  const [shown, setShown] = useState<MovementKind | null>(null)
  useCommands(
    mayKeep
      ? actions.map(({ kind, key }) => ({ key, label: t(`stores:${kind}.action`), run: () => setShown(kind) }))
      : [],
  )
  return (
    <StoresFrame
      at="documents"
      actions={
        mayKeep &&
        actions.map(({ kind, key, icon: Icon }) => (
          <Button
            key={kind}
            variant={kind === 'issue' ? 'filled' : 'default'}
            leftSection={<Icon size={16} />}
            rightSection={<Keys of={key} />}
            onClick={() => setShown(kind)}
            data-testid={kind}
          >
            {t(`stores:${kind}.action`)}
          </Button>
        ))
      }
    >
      <DataList
        list="stockDocuments"
        filters={
          <>
            <TextFilter placeholder={t('stores:findDocument')} w={220} />
            <ChoiceFilter field="kind" choices="stockKind" />
            <DateFilter field="from" label={t('lists:stockDocuments.filters.from')} />
            <DateFilter field="to" label={t('lists:stockDocuments.filters.to')} />
          </>
        }
        cells={{
          kind: (row) => <KindBadge kind={row.kind} />,
          reversal: (row) =>
            row.reversal && (
              <Badge color={row.reversed ? 'gray' : 'red'} className="figure">
                {row.reversal}
              </Badge>
            ),
        }}
        onOpen={(row) => void navigate({ to: '/stores/document/$id', params: { id: String(row.id) } })}
        empty={<EmptyFace title={t('stores:emptyDocuments')} />}
      />
      {shown !== null && <MovementDialog kind={shown} onClose={() => setShown(null)} />}
    </StoresFrame>
  )
}
